import { NONE } from '../../model/facts.js';
import type { ExpressionId, ResultUse } from '../../model/facts.js';
import { childIn } from '../../syntax/python/node.js';
import type { PythonNode } from '../../syntax/python/node.js';
import { bindTarget } from './assignments.js';
import { addExpression, descend, textOf } from './builder.js';
import type { Builder } from './builder.js';
import { lowerPostfix } from './calls.js';
import { lowerComprehension } from './comprehensions.js';
import { addCondition } from './conditions.js';
import { lowerLambda } from './functions.js';
import { noteRead } from './names.js';

/** What the parent knows of an expression: how messages name a function that is written there. */
export interface Hints {
  readonly name?: string;
  readonly label?: string;
}

export interface LowerContext {
  readonly use: ResultUse;
  readonly hints: Hints;
}

export type Lower = (b: Builder, node: PythonNode, context: LowerContext) => ExpressionId;

const NO_HINTS: Hints = {};

/** Lowers an expression to the table and records what rules need of it; `use` says what becomes of its value. */
export function lowerExpression(b: Builder, node: PythonNode, use: ResultUse, hints: Hints = NO_HINTS): ExpressionId {
  const lower = lowerTable().get(node.type) ?? lowerUnknown;
  descend(b);
  const id = lower(b, node, { use, hints });
  b.depth--;
  return id;
}

export function span(node: PythonNode): { readonly s: number; readonly e: number } {
  return { s: node.start, e: node.end };
}

/** The call that an expression is, or `NONE`. */
export function callOf(b: Builder, value: ExpressionId): number {
  const expression = b.expressions[value];
  return expression?.k === 'call' ? expression.call : NONE;
}

function leaf(k: 'none' | 'plain' | 'unknown'): Lower {
  return (b, node) => addExpression(b, { k, ...span(node) });
}

export function lowerUnknown(b: Builder, node: PythonNode): ExpressionId {
  for (const child of node.children) lowerExpression(b, child, 'other');
  return addExpression(b, { k: 'unknown', ...span(node) });
}

function lowerInner(b: Builder, node: PythonNode, { use, hints }: LowerContext): ExpressionId {
  const inner = node.children[0];
  return inner === undefined
    ? addExpression(b, { k: 'unknown', ...span(node) })
    : lowerExpression(b, inner, use, hints);
}

function lowerIdentifier(b: Builder, node: PythonNode): ExpressionId {
  const n = textOf(b, node);
  noteRead(b, n);
  return addExpression(b, { k: 'name', n, sc: b.at.scope, ...span(node) });
}

function lowerAwait(b: Builder, node: PythonNode, { use }: LowerContext): ExpressionId {
  const operand = node.children[0];
  const value = operand === undefined ? NONE : lowerExpression(b, operand, 'awaited');
  if (use === 'dropped' && value !== NONE) b.droppedAwaits.push(value);
  suspend(b, node, 'await', value);
  return value === NONE
    ? addExpression(b, { k: 'unknown', ...span(node) })
    : addExpression(b, { k: 'await', x: value, ...span(node) });
}

function lowerYield(b: Builder, node: PythonNode): ExpressionId {
  const value = node.children[0];
  suspend(b, node, 'yield', value === undefined ? NONE : lowerExpression(b, value, 'yielded'));
  return addExpression(b, { k: 'unknown', ...span(node) });
}

function suspend(b: Builder, node: PythonNode, kind: 'await' | 'yield', operand: ExpressionId): void {
  b.suspensions.push({
    range: { start: node.start, end: node.end },
    kind,
    function: b.at.function,
    loop: b.at.loop,
    operand,
    call: kind === 'await' ? callOf(b, operand) : NONE,
  });
}

function lowerConditional(b: Builder, node: PythonNode, { use, hints }: LowerContext): ExpressionId {
  const [whenTrue, condition, whenFalse] = node.children;
  if (whenTrue === undefined || condition === undefined || whenFalse === undefined) return lowerUnknown(b, node);
  addCondition(b, condition, 'conditional');
  const yes = lowerExpression(b, whenTrue, use, hints);
  const no = lowerExpression(b, whenFalse, use, hints);
  return addExpression(b, { k: 'conditional', a: yes, b: no, ...span(node) });
}

