import type { ExpressionId } from '../../model/facts.js';
import { NONE } from '../../model/facts.js';
import { SyntaxKind } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { addExpression, startOf, within } from './builder.js';
import type { Builder } from './builder.js';
import { noteCommonJs } from './commonjs.js';
import { lowerExpression } from './expressions.js';
import type { LowerContext } from './expressions.js';
import type { LoopState } from './loop-state.js';

/** `x = v`, `x += v`, `x ??= v`. */
export function lowerAssignment(b: Builder, node: tree.BinaryExpression, { use }: LowerContext): ExpressionId {
  const operator = node.operatorToken.kind;
  const isOnce = operator === SyntaxKind.QuestionQuestionEqualsToken || operator === SyntaxKind.BarBarEqualsToken;
  const target = lowerTarget(b, node.left, operator !== SyntaxKind.EqualsToken);
  let value: ExpressionId = NONE;
  within(b, isOnce ? { guarded: true } : {}, () => {
    value = lowerExpression(b, node.right, 'assigned', {
      context: { k: 'assigned', x: target },
      name: targetName(node.left),
    });
  });
  if (operator === SyntaxKind.EqualsToken) noteAssigned(b, node, target, value);
  void use;
  return operator === SyntaxKind.EqualsToken || isOnce
    ? addExpression(b, { k: 'same', x: value, s: startOf(b, node), e: node.end })
    : addExpression(b, { k: 'plain', s: startOf(b, node), e: node.end });
}

export function lowerUpdate(b: Builder, operand: tree.Node, node: tree.Node): ExpressionId {
  lowerTarget(b, operand, true);
  return addExpression(b, { k: 'number', s: startOf(b, node), e: node.end });
}

function lowerTarget(b: Builder, node: tree.Node, isRead: boolean): ExpressionId {
  noteWrite(b, node);
  if (node.kind === SyntaxKind.Identifier && !isRead) {
    return addExpression(b, {
      k: 'name',
      n: (node as tree.Identifier).text,
      sc: b.at.scope,
      s: startOf(b, node),
      e: node.end,
    });
  }
  if (node.kind === SyntaxKind.ArrayLiteralExpression || node.kind === SyntaxKind.ObjectLiteralExpression) {
    collectPatternWrites(b, node);
  }
  const isKeyed = node.kind === SyntaxKind.ElementAccessExpression && !isRead;
  if (isKeyed) b.mutedReads++;
  const target = lowerExpression(b, node, 'other');
  if (isKeyed) b.mutedReads--;
  return target;
}

/** `[a, b] = …` and `({ a } = …)` write every name in them. */
function collectPatternWrites(b: Builder, node: tree.Node): void {
  const isArray = node.kind === SyntaxKind.ArrayLiteralExpression;
  const parts = isArray
    ? (node as tree.ArrayLiteralExpression).elements
    : (node as tree.ObjectLiteralExpression).properties;
  for (const part of parts) {
    const target =
      part.kind === SyntaxKind.PropertyAssignment
        ? (part as tree.PropertyAssignment).initializer
        : part.kind === SyntaxKind.ShorthandPropertyAssignment
          ? (part as tree.ShorthandPropertyAssignment).name
          : part;
    noteWrite(b, target);
  }
}

function targetName(node: tree.Node): string {
  if (node.kind === SyntaxKind.Identifier) return (node as tree.Identifier).text;
  if (node.kind === SyntaxKind.PropertyAccessExpression) return (node as tree.PropertyAccessExpression).name.text;
  return '';
}

function noteAssigned(b: Builder, node: tree.BinaryExpression, target: ExpressionId, value: ExpressionId): void {
  const left = b.expressions[target];
  if (left?.k === 'name') {
    b.assignments.push({ sc: left.sc, n: left.n, x: value });
    return;
  }
  if (left?.k !== 'member') return;
  const object = b.expressions[left.o];
  if (object?.k === 'this') {
    if (object.c !== NONE && !object.static) b.assignedFields.push({ c: object.c, n: left.n, x: value });
    return;
  }
  if (object?.k === 'name') b.expandos.push({ sc: object.sc, n: object.n, member: left.n, prototype: false, x: value });
  else if (object?.k === 'member' && object.n === 'prototype') {
    const owner = b.expressions[object.o];
    if (owner?.k === 'name') b.expandos.push({ sc: owner.sc, n: owner.n, member: left.n, prototype: true, x: value });
  }
  const right = node.right;
  if (right.kind === SyntaxKind.Identifier && (right as tree.Identifier).text !== left.n)
    b.aliases.push([(right as tree.Identifier).text, left.n]);
  noteCommonJs(b, node, value);
}

/** Dotted name of `x`, `this.x`, `a.b`; empty for anything else. */
function placeName(node: tree.Node): string {
  switch (node.kind) {
    case SyntaxKind.Identifier:
      return (node as tree.Identifier).text;
    case SyntaxKind.ThisKeyword:
      return 'this';
    case SyntaxKind.NonNullExpression:
    case SyntaxKind.ParenthesizedExpression:
      return placeName((node as tree.ParenthesizedExpression).expression);
    case SyntaxKind.PropertyAccessExpression: {
      const object = placeName((node as tree.PropertyAccessExpression).expression);
      return object === '' ? '' : `${object}.${(node as tree.PropertyAccessExpression).name.text}`;
    }
    default:
      return '';
  }
}

function eachLoop(b: Builder, visit: (loop: LoopState) => unknown): void {
  // Closures inside a loop run inside it, or later with its names: their writes count for every open loop.
  for (const id of b.openLoops) {
    const loop = b.loops[id];
    if (loop !== undefined) visit(loop);
  }
}

function noteWrite(b: Builder, node: tree.Node): void {
  if (b.openLoops.length === 0) return;
  if (node.kind === SyntaxKind.ElementAccessExpression) {
    const place = placeName((node as tree.ElementAccessExpression).expression);
    if (place !== '') eachLoop(b, (loop) => loop.collected.add(place));
    return;
  }
  const place = placeName(node);
  if (place !== '') eachLoop(b, (loop) => loop.written.add(place));
}

export function noteRead(b: Builder, name: string): void {
  if (b.openLoops.length > 0 && b.mutedReads === 0) eachLoop(b, (loop) => loop.read.add(name));
}

export function noteDeclared(b: Builder, name: string): void {
  if (b.openLoops.length > 0) eachLoop(b, (loop) => loop.declared.add(name));
}

export function noteCall(b: Builder): void {
  if (b.openLoops.length > 0) {
    eachLoop(b, (loop) => {
      loop.calls = true;
    });
  }
}

const COLLECTING = new Set(['push', 'add', 'set', 'unshift', 'append']);

/** `out.push(…)` collects into `out`: reaching the receiver is no read that would make the loop depend on itself. */
export function noteReceiver(b: Builder, callee: tree.Node): boolean {
  if (b.openLoops.length === 0 || callee.kind !== SyntaxKind.PropertyAccessExpression) return false;
  const access = callee as tree.PropertyAccessExpression;
  const place = COLLECTING.has(access.name.text) ? placeName(access.expression) : '';
  if (place !== '') eachLoop(b, (loop) => loop.collected.add(place));
  return place !== '';
}
