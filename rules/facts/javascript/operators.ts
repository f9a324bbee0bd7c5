import { EXPRESSION_CODE as CODE } from '../../model/expression-codes.js';
import { NONE } from '../../model/facts.js';
import { FLOW } from '../../model/flow.js';
import type { ExpressionId, ResultUse } from '../../model/facts.js';
import { SyntaxKind } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { lowerAssignment } from './assignments.js';
import { addExpression, startOf } from './builder.js';
import type { Builder } from './builder.js';
import { callOf } from './calls.js';
import { addCondition } from './conditions.js';
import { codeAt } from './expression-rows.js';
import { lowerExpression } from './expressions.js';
import { emit } from './flow-tape.js';
import type { Hints } from './hints.js';

export function lowerBinary(b: Builder, node: tree.BinaryExpression, use: ResultUse, hints: Hints): ExpressionId {
  const operator = node.operatorToken.kind;
  if (operator >= SyntaxKind.FirstAssignment && operator <= SyntaxKind.LastAssignment) return lowerAssignment(b, node);
  switch (operator) {
    case SyntaxKind.AmpersandAmpersandToken:
    case SyntaxKind.BarBarToken:
    case SyntaxKind.QuestionQuestionToken:
      return lowerLogical(b, node, use, hints);
    case SyntaxKind.CommaToken:
      lowerExpression(b, node.left, 'dropped');
      return lowerExpression(b, node.right, use, hints);
    default:
      return lowerOperators(b, node);
  }
}

function lowerLogical(b: Builder, node: tree.BinaryExpression, use: ResultUse, hints: Hints): ExpressionId {
  const isAnd = node.operatorToken.kind === SyntaxKind.AmpersandAmpersandToken;
  const isNullish = node.operatorToken.kind === SyntaxKind.QuestionQuestionToken;
  const left = addCondition(b, node.left, isNullish ? 'nullish' : isAnd ? 'and' : 'or', use);
  emit(b, FLOW.branch);
  const right = lowerExpression(b, node.right, use, hints);
  emit(b, FLOW.else);
  emit(b, FLOW.join);
  return addExpression(b, isAnd ? CODE.and : CODE.or, node, left, right);
}

/** Left-deep chains (`a + b + c …`) are unrolled: generated code has thousands of terms. */
function lowerOperators(b: Builder, node: tree.BinaryExpression): ExpressionId {
  const operands: tree.Node[] = [];
  let isText = false;
  let at: tree.Node = node;
  while (at.kind === SyntaxKind.BinaryExpression && isPlainOperator((at as tree.BinaryExpression).operatorToken.kind)) {
    const binary = at as tree.BinaryExpression;
    if (binary.operatorToken.kind === SyntaxKind.PlusToken && binary.right.kind === SyntaxKind.StringLiteral)
      isText = true;
    operands.push(binary.right);
    at = binary.left;
  }
  operands.push(at);
  const { kind } = node.operatorToken;
  const isEquality = isEqualityOperator(kind);
  const isQuestion = kind === SyntaxKind.InstanceOfKeyword || kind === SyntaxKind.InKeyword;
  const use = isQuestion ? 'inspected' : isEquality || isRelation(kind) ? 'tested' : 'interpolated';
  for (let i = operands.length - 1; i >= 0; i--) {
    const operand = operands[i];
    if (operand === undefined) continue;
    const value = lowerExpression(b, operand, use);
    if (isEquality && i === operands.length - 1) noteEquality(b, node, operand, value);
  }
  return addExpression(b, isText ? CODE.string : CODE.plain, node);
}

function isPlainOperator(kind: SyntaxKind): boolean {
  return (
    kind !== SyntaxKind.AmpersandAmpersandToken &&
    kind !== SyntaxKind.BarBarToken &&
    kind !== SyntaxKind.QuestionQuestionToken &&
    kind !== SyntaxKind.CommaToken &&
    (kind < SyntaxKind.FirstAssignment || kind > SyntaxKind.LastAssignment)
  );
}

function isEqualityOperator(kind: SyntaxKind): boolean {
  return (
    kind === SyntaxKind.EqualsEqualsToken ||
    kind === SyntaxKind.EqualsEqualsEqualsToken ||
    kind === SyntaxKind.ExclamationEqualsToken ||
    kind === SyntaxKind.ExclamationEqualsEqualsToken
  );
}

function isRelation(kind: SyntaxKind): boolean {
  return kind >= SyntaxKind.LessThanToken && kind <= SyntaxKind.GreaterThanEqualsToken;
}

function noteEquality(b: Builder, node: tree.BinaryExpression, operand: tree.Node, value: ExpressionId): void {
  const isNull =
    node.right.kind === SyntaxKind.NullKeyword ||
    (node.right.kind === SyntaxKind.Identifier && (node.right as tree.Identifier).text === 'undefined');
  const call = isNull && codeAt(b.expressions, value) === CODE.call ? callOf(b, value) : NONE;
  if (call === NONE) return;
  b.conditions.push({
    expression: value,
    range: { start: startOf(b, operand), end: operand.end },
    function: b.at.function,
    place: 'equality',
    call,
    parentheses: false,
    guard: b.at.guarding,
  });
}
