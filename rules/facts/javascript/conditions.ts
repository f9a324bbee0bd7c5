import { NONE } from '../../model/facts.js';
import type { ConditionFact, ExpressionId, ResultUse } from '../../model/facts.js';
import { SyntaxKind } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { startOf } from './builder.js';
import type { Builder } from './builder.js';
import { lowerExpression } from './expressions.js';

/** Composite conditions note their parts themselves; a constant tells nothing. */
const SELF_NOTING = new Set<SyntaxKind>([
  SyntaxKind.PrefixUnaryExpression,
  SyntaxKind.TrueKeyword,
  SyntaxKind.FalseKeyword,
]);

/** Lowers an expression that is used as a truth value and records it. */
export function addCondition(
  b: Builder,
  node: tree.Expression,
  place: ConditionFact['place'],
  use: ResultUse = 'tested',
): ExpressionId {
  const value = lowerExpression(b, node, use === 'dropped' ? 'tested' : use);
  note(b, node, value, place);
  return value;
}

function note(b: Builder, node: tree.Expression, value: ExpressionId, place: ConditionFact['place']): void {
  const inner = unwrap(node);
  const expression = b.expressions[value];
  if (SELF_NOTING.has(inner.kind)) return;
  if (isComposite(inner)) {
    // The left side of `&&` and `||` notes itself wherever it stands; the right side decides only here.
    if (expression?.k === 'and' || expression?.k === 'or')
      note(b, (inner as tree.BinaryExpression).right, expression.b, place);
    return;
  }
  b.conditions.push({
    expression: value,
    range: { start: startOf(b, inner), end: inner.end },
    function: b.at.function,
    place,
    call: expression !== undefined && 'call' in expression ? expression.call : NONE,
    parentheses: false,
    guard: b.at.guarding,
  });
}

function unwrap(node: tree.Node): tree.Node {
  let at = node;
  while (at.kind === SyntaxKind.ParenthesizedExpression) at = (at as tree.ParenthesizedExpression).expression;
  return at;
}

function isComposite(node: tree.Node): boolean {
  if (node.kind !== SyntaxKind.BinaryExpression) return node.kind === SyntaxKind.ConditionalExpression;
  return true;
}
