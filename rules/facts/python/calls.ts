import { NONE } from '../../model/facts.js';
import type { CallId, ExpressionId, ResultUse } from '../../model/facts.js';
import { childIn, childrenIn } from '../../syntax/python/node.js';
import type { PythonNode } from '../../syntax/python/node.js';
import { addCall, addExpression, textOf } from './builder.js';
import type { Builder } from './builder.js';
import { lowerExpression, lowerUnknown, span } from './expressions.js';
import type { LowerContext } from './expressions.js';
import type { Keyword } from './model.js';
import { collectedPlace, noteCall, noteCollected, noteRead } from './names.js';

/** The part of a call, attribute or subscript that the next one is applied to. */
function operandOf(node: PythonNode): PythonNode | undefined {
  switch (node.type) {
    case 'call':
      return childIn(node, 'function');
    case 'attribute':
      return childIn(node, 'object');
    case 'subscript':
      return childIn(node, 'value');
    default:
      return undefined;
  }
}

/** Lowers `a.b(c)[d].e()` from its innermost operand outwards, without recursion: builders chain hundreds of calls. */
export function lowerPostfix(b: Builder, node: PythonNode, { use }: LowerContext): ExpressionId {
  const links: PythonNode[] = [];
  let base: PythonNode | undefined = node;
  for (let operand = operandOf(node); operand !== undefined; operand = operandOf(base)) {
    links.push(base);
    base = operand;
  }
  // A call without a callee, which only broken code has.
  if (links.length === 0) return lowerUnknown(b, node);
  links.reverse();
  const collects = collectingCall(b, links);
  if (collects) b.mutedReads++;
  let value = lowerExpression(b, base, innerUse(links[0]));
  if (collects) b.mutedReads--;
  links.forEach((link, index) => {
    const next = links[index + 1];
    value = lowerLink(b, link, value, next === undefined ? use : innerUse(next));
  });
  return value;
}

function innerUse(link: PythonNode | undefined): ResultUse {
  return link?.type === 'call' ? 'other' : 'receiver';
}

/** `out.append(…)`: reaching the receiver is no read that would make a loop depend on itself. */
function collectingCall(b: Builder, links: readonly PythonNode[]): boolean {
  if (b.openLoops.length === 0) return false;
  const first = links.findIndex((link) => link.type === 'call');
  const place = first < 0 ? '' : collectedPlace(b, links[first - 1]);
  if (place !== '') noteCollected(b, place);
  return place !== '';
}

function lowerLink(b: Builder, link: PythonNode, value: ExpressionId, use: ResultUse): ExpressionId {
  switch (link.type) {
    case 'call':
      return lowerCall(b, link, value, use);
    case 'attribute':
      return lowerAttribute(b, link, value);
    default: {
      const xs = childrenIn(link, 'subscript').map((child) => lowerExpression(b, child, 'other'));
      return addExpression(b, { k: 'index', o: value, xs, ...span(link) });
    }
  }
}

function lowerAttribute(b: Builder, link: PythonNode, object: ExpressionId): ExpressionId {
  const name = childIn(link, 'attribute');
  const n = name === undefined ? '' : textOf(b, name);
  const receiver = b.expressions[object];
  if (receiver?.k === 'name') noteRead(b, `${receiver.n}.${n}`);
  return addExpression(b, { k: 'member', o: object, n, ...span(link) });
}

interface Arguments {
  readonly a: ExpressionId[];
  readonly kw: Keyword[];
  readonly nodes: PythonNode[];
  spread: boolean;
}

function lowerCall(b: Builder, node: PythonNode, callee: ExpressionId, use: ResultUse): ExpressionId {
  noteCall(b);
  const id = addExpression(b, { k: 'unknown', ...span(node) });
  const name = calleeName(b, callee);
  const firstFunction = b.functions.length;
  const { a, kw, nodes, spread } = lowerArguments(b, childIn(node, 'arguments'), name);
  const calleeNode = b.expressions[callee];
  const values = [...a, ...kw.map((keyword) => keyword.x)];
  const call = addCall(b, {
    expression: id,
    callee,
    arguments: values,
    range: { start: node.start, end: node.end },
    calleeRange: { start: calleeNode?.s ?? node.start, end: calleeNode?.e ?? node.end },
    name,
    use,
    construct: false,
    constant: nodes.every((argument) => isConstant(b, argument)),
  });
  b.expressions[id] = { k: 'call', c: callee, a, kw, spread, call, ...span(node) };
  if (b.functions.length > firstFunction || values.length > 0) addCallbacks(b, a, kw, call);
  return id;
}

