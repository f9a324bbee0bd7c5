import { NONE } from '../../model/facts.js';
import type { ExpressionId, FunctionId } from '../../model/facts.js';
import type { Place } from '../../model/flow.js';
import type { RuleView } from '../../model/rule-view.js';

/**
 * The place that an expression stands for, when other runs of the function have the same one: a field, a variable of
 * the module, or one of a function around this one that runs this one for many elements at once. Locals, and members of
 * whatever a local or a parameter holds, are not.
 */
export function sharedPlace(view: RuleView, expression: ExpressionId, fn: FunctionId): Place | undefined {
  const place = view.placeOf(expression);
  if (place === undefined || place.root === 'parameter') return undefined;
  if (place.root === 'this' || place.function === 0) return place;
  return runsAtOnce(view, fn, place.function) ? place : undefined;
}

// Whoever else takes a callback may call it one at a time: reading in batches is the usual case.
const AT_ONCE = new Set(['map', 'flatMap', 'forEach']);

/** Is the function, up to the one that holds the variable, made for `items.map(…)` or the like? */
function runsAtOnce(view: RuleView, from: FunctionId, owner: FunctionId): boolean {
  for (let at = from; at !== owner && at > 0; at = view.functionOf(at).parent) {
    const { argumentOf } = view.functionOf(at);
    if (argumentOf !== NONE && AT_ONCE.has(view.call(argumentOf).name)) return true;
  }
  return false;
}
