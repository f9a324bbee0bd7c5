import { NONE } from '../../model/facts.js';
import { SyntaxKind, forEachChild } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { startOf } from './builder.js';
import type { Builder } from './builder.js';
import { calleeName } from './calls.js';

/*
 * `function poll() { …; process.nextTick(poll); }` is a loop without a loop statement: the queue of microtasks and ticks
 * is emptied before the event loop goes on. Only a statement of the body itself counts, so that it happens each time.
 */
export function noteRequeue(b: Builder, body: tree.Block, name: string): void {
  if (name === '') return;
  for (const statement of body.statements) {
    if (statement.kind === SyntaxKind.ReturnStatement || statement.kind === SyntaxKind.ThrowStatement) return;
    const call = queueingCall(statement);
    if (call === undefined || !call.arguments.some((argument) => isSelf(argument, name))) continue;
    const before = body.statements.slice(0, body.statements.indexOf(statement));
    if (!before.some(leaves)) addRequeue(b, call);
    return;
  }
}

const QUEUES = new Set(['nextTick', 'queueMicrotask', 'then']);

/** `process.nextTick(…)`, `queueMicrotask(…)`, `Promise.resolve().then(…)`. */
function queueingCall(statement: tree.Node): tree.CallExpression | undefined {
  if (statement.kind !== SyntaxKind.ExpressionStatement) return undefined;
  let { expression } = statement as tree.ExpressionStatement;
  if (expression.kind === SyntaxKind.VoidExpression) ({ expression } = expression as tree.VoidExpression);
  if (expression.kind !== SyntaxKind.CallExpression) return undefined;
  const call = expression as tree.CallExpression;
  const name = calleeName(call.expression);
  if (!QUEUES.has(name)) return undefined;
  return name !== 'then' || isResolved(call.expression) ? call : undefined;
}

/** `Promise.resolve().then`. */
function isResolved(callee: tree.Expression): boolean {
  if (callee.kind !== SyntaxKind.PropertyAccessExpression) return false;
  const receiver = (callee as tree.PropertyAccessExpression).expression;
  if (receiver.kind !== SyntaxKind.CallExpression) return false;
  const { expression, arguments: given } = receiver as tree.CallExpression;
  if (given.length > 0 || expression.kind !== SyntaxKind.PropertyAccessExpression) return false;
  const { expression: object, name } = expression as tree.PropertyAccessExpression;
  return (
    name.text === 'resolve' && object.kind === SyntaxKind.Identifier && (object as tree.Identifier).text === 'Promise'
  );
}

/** `poll`, `this.poll`, `() => poll()`. */
function isSelf(node: tree.Node, name: string): boolean {
  if (node.kind === SyntaxKind.Identifier) return (node as tree.Identifier).text === name;
  if (node.kind === SyntaxKind.PropertyAccessExpression) {
    const { expression, name: member } = node as tree.PropertyAccessExpression;
    return expression.kind === SyntaxKind.ThisKeyword && member.text === name;
  }
  if (node.kind !== SyntaxKind.ArrowFunction) return false;
  const { body } = node as tree.ArrowFunction;
  return body.kind === SyntaxKind.CallExpression && isSelf((body as tree.CallExpression).expression, name);
}

/** Ends the function, or waits, on some way through the statement. */
function leaves(node: tree.Node): boolean {
  switch (node.kind) {
    case SyntaxKind.ReturnStatement:
    case SyntaxKind.ThrowStatement:
    case SyntaxKind.AwaitExpression:
      return true;
    case SyntaxKind.FunctionDeclaration:
    case SyntaxKind.FunctionExpression:
    case SyntaxKind.ArrowFunction:
    case SyntaxKind.ClassDeclaration:
    case SyntaxKind.ClassExpression:
      return false;
    default:
      return forEachChild(node, (child) => leaves(child) || undefined) ?? false;
  }
}

function addRequeue(b: Builder, call: tree.CallExpression): void {
  const range = { start: startOf(b, call), end: call.end };
  b.loops.push({
    id: b.loops.length,
    kind: 'requeue',
    range,
    head: range,
    function: b.at.function,
    parent: NONE,
    infinite: true,
    trips: 0,
    clock: false,
    flags: [],
    variables: [],
    hasBody: true,
    iterated: NONE,
    written: new Set(),
    collected: new Set(),
    read: new Set(),
    declared: new Set(),
    exits: false,
    calls: false,
  });
}
