import { NONE } from '../../model/facts.js';
import type { DropOperand, ExpressionId, SettleLink } from '../../model/facts.js';
import { SyntaxKind } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { startOf } from './builder.js';
import type { Builder } from './builder.js';
import { lowerExpression } from './expressions.js';

/** Records an expression statement with the values that it throws away. */
export function addDrop(b: Builder, node: tree.ExpressionStatement): void {
  const value = lowerExpression(b, node.expression, 'dropped');
  const operands: DropOperand[] = [];
  collectOperands(b, node.expression, value, false, operands);
  if (operands.length === 0) return;
  b.drops.push({
    range: { start: startOf(b, node.expression), end: node.expression.end },
    statement: { start: startOf(b, node), end: node.end },
    function: b.at.function,
    loop: b.at.loop,
    operands,
    single: operands.length === 1 && operands[0]?.expression === value,
    block: true,
  });
}

/** Splits `a && b()`, `c ? d() : e()`, `f(), g()` and `void h()` into the values that may be dropped. */
function collectOperands(
  b: Builder,
  node: tree.Expression,
  value: ExpressionId,
  isVoid: boolean,
  out: DropOperand[],
): void {
  const inner = unwrap(node);
  switch (inner.kind) {
    case SyntaxKind.VoidExpression: {
      const operand = (inner as tree.VoidExpression).expression;
      const id = findExpression(b, operand, value);
      if (id !== NONE) collectOperands(b, operand, id, true, out);
      return;
    }
    case SyntaxKind.BinaryExpression: {
      const { left, operatorToken, right } = inner as tree.BinaryExpression;
      collectBinary(b, { left, right, operator: operatorToken.kind, value, isVoid }, out);
      return;
    }
    case SyntaxKind.ConditionalExpression: {
      const expression = b.expressions[value];
      if (expression?.k !== 'conditional') return;
      collectOperands(b, (inner as tree.ConditionalExpression).whenTrue, expression.a, isVoid, out);
      collectOperands(b, (inner as tree.ConditionalExpression).whenFalse, expression.b, isVoid, out);
      return;
    }
    case SyntaxKind.CallExpression:
    case SyntaxKind.TaggedTemplateExpression:
    case SyntaxKind.NewExpression:
    case SyntaxKind.Identifier:
    case SyntaxKind.PropertyAccessExpression:
    case SyntaxKind.ElementAccessExpression:
    case SyntaxKind.ArrayLiteralExpression:
    case SyntaxKind.AsExpression:
      out.push(operandOf(b, inner, value, isVoid));
      return;
    default:
  }
}

interface BinaryParts {
  readonly left: tree.Expression;
  readonly right: tree.Expression;
  readonly operator: SyntaxKind;
  readonly value: ExpressionId;
  readonly isVoid: boolean;
}

function collectBinary(b: Builder, parts: BinaryParts, out: DropOperand[]): void {
  if (parts.operator === SyntaxKind.CommaToken) {
    const left = findExpression(b, parts.left, parts.value);
    if (left !== NONE) collectOperands(b, parts.left, left, parts.isVoid, out);
    collectOperands(b, parts.right, parts.value, parts.isVoid, out);
    return;
  }
  const expression = b.expressions[parts.value];
  if (expression?.k !== 'and' && expression?.k !== 'or') return;
  // The left side of `||` and `??` is a result too; that of `&&` is only when it is falsy, which no promise is.
  if (expression.k === 'or') collectOperands(b, parts.left, expression.a, parts.isVoid, out);
  collectOperands(b, parts.right, expression.b, parts.isVoid, out);
}

/** The lowered record of a node: composites are pushed after their parts, so it lies just before `before`. */
function findExpression(b: Builder, node: tree.Expression, before: ExpressionId): ExpressionId {
  const inner = unwrap(node);
  const start = startOf(b, inner);
  for (let id = Math.min(before, b.expressions.length - 1); id >= 0; id--) {
    const expression = b.expressions[id];
    if (expression === undefined || expression.e < start) break;
    if (expression.s === start && expression.e === inner.end && expression.k !== 'plain') return id;
  }
  return NONE;
}

function unwrap(node: tree.Expression): tree.Expression {
  let at = node;
  while (at.kind === SyntaxKind.ParenthesizedExpression || at.kind === SyntaxKind.NonNullExpression)
    at = (at as tree.ParenthesizedExpression).expression;
  return at;
}

function operandOf(b: Builder, node: tree.Expression, value: ExpressionId, isVoid: boolean): DropOperand {
  const links: SettleLink[] = [];
  let origin = value;
  for (;;) {
    const link = settleLink(b, origin);
    if (link === undefined) break;
    links.unshift(link.link);
    origin = link.object;
  }
  const first = b.expressions[origin];
  const callee = first?.k === 'call' ? b.expressions[first.c] : undefined;
  return {
    expression: value,
    range: { start: startOf(b, node), end: node.end },
    origin,
    links,
    call: first !== undefined && 'call' in first ? first.call : NONE,
    base: baseOf(b, origin),
    iife: callee?.k === 'function',
    void: isVoid,
    parentheses: node.kind === SyntaxKind.AsExpression,
  };
}

/** Where a chain of calls and members starts, when it has at least one call. */
function baseOf(b: Builder, value: ExpressionId): ExpressionId {
  let at = value;
  for (;;) {
    const expression = b.expressions[at];
    if (expression?.k === 'call' || expression?.k === 'tag') at = expression.c;
    else if (expression?.k === 'member' && b.expressions[expression.o]?.k !== 'this') at = expression.o;
    else return at !== value && (expression?.k === 'name' || expression?.k === 'member') ? at : NONE;
  }
}

function settleLink(
  b: Builder,
  value: ExpressionId,
): { readonly link: SettleLink; readonly object: ExpressionId } | undefined {
  const call = b.expressions[value];
  if (call?.k !== 'call') return undefined;
  const callee = b.expressions[call.c];
  if (callee?.k !== 'member') return undefined;
  if (callee.n !== 'then' && callee.n !== 'catch' && callee.n !== 'finally') return undefined;
  const handles = call.a.map((argument) => canHandle(b, argument));
  return { link: { method: callee.n, arguments: call.a, handles }, object: callee.o };
}

/** `undefined`, `null` and literals are no handlers. */
function canHandle(b: Builder, value: ExpressionId): boolean {
  const kind = b.expressions[value]?.k;
  return (
    kind !== 'undefined' &&
    kind !== 'string' &&
    kind !== 'number' &&
    kind !== 'object' &&
    kind !== 'array' &&
    kind !== 'plain'
  );
}
