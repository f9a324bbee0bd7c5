import { NONE } from '../model/facts.js';
import type { CallFact, CallbackFact, ExpressionId, FileFacts, FunctionFact } from '../model/facts.js';
import type { Range } from '../model/range.js';
import type { Verdict } from '../model/verdict.js';
import type { FunctionRef } from '../inference/inference.js';
import { knownCalls } from '../knowledge/known-calls/index.js';
import { createApiTable } from '../inference/api-table.js';
import type { EffectsInput } from './effects-input.js';
import { createFlows } from './flow/flows.js';

const settling = createApiTable(
  knownCalls.filter(({ verdict }) => verdict === 'never-rejects'),
  ({ api }) => [api],
);

/** Can a function, or awaiting a value, reject? `no` only when it is proven. */
export interface Rejections {
  ofFunction(ref: FunctionRef): Verdict;
  ofExpression(path: string, expression: ExpressionId): Verdict;
  /** Does a callback do some work, and no failure of it is left to whoever takes its promise? */
  isHandledBy(path: string, callback: CallbackFact): boolean;
}

/** Functions that hand a rejection on to each other are followed this far. */
const MAX_STEPS = 3;

/** It leaves the function: awaited outside of a `try`, or returned. */
function isForwarded({ use, caught }: CallFact): boolean {
  return use === 'returned' || (use === 'awaited' && !caught);
}

/** How a literal is described, `undefined` among them: a function, or a place that may hold one, has a name. */
const NO_NAME = 'the expression';

export function createRejections(input: EffectsInput): Rejections {
  const judge = (ref: FunctionRef, steps: number): Verdict => {
    const facts = input.facts(ref.path);
    const fn = facts?.functions[ref.function];
    if (facts === undefined || fn === undefined || fn.incomplete) return 'unknown';
    if (fn.catchesAll) return 'no';
    if (!fn.forwards || steps >= MAX_STEPS) return 'likely';
    const forwarded = facts.calls.filter((call) => call.function === fn.id && isForwarded(call));
    if (!forwarded.every((call) => judgeCall(ref.path, call, steps + 1) === 'no')) return 'likely';
    return returnsPromise(input, ref.path, facts, forwarded, fn) ? 'likely' : 'no';
  };

  const judgeCall = (path: string, call: CallFact, steps: number): Verdict => {
    const inference = input.inference(path);
    if (call.construct && call.name === 'Promise') return judgeExecutor(input, path, call);
    if (isHandled(input, path, call)) return 'no';
    const { verdict, traits } = inference.awaitable(path, call.expression);
    if (verdict === 'no' || traits?.rejects === 'never') return 'no';
    const { functions, complete, apis } = inference.resolveCall(path, call);
    const known = settling.find(apis);
    if (known !== undefined) return call.arguments.length <= (known.upTo ?? Infinity) ? 'no' : 'likely';
    return complete && functions.length > 0 && functions.every((one) => judge(one, steps) === 'no') ? 'no' : 'likely';
  };

  const judgeExpression = (path: string, expression: ExpressionId): Verdict => {
    const call = input.facts(path)?.calls.find((one) => one.expression === expression);
    const inference = input.inference(path);
    // A call may give a function, by `bind`: then that is what is asked about.
    const isFunction = call === undefined || inference.awaitable(path, expression).verdict === 'no';
    if (!isFunction) return judgeCall(path, call, 0);
    const functions = inference.functionsOf(path, expression);
    return functions.length > 0 && functions.every((one) => judge(one, 0) === 'no') ? 'no' : 'likely';
  };

  const isHandledBy = (path: string, { expression, inline }: CallbackFact): boolean => {
    const own = { path, function: inline };
    if (inline !== NONE) return judge(own, 0) === 'no' && works(input, own);
    if (expression === NONE || judgeExpression(path, expression) !== 'no') return false;
    return input
      .inference(path)
      .functionsOf(path, expression)
      .some((ref) => works(input, ref));
  };

  return { ofFunction: (ref) => judge(ref, 0), ofExpression: judgeExpression, isHandledBy };
}

/** Does something beside making a promise: what it throws a synchronous function would throw, too. */
function works({ facts: factsOf, inference }: EffectsInput, { path, function: fn }: FunctionRef): boolean {
  const facts = factsOf(path);
  const isWork = (call: CallFact): boolean =>
    call.function === fn &&
    (call.name !== 'resolve' || !inference(path).resolveCall(path, call).apis.includes('global#Promise.resolve'));
  return (
    facts?.calls.some(isWork) === true ||
    facts?.suspensions.some((point) => point.function === fn && point.kind === 'await') === true
  );
}

function isWithin(inner: Range, outer: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function judgeExecutor(input: EffectsInput, path: string, call: CallFact): Verdict {
  const executor = input.facts(path)?.functions.find((fn) => fn.argumentOf === call.id && fn.argumentIndex === 0);
  return executor?.async === false && executor.catchesAll ? 'no' : 'likely';
}

/** Ends in a reaction to its failure. */
function isHandled(input: EffectsInput, path: string, call: CallFact): boolean {
  const { name, range } = call;
  if (name === 'catch' || name === 'then') return isReaction(input, path, call, name === 'catch' ? 0 : 1);
  if (name !== 'finally') return false;
  const receiver = input
    .facts(path)
    ?.calls.filter((one) => one.use === 'receiver' && one.range.start === range.start && one.range.end < range.end)
    .sort((a, b) => b.range.end - a.range.end)[0];
  return receiver !== undefined && isHandled(input, path, receiver);
}

function isReaction(input: EffectsInput, path: string, { id, arguments: given }: CallFact, position: number): boolean {
  const handler = given[position];
  if (handler === undefined || input.inference(path).describe(path, handler) === NO_NAME) return false;
  const inline = input.facts(path)?.functions.find((fn) => fn.argumentOf === id && fn.argumentIndex === position);
  const functions =
    inline === undefined ? input.inference(path).functionsOf(path, handler) : [{ path, function: inline.id }];
  return !functions.some((one) => failsAgain(input, one));
}

/** A reaction that throws, or gives `Promise.reject(…)`, hands the failure on. */
function failsAgain(input: EffectsInput, ref: FunctionRef): boolean {
  const flows = createFlows((path) => input.facts(path));
  return flows.events(ref.path, ref.function).some((event) => {
    if (event.kind === 'throw') return true;
    if (event.kind !== 'call') return false;
    const call = input.facts(ref.path)?.calls[event.call];
    if (call?.name !== 'reject' || call.use !== 'returned') return false;
    return input.inference(ref.path).describe(ref.path, call.callee) === 'Promise.reject';
  });
}

/** An async function gives back a place that may hold a promise. */
function returnsPromise(
  input: EffectsInput,
  path: string,
  { suspensions }: FileFacts,
  forwarded: readonly CallFact[],
  fn: FunctionFact,
): boolean {
  return suspensions.some(
    ({ kind, function: id, call, operand, range }) =>
      kind === 'return' &&
      id === fn.id &&
      call === NONE &&
      !forwarded.some((one) => one.use === 'returned' && isWithin(one.range, range)) &&
      input.inference(path).awaitable(path, operand).verdict !== 'no',
  );
}
