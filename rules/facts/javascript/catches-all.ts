import { SyntaxKind, forEachChild } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';

/*
 * "What this function awaits cannot reject it": every `await` stands in a `try` whose handler does not throw. What is
 * called beside it may throw, but that it would do in a synchronous function as well: the promise adds nothing.
 */
export function catchesAll(body: tree.Block): boolean {
  return !body.statements.some((statement) => leaks(statement, NOTHING));
}

/** What may leave a function without being a rejection of its own. */
interface Passage {
  /** Calls, whose functions are followed. */
  readonly calls: boolean;
  /** Places that are returned: an async function's are known, with what they hold. */
  readonly places: boolean;
}

const NOTHING: Passage = { calls: false, places: false };

/** Can it reject only as the calls do that it awaits or returns? A body that is an expression is returned. */
export function forwardsOnly(body: tree.Node, isAsync: boolean): boolean {
  const lets: Passage = { calls: true, places: isAsync };
  return body.kind === SyntaxKind.Block ? !leaks(body, lets) : isForwarded(body as tree.Expression, lets);
}

/** A call, an awaited call, or the choice between two of them. */
function isForwarded(node: tree.Expression | undefined, lets: Passage): boolean {
  switch (node?.kind) {
    case SyntaxKind.ParenthesizedExpression:
    case SyntaxKind.AwaitExpression:
      return isForwarded((node as tree.ParenthesizedExpression).expression, lets);
    case SyntaxKind.ConditionalExpression: {
      const { condition, whenTrue, whenFalse } = node as tree.ConditionalExpression;
      return !leaks(condition, lets) && isForwarded(whenTrue, lets) && isForwarded(whenFalse, lets);
    }
    case SyntaxKind.CallExpression:
      // `import()` has no function to follow.
      return (node as tree.CallExpression).expression.kind !== SyntaxKind.ImportKeyword && !leaksInside(node, lets);
    case SyntaxKind.NewExpression:
      return !leaksInside(node, lets);
    default:
      return isPlain(node);
  }
}

/** Does a promise whose executor this is never reject? It has no `reject` to call, throws nothing and follows nobody. */
export function resolvesOnly(executor: tree.Node): boolean {
  if (executor.kind !== SyntaxKind.ArrowFunction && executor.kind !== SyntaxKind.FunctionExpression) return false;
  const { parameters, body } = executor as tree.ArrowFunction;
  const [resolve] = parameters;
  if (parameters.length > 1 || (resolve !== undefined && resolve.name.kind !== SyntaxKind.Identifier)) return false;
  return !misuses(body, (resolve?.name as tree.Identifier | undefined)?.text ?? '');
}

/** Throws, or resolves with what may be a promise. */
function misuses(node: tree.Node, resolve: string): boolean {
  if (node.kind === SyntaxKind.ThrowStatement) return true;
  if (node.kind === SyntaxKind.CallExpression) {
    const { expression, arguments: given } = node as tree.CallExpression;
    const isResolve = expression.kind === SyntaxKind.Identifier && (expression as tree.Identifier).text === resolve;
    if (isResolve && !given.every(isPlain)) return true;
  }
  return forEachChild(node, (child) => misuses(child, resolve) || undefined) ?? false;
}

/** `f().catch(handler)` and `f().then(g, handler)` leave no rejection to whoever takes the result. */
export function endsInHandler(node: tree.Node): boolean {
  let at = node;
  while (at.kind === SyntaxKind.ParenthesizedExpression) at = (at as tree.ParenthesizedExpression).expression;
  if (at.kind !== SyntaxKind.CallExpression) return false;
  const { expression, arguments: given } = at as tree.CallExpression;
  if (expression.kind !== SyntaxKind.PropertyAccessExpression) return false;
  const access = expression as tree.PropertyAccessExpression;
  if (access.name.text === 'catch') return isHandler(given[0]);
  if (access.name.text === 'then') return isHandler(given[1]);
  return access.name.text === 'finally' && endsInHandler(access.expression);
}

function isHandler(node: tree.Expression | undefined): boolean {
  if (node === undefined || node.kind === SyntaxKind.NullKeyword || isUndefined(node)) return false;
  const isInline = node.kind === SyntaxKind.ArrowFunction || node.kind === SyntaxKind.FunctionExpression;
  return !isInline || !failsAgain((node as tree.ArrowFunction).body);
}