function lowerLogical(b: Builder, node: PythonNode, { use, hints }: LowerContext): ExpressionId {
  const k = node.operator === 'and' ? 'and' : 'or';
  const operands = leftDeep(node, (inner) => inner.operator === node.operator);
  let value: ExpressionId = NONE;
  operands.forEach((operand, index) => {
    const isLast = index === operands.length - 1;
    const right = isLast ? lowerExpression(b, operand, use, hints) : addCondition(b, operand, k, use);
    value = value === NONE ? right : addExpression(b, { k, a: value, b: right, s: node.start, e: operand.end });
  });
  return value;
}

/** Left-deep chains (`a + b + c …`) are unrolled: generated code has thousands of terms. */
function leftDeep(node: PythonNode, isSame: (inner: PythonNode) => boolean): readonly PythonNode[] {
  const operands: PythonNode[] = [];
  let at: PythonNode | undefined = node;
  while (at !== undefined && at.type === node.type && isSame(at)) {
    const right = childIn(at, 'right');
    if (right !== undefined) operands.push(right);
    at = childIn(at, 'left');
  }
  if (at !== undefined) operands.push(at);
  return operands.reverse();
}

function lowerNot(b: Builder, node: PythonNode): ExpressionId {
  const argument = childIn(node, 'argument');
  if (argument !== undefined) addCondition(b, argument, 'not');
  return addExpression(b, { k: 'plain', ...span(node) });
}

function lowerBinary(b: Builder, node: PythonNode): ExpressionId {
  const operands = leftDeep(node, () => true).map((operand) => lowerExpression(b, operand, 'interpolated'));
  if (node.operator !== '|') return addExpression(b, { k: operatorResult(b, operands), ...span(node) });
  let value = operands[0] ?? NONE;
  for (const right of operands.slice(1)) value = addExpression(b, { k: 'union', a: value, b: right, ...span(node) });
  return value;
}

/** An operator of numbers and texts gives the like; one of objects gives what their class says. */
function operatorResult(b: Builder, operands: readonly ExpressionId[]): 'plain' | 'unknown' {
  const isPlain = operands.some((operand) => {
    const kind = b.expressions[operand]?.k;
    return kind === 'string' || kind === 'number' || kind === 'plain';
  });
  return isPlain ? 'plain' : 'unknown';
}

function lowerComparison(b: Builder, node: PythonNode): ExpressionId {
  const isEquality = /^(?:==|!=|is|is not)$/.test(node.operator);
  const values = node.children.map((child) => lowerExpression(b, child, isEquality ? 'tested' : 'interpolated'));
  const [left, right] = values;
  const operand = node.children[0];
  const isNone = right !== undefined && b.expressions[right]?.k === 'none';
  if (isEquality && isNone && left !== undefined && operand !== undefined && callOf(b, left) !== NONE) {
    b.conditions.push({
      expression: left,
      range: { start: operand.start, end: operand.end },
      function: b.at.function,
      place: 'equality',
      call: callOf(b, left),
      parentheses: false,
      guard: b.at.guarding,
    });
  }
  return addExpression(b, { k: 'plain', ...span(node) });
}

function lowerUnary(b: Builder, node: PythonNode): ExpressionId {
  const argument = childIn(node, 'argument');
  const value = argument === undefined ? NONE : lowerExpression(b, argument, 'interpolated');
  const operand = b.expressions[value];
  return addExpression(b, { k: operand?.k === 'number' ? 'plain' : 'unknown', ...span(node) });
}

function lowerWalrus(b: Builder, node: PythonNode): ExpressionId {
  const name = childIn(node, 'name');
  const value = childIn(node, 'value');
  if (name === undefined || value === undefined) return lowerUnknown(b, node);
  const x = lowerExpression(b, value, 'assigned', { name: textOf(b, name) });
  bindTarget(b, name, { x, way: 'value' });
  return addExpression(b, { k: 'same', x, ...span(node) });
}

function lowerElements(k: 'list' | 'tuple' | 'set'): Lower {
  return (b, node) => {
    const xs = node.children.map((child) => lowerExpression(b, child, 'element'));
    return addExpression(b, { k, xs, ...span(node) });
  };
}

