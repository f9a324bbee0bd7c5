import type { ExpressionId, FunctionId } from '../../model/facts.js';
import type { Place } from '../../model/flow.js';
import type { RuleView } from '../../model/rule-view.js';

/**
 * The place that an expression stands for, when other runs of the function have the same one: a field, a variable of
 * the module or of a function around this one. Locals, and members of whatever a local or a parameter holds, are not.
 */
export function sharedPlace(view: RuleView, expression: ExpressionId, fn: FunctionId): Place | undefined {
  const place = view.placeOf(expression);
  if (place === undefined || place.root === 'parameter') return undefined;
  return place.root === 'this' || place.function !== fn ? place : undefined;
}
