import { NONE } from '../../model/facts.js';
import type { ExpressionId } from '../../model/facts.js';
import { childIn, childOfType } from '../../syntax/python/node.js';
import type { PythonNode } from '../../syntax/python/node.js';
import type { LoopState } from '../javascript/loop-state.js';
import { bindTarget } from './assignments.js';
import { textOf, within } from './builder.js';
import type { Builder } from './builder.js';
import { addCondition, unwrap } from './conditions.js';
import { lowerExpression } from './expressions.js';
import { placeName } from './names.js';
import { lowerBlock } from './statements.js';

export function lowerLoop(b: Builder, node: PythonNode): void {
  const isWhile = node.type === 'while_statement';
  const right = isWhile ? undefined : childIn(node, 'right');
  const iterated = right === undefined ? NONE : lowerExpression(b, right, 'other');
  const state = createState(b, node, iterated);
  b.loops.push(state);
  if (node.async) {
    b.suspensions.push({
      range: state.head,
      kind: 'for-await',
      function: b.at.function,
      loop: state.id,
      operand: NONE,
      call: NONE,
    });
  }
  b.openLoops.push(state.id);
  within(b, { loop: state.id }, () => {
    const condition = childIn(node, 'condition');
    const target = childIn(node, 'left');
    const body = childIn(node, 'body');
    if (condition !== undefined) addCondition(b, condition, 'while');
    if (target !== undefined) bindTarget(b, target, { x: iterated, way: node.async ? 'each-await' : 'each' });
    if (body !== undefined) lowerBlock(b, body);
  });
  b.openLoops.pop();
  // `else` runs once, after the loop.
  const otherwise = childOfType(node, 'else_clause');
  const rest = otherwise === undefined ? undefined : childIn(otherwise, 'body');
  if (rest !== undefined) lowerBlock(b, rest);
}

/** `return` and `raise` leave every loop of the function. */
export function leaveLoops(b: Builder): void {
  for (let id = b.at.loop; id !== NONE; id = b.loops[id]?.parent ?? NONE) {
    const loop = b.loops[id];
    if (loop !== undefined) loop.exits = true;
  }
}

export function leaveLoop(b: Builder): void {
  const loop = b.loops[b.at.loop];
  if (loop !== undefined) loop.exits = true;
}

function createState(b: Builder, node: PythonNode, iterated: ExpressionId): LoopState {
  const condition = childIn(node, 'condition');
  const head = childIn(node, 'right') ?? condition;
  const target = childIn(node, 'left');
  const body = childIn(node, 'body');
  return {
    id: b.loops.length,
    kind: node.type === 'while_statement' ? 'while' : node.async ? 'for-await' : 'for-of',
    range: { start: node.start, end: body?.end ?? node.end },
    head: { start: node.start, end: head?.end ?? node.start },
    function: b.at.function,
    parent: b.at.loop,
    infinite: condition !== undefined && /^(?:True|1)$/.test(textOf(b, unwrap(condition))),
    trips: node.async ? 0 : tripCount(b, iterated),
    clock: condition !== undefined && readsClock(b, condition),
    flags: (condition === undefined ? [] : flagNames(b, condition)) ?? [],
    variables: target === undefined ? [] : targetNames(b, target),
    hasBody: body !== undefined && body.children.some((child) => !isNothing(child)),
    iterated,
    written: new Set(),
    collected: new Set(),
    read: new Set(),
    declared: new Set(),
    exits: false,
    calls: false,
  };
}

function isNothing(statement: PythonNode): boolean {
  return statement.type === 'pass_statement' || statement.children[0]?.type === 'ellipsis';
}

/** Rounds of `for i in range(N)` with constant bounds; 0 when they are not. */
function tripCount(b: Builder, iterated: ExpressionId): number {
  const call = b.expressions[iterated];
  const callee = call?.k === 'call' ? b.expressions[call.c] : undefined;
  if (call?.k !== 'call' || callee?.k !== 'name' || callee.n !== 'range' || call.spread) return 0;
  const values = call.a.map((argument) => numberOf(b, argument));
  if (values.includes(undefined)) return 0;
  const [first = 0, second, step = 1] = values;
  const [start, end] = second === undefined ? [0, first] : [first, second];
  return step === undefined || step === 0 ? 0 : Math.max(0, Math.ceil((end - start) / step));
}

function numberOf(b: Builder, id: ExpressionId): number | undefined {
  const expression = b.expressions[id];
  if (expression?.k === 'number') return expression.v ?? undefined;
  if (expression?.k === 'name') {
    const value = b.numbers.get(expression.n);
    return value === undefined || Number.isNaN(value) ? undefined : value;
  }
  return expression === undefined ? undefined : arithmetic(b.text.slice(expression.s, expression.e));
}

/** `10 ** 9`, `1024 * 1024`: constants that people write as products and powers. */
function arithmetic(text: string): number | undefined {
  const match = /^\s*([\d_]+)\s*(\*\*?)\s*([\d_]+)\s*$/.exec(text);
  if (match === null) return undefined;
  const left = Number((match[1] ?? '').replaceAll('_', ''));
  const right = Number((match[3] ?? '').replaceAll('_', ''));
  const value = match[2] === '**' ? left ** right : left * right;
  return Number.isFinite(value) ? value : undefined;
}

const CLOCKS =
  /^(?:(?:time\.)?(?:time|monotonic|perf_counter|process_time)(?:_ns)?|(?:datetime\.)*(?:datetime|date)\.(?:now|utcnow|today)|(?:\w+\.)*loop\.time)$/;

function readsClock(b: Builder, node: PythonNode): boolean {
  const open = [node];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at.type === 'call' && CLOCKS.test(placeName(b, childIn(at, 'function')))) return true;
    open.push(...at.children);
  }
  return false;
}

/** Names of a condition that only reads places; nothing when it does anything else. */
function flagNames(b: Builder, node: PythonNode): string[] | undefined {
  switch (node.type) {
    case 'identifier':
    case 'attribute': {
      const name = placeName(b, node);
      return name === '' ? undefined : [name];
    }
    case 'true':
    case 'false':
    case 'none':
    case 'integer':
    case 'string':
      return [];
    case 'parenthesized_expression':
    case 'not_operator':
    case 'boolean_operator':
    case 'comparison_operator': {
      const parts = node.children.map((child) => flagNames(b, child));
      const known = parts.flatMap((part) => (part === undefined ? [] : [part]));
      return known.length === parts.length ? known.flat() : undefined;
    }
    default:
      return undefined;
  }
}

function targetNames(b: Builder, target: PythonNode): readonly string[] {
  if (target.type === 'identifier') return [textOf(b, target)];
  return target.type === 'attribute' || target.type === 'subscript'
    ? []
    : target.children.flatMap((child) => targetNames(b, child));
}
