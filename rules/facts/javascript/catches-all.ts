import { SyntaxKind, forEachChild } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';

/*
 * "What this function awaits cannot reject it": every `await` stands in a `try` whose handler does not throw. What is
 * called beside it may throw, but that it would do in a synchronous function as well: the promise adds nothing.
 */
export function catchesAll(body: tree.Block): boolean {
  return !body.statements.some((statement) => leaks(statement, false));
}

/** Can it reject only as the calls do that it awaits or returns? A body that is an expression is returned. */
export function forwardsOnly(body: tree.Node): boolean {
  return body.kind === SyntaxKind.Block ? !leaks(body, true) : isForwarded(body as tree.Expression);
}

/** A call, an awaited call, or the choice between two of them. */
function isForwarded(node: tree.Expression | undefined): boolean {
  switch (node?.kind) {
    case SyntaxKind.ParenthesizedExpression:
    case SyntaxKind.AwaitExpression:
      return isForwarded((node as tree.ParenthesizedExpression).expression);
    case SyntaxKind.ConditionalExpression: {
      const { condition, whenTrue, whenFalse } = node as tree.ConditionalExpression;
      return !leaks(condition, true) && isForwarded(whenTrue) && isForwarded(whenFalse);
    }
    case SyntaxKind.CallExpression:
      // `import()` has no function to follow.
      return (node as tree.CallExpression).expression.kind !== SyntaxKind.ImportKeyword && !leaks(node, true);
    default:
      return isPlain(node);
  }
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

/** Does a rejection get out of a statement, or a promise that may be rejected later? Calls may be let through. */
function leaks(node: tree.Node, lets: boolean): boolean {
  switch (node.kind) {
    case SyntaxKind.ThrowStatement:
      return true;
    case SyntaxKind.AwaitExpression:
      return !lets || !isForwarded(node as tree.AwaitExpression);
    case SyntaxKind.ReturnStatement: {
      const value = (node as tree.ReturnStatement).expression;
      return !isPlain(value) && !(lets && isForwarded(value));
    }
    case SyntaxKind.ForOfStatement:
      if ((node as tree.ForOfStatement).awaitModifier !== undefined) return true;
      break;
    case SyntaxKind.TryStatement: {
      const { tryBlock, catchClause, finallyBlock } = node as tree.TryStatement;
      if (finallyBlock !== undefined && leaks(finallyBlock, lets)) return true;
      if (catchClause === undefined) return leaks(tryBlock, lets);
      return returnsUnawaited(tryBlock) || rethrows(catchClause.block);
    }
    default:
      if (isFunction(node)) return false;
  }
  return forEachChild(node, (child) => leaks(child, lets) || undefined) ?? false;
}

const PLAIN = new Set<SyntaxKind>([
  SyntaxKind.StringLiteral,
  SyntaxKind.NumericLiteral,
  SyntaxKind.TrueKeyword,
  SyntaxKind.FalseKeyword,
  SyntaxKind.NullKeyword,
]);

function isPlain(value: tree.Expression | undefined): boolean {
  if (value === undefined || PLAIN.has(value.kind)) return true;
  return value.kind === SyntaxKind.Identifier && (value as tree.Identifier).text === 'undefined';
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
