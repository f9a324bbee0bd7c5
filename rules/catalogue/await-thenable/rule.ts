import type { CallFact, ExpressionId, SuspensionFact } from '../../model/facts.js';
import type { Range } from '../../model/range.js';
import type { RuleView } from '../../model/rule-view.js';
import type { FixBuilder } from '../../fixes/fix-builder.js';
import { defineRule } from '../define-rule.js';
import type { Report } from '../define-rule.js';

const messages = {
  value: '`await` has nothing to wait for: `{{name}}` is not a promise.',
  loop: '`for await` has nothing to wait for: `{{name}}` is not an async iterable.',
  loopOfPromises: 'A rejection in `{{name}}` is unhandled while `for await` waits for a promise before it.',
  loopOfAny: '`for await` takes one after the other: `{{name}}` is not an async iterable.',
  disposal: '`await using` has nothing to wait for: `{{name}}` is not async disposable.',
  element: '`{{callee}}` has nothing to wait for here: `{{name}}` is not a promise.',
  elements: '`{{callee}}` has nothing to wait for: `{{name}}` holds values that are not promises.',
  awaitedElement: '`{{name}}` ends before the rest starts: give `{{callee}}` the promise, without `await`.',
} as const;

type Found = Report<typeof messages>;

// A drop-in for the typed rule of the same name. Without a type checker "not known to be a promise" is no reason:
// only what an annotation, a literal or a body proves to be none is reported.
export default defineRule({
  id: 'await-thenable',
  summary: 'Reports `await`, `for await`, `await using` and `Promise.all` where there is nothing to wait for.',
  languages: ['javascript'],
  kind: 'problem',
  presets: ['recommended', 'strict'],
  level: 'error',
  since: '0.1.0',
  messages,
  fixes: 'sometimes',
  safeFixes: false,
  replaces: [
    '@typescript-eslint/await-thenable',
    'typescript/await-thenable',
    'unicorn/no-await-in-promise-methods',
    'unicorn/no-unnecessary-await',
    'useAwaitThenable',
  ],
  supersedes: ['return-await'],

  check(view, report) {
    for (const found of [...awaits(view), ...loops(view), ...aggregates(view)]) report(found);
  },
});

type View = RuleView & { readonly fix: FixBuilder };

function awaits(view: View): readonly Found[] {
  return view.file.suspensions.flatMap((point): readonly Found[] => {
    const data = { name: view.describe(point.operand) };
    if (point.kind === 'await' && view.isSurelyNot(point.operand, 'awaitable')) {
      // Of an array of promises nobody would be left to wait.
      const fixes = view.awaitableElements(point.operand) === 'yes' ? [] : view.fix.removeAwait(point);
      return [{ message: 'value', range: point.range, data, fixes }];
    }
    if (point.kind !== 'with-await' || !view.isSurelyNot(point.operand, 'async-disposable')) return [];
    const fixes = isOnlyDisposal(view, point) ? view.fix.plainUsing(point) : [];
    return [{ message: 'disposal', range: view.rangeOf(point.operand), data, fixes }];
  });
}

/** `await using a = …, b = …` disposes of several, and the others may need it. */
function isOnlyDisposal(view: RuleView, { range }: SuspensionFact): boolean {
  const list = view.file.suspensions.filter(
    ({ kind, range: { start } }) => kind === 'with-await' && start === range.start,
  );
  return list.length === 1;
}

function loops(view: View): readonly Found[] {
  return view.file.loops.flatMap((loop): readonly Found[] => {
    if (loop.kind !== 'for-await' || !view.isSurelyNot(loop.iterated, 'async-iterable')) return [];
    const data = { name: view.describe(loop.iterated) };
    if (view.isSurelyNot(loop.iterated, 'elements'))
      return [{ message: 'loop', range: loop.head, data, fixes: view.fix.plainLoop(loop) }];
    const isOfPromises = view.awaitableElements(loop.iterated) === 'yes';
    return [{ message: isOfPromises ? 'loopOfPromises' : 'loopOfAny', range: loop.head, data }];
  });
}

const AGGREGATES = new Set(['all', 'allSettled', 'any', 'race']);

function aggregates(view: View): readonly Found[] {
  return view.file.calls.flatMap((call): readonly Found[] => {
    const [list] = call.arguments;
    if (!AGGREGATES.has(call.name) || list === undefined) return [];
    if (!view.apiIds(call).includes(`global#Promise.${call.name}`)) return [];
    const elements = view.elementsOf(list);
    if (elements.length > 0) return elements.flatMap((element) => judgeElement(view, call, element));
    if (!view.isSurelyNot(list, 'elements')) return [];
    const data = { callee: view.describe(call.callee), name: view.describe(list) };
    return [{ message: 'elements', range: view.rangeOf(list), data }];
  });
}

function judgeElement(view: View, call: CallFact, element: ExpressionId): readonly Found[] {
  const range = view.rangeOf(element);
  // A hole of the array.
  if (range.start >= range.end) return [];
  const callee = view.describe(call.callee);
  const point = view.file.suspensions.find((one) => one.kind === 'await' && isSame(one.range, range));
  if (point !== undefined && view.awaitable(point.operand).verdict === 'yes') {
    const data = { callee, name: view.describe(point.operand) };
    return [{ message: 'awaitedElement', range, data, fixes: view.fix.removeAwait(point) }];
  }
  if (point !== undefined || !view.isSurelyNot(element, 'awaitable')) return [];
  return [{ message: 'element', range, data: { callee, name: view.describe(element) } }];
}

function isSame(a: Range, b: Range): boolean {
  return a.start === b.start && a.end === b.end;
}
