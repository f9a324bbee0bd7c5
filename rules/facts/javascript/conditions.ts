import { EXPRESSION_CODE as CODE } from '../../model/expression-codes.js';
import type { ConditionFact, ExpressionId, ResultUse } from '../../model/facts.js';
import { SyntaxKind } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { startOf } from './builder.js';
import type { Builder } from './builder.js';
import { callOf } from './calls.js';
import { codeAt, firstOperand, secondOperand } from './expression-rows.js';
import { lowerExpression } from './expressions.js';

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
  if (tellsNothing(inner.kind)) {
    if (place !== 'and' && place !== 'or' && place !== 'nullish') noteRight(b, inner, value, place);
    return;
  }
  b.conditions.push({
    expression: value,
    range: { start: startOf(b, inner), end: inner.end },
    function: b.at.function,
    place,
    call: callOf(b, value),
    parentheses: inner.kind === SyntaxKind.AsExpression || inner.kind === SyntaxKind.SatisfiesExpression,
    guard: b.at.guarding,
  });
}

/** The left side of `&&` and `||` notes itself wherever it stands; the right side decides only within a test. */
function noteRight(b: Builder, node: tree.Node, value: ExpressionId, place: ConditionFact['place']): void {
  const code = codeAt(b.expressions, value);
  if (code !== CODE.and && code !== CODE.or) return;
  const { left, right } = node as tree.BinaryExpression;
  noteRight(b, unwrap(left), firstOperand(b.expressions, value), place);
  note(b, right, secondOperand(b.expressions, value), place);
}

function unwrap(node: tree.Node): tree.Node {
  let at = node;
  while (at.kind === SyntaxKind.ParenthesizedExpression) at = (at as tree.ParenthesizedExpression).expression;
  return at;
}

/** Composite conditions note their parts themselves; a constant tells nothing. */
function tellsNothing(kind: SyntaxKind): boolean {
  switch (kind) {
    case SyntaxKind.PrefixUnaryExpression:
    case SyntaxKind.TrueKeyword:
    case SyntaxKind.FalseKeyword:
    case SyntaxKind.BinaryExpression:
    case SyntaxKind.ConditionalExpression:
      return true;
    default:
      return false;
  }
}
