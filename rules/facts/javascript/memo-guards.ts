import { SyntaxKind, forEachChild } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import type { Builder } from './builder.js';

/** `if (!cache) { … cache = … }`: the branch runs once. */
export function isMemoGuard(b: Builder, node: tree.IfStatement): boolean {
  const tested = absentPlace(node.expression);
  if (tested === undefined) return false;
  const store = keyedStore(b, tested);
  if (store !== undefined) return statementsOf(node.thenStatement).some((statement) => fills(b, statement, store));
  const place = textOf(b, tested);
  return statementsOf(node.thenStatement).some((statement) => assigns(b, statement, place));
}

/** `if (cache) return cache; … cache = …`: what follows runs once. */
export function isMemoReturn(b: Builder, statements: readonly tree.Node[], at: number): boolean {
  const statement = statements[at];
  if (statement?.kind !== SyntaxKind.IfStatement) return false;
  const { expression, thenStatement, elseStatement } = statement as tree.IfStatement;
  const branch = statementsOf(thenStatement);
  const [only] = branch;
  if (elseStatement !== undefined || branch.length !== 1 || only?.kind !== SyntaxKind.ReturnStatement) return false;
  const value = (only as tree.ReturnStatement).expression;
  const store = keyedStore(b, expression);
  if (store !== undefined) return statements.slice(at + 1).some((later) => fills(b, later, store));
  const tested = presentPlace(expression);
  if (value === undefined || tested === undefined) return false;
  const place = textOf(b, tested);
  return textOf(b, value) === place && statements.slice(at + 1).some((later) => assignsInside(b, later, place));
}

/** `cache` of `cache.has(key)`. */
function keyedStore(b: Builder, node: tree.Node): string | undefined {
  if (node.kind !== SyntaxKind.CallExpression) return undefined;
  const { expression } = node as tree.CallExpression;
  if (expression.kind !== SyntaxKind.PropertyAccessExpression) return undefined;
  const { expression: object, name } = expression as tree.PropertyAccessExpression;
  return name.text === 'has' ? textOf(b, object) : undefined;
}

/** `cache.set(key, …)`, in the statement or in what it holds. */
function fills(b: Builder, node: tree.Node, store: string): boolean {
  if (node.kind === SyntaxKind.CallExpression) {
    const { expression } = node as tree.CallExpression;
    if (expression.kind === SyntaxKind.PropertyAccessExpression) {
      const { expression: object, name } = expression as tree.PropertyAccessExpression;
      if (name.text === 'set' && textOf(b, object) === store) return true;
    }
  }
  return isFunction(node) ? false : (forEachChild(node, (child) => fills(b, child, store) || undefined) ?? false);
}

function isFunction({ kind }: tree.Node): boolean {
  return (
    kind === SyntaxKind.FunctionDeclaration ||
    kind === SyntaxKind.FunctionExpression ||
    kind === SyntaxKind.ArrowFunction ||
    kind === SyntaxKind.ClassDeclaration ||
    kind === SyntaxKind.ClassExpression
  );
}

function statementsOf(branch: tree.Node): readonly tree.Node[] {
  return branch.kind === SyntaxKind.Block ? (branch as tree.Block).statements : [branch];
}

function assigns(b: Builder, statement: tree.Node, place: string): boolean {
  if (statement.kind !== SyntaxKind.ExpressionStatement) return false;
  return isAssignment(b, (statement as tree.ExpressionStatement).expression, place);
}

/** In the statement or in what it holds, but not in functions that are made there. */
function assignsInside(b: Builder, node: tree.Node, place: string): boolean {
  if (isAssignment(b, node, place)) return true;
  return isFunction(node)
    ? false
    : (forEachChild(node, (child) => assignsInside(b, child, place) || undefined) ?? false);
}

function isAssignment(b: Builder, node: tree.Node, place: string): boolean {
  if (node.kind !== SyntaxKind.BinaryExpression) return false;
  const { left, operatorToken } = node as tree.BinaryExpression;
  return operatorToken.kind === SyntaxKind.EqualsToken && textOf(b, left) === place;
}

function textOf(b: Builder, { pos, end }: tree.Node): string {
  return b.text.slice(pos, end).trim();
}

/** The tested place of `!x`, `x === undefined`, `x == null`. */
function absentPlace(condition: tree.Expression): tree.Node | undefined {
  if (condition.kind === SyntaxKind.PrefixUnaryExpression) {
    const prefix = condition as tree.PrefixUnaryExpression;
    return prefix.operator === SyntaxKind.ExclamationToken ? prefix.operand : undefined;
  }
  return comparedPlace(condition, EQUAL);
}

/** The tested place of `x`, `x !== undefined`, `x != null`. */
function presentPlace(condition: tree.Expression): tree.Node | undefined {
  const isPlace = condition.kind === SyntaxKind.Identifier || condition.kind === SyntaxKind.PropertyAccessExpression;
  return isPlace ? condition : comparedPlace(condition, UNEQUAL);
}

const EQUAL = new Set([SyntaxKind.EqualsEqualsEqualsToken, SyntaxKind.EqualsEqualsToken]);
const UNEQUAL = new Set([SyntaxKind.ExclamationEqualsEqualsToken, SyntaxKind.ExclamationEqualsToken]);

function comparedPlace(condition: tree.Expression, operators: ReadonlySet<SyntaxKind>): tree.Node | undefined {
  if (condition.kind !== SyntaxKind.BinaryExpression) return undefined;
  const { left, operatorToken, right } = condition as tree.BinaryExpression;
  const isAbsent =
    right.kind === SyntaxKind.NullKeyword ||
    (right.kind === SyntaxKind.Identifier && (right as tree.Identifier).text === 'undefined');
  return operators.has(operatorToken.kind) && isAbsent ? left : undefined;
}
