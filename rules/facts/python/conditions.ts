import type { ConditionFact, ExpressionId, ResultUse } from '../../model/facts.js';
import type { PythonNode } from '../../syntax/python/node.js';
import type { Builder } from './builder.js';
import { callOf, lowerExpression } from './expressions.js';

/** Composite conditions note their parts themselves; a constant tells nothing. */
const SELF_NOTING = new Set([
  'not_operator',
  'boolean_operator',
  'comparison_operator',
  'conditional_expression',
  'binary_operator',
  'true',
  'false',
  'none',
  'integer',
]);

/** Lowers an expression that is used as a truth value and records it. */
export function addCondition(
  b: Builder,
  node: PythonNode,
  place: ConditionFact['place'],
  use: ResultUse = 'tested',
): ExpressionId {
  const expression = lowerExpression(b, node, use === 'dropped' ? 'tested' : use);
  const inner = unwrap(node);
  if (SELF_NOTING.has(inner.type)) return expression;
  b.conditions.push({
    expression,
    range: { start: inner.start, end: inner.end },
    function: b.at.function,
    place,
    call: callOf(b, expression),
    parentheses: false,
    guard: b.at.guarding,
  });
  return expression;
}

/** The expression inside any parentheses. */
export function unwrap(node: PythonNode): PythonNode {
  let at = node;
  while (at.type === 'parenthesized_expression' && at.children[0] !== undefined) at = at.children[0];
  return at;
}
