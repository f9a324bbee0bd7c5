import { EXPRESSION_CODE as CODE, FLAG, EXPRESSION_STRIDE as STRIDE } from '../../model/expression-codes.js';
import type { ExpressionId } from '../../model/facts.js';
import { NONE } from '../../model/facts.js';
import { FLOW, FLOW_WRITE } from '../../model/flow.js';
import { SyntaxKind } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { noteGrowth } from './accumulations.js';
import { addExpression, inGuard } from './builder.js';
import type { Builder } from './builder.js';
import { noteCommonJs } from './commonjs.js';
import { codeAt, firstOperand, nameAt, nameId, secondOperand } from './expression-rows.js';
import { lowerExpression } from './expressions.js';
import { emit, emitWrite, retractRead } from './flow-tape.js';
import { addVariableCallback } from './variables.js';
import { NO_HINTS, takesHints } from './hints.js';
import type { LoopState } from './loop-state.js';

/** `x = v`, `x += v`, `x ??= v`. */
export function lowerAssignment(b: Builder, node: tree.BinaryExpression): ExpressionId {
  const operator = node.operatorToken.kind;
  const isOnce = operator === SyntaxKind.QuestionQuestionEqualsToken || operator === SyntaxKind.BarBarEqualsToken;
  const isLogical = isOnce || operator === SyntaxKind.AmpersandAmpersandEqualsToken;
  const isPlain = operator === SyntaxKind.EqualsToken;
  const target = lowerTarget(b, node.left, !isPlain);
  let value: ExpressionId = NONE;
  if (isLogical) emit(b, FLOW.branch);
  inGuard(b, isOnce, () => {
    const hints = takesHints(node.right.kind)
      ? ({ context: { k: 'assigned', x: target }, name: targetName(node.left) } as const)
      : NO_HINTS;
    value = lowerExpression(b, node.right, 'assigned', hints);
  });
  emitWrite(b, isPlain || isLogical ? FLOW_WRITE.assign : FLOW_WRITE.update, target, value);
  if (isLogical) {
    emit(b, FLOW.else);
    emit(b, FLOW.join);
  }
  if (isLogical) noteWritten(b, target, value);
  if (isPlain) {
    noteAssigned(b, node, target, value);
    if (codeAt(b.expressions, value) === CODE.function) addVariableCallback(b, value, targetName(node.left));
    if (b.at.loop !== NONE) noteGrowth(b, node);
  }
  return isPlain || isOnce ? addExpression(b, CODE.same, node, value) : addExpression(b, CODE.plain, node);
}

export function lowerUpdate(b: Builder, operand: tree.Node, node: tree.Node): ExpressionId {
  const target = lowerTarget(b, operand, true);
  emitWrite(b, FLOW_WRITE.update, target, NONE);
  return addExpression(b, CODE.number, node);
}

function lowerTarget(b: Builder, node: tree.Node, isRead: boolean): ExpressionId {
  noteWrite(b, node);
  if (node.kind === SyntaxKind.Identifier && !isRead) {
    return addExpression(b, CODE.name, node, nameId(b.expressions, (node as tree.Identifier).text), b.at.scope);
  }
  if (node.kind === SyntaxKind.ArrayLiteralExpression || node.kind === SyntaxKind.ObjectLiteralExpression) {
    collectPatternWrites(b, node);
  }
  const isKeyed = node.kind === SyntaxKind.ElementAccessExpression && !isRead;
  if (isKeyed) b.mutedReads++;
  const target = lowerExpression(b, node, 'other');
  if (isKeyed) b.mutedReads--;
  if (!isRead) retractRead(b, target);
  return target;
}

/** `[a, b] = …` and `({ a } = …)` write every name in them. */
function collectPatternWrites(b: Builder, node: tree.Node): void {
  const isArray = node.kind === SyntaxKind.ArrayLiteralExpression;
  const parts = isArray
    ? (node as tree.ArrayLiteralExpression).elements
    : (node as tree.ObjectLiteralExpression).properties;
  for (const part of parts) noteWrite(b, writtenPart(part));
}

function writtenPart(part: tree.Node): tree.Node {
  if (part.kind === SyntaxKind.PropertyAssignment) return (part as tree.PropertyAssignment).initializer;
  return part.kind === SyntaxKind.ShorthandPropertyAssignment ? (part as tree.ShorthandPropertyAssignment).name : part;
}

function targetName(node: tree.Node): string {
  if (node.kind === SyntaxKind.Identifier) return (node as tree.Identifier).text;
  if (node.kind === SyntaxKind.PropertyAccessExpression) return (node as tree.PropertyAccessExpression).name.text;
  return '';
}

/** What a name is given outside its declaration. */
function noteWritten({ expressions: rows, assignments }: Builder, target: ExpressionId, value: ExpressionId): void {
  if (codeAt(rows, target) !== CODE.name) return;
  assignments.push({ sc: secondOperand(rows, target), n: nameAt(rows, firstOperand(rows, target)), x: value });
}

function noteAssigned(b: Builder, node: tree.BinaryExpression, target: ExpressionId, value: ExpressionId): void {
  const rows = b.expressions;
  noteWritten(b, target, value);
  if (codeAt(rows, target) !== CODE.member) return;
  const name = nameAt(rows, secondOperand(rows, target));
  const object = firstOperand(rows, target);
  if (codeAt(rows, object) === CODE.this) {
    const owner = firstOperand(rows, object);
    const isStatic = ((rows.data[object * STRIDE] ?? 0) & FLAG) !== 0;
    if (owner !== NONE && !isStatic) b.assignedFields.push({ c: owner, n: name, x: value });
    return;
  }
  noteExpando(b, object, name, value);
  const right = node.right;
  if (right.kind === SyntaxKind.Identifier && (right as tree.Identifier).text !== name)
    b.aliases.push([(right as tree.Identifier).text, name]);
  noteCommonJs(b, node, value);
}

/** `Name.member = value` and `Name.prototype.member = value` add to what the name declares. */
function noteExpando(b: Builder, object: ExpressionId, member: string, value: ExpressionId): void {
  const rows = b.expressions;
  const isPrototype = codeAt(rows, object) === CODE.member && nameAt(rows, secondOperand(rows, object)) === 'prototype';
  const owner = isPrototype ? firstOperand(rows, object) : object;
  if (codeAt(rows, owner) !== CODE.name) return;
  b.expandos.push({
    sc: secondOperand(rows, owner),
    n: nameAt(rows, firstOperand(rows, owner)),
    member,
    prototype: isPrototype,
    x: value,
  });
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
