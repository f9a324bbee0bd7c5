import { NONE } from '../model/facts.js';
import type { FileFacts, LoopFact, SuspensionFact } from '../model/facts.js';
import type { FunctionRef } from '../inference/inference.js';
import type { EffectsInput } from './effects-input.js';
import { keyOf } from './effects-input.js';

export type Suspends = 'yes' | 'maybe' | 'never';

/** Does awaiting something let the event loop go? A million awaits of a finished promise do not. */
export interface Suspension {
  ofFunction(ref: FunctionRef): Suspends;
  /** On every round, on some, or never. */
  ofLoop(path: string, loop: LoopFact): Suspends;
}

export function createSuspension(input: EffectsInput): Suspension {
  const answers = new Map<string, Suspends>();

  const ofFunction = (ref: FunctionRef): Suspends => {
    const key = keyOf(ref);
    const known = answers.get(key);
    if (known !== undefined) return known;
    // A cycle that only awaits itself never gets to the loop; assume less, so that it proves nothing.
    answers.set(key, 'maybe');
    const facts = input.facts(ref.path);
    const points = facts?.suspensions.filter((point) => point.function === ref.function) ?? [];
    const answer = points.length === 0 ? 'never' : gravest(points.map((point) => ofPoint(ref.path, point)));
    answers.set(key, answer);
    return answer;
  };

  const ofPoint = (path: string, point: SuspensionFact): Suspends => {
    if (point.kind !== 'await' && point.kind !== 'return') return 'yes';
    const inference = input.inference(path);
    const call = point.call === NONE ? undefined : input.facts(path)?.calls[point.call];
    if (call === undefined) return inference.awaitable(path, point.operand).verdict === 'no' ? 'never' : 'maybe';
    const { functions, complete } = inference.resolveCall(path, call);
    const fns = functions.map((ref) => ({ ref, fn: input.facts(ref.path)?.functions[ref.function] }));
    if (!complete || fns.length === 0)
      return inference.awaitable(path, point.operand).verdict === 'no' ? 'never' : 'yes';
    // A synchronous function that gives a promise made elsewhere may wait for anything.
    return gravest(
      fns.map(({ ref, fn }) =>
        fn?.async === true
          ? ofFunction(ref)
          : inference.awaitable(path, point.operand).verdict === 'no'
            ? 'never'
            : 'yes',
      ),
    );
  };

  const ofLoop = (path: string, loop: LoopFact): Suspends => {
    const facts = input.facts(path);
    if (facts === undefined) return 'maybe';
    const points = facts.suspensions.filter(
      // A `return` suspends once, when the loop is left.
      (point) => point.kind !== 'return' && point.function === loop.function && isInside(facts, point.loop, loop.id),
    );
    return points.length === 0 ? 'never' : gravest(points.map((point) => ofPoint(path, point)));
  };

  return { ofFunction, ofLoop };
}

function gravest(answers: readonly Suspends[]): Suspends {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('maybe') ? 'maybe' : 'never';
}

function isInside(facts: FileFacts, from: number, loop: number): boolean {
  for (let at = from; at !== NONE; at = facts.loops[at]?.parent ?? NONE) if (at === loop) return true;
  return false;
}