function lowerDictionary(b: Builder, node: PythonNode): ExpressionId {
  const xs: ExpressionId[] = [];
  for (const child of node.children) {
    if (child.type !== 'pair') {
      lowerExpression(b, child, 'spread');
      continue;
    }
    const key = childIn(child, 'key');
    const value = childIn(child, 'value');
    if (key !== undefined) lowerExpression(b, key, 'other');
    if (value !== undefined) xs.push(lowerExpression(b, value, 'element'));
  }
  return addExpression(b, { k: 'dict', xs, ...span(node) });
}

function lowerStarred(b: Builder, node: PythonNode): ExpressionId {
  const inner = node.children[0];
  if (inner === undefined) return addExpression(b, { k: 'unknown', ...span(node) });
  return addExpression(b, { k: 'starred', x: lowerExpression(b, inner, 'spread'), ...span(node) });
}

/** The parts of an f-string are its interpolations; an ordinary string has none. */
function lowerString(b: Builder, node: PythonNode): ExpressionId {
  const line = b.text.indexOf('\n', node.start);
  if (line >= 0 && line < node.end) b.texts.push({ start: node.start, end: node.end });
  const isFormatted = node.children.length > 0;
  for (const part of node.children) lowerInterpolation(b, part);
  return addExpression(b, { k: 'string', v: isFormatted ? null : shortText(b, node), ...span(node) });
}

function lowerInterpolation(b: Builder, node: PythonNode): void {
  for (const child of node.children) {
    if (child.field === 'expression') lowerExpression(b, child, 'interpolated');
    else lowerInterpolation(b, child);
  }
}

function shortText(b: Builder, node: PythonNode): string | null {
  if (node.end - node.start > 80) return null;
  const match = /^[a-zA-Z]*("""|'''|"|')([^\\]*)\1$/.exec(textOf(b, node));
  return match?.[2] ?? null;
}

function lowerStrings(b: Builder, node: PythonNode): ExpressionId {
  for (const child of node.children) lowerExpression(b, child, 'other');
  return addExpression(b, { k: 'string', v: null, ...span(node) });
}

function lowerNumber(b: Builder, node: PythonNode): ExpressionId {
  const value = Number(textOf(b, node).replaceAll('_', ''));
  return addExpression(b, { k: 'number', v: Number.isFinite(value) ? value : null, ...span(node) });
}

function lowerSlice(b: Builder, node: PythonNode): ExpressionId {
  for (const child of node.children) lowerExpression(b, child, 'other');
  return addExpression(b, { k: 'plain', ...span(node) });
}

/** Made at first use: the modules of this folder form a cycle, and their order of evaluation is not ours. */
let table: ReadonlyMap<string, Lower> | undefined;

function lowerTable(): ReadonlyMap<string, Lower> {
  table ??= new Map<string, Lower>([
    ['identifier', lowerIdentifier],
    ['attribute', lowerPostfix],
    ['call', lowerPostfix],
    ['subscript', lowerPostfix],
    ['parenthesized_expression', lowerInner],
    ['await', lowerAwait],
    ['yield', lowerYield],
    ['conditional_expression', lowerConditional],
    ['boolean_operator', lowerLogical],
    ['not_operator', lowerNot],
    ['binary_operator', lowerBinary],
    ['comparison_operator', lowerComparison],
    ['unary_operator', lowerUnary],
    ['named_expression', lowerWalrus],
    ['lambda', lowerLambda],
    ['list', lowerElements('list')],
    ['tuple', lowerElements('tuple')],
    ['expression_list', lowerElements('tuple')],
    ['set', lowerElements('set')],
    ['dictionary', lowerDictionary],
    ['list_comprehension', lowerComprehension],
    ['set_comprehension', lowerComprehension],
    ['dictionary_comprehension', lowerComprehension],
    ['generator_expression', lowerComprehension],
    ['list_splat', lowerStarred],
    ['dictionary_splat', lowerStarred],
    ['string', lowerString],
    ['concatenated_string', lowerStrings],
    ['integer', lowerNumber],
    ['float', lowerNumber],
    ['slice', lowerSlice],
    ['true', leaf('plain')],
    ['false', leaf('plain')],
    ['none', leaf('none')],
    ['ellipsis', leaf('plain')],
  ]);
  return table;
}