/** A reaction that throws, or makes a rejection, hands the failure on. */
function failsAgain(node: tree.Node): boolean {
  if (node.kind === SyntaxKind.ThrowStatement || isRejection(node)) return true;
  return isFunction(node) ? false : (forEachChild(node, (child) => failsAgain(child) || undefined) ?? false);
}

/** `Promise.reject(…)` */
function isRejection(node: tree.Node): boolean {
  if (node.kind !== SyntaxKind.CallExpression) return false;
  const { expression } = node as tree.CallExpression;
  if (expression.kind !== SyntaxKind.PropertyAccessExpression) return false;
  const { name, expression: object } = expression as tree.PropertyAccessExpression;
  return (
    name.text === 'reject' && object.kind === SyntaxKind.Identifier && (object as tree.Identifier).text === 'Promise'
  );
}

/** Does a rejection get out of a statement, or a promise that may be rejected later? */
function leaks(node: tree.Node, lets: Passage): boolean {
  switch (node.kind) {
    case SyntaxKind.ThrowStatement:
      return true;
    case SyntaxKind.AwaitExpression:
      if (isSettled((node as tree.AwaitExpression).expression)) break;
      return !lets.calls || !isForwarded(node as tree.AwaitExpression, lets);
    case SyntaxKind.ReturnStatement: {
      const value = (node as tree.ReturnStatement).expression;
      if (isPlain(value) || isSettled(value)) break;
      return !(lets.places && isPlace(value)) && !(lets.calls && isForwarded(value, lets));
    }
    case SyntaxKind.ForOfStatement:
      if ((node as tree.ForOfStatement).awaitModifier !== undefined) return true;
      break;
    case SyntaxKind.TryStatement: {
      const { tryBlock, catchClause, finallyBlock } = node as tree.TryStatement;
      if (finallyBlock !== undefined && leaks(finallyBlock, lets)) return true;
      if (catchClause === undefined) return leaks(tryBlock, lets);
      return returnsUnawaited(tryBlock) || rethrows(catchClause.block, lets);
    }
    default:
      if (isFunction(node)) return false;
  }
  return leaksInside(node, lets);
}

function leaksInside(node: tree.Node, lets: Passage): boolean {
  return forEachChild(node, (child) => leaks(child, lets) || undefined) ?? false;
}

/** A promise that ends in a handler, or that waits for others whatever becomes of them. */
function isSettled(node: tree.Expression | undefined): boolean {
  if (node === undefined || node.kind !== SyntaxKind.CallExpression) return false;
  if (endsInHandler(node)) return true;
  const { expression } = node as tree.CallExpression;
  if (expression.kind !== SyntaxKind.PropertyAccessExpression) return false;
  const { name, expression: object } = expression as tree.PropertyAccessExpression;
  return name.text === 'allSettled' && object.kind === SyntaxKind.Identifier;
}

function isPlace(node: tree.Expression | undefined): boolean {
  return node?.kind === SyntaxKind.Identifier || node?.kind === SyntaxKind.PropertyAccessExpression;
}

const PLAIN = new Set<SyntaxKind>([
  SyntaxKind.StringLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateExpression,
  SyntaxKind.NumericLiteral,
  SyntaxKind.ObjectLiteralExpression,
  SyntaxKind.ArrayLiteralExpression,
  SyntaxKind.TrueKeyword,
  SyntaxKind.FalseKeyword,
  SyntaxKind.NullKeyword,
]);

function isPlain(value: tree.Expression | undefined): boolean {
  return value === undefined || PLAIN.has(value.kind) || isUndefined(value);
}

function isUndefined(node: tree.Node): boolean {
  return node.kind === SyntaxKind.Identifier && (node as tree.Identifier).text === 'undefined';
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
function rethrows(node: tree.Node, lets: Passage): boolean {
  switch (node.kind) {
    case SyntaxKind.ThrowStatement:
      return true;
    case SyntaxKind.AwaitExpression:
    case SyntaxKind.TryStatement:
      return leaks(node, lets);
    default:
      if (isRejection(node)) return true;
      if (isFunction(node)) return false;
  }
  return forEachChild(node, (child) => rethrows(child, lets) || undefined) ?? false;
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
