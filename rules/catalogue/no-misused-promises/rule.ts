import { NONE } from '../../model/facts.js';
import type { CallbackFact, CallFact, FunctionFact } from '../../model/facts.js';
import type { RuleView } from '../../model/rule-view.js';
import type { FixBuilder } from '../../fixes/fix-builder.js';
import { defineRule } from '../define-rule.js';
import type { PLACES } from './options.js';
import { defaultOptions, options } from './options.js';

const SWITCHES: Readonly<Record<CallbackFact['place'], (typeof PLACES)[number]>> = {
  argument: 'arguments',
  attribute: 'attributes',
  method: 'inheritedMethods',
  property: 'properties',
  return: 'returns',
  variable: 'variables',
};

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
    if (view.options['checksConditionals'] !== false) for (const found of conditions(view)) report(found);
    for (const found of callbacks(view)) report(found);
    if (view.options['checksSpreads'] !== false) for (const found of spreads(view)) report(found);
    for (const found of arrays(view)) report(found);
  },
});

type View = RuleView & { readonly fix: FixBuilder };

function conditions(view: View) {
  return view.file.conditions.flatMap((condition) => {
    const { verdict, always, traits } = view.awaitable(condition.expression);
    if (verdict !== 'yes' || !always || traits?.kind === 'query' || condition.guard) return [];
    const { range, place } = condition;
    const message = place === 'nullish' || place === 'equality' ? 'nullish' : 'condition';
    const data = { name: view.describe(condition.expression) };
    return [{ message, range, data, fixes: view.fix.awaitValue(condition) } as const];
  });
}

function callbacks(view: View) {
  return view.file.callbacks.flatMap((callback) => {
    const problem = isChecked(view, callback) && isAsync(view, callback) ? judgeCallback(view, callback) : undefined;
    return problem === undefined ? [] : [{ ...problem, range: callback.range, fixes: view.fix.wrapCallback(callback) }];
  });
}

function spreads(view: View) {
  const found = view.file.spreads.filter(({ expression }) => {
    const { verdict, always } = view.awaitable(expression);
    // A name that may hold either was perhaps asked before: `'then' in options ? … : { ...options }`.
    return verdict === 'yes' && (always || view.file.calls.some((call) => call.expression === expression));
  });
  return found.map(
    ({ expression, range }) => ({ message: 'spread', range, data: { name: view.describe(expression) } }) as const,
  );
}

function arrays(view: View) {
  const awaited = view.file.suspensions
    .filter((point) => point.kind === 'await' && isArrayOfPromises(view, point.operand))
    .map(({ operand, range }) => ({ message: 'awaitArray', range, data: { name: view.describe(operand) } }) as const);
  const nested = view.file.calls.flatMap((call) =>
    innerArrays(view, call).map((element) => {
      const data = { callee: view.describe(call.callee), name: view.describe(element) };
      return { message: 'nestedArray', range: view.rangeOf(element), data } as const;
    }),
  );
  return [...awaited, ...nested];
}

function isChecked(view: RuleView, callback: CallbackFact): boolean {
  const option = view.options['checksVoidReturn'];
  if (typeof option !== 'object' || option === null) return option !== false;
  return (option as Readonly<Record<string, unknown>>)[SWITCHES[callback.place]] !== false;
}

function inlineOf(view: RuleView, callback: CallbackFact): FunctionFact | undefined {
  return callback.inline === NONE ? undefined : view.functionOf(callback.inline);
}

/** A promise is what it gives: async, or by what it returns. */
function isAsync(view: RuleView, callback: CallbackFact): boolean {
  const inline = inlineOf(view, callback);
  if (inline?.generator === true) return false;
  if (inline?.async === true) return true;
  const { verdict, traits } = view.returnsAwaitable(callback);
  return verdict === 'yes' && traits?.kind === 'promise';
}

function handlesFailure(view: RuleView, callback: CallbackFact): boolean {
  if (inlineOf(view, callback)?.catchesAll === true) return true;
  return callback.expression !== NONE && view.mayReject(callback.expression) === 'no';
}

/** Taking a listener away calls nobody. */
const REMOVES = new Set(['off', 'removeListener', 'removeEventListener', 'removeHandler', 'unsubscribe', 'unlisten']);

function judgeCallback(view: RuleView, callback: CallbackFact) {
  if (callback.call !== NONE && REMOVES.has(view.call(callback.call).name)) return undefined;
  const expected = view.expectedReturn(callback);
  if (expected !== 'void' && expected !== 'boolean') return undefined;
  if (expected === 'void' && handlesFailure(view, callback)) return undefined;
  const callee = callback.call === NONE ? '' : view.describe(view.call(callback.call).callee);
  if (expected === 'boolean')
    return callback.place === 'argument' ? ({ message: 'predicate', data: { callee } } as const) : undefined;
  switch (callback.place) {
    case 'argument':
      return { message: 'argument', data: { callee } } as const;
    case 'attribute':
      return { message: 'attribute', data: { name: callback.name } } as const;
    case 'property':
      return { message: 'property', data: { name: callback.name } } as const;
    case 'method':
      return { message: 'method', data: { name: callback.name } } as const;
    default:
      return { message: 'value' } as const;
  }
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
