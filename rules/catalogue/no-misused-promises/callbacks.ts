import { NONE } from '../../model/facts.js';
import type { CallbackFact, FunctionFact } from '../../model/facts.js';
import type { ExpectedReturn, RuleView } from '../../model/rule-view.js';
import type { FixBuilder } from '../../fixes/fix-builder.js';
import type { PLACES } from './options.js';

const SWITCHES: Readonly<Record<CallbackFact['place'], (typeof PLACES)[number]>> = {
  argument: 'arguments',
  attribute: 'attributes',
  method: 'inheritedMethods',
  property: 'properties',
  return: 'returns',
  variable: 'variables',
};

/** Callbacks that give a promise to a place that drops it, or takes it for a truth value. */
export function misusedCallbacks(view: RuleView & { readonly fix: FixBuilder }) {
  return view.file.callbacks.flatMap((callback) => {
    const mayMatter = drops(view, callback) || view.options['checksConditionals'] !== false;
    const problem = mayMatter && isAsync(view, callback) ? judge(view, callback) : undefined;
    return problem === undefined ? [] : [{ ...problem, range: callback.range, fixes: view.fix.wrapCallback(callback) }];
  });
}

/** Whether dropped results are reported in such a place. */
function drops({ options }: RuleView, { place }: CallbackFact): boolean {
  const option = options['checksVoidReturn'];
  if (typeof option !== 'object' || option === null) return option !== false;
  return (option as Readonly<Record<string, unknown>>)[SWITCHES[place]] !== false;
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

/** Taking a listener away calls nobody. */
const REMOVES = new Set(['off', 'removeListener', 'removeEventListener', 'removeHandler', 'unsubscribe', 'unlisten']);

function judge(view: RuleView, callback: CallbackFact) {
  if (callback.call !== NONE && REMOVES.has(view.call(callback.call).name)) return undefined;
  const expected = expectedReturn(view, callback);
  const callee = callback.call === NONE ? '' : view.describe(view.call(callback.call).callee);
  if (expected === 'boolean') {
    const isReported = callback.place === 'argument' && view.options['checksConditionals'] !== false;
    return isReported ? ({ message: 'predicate', data: { callee } } as const) : undefined;
  }
  if (expected !== 'void' || !drops(view, callback)) return undefined;
  if (view.options['checksHandled'] !== true && view.handlesFailure(callback)) return undefined;
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

const PREDICATE = /^global#(?:Readonly)?Array\(\)\.(?:every|filter|find(?:Last)?(?:Index)?|some)$/;

function expectedReturn(view: RuleView, callback: CallbackFact): ExpectedReturn {
  const expected = view.expectedReturn(callback);
  if (view.options['checksKnownCallbacks'] !== false || (expected !== 'void' && expected !== 'boolean'))
    return expected;
  const isPredicate = expected === 'boolean' && view.apiIds(view.call(callback.call)).some((id) => PREDICATE.test(id));
  return isPredicate ? expected : view.declaredReturn(callback);
}
