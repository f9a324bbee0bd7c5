import { NONE } from '../model/facts.js';
import type { CallFact, CallbackFact, ExpressionId, FunctionFact, LoopFact } from '../model/facts.js';
import type { Waiters } from '../model/rule-view.js';
import type { Blocks, Spawn, Summary } from '../model/summary.js';
import type { Verdict } from '../model/verdict.js';
import type { BlockingApi } from '../knowledge/types.js';
import type { FunctionRef } from '../inference/inference.js';
import { solveBlocking } from './blocking.js';
import type { Blocking } from './blocking.js';
import { createCallIndex } from './call-index.js';
import type { CallIndex } from './call-index.js';
import { createCallbacks } from './callbacks.js';
import type { Callbacks } from './callbacks.js';
import { createDecorators } from './decorators.js';
import type { EffectsInput } from './effects-input.js';
import type { SiteRef } from './name-index.js';
import { createFlows } from './flow/flows.js';
import type { Flows } from './flow/flows.js';
import { createPrograms } from './programs.js';
import { createRejections } from './rejections.js';
import type { Rejections } from './rejections.js';
import { exclusiveSessionOf, isInSession } from './sessions.js';
import type { ExclusiveSession } from './sessions.js';
import { createSuspension } from './suspension.js';
import type { Suspends, Suspension } from './suspension.js';
import { findWorkerFiles } from './worker-files.js';
import { findTwinCalls } from './twins.js';
import { createWaiters } from './waiters.js';

/** Effects of one revision of the project. The call graph is solved at the first question that needs it. */
export interface Effects {
  blocksAt(path: string, call: CallFact): readonly Blocks[];
  blockingApi(path: string, call: CallFact): BlockingApi | undefined;
  /** The async function that does the same as the synchronous function of the project that is called. */
  asyncTwin(path: string, call: CallFact): string | undefined;
  summaryOf(ref: FunctionRef): Summary;
  runsOnLoop(ref: FunctionRef): Verdict;
  /** The function whose turn of the loop this one's body runs in. */
  ownerOf(ref: FunctionRef): FunctionRef;
  waiters(ref: FunctionRef): Waiters;
  /** Does a call work in a session that does one operation at a time? */
  isInSession(path: string, call: CallFact): boolean;
  /** The session that a call works in, where operations that run at the same time do harm. */
  exclusiveSessionOf(path: string, call: CallFact): ExclusiveSession | undefined;
  mayReject(path: string, expression: ExpressionId): Verdict;
  /** Does a callback do some work, and no failure of it is left to whoever takes its promise? */
  handlesFailure(path: string, callback: CallbackFact): boolean;
  loopSuspends(path: string, loop: LoopFact): Suspends;
  readonly flows: Flows;
  /** Calls of a function from anywhere. */
  callersOf(ref: FunctionRef): readonly SiteRef[];
}

interface Solved {
  readonly index: CallIndex;
  readonly callbacks: Callbacks;
  readonly blocking: Blocking;
  readonly waiters: (ref: FunctionRef) => Waiters;
  readonly twins: ReadonlyMap<string, string>;
}

export function createEffects(input: EffectsInput): Effects {
  const rejections = createRejections(input);
  const suspension = createSuspension(input);
  let solved: Solved | undefined;
  const graph = (): Solved => (solved ??= input.timed('(call graph)', solve));
  const solve = (): Solved => {
    const index = createCallIndex(input);
    const decorators = createDecorators(input);
    const callbacks = createCallbacks(input, index, decorators);
    const programs = createPrograms(input);
    return {
      index,
      callbacks,
      blocking: solveBlocking(input, index, callbacks),
      twins: findTwinCalls(input, index),
      waiters: createWaiters({
        input,
        index,
        callbacks,
        decorators,
        programs,
        workerFiles: findWorkerFiles(input, index),
      }),
    };
  };
  return {
    blocksAt: (path, call) => graph().blocking.atCall(path, call),
    callersOf: (ref) => graph().index.callersOf(ref),
    blockingApi: (path, call) => graph().blocking.apiOf(path, call),
    asyncTwin: (path, call) => graph().twins.get(`${path}\0${String(call.id)}`),
    summaryOf: (ref) => summarise(input, graph().blocking, rejections, suspension, ref),
    runsOnLoop(ref) {
      const fn = input.facts(ref.path)?.functions[ref.function];
      if (fn === undefined) return 'unknown';
      if (fn.async) return 'yes';
      return graph().callbacks.isEntered(ref) ? 'yes' : 'no';
    },
    ownerOf: (ref) => graph().callbacks.ownerOf(ref).owner,
    waiters: (ref) => graph().waiters(ref),
    isInSession: (path, call) => isInSession(input, path, call),
    exclusiveSessionOf: (path, call) => exclusiveSessionOf(input, path, call),
    mayReject: rejections.ofExpression,
    handlesFailure: rejections.isHandledBy,
    loopSuspends: suspension.ofLoop,
    flows: createFlows(input.facts),
  };
}

function summarise(
  input: EffectsInput,
  blocking: Blocking,
  rejections: Rejections,
  suspension: Suspension,
  ref: FunctionRef,
): Summary {
  const fn = input.facts(ref.path)?.functions[ref.function];
  return {
    returns: fn === undefined ? 'unknown' : fn.async && !fn.generator ? 'yes' : 'unknown',
    blocks: blocking.ofFunction(ref),
    cost: costOf(input, ref),
    mayReject: rejections.ofFunction(ref),
    suspends: fn?.async === true ? suspension.ofFunction(ref) : 'maybe',
    spawns: spawnsOf(input, ref, fn),
  };
}

/** Depth of its own loops; what its callees cost is not followed. */
function costOf(input: EffectsInput, ref: FunctionRef): Summary['cost'] {
  const loops = input.facts(ref.path)?.loops.filter((loop) => loop.function === ref.function) ?? [];
  if (loops.length === 0) return 'constant';
  if (loops.some((loop) => loop.infinite && !loop.exits)) return 'unbounded';
  return loops.some((loop) => loop.parent !== NONE) ? 'polynomial' : 'linear';
}

function spawnsOf(input: EffectsInput, ref: FunctionRef, fn: FunctionFact | undefined): readonly Spawn[] {
  if (fn === undefined) return [];
  const drops = input.facts(ref.path)?.drops.filter((drop) => drop.function === ref.function) ?? [];
  return drops.flatMap((drop) =>
    drop.operands.flatMap((operand): Spawn[] => {
      if (operand.call === NONE) return [];
      const { verdict, traits } = input.inference(ref.path).awaitable(ref.path, operand.origin);
      return verdict === 'yes' && traits?.starts === 'call' ? [{ path: ref.path, call: operand.call }] : [];
    }),
  );
}
