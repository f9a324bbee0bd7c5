import { NONE } from '../../model/facts.js';
import type { ExpressionId, ResultUse } from '../../model/facts.js';
import { childIn } from '../../syntax/python/node.js';
import type { PythonNode } from '../../syntax/python/node.js';
import { lowerAnnotation } from './annotations.js';
import { bindingScope, declare, descend, textOf, within } from './builder.js';
import type { Builder } from './builder.js';
import { lowerExpression } from './expressions.js';
import type { Way } from './model.js';
import { noteWrite, placeName } from './names.js';

/** What a target receives. */
export interface Received {
  readonly x: ExpressionId;
  readonly way: Way;
  readonly t?: number;
  readonly path?: readonly number[];
}

const PATTERNS = new Set(['pattern_list', 'tuple_pattern', 'list_pattern', 'tuple', 'list', 'expression_list']);

/** Binds the names of an assignment's target, a loop's head or the like. */
export function bindTarget(b: Builder, target: PythonNode, received: Received): void {
  const { x, way, t = NONE, path = [] } = received;
  if (target.type === 'identifier') {
    const n = textOf(b, target);
    noteWrite(b, target);
    declare(b, bindingScope(b, n), { k: 'variable', n, t, x, way, path });
    return;
  }
  if (PATTERNS.has(target.type)) {
    descend(b);
    target.children.forEach((part, index) => {
      bindTarget(b, part, { x, way, path: [...path, index] });
    });
    b.depth--;
    return;
  }
  const inner = target.children[0];
  if (target.type === 'list_splat_pattern' && inner !== undefined) {
    bindTarget(b, inner, { x, way, path: [...path.slice(0, -1), -1] });
    return;
  }
  if ((target.type === 'parenthesized_expression' || target.type === 'as_pattern_target') && inner !== undefined) {
    bindTarget(b, inner, received);
    return;
  }
  noteWrite(b, target);
  if (target.type === 'attribute') bindAttribute(b, target, { x, way, t, path });
  lowerTarget(b, target);
}

/** `self.x = …` in a method of a class is a field of it. */
function bindAttribute(b: Builder, target: PythonNode, { x, way, t, path }: Required<Received>): void {
  const object = childIn(target, 'object');
  const name = childIn(target, 'attribute');
  if (object?.type !== 'identifier' || name === undefined) return;
  const { receiver } = b.at;
  if (receiver.c === NONE || textOf(b, object) !== receiver.n) return;
  b.classes[receiver.c]?.fields.push({ n: textOf(b, name), t, x, way, path });
}

/** What stands in a target is evaluated, but the target itself is not read. */
function lowerTarget(b: Builder, target: PythonNode): void {
  b.mutedReads++;
  for (const child of target.children) if (child.field !== 'attribute') lowerExpression(b, child, 'receiver');
  b.mutedReads--;
}

/** `x = v`, `x: T = v`, `x: T`, `a = b = v`. Gives the assigned value, or `NONE`. */
export function lowerAssignment(b: Builder, node: PythonNode): ExpressionId {
  const targets: PythonNode[] = [];
  let t = NONE;
  let at: PythonNode | undefined = node;
  while (at?.type === 'assignment') {
    const left = childIn(at, 'left');
    if (left !== undefined) targets.push(left);
    const type = childIn(at, 'type');
    if (type !== undefined) t = lowerAnnotation(b, type);
    at = childIn(at, 'right');
  }
  const last = targets[targets.length - 1];
  const x = at === undefined ? NONE : lowerValue(b, at, last);
  for (const target of targets) {
    noteNumber(b, target, x);
    noteFresh(b, target, x);
    noteAlias(b, target, x);
    bindTarget(b, target, { x, way: 'value', t });
  }
  return x;
}

function lowerValue(b: Builder, node: PythonNode, target: PythonNode | undefined): ExpressionId {
  const place = placeName(b, target);
  const name = place.slice(place.lastIndexOf('.') + 1);
  const use: ResultUse = 'assigned';
  // `self.x = self.x or load()` runs the right side once.
  const left = node.type === 'boolean_operator' && node.operator === 'or' ? childIn(node, 'left') : undefined;
  if (left === undefined || place === '' || placeName(b, left) !== place)
    return lowerExpression(b, node, use, { name });
  let value: ExpressionId = NONE;
  within(b, { guarded: true }, () => {
    value = lowerExpression(b, node, use, { name });
  });
  return value;
}

/** `x += v`: the name keeps a value that only its class knows. */
export function lowerAugmented(b: Builder, node: PythonNode): void {
  const left = childIn(node, 'left');
  const right = childIn(node, 'right');
  if (right !== undefined) lowerExpression(b, right, 'interpolated');
  if (left === undefined) return;
  noteWrite(b, left);
  const place = placeName(b, left);
  if (b.numbers.has(place)) b.numbers.set(place, Number.NaN);
  lowerExpression(b, left, 'other');
}

function noteNumber(b: Builder, target: PythonNode, x: ExpressionId): void {
  if (target.type !== 'identifier') return;
  const n = textOf(b, target);
  const value = b.expressions[x];
  const number = value?.k === 'number' && value.v !== null ? value.v : Number.NaN;
  b.numbers.set(n, b.numbers.has(n) ? Number.NaN : number);
}

const MAKERS = new Set(['list', 'dict', 'set', 'defaultdict', 'deque', 'OrderedDict', 'Counter']);

function noteFresh(b: Builder, target: PythonNode, x: ExpressionId): void {
  const value = b.expressions[x];
  if (target.type !== 'identifier' || value === undefined) return;
  const isEmpty = (value.k === 'list' || value.k === 'dict' || value.k === 'set') && value.xs.length === 0;
  const callee = value.k === 'call' ? b.expressions[value.c] : undefined;
  const isMade = callee?.k === 'name' && MAKERS.has(callee.n);
  if (isEmpty || isMade) b.fresh.add(textOf(b, target));
}

function noteAlias(b: Builder, target: PythonNode, x: ExpressionId): void {
  const value = b.expressions[x];
  const place = placeName(b, target);
  const to = place.slice(place.lastIndexOf('.') + 1);
  if ((value?.k === 'name' || value?.k === 'member') && to !== '' && value.n !== to) b.aliases.push([value.n, to]);
}
