import type { CallFact, ExpressionId } from '../model/facts.js';
import type { Verdict } from '../model/verdict.js';
import type { FunctionRef } from '../inference/inference.js';
import type { EffectsInput } from './effects-input.js';

/** Can a function, or awaiting a value, reject? `no` only when it is proven. */
export interface Rejections {
  ofFunction(ref: FunctionRef): Verdict;
  ofExpression(path: string, expression: ExpressionId): Verdict;
}

/** Functions that hand a rejection on to each other are followed this far. */
const MAX_STEPS = 3;

/** It leaves the function: awaited outside of a `try`, or returned. */
function isForwarded({ use, caught }: CallFact): boolean {
  return use === 'returned' || (use === 'awaited' && !caught);
}

export function createRejections(input: EffectsInput): Rejections {
  const judge = (ref: FunctionRef, steps: number): Verdict => {
    const facts = input.facts(ref.path);
    const fn = facts?.functions[ref.function];
    if (facts === undefined || fn === undefined || fn.incomplete) return 'unknown';
    if (fn.catchesAll) return 'no';
    if (!fn.forwards || steps >= MAX_STEPS) return 'likely';
    const forwarded = facts.calls.filter((call) => call.function === fn.id && isForwarded(call));
    return forwarded.every((call) => judgeExpression(ref.path, call.expression, steps + 1) === 'no') ? 'no' : 'likely';
  };

  const judgeExpression = (path: string, expression: ExpressionId, steps: number): Verdict => {
    const inference = input.inference(path);
    const call = input.facts(path)?.calls.find((one) => one.expression === expression);
    if (call !== undefined) {
      if (inference.awaitable(path, expression).traits?.rejects === 'never') return 'no';
      const { functions, complete } = inference.resolveCall(path, call);
      const isSafe = complete && functions.length > 0 && functions.every((one) => judge(one, steps) === 'no');
      return isSafe ? 'no' : 'likely';
    }
    const functions = inference.functionsOf(path, expression);
    return functions.length > 0 && functions.every((one) => judge(one, steps) === 'no') ? 'no' : 'likely';
  };

  return {
    ofFunction: (ref) => judge(ref, 0),
    ofExpression: (path, expression) => judgeExpression(path, expression, 0),
  };
}