function lowerArguments(b: Builder, node: PythonNode | undefined, callee: string): Arguments {
  const out: Arguments = { a: [], kw: [], nodes: [], spread: false };
  const hints = { label: callee === '' ? 'the callback' : `the callback of \`${callee}\`` };
  // `f(x for x in y)` has the generator in the place of its argument list.
  const nodes = node?.type === 'generator_expression' ? [node] : (node?.children ?? []);
  for (const argument of nodes) {
    switch (argument.type) {
      case 'keyword_argument': {
        const name = childIn(argument, 'name');
        const value = childIn(argument, 'value');
        if (name === undefined || value === undefined) break;
        out.kw.push({ n: textOf(b, name), x: lowerExpression(b, value, 'passed', hints) });
        out.nodes.push(value);
        break;
      }
      case 'list_splat':
      case 'dictionary_splat':
        lowerSpread(b, argument, out);
        break;
      default:
        out.a.push(lowerExpression(b, argument, 'passed', hints));
        out.nodes.push(argument);
    }
  }
  return out;
}

function lowerSpread(b: Builder, node: PythonNode, out: Arguments): void {
  const inner = node.children[0];
  out.nodes.push(node);
  out.spread = true;
  if (inner === undefined) return;
  const value = lowerExpression(b, inner, 'spread');
  b.spreads.push({
    expression: value,
    range: { start: inner.start, end: inner.end },
    function: b.at.function,
    stored: false,
  });
  // A starred tuple keeps its place, so that what follows it is not taken for an earlier position.
  if (node.type === 'list_splat') out.a.push(addExpression(b, { k: 'starred', x: value, ...span(node) }));
}

/** Functions written as arguments, and names that may hold functions, are candidates for callback rules. */
function addCallbacks(b: Builder, a: readonly ExpressionId[], kw: readonly Keyword[], call: CallId): void {
  a.forEach((value, index) => {
    addCallback(b, value, { call, index, name: '' });
  });
  kw.forEach(({ n, x }, index) => {
    addCallback(b, x, { call, index: a.length + index, name: n });
  });
}

function addCallback(
  b: Builder,
  value: ExpressionId,
  place: { readonly call: CallId; readonly index: number; readonly name: string },
): void {
  const expression = b.expressions[value];
  if (expression === undefined) return;
  const isFunction = expression.k === 'lambda';
  if (!isFunction && expression.k !== 'name' && expression.k !== 'member') return;
  const inline = isFunction ? (b.signatures[expression.f]?.f ?? NONE) : NONE;
  const fn = b.functions[inline];
  if (fn !== undefined) {
    fn.argumentOf = place.call;
    fn.argumentIndex = place.index;
  }
  b.callbacks.push({
    place: 'argument',
    expression: value,
    range: { start: expression.s, end: expression.e },
    function: b.at.function,
    inline,
    ...place,
  });
}

/** Last name of a callee: what call sites are found by. */
function calleeName(b: Builder, callee: ExpressionId): string {
  const expression = b.expressions[callee];
  return expression?.k === 'name' || expression?.k === 'member' ? expression.n : '';
}

const LITERALS = new Set(['integer', 'float', 'true', 'false', 'none', 'ellipsis']);
const COLLECTIONS = new Set(['list', 'tuple', 'set', 'dictionary', 'pair', 'unary_operator', 'concatenated_string']);

function isConstant(b: Builder, node: PythonNode): boolean {
  if (LITERALS.has(node.type)) return true;
  if (node.type === 'string') return node.children.length === 0;
  if (COLLECTIONS.has(node.type)) return node.children.every((child) => isConstant(b, child));
  // Capitals are constants by convention, and `__file__` is the module's own place.
  return node.type === 'identifier' && /^(?:[A-Z][A-Z0-9_]*|__file__)$/.test(textOf(b, node));
}
