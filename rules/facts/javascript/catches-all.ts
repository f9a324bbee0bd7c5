import { SyntaxKind, forEachChild } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';

/*
 * "This function cannot reject": its whole work stands in a `try` whose handler does not throw.
 * Statements beside the `try` may only declare things without calling anything, because a call can throw.
 */
export function catchesAll(body: tree.Block): boolean {
  let tries = 0;
  for (const statement of body.statements) {
    if (statement.kind === SyntaxKind.TryStatement) {
      if (!isSafeTry(statement as tree.TryStatement)) return false;
      tries++;
    } else if (mayThrow(statement)) return false;
  }
  return tries > 0 || body.statements.length === 0;
}

/** `f().catch(handler)` and `f().then(g, handler)` leave no rejection to whoever takes the result. */
export function endsInHandler(node: tree.Node): boolean {
  let at = node;
  while (at.kind === SyntaxKind.ParenthesizedExpression) at = (at as tree.ParenthesizedExpression).expression;
  if (at.kind !== SyntaxKind.CallExpression) return false;
  const { expression, arguments: given } = at as tree.CallExpression;
  if (expression.kind !== SyntaxKind.PropertyAccessExpression) return false;
  const access = expression as tree.PropertyAccessExpression;
  if (access.name.text === 'catch') return given.length > 0;
  if (access.name.text === 'then') return given.length > 1;
  return access.name.text === 'finally' && endsInHandler(access.expression);
}

function isSafeTry(statement: tree.TryStatement): boolean {
  if (statement.catchClause === undefined || returnsUnawaited(statement.tryBlock)) return false;
  return (
    !rethrows(statement.catchClause.block) &&
    (statement.finallyBlock === undefined || !mayThrow(statement.finallyBlock))
  );
}

/** `return f()` leaves the `try` before the promise settles. */
function returnsUnawaited(node: tree.Node): boolean {
  if (node.kind === SyntaxKind.ReturnStatement) {
    const value = (node as tree.ReturnStatement).expression;
    return value !== undefined && value.kind === SyntaxKind.CallExpression;
  }
  return isFunction(node) ? false : (forEachChild(node, (child) => returnsUnawaited(child) || undefined) ?? false);
}

/** Handlers may call loggers; only an explicit `throw` or an awaited call lets the failure through. */
function rethrows(node: tree.Node): boolean {
  if (node.kind === SyntaxKind.ThrowStatement || node.kind === SyntaxKind.AwaitExpression) return true;
  return isFunction(node) ? false : (forEachChild(node, (child) => rethrows(child) || undefined) ?? false);
}

function mayThrow(node: tree.Node): boolean {
  if (node.kind === SyntaxKind.ThrowStatement || node.kind === SyntaxKind.AwaitExpression) return true;
  if (node.kind === SyntaxKind.CallExpression || node.kind === SyntaxKind.NewExpression) return true;
  return isFunction(node) ? false : (forEachChild(node, (child) => mayThrow(child) || undefined) ?? false);
}

function isFunction(node: tree.Node): boolean {
  switch (node.kind) {
    case SyntaxKind.FunctionDeclaration:
    case SyntaxKind.FunctionExpression:
    case SyntaxKind.ArrowFunction:
    case SyntaxKind.MethodDeclaration:
    case SyntaxKind.ClassDeclaration:
    case SyntaxKind.ClassExpression:
      return true;
    default:
      return false;
  }
}
