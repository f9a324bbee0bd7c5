import type { FixBuilder } from '../fixes/fix-builder.js';
import type { Effects } from '../effects/effects.js';
import { createValueView } from './value-view.js';
import { createApiTable } from '../inference/api-table.js';
import type { ApiTable } from '../inference/api-table.js';
import type { FunctionRef, Inference } from '../inference/inference.js';
import type { KnownCall } from '../knowledge/types.js';
import { heavyCalls } from '../knowledge/heavy-calls/index.js';
import { knownCalls } from '../knowledge/known-calls/index.js';
import { plainValueApis } from '../knowledge/plain-values/index.js';
import type { CallFact, ExpressionId, FileFacts, FunctionFact } from '../model/facts.js';
import type { CallTarget, RuleView, Waitable } from '../model/rule-view.js';
import type { Blocks } from '../model/summary.js';

const tableOf = (verdict: KnownCall['verdict']): ApiTable<KnownCall> =>
  createApiTable(
    knownCalls.filter((entry) => entry.verdict === verdict),
    (entry) => [entry.api],
  );
const mustAwait = tableOf('must-await');
const safeToDrop = tableOf('safe');
const heavy = createApiTable(heavyCalls, ({ api }) => [api]);
const plainValues = createApiTable(plainValueApis, ({ api }) => [api]);

export interface ViewContext {
  readonly path: string;
  /** The path as chains show it. */
  readonly display: string;
  readonly facts: FileFacts;
  readonly inference: Inference;
  readonly effects: Effects;
  readonly factsOf: (path: string) => FileFacts | undefined;
  readonly fix: FixBuilder;
  readonly canAwait: (fn: number) => boolean;
  /** Notes what was asked about a call, for the count of resolved calls. */
  readonly count: (expression: number, isResolved: boolean) => void;
}

/** What one rule may see of one file. */
export function createView(
  context: ViewContext,
  options: Readonly<Record<string, unknown>>,
): RuleView & { readonly fix: FixBuilder } {
  const { path, facts, inference, effects } = context;
  const ref = (fn: FunctionFact): FunctionRef => ({ path, function: fn.id });
  const functionOf = (id: number): FunctionFact => facts.functions[id] ?? (facts.functions[0] as FunctionFact);
  return {
    path,
    file: facts,
    options,
    fix: context.fix,
    awaitable(expression) {
      const answer = inference.awaitable(path, expression);
      context.count(expression, answer.verdict !== 'unknown');
      return answer;
    },
    awaitableElements: (expression) => inference.awaitableElements(path, expression),
    ...certainties(context),
    target: (call) => targetOf(context, call),
    apiIds: (call) => inference.resolveCall(path, call).apis,
    summaryOf(call) {
      const { functions, complete } = inference.resolveCall(path, call);
      const [only] = functions;
      return complete && functions.length === 1 && only !== undefined ? effects.summaryOf(only) : undefined;
    },
    blocksOf: (call): readonly Blocks[] => effects.blocksAt(path, call),
    asyncTwin: (call) => effects.asyncTwin(path, call),
    summaryOfFunction: (fn) => effects.summaryOf(ref(fn)),
    expectedReturn: (callback) => inference.expectedReturn(path, callback),
    declaredReturn: (callback) => inference.declaredReturn(path, callback),
    returnsAwaitable: (callback) => inference.returnsAwaitable(path, callback),
    mayReject: (expression) => effects.mayReject(path, expression),
    handlesFailure: (callback) => effects.handlesFailure(path, callback),
    runsOnLoop: (fn) => effects.runsOnLoop(ref(fn)),
    ownerOf: (fn) => functionOf(effects.ownerOf(ref(fn)).function),
    waiters: (fn) => effects.waiters(ref(fn)),
    exclusiveSessionOf: (call) => effects.exclusiveSessionOf(path, call),
    isInSession: (call) => effects.isInSession(path, call),
    loopSuspends: (loop) => effects.loopSuspends(path, loop),
    describe: (expression) => inference.describe(path, expression),
    functionOf,
    call: (id) => facts.calls[id] as CallFact,
    canAwait: context.canAwait,
    hop: (range, text) => ({ path: context.display, range, text }),
    ...tableQuestions(context),
    ...createValueView(context),
    matchesCallee: (call, specifiers) => inference.matchesCallee(path, call.callee, specifiers),
    matchesType: (expression, specifiers) => inference.matchesType(path, expression, specifiers),
    isCallable: (expression) => inference.isCallable(path, expression),
  };
}

/** What the tables know of a call. */
function tableQuestions({
  path,
  inference,
}: ViewContext): Pick<RuleView, 'mustAwait' | 'plainArgument' | 'isSafeToDrop' | 'heavyWork'> {
  const apisOf = (call: CallFact) => inference.resolveCall(path, call).apis;
  return {
    mustAwait: (call) => mustAwait.names.has(call.name) && mustAwait.find(apisOf(call)) !== undefined,
    plainArgument: (call) => (plainValues.names.has(call.name) ? plainValues.find(apisOf(call)) : undefined),
    isSafeToDrop: (call) => safeToDrop.find(apisOf(call)) !== undefined,
    heavyWork: (call) => (heavy.names.has(call.name) ? heavy.find(apisOf(call))?.does : undefined),
  };
}

/** What is certain of a type. */
function certainties(context: ViewContext): Pick<RuleView, 'lacksMember' | 'isSurelyNot'> {
  const { path, inference } = context;
  return {
    lacksMember: (promise, name) => inference.lacksMember(path, promise, name),
    isSurelyNot: (expression, what) => isSurelyNot(context, expression, what),
  };
}

/** A method that says that it returns nothing may be overridden by one that is async. */
function isSurelyNot(
  { path, facts, inference, factsOf }: ViewContext,
  expression: ExpressionId,
  what: Waitable,
): boolean {
  if (!inference.isSurelyNot(path, expression, what)) return false;
  const call = what === 'awaitable' ? facts.calls.find((one) => one.expression === expression) : undefined;
  if (call === undefined) return true;
  const { functions } = inference.resolveCall(path, call);
  return !functions.some((fn) => factsOf(fn.path)?.functions[fn.function]?.async === true);
}

function targetOf({ path, inference, factsOf }: ViewContext, call: CallFact): CallTarget {
  const { functions, apis } = inference.resolveCall(path, call);
  const [first] = functions;
  if (first !== undefined) {
    const label = factsOf(first.path)?.functions[first.function]?.label ?? '';
    return { kind: 'function', path: first.path, function: first.function, label };
  }
  return apis.length > 0 ? { kind: 'api', ids: apis } : { kind: 'unknown' };
}
