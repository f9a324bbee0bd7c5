import { EXPRESSION_CODE as CODE } from '../../model/expression-codes.js';
import { NONE } from '../../model/facts.js';
import type { DropOperand, ExpressionId, SettleLink } from '../../model/facts.js';
import { SyntaxKind } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { startOf } from './builder.js';
import type { Builder } from './builder.js';
import { callOf } from './calls.js';
import { codeAt, endAt, firstOperand, nameAt, secondOperand, startAt } from './expression-rows.js';
import { lowerExpression } from './expressions.js';

const NO_LINKS: readonly SettleLink[] = [];

/** Records an expression statement with the values that it throws away. */
export function addDrop(b: Builder, node: tree.ExpressionStatement): void {
  const value = lowerExpression(b, node.expression, 'dropped');
  noteDrop(b, { value, expression: node.expression, statement: node, block: true });
}

/** `() => void f()` throws a value away like a statement. */
export function addVoidBody(b: Builder, node: tree.Expression, value: ExpressionId): void {
  if (unwrap(node).kind === SyntaxKind.VoidExpression)
    noteDrop(b, { value, expression: node, statement: node, block: false });
}

interface Dropped {
  readonly value: ExpressionId;
  readonly expression: tree.Expression;
  readonly statement: tree.Node;
  readonly block: boolean;
}

function noteDrop(b: Builder, { value, expression, statement, block }: Dropped): void {
  const operands: DropOperand[] = [];
  collectOperands(b, expression, value, false, operands);
  if (operands.length === 0) return;
  b.drops.push({
    range: { start: startOf(b, expression), end: expression.end },
    statement: { start: startOf(b, statement), end: statement.end },
    function: b.at.function,
    loop: b.at.loop,
    operands,
    single: operands.length === 1 && operands[0]?.expression === value,
    block,
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
      if (codeAt(b.expressions, value) !== CODE.conditional) return;
      collectOperands(
        b,
        (inner as tree.ConditionalExpression).whenTrue,
        firstOperand(b.expressions, value),
        isVoid,
        out,
      );
      collectOperands(
        b,
        (inner as tree.ConditionalExpression).whenFalse,
        secondOperand(b.expressions, value),
        isVoid,
        out,
      );
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
    case SyntaxKind.TypeAssertionExpression:
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
    collectDiscarded(b, parts.left, parts, out);
    collectOperands(b, parts.right, parts.value, parts.isVoid, out);
    return;
  }
  const code = codeAt(b.expressions, parts.value);
  if (code !== CODE.and && code !== CODE.or) return;
  // The left side of `||` and `??` is a result too; that of `&&` is only when it is falsy, which no promise is.
  if (code === CODE.or) collectOperands(b, parts.left, firstOperand(b.expressions, parts.value), parts.isVoid, out);
  collectOperands(b, parts.right, secondOperand(b.expressions, parts.value), parts.isVoid, out);
}

/** What stands before a comma; a list of such has no record of its own. */
function collectDiscarded(b: Builder, node: tree.Expression, parts: BinaryParts, out: DropOperand[]): void {
  const inner = unwrap(node);
  const { left, operatorToken, right } = inner as tree.BinaryExpression;
  if (inner.kind === SyntaxKind.BinaryExpression && operatorToken.kind === SyntaxKind.CommaToken) {
    collectDiscarded(b, left, parts, out);
    collectDiscarded(b, right, parts, out);
    return;
  }
  const id = findExpression(b, node, parts.value);
  if (id !== NONE) collectOperands(b, node, id, parts.isVoid, out);
}

/** The lowered record of a node: composites are pushed after their parts, so it lies just before `before`. */
function findExpression(b: Builder, node: tree.Expression, before: ExpressionId): ExpressionId {
  const inner = unwrap(node);
  const start = startOf(b, inner);
  for (let id = Math.min(before, b.expressions.length - 1); id >= 0; id--) {
    const end = endAt(b.expressions, id);
    if (end < start) break;
    if (end === inner.end && startAt(b.expressions, id) === start && codeAt(b.expressions, id) !== CODE.plain)
      return id;
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
  let links = NO_LINKS;
  let origin = value;
  for (;;) {
    const link = settleLink(b, origin);
    if (link === undefined) break;
    links = [link.link, ...links];
    origin = link.object;
  }
  const isCall = codeAt(b.expressions, origin) === CODE.call;
  return {
    expression: value,
    range: { start: startOf(b, node), end: node.end },
    origin,
    links,
    call: callOf(b, origin),
    base: baseOf(b, origin),
    iife: isCall && codeAt(b.expressions, firstOperand(b.expressions, origin)) === CODE.function,
    void: isVoid,
    parentheses: node.kind === SyntaxKind.AsExpression || node.kind === SyntaxKind.TypeAssertionExpression,
  };
}

/** Where a chain of calls and members starts, when it has at least one call. */
function baseOf(b: Builder, value: ExpressionId): ExpressionId {
  let at = value;
  for (;;) {
    const code = codeAt(b.expressions, at);
    const first = firstOperand(b.expressions, at);
    if (code === CODE.call || code === CODE.tag) at = first;
    else if (code === CODE.member && codeAt(b.expressions, first) !== CODE.this) at = first;
    else return at !== value && (code === CODE.name || code === CODE.member) ? at : NONE;
  }
}

function settleLink(
  b: Builder,
  value: ExpressionId,
): { readonly link: SettleLink; readonly object: ExpressionId } | undefined {
  const rows = b.expressions;
  if (codeAt(rows, value) !== CODE.call) return undefined;
  const callee = firstOperand(rows, value);
  if (codeAt(rows, callee) !== CODE.member) return undefined;
  const method = nameAt(rows, secondOperand(rows, callee));
  if (method !== 'then' && method !== 'catch' && method !== 'finally') return undefined;
  const given = (b.calls[callOf(b, value)]?.arguments ?? []).flatMap((argument) => spreadOut(b, argument));
  return {
    link: { method, arguments: given, handles: given.map((argument) => canHandle(b, argument)) },
    object: firstOperand(rows, callee),
  };
}

/** `...[f, g]` is `f, g`. */
function spreadOut(b: Builder, value: ExpressionId): readonly ExpressionId[] {
  if (codeAt(b.expressions, value) !== CODE.spread) return [value];
  const list = firstOperand(b.expressions, value);
  if (codeAt(b.expressions, list) !== CODE.array) return [value];
  const start = firstOperand(b.expressions, list);
  return b.expressions.lists.slice(start, start + secondOperand(b.expressions, list));
}

/** `undefined`, `null` and literals are no handlers. */
function canHandle(b: Builder, value: ExpressionId): boolean {
  switch (codeAt(b.expressions, value)) {
    case CODE.undefined:
    case CODE.string:
    case CODE.number:
    case CODE.object:
    case CODE.array:
    case CODE.plain:
      return false;
    default:
      return true;
  }
}
