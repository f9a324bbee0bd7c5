import type { FixBuilder } from '../../fixes/fix-builder.js';
import type { VariableFact } from '../../model/flow.js';
import type { Range } from '../../model/range.js';
import type { RuleView } from '../../model/rule-view.js';
import { defineRule } from '../define-rule.js';
import type { Report } from '../define-rule.js';
import { collectCandidates, isPromise } from './candidates.js';
import type { Candidate } from './candidates.js';
import { askedBy, usesPromises } from './lists.js';
import { misuseAt } from './places.js';
import type { Misuse } from './places.js';

const messages = {
  text: '`{{name}}` is a promise: as text it is `[object Promise]`, and as a number `NaN`.',
  compared: '`{{name}}` is a promise, and so equals no value: await it first.',
  inspected: '`{{name}}` is always a promise, so there is nothing to ask: await it first.',
  thrown: '`{{name}}` is thrown as a promise, and nobody sees the error that it resolves to: await it first.',
  member: '`{{name}}` is a promise and has no `{{member}}`: await it first.',
  given: '`{{callee}}` gets the promise `{{name}}` and not what it resolves to: await it first.',
  asked: '`{{callee}}` asks the promises in `{{name}}` and not what they resolve to: it needs `Promise.all`.',
  looped: 'The loop uses the promises in `{{name}}` and not what they resolve to: it needs `Promise.all`.',
} as const;

type Found = Report<typeof messages>;

// Only what is a promise on every path, and only places where nothing but a mistake puts one. A promise that is handed
// on is the business of whoever gets it: loaders stream promises, and frameworks await what handlers return.
export default defineRule({
  id: 'no-promise-as-value',
  summary: 'Reports promises used as data: in texts, comparisons, JSON, and by members that they do not have.',
  languages: ['javascript'],
  kind: 'problem',
  presets: ['recommended', 'strict'],
  level: 'error',
  since: '0.1.0',
  messages,
  fixes: 'sometimes',
  safeFixes: false,
  replaces: [],
  supersedes: [],

  check(view, report) {
    const told = new Set<VariableFact>();
    for (const candidate of collectCandidates(view)) {
      const { variable, expression } = candidate;
      const misuse = misuseAt(view, candidate);
      if (misuse === undefined || !isPromise(view, expression)) continue;
      // Where one member is read others are, and one `await` where the promise is made mends them all.
      if (misuse.kind === 'member' && variable !== undefined) {
        if (told.has(variable)) continue;
        told.add(variable);
      }
      report(say(view, candidate, misuse));
    }
    for (const found of lists(view)) report(found);
  },
});

type View = RuleView & { readonly fix: FixBuilder };

function say(view: View, candidate: Candidate, misuse: Misuse): Found {
  const { expression, function: fn, range, name: stored } = candidate;
  const name = view.describe(expression);
  const isProperty = stored !== undefined && view.parentOf(expression).kind === 'value';
  const property = isProperty ? { property: stored } : {};
  const fixes = view.fix.awaitValue({ expression, range, function: fn, parentheses: false, ...property });
  switch (misuse.kind) {
    case 'member':
      return { message: 'member', range, data: { name, member: misuse.name }, fixes };
    case 'given':
      return { message: 'given', range, data: { name, callee: view.describe(misuse.callee.callee) }, fixes };
    default:
      return { message: misuse.kind, range, data: { name }, fixes };
  }
}

function lists(view: View): readonly Found[] {
  const fixesOf = (expression: number, range: Range, fn: number) =>
    view.fix.awaitElements({ expression, range, function: fn, parentheses: false });
  const asked = view.file.calls.flatMap((list): readonly Found[] => {
    const method = askedBy(view, list);
    if (method === undefined) return [];
    const { expression, range, function: fn } = list;
    const data = { callee: method.name, name: view.describe(expression) };
    return [{ message: 'asked', range, data, fixes: fixesOf(expression, range, fn) }];
  });
  const looped = view.file.loops.flatMap((loop): readonly Found[] => {
    if (!usesPromises(view, loop)) return [];
    const range = view.rangeOf(loop.iterated);
    const data = { name: view.describe(loop.iterated) };
    return [{ message: 'looped', range, data, fixes: fixesOf(loop.iterated, range, loop.function) }];
  });
  return [...asked, ...looped];
}
