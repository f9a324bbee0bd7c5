import type { ExpressionId } from '../model/facts.js';
import type { Verdict } from '../model/verdict.js';
import type { FunctionRef } from '../inference/inference.js';
import type { EffectsInput } from './effects-input.js';

/** Can a function, or awaiting a value, reject? `no` only when it is proven. */
export interface Rejections {
  ofFunction(ref: FunctionRef): Verdict;
  ofExpression(path: string, expression: ExpressionId): Verdict;
}

export function createRejections(input: EffectsInput): Rejections {
  const ofFunction = (ref: FunctionRef): Verdict => {
    const fn = input.facts(ref.path)?.functions[ref.function];
    if (fn === undefined || fn.incomplete) return 'unknown';
    return fn.catchesAll ? 'no' : 'likely';
  };

  const ofExpression = (path: string, expression: ExpressionId): Verdict => {
    const inference = input.inference(path);
    const call = input.facts(path)?.calls.find((one) => one.expression === expression);
    if (call !== undefined) {
      if (inference.awaitable(path, expression).traits?.rejects === 'never') return 'no';
      const { functions, complete } = inference.resolveCall(path, call);
      const isSafe = complete && functions.length > 0 && functions.every((ref) => ofFunction(ref) === 'no');
      return isSafe ? 'no' : 'likely';
    }
    const functions = inference.functionsOf(path, expression);
    return functions.length > 0 && functions.every((ref) => ofFunction(ref) === 'no') ? 'no' : 'likely';
  };

  return { ofFunction, ofExpression };
}
