import { NONE } from '../../model/facts.js';
import type { CallFact } from '../../model/facts.js';
import type { RuleView } from '../../model/rule-view.js';
import type { FixBuilder } from '../../fixes/fix-builder.js';
import { defineRule } from '../define-rule.js';
import { misusedCallbacks } from './callbacks.js';
import { defaultOptions, options } from './options.js';

// Positions are judged by what they do with the result: by the tables of known callees, else by the declared type.
// A callback that provably handles its own failures is right wherever its result is dropped.
export default defineRule({
  id: 'no-misused-promises',
  summary:
    'Reports promises where a plain value is meant: in conditions, in spreads, and from callbacks whose result is dropped.',
  languages: ['javascript'],
  kind: 'problem',
  presets: ['recommended', 'strict'],
  level: 'error',
  since: '0.1.0',
  messages: {
    condition: '`{{name}}` is a promise, so this condition is always true: await it first.',
    nullish: '`{{name}}` is a promise and never null: await it first.',
    predicate: 'The promise that this async callback gives `{{callee}}` counts as true, whatever it resolves to.',
    argument: '`{{callee}}` drops the promise of its async callback: nobody waits, and a rejection is unhandled.',
    attribute: 'The promise of this async handler of `{{name}}` is dropped: a rejection is unhandled.',
    property: 'The promise of the async `{{name}}` is dropped: whoever calls it expects nothing.',
    method: 'The promise of the async `{{name}}` is dropped: the method that it overrides returns nothing.',
    value: 'The promise of this async function is dropped: its type says that nothing is returned.',
    spread: 'Spreading the promise `{{name}}` copies nothing: await it first.',
    spreadChoice: 'Spreading what may be a promise copies nothing of it: await it first.',
    awaitArray: '`await` does not wait for the promises in the array `{{name}}`: it needs `Promise.all`.',
    nestedArray: '`{{callee}}` does not wait for the promises in the inner array `{{name}}`.',
  },
  fixes: 'sometimes',
  safeFixes: false,
  replaces: ['@typescript-eslint/no-misused-promises', 'typescript/no-misused-promises', 'noMisusedPromises'],
  supersedes: ['await-thenable'],
  options,
  defaultOptions,

  check(view, report) {
    for (const found of conditions(view)) report(found);
    for (const found of misusedCallbacks(view)) report(found);
    if (view.options['checksSpreads'] !== false) for (const found of spreads(view)) report(found);
    if (view.options['checksArrays'] !== false) for (const found of arrays(view)) report(found);
  },
});

type View = RuleView & { readonly fix: FixBuilder };

function conditions(view: View) {
  return view.file.conditions.flatMap((condition) => {
    const { range, place } = condition;
    const message = place === 'nullish' || place === 'equality' ? 'nullish' : 'condition';
    if (view.options[message === 'nullish' ? 'checksNullish' : 'checksConditionals'] === false) return [];
    const { verdict, always, traits } = view.awaitable(condition.expression);
    if (verdict !== 'yes' || !always || traits?.kind === 'query' || condition.guard) return [];
    const data = { name: view.describe(condition.expression) };
    return [{ message, range, data, fixes: view.fix.awaitValue(condition) } as const];
  });
}

function spreads(view: View) {
  const found = view.file.spreads.filter(({ expression, stored }) => {
    const { verdict, always } = view.awaitable(expression);
    // A name that may hold either was perhaps asked before: `'then' in options ? … : { ...options }`.
    return verdict === 'yes' && (always || !stored);
  });
  return found.map(({ expression, range, stored }) =>
    stored || view.file.calls.some((call) => call.expression === expression)
      ? ({ message: 'spread', range, data: { name: view.describe(expression) } } as const)
      : ({ message: 'spreadChoice', range } as const),
  );
}

function arrays(view: View) {
  const awaited = view.file.suspensions
    .filter(({ kind, operand }) => kind === 'await' && isArrayOfPromises(view, operand))
    .map(({ operand, range }) => ({ message: 'awaitArray', range, data: { name: view.describe(operand) } }) as const);
  const nested = view.file.calls.flatMap((call) =>
    innerArrays(view, call).map((element) => {
      const data = { callee: view.describe(call.callee), name: view.describe(element) };
      return { message: 'nestedArray', range: view.rangeOf(element), data } as const;
    }),
  );
  return [...awaited, ...nested];
}

function isArrayOfPromises(view: RuleView, expression: number): boolean {
  return (
    expression !== NONE && view.awaitable(expression).verdict === 'no' && view.awaitableElements(expression) === 'yes'
  );
}

const COMBINATORS = new Set(['all', 'allSettled', 'any', 'race']);

/** Elements of `Promise.all([…])` that are arrays of promises themselves. */
function innerArrays(view: RuleView, call: CallFact): readonly number[] {
  const [list] = call.arguments;
  if (!COMBINATORS.has(call.name) || list === undefined || !view.apiIds(call).includes(`global#Promise.${call.name}`))
    return [];
  return view.elementsOf(list).filter((element) => isArrayOfPromises(view, element));
}
