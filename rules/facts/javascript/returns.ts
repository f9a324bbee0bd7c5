import { EXPRESSION_CODE as CODE } from '../../model/expression-codes.js';
import type { ExpressionId } from '../../model/facts.js';
import { NodeFlags, SyntaxKind } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { startOf } from './builder.js';
import type { Builder } from './builder.js';
import { callOf } from './calls.js';
import { codeAt, firstOperand, secondOperand } from './expression-rows.js';

/** Notes what an async function returns, as far as that may be a promise or is awaited. */
export function addReturns(b: Builder, node: tree.Expression, value: ExpressionId): void {
  if (b.functions[b.at.function]?.async !== true || b.functions[b.at.function]?.generator === true) return;
  let inner = node;
  while (inner.kind === SyntaxKind.ParenthesizedExpression) inner = (inner as tree.ParenthesizedExpression).expression;
  const code = codeAt(b.expressions, value);
  if (inner.kind === SyntaxKind.ConditionalExpression) {
    const { whenTrue, whenFalse } = inner as tree.ConditionalExpression;
    addReturns(b, whenTrue, firstOperand(b.expressions, value));
    addReturns(b, whenFalse, secondOperand(b.expressions, value));
    return;
  }
  const awaited = inner.kind === SyntaxKind.AwaitExpression;
  if (!awaited && (NO_PROMISE.has(code) || isAwaitedCast(inner))) return;
  b.returns.push({
    expression: awaited ? firstOperand(b.expressions, value) : value,
    range: { start: startOf(b, inner), end: inner.end },
    function: b.at.function,
    awaited,
    sheltered: b.at.sheltered,
    parentheses: !BINDS_TIGHT.has(inner.kind),
  });
}

/** `return (await load()) as Promise<User>`: whatever the type says, it is awaited. */
function isAwaitedCast(node: tree.Expression): boolean {
  let inner = node;
  while (inner.kind === SyntaxKind.AsExpression || inner.kind === SyntaxKind.ParenthesizedExpression)
    inner = (inner as tree.AsExpression | tree.ParenthesizedExpression).expression;
  return inner.kind === SyntaxKind.AwaitExpression;
}

const NO_PROMISE = new Set<number>([
  CODE.string,
  CODE.number,
  CODE.regexp,
  CODE.undefined,
  CODE.plain,
  CODE.function,
  CODE.class,
  CODE.object,
  CODE.array,
  CODE.jsx,
]);

/** What `await` can stand before as it is. */
const BINDS_TIGHT = new Set<SyntaxKind>([
  SyntaxKind.Identifier,
  SyntaxKind.ThisKeyword,
  SyntaxKind.CallExpression,
  SyntaxKind.NewExpression,
  SyntaxKind.PropertyAccessExpression,
  SyntaxKind.ElementAccessExpression,
  SyntaxKind.NonNullExpression,
  SyntaxKind.TaggedTemplateExpression,
  SyntaxKind.AwaitExpression,
]);

export function isAwaitUsing({ flags }: tree.VariableDeclarationList): boolean {
  return (flags & NodeFlags.AwaitUsing) === NodeFlags.AwaitUsing;
}

/** `await using x = value`: the end of the block waits for the disposal. */
export function addDisposal(b: Builder, list: tree.VariableDeclarationList, value: ExpressionId): void {
  b.suspensions.push({
    range: { start: startOf(b, list), end: list.end },
    kind: 'with-await',
    function: b.at.function,
    loop: b.at.loop,
    operand: value,
    call: callOf(b, value),
  });
}
