import { EXPRESSION_CODE as CODE, FLAG } from '../../model/expression-codes.js';
import { NONE } from '../../model/facts.js';
import type { ExpressionId, ResultUse } from '../../model/facts.js';
import { FLOW } from '../../model/flow.js';
import { SyntaxKind, forEachChild } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { lowerUpdate, noteRead } from './assignments.js';
import { LINK, STEP, addExpression, descend, noteText, startOf } from './builder.js';
import type { Builder } from './builder.js';
import { emit, emitRead } from './flow-tape.js';
import { callOf, lowerCall, lowerNew, lowerTagged } from './calls.js';
import { addCondition } from './conditions.js';
import { addList, addRow, nameId, setRow, startAt } from './expression-rows.js';
import { lowerFunction } from './functions.js';
import { NO_HINTS, takesHints } from './hints.js';
import type { Hints } from './hints.js';
import { lowerJsx } from './jsx.js';
import { lowerClass, lowerObject } from './members.js';
import { lowerBinary } from './operators.js';
import { noteReturn } from './signatures.js';
import { NO_CONTEXT } from './usual-records.js';
import { lowerType } from './types.js';

type Lower = (b: Builder, node: never, use: ResultUse, hints: Hints) => ExpressionId;

/** Lowers an expression to the table and records what rules need of it; `use` says what becomes of its value. */
export function lowerExpression(b: Builder, node: tree.Node, use: ResultUse, hints: Hints = NO_HINTS): ExpressionId {
  const { depth, left } = b;
  // The left end of a chain starts where the chain does.
  descend(b, node.pos === left ? LINK : STEP);
  b.left = node.pos;
  const lower = LOWER[node.kind];
  const id = lower === undefined ? lowerOther(b, node) : lower(b, node as never, use, hints);
  b.depth = depth;
  b.left = left;
  return id;
}

function leaf(code: number): Lower {
  return (b, node: tree.Node) => addExpression(b, code, node);
}

function lowerOther(b: Builder, node: tree.Node): ExpressionId {
  forEachChild(node, (child) => {
    lowerExpression(b, child, 'other');
  });
  return addExpression(b, CODE.unknown, node);
}

function lowerInner(b: Builder, node: tree.ParenthesizedExpression, use: ResultUse, hints: Hints): ExpressionId {
  return lowerExpression(b, node.expression, use, hints);
}

function lowerIdentifier(b: Builder, node: tree.Identifier, use: ResultUse): ExpressionId {
  const name = node.text;
  if (name === 'undefined') return addExpression(b, CODE.undefined, node);
  noteRead(b, name);
  const id = addExpression(b, CODE.name, node, nameId(b.expressions, name), b.at.scope);
  emitRead(b, id, use);
  return id;
}

function lowerMember(b: Builder, node: tree.PropertyAccessExpression, use: ResultUse): ExpressionId {
  const isOwn = node.expression.kind === SyntaxKind.ThisKeyword;
  if (b.openLoops.length > 0 && isOwn) noteRead(b, `this.${node.name.text}`);
  const object = lowerExpression(b, node.expression, 'receiver');
  const name = nameId(b.expressions, node.name.text);
  const id = addRow(b.expressions, CODE.member, startOf(b, node), node.end, object, name);
  if (isOwn) emitRead(b, id, use);
  return id;
}

function lowerIndex(b: Builder, node: tree.ElementAccessExpression): ExpressionId {
  const object = lowerExpression(b, node.expression, 'receiver');
  const key = node.argumentExpression;
  const name = literalKey(key);
  if (name !== undefined) return addExpression(b, CODE.member, node, object, nameId(b.expressions, name));
  return addExpression(b, CODE.index, node, object, lowerExpression(b, key, 'other'));
}

/** `x['name']` and `x[Symbol.asyncIterator]` are members like any other; the latter is called `@@asyncIterator`. */
function literalKey(key: tree.Expression): string | undefined {
  if (key.kind === SyntaxKind.StringLiteral || key.kind === SyntaxKind.NoSubstitutionTemplateLiteral)
    return (key as tree.StringLiteral).text;
  if (key.kind !== SyntaxKind.PropertyAccessExpression) return undefined;
  const { expression, name } = key as tree.PropertyAccessExpression;
  return expression.kind === SyntaxKind.Identifier && (expression as tree.Identifier).text === 'Symbol'
    ? `@@${name.text}`
    : undefined;
}

function lowerCast(b: Builder, node: tree.AsExpression, use: ResultUse, hints: Hints): ExpressionId {
  const type = node.type as tree.TypeReferenceNode;
  const isConst =
    type.kind === SyntaxKind.TypeReference &&
    type.typeName.kind === SyntaxKind.Identifier &&
    type.typeName.text === 'const';
  if (isConst) return lowerExpression(b, node.expression, use, hints);
  const t = lowerType(b, node.type);
  const value = lowerExpression(b, node.expression, use, { ...hints, context: { k: 'type', t } });
  return addExpression(b, CODE.cast, node, t, value);
}

function lowerSatisfies(b: Builder, node: tree.SatisfiesExpression, use: ResultUse, hints: Hints): ExpressionId {
  return lowerExpression(b, node.expression, use, { ...hints, context: { k: 'type', t: lowerType(b, node.type) } });
}

function lowerFunctionExpression(
  b: Builder,
  node: tree.FunctionExpression | tree.ArrowFunction,
  _use: ResultUse,
  hints: Hints,
): ExpressionId {
  const own = node.name?.text;
  const name = own ?? hints.name ?? '';
  const isArrow = node.kind === SyntaxKind.ArrowFunction;
  const owner = hints.owner === undefined || hints.owner === '' ? '' : `${hints.owner}.`;
  const signature = lowerFunction(b, node, {
    kind: isArrow ? 'arrow' : 'function',
    name,
    label: hints.label ?? (name === '' ? 'the callback' : owner + name),
    owner: NONE,
    context: hints.context ?? NO_CONTEXT,
  });
  return addExpression(b, CODE.function, node, signature);
}

function lowerAwait(b: Builder, node: tree.AwaitExpression, use: ResultUse): ExpressionId {
  const value = lowerExpression(b, node.expression, 'awaited');
  if (use === 'dropped' || use === 'void') b.droppedAwaits.push(value);
  const start = startOf(b, node);
  b.suspensions.push({
    range: { start, end: node.end },
    kind: 'await',
    function: b.at.function,
    loop: b.at.loop,
    operand: value,
    call: callOf(b, value),
  });
  emit(b, FLOW.await, b.suspensions.length - 1);
  return addRow(b.expressions, CODE.await, start, node.end, value, NONE);
}

function lowerYield(b: Builder, node: tree.YieldExpression): ExpressionId {
  const value = node.expression === undefined ? NONE : lowerExpression(b, node.expression, 'yielded');
  const start = startOf(b, node);
  const signature = b.signatures[b.at.signature];
  if (value !== NONE && signature?.generator === true)
    noteReturn(signature, node.asteriskToken === undefined ? value : addExpression(b, CODE.spread, node, value));
  b.suspensions.push({
    range: { start, end: node.end },
    kind: 'yield',
    function: b.at.function,
    loop: b.at.loop,
    operand: value,
    call: NONE,
  });
  emit(b, FLOW.await, b.suspensions.length - 1);
  return addRow(b.expressions, CODE.yield, start, node.end, NONE, NONE);
}

function lowerConditional(b: Builder, node: tree.ConditionalExpression, use: ResultUse, hints: Hints): ExpressionId {
  addCondition(b, node.condition, 'conditional');
  emit(b, FLOW.branch);
  const yes = lowerExpression(b, node.whenTrue, use, hints);
  emit(b, FLOW.else);
  const no = lowerExpression(b, node.whenFalse, use, hints);
  emit(b, FLOW.join);
  return addExpression(b, CODE.conditional, node, yes, no);
}

function lowerPrefix(b: Builder, node: tree.PrefixUnaryExpression): ExpressionId {
  if (node.operator === SyntaxKind.ExclamationToken) {
    addCondition(b, node.operand, 'not');
    return addExpression(b, CODE.plain, node);
  }
  if (node.operator === SyntaxKind.PlusPlusToken || node.operator === SyntaxKind.MinusMinusToken)
    return lowerUpdate(b, node.operand, node);
  lowerExpression(b, node.operand, 'interpolated');
  return addExpression(b, CODE.number, node);
}

function lowerPlain(use: ResultUse, code: number): Lower {
  return (b, node: tree.VoidExpression) => {
    lowerExpression(b, node.expression, use);
    return addExpression(b, code, node);
  };
}

function lowerTemplate(b: Builder, node: tree.TemplateExpression): ExpressionId {
  noteTemplateText(b, node);
  for (const part of node.templateSpans) lowerExpression(b, part.expression, 'interpolated');
  return addExpression(b, CODE.string, node);
}

export function noteTemplateText(b: Builder, node: tree.TemplateExpression): void {
  noteText(b, node.head);
  for (const { literal } of node.templateSpans) noteText(b, literal);
}

function lowerArray(b: Builder, node: tree.ArrayLiteralExpression, _use: ResultUse, hints: Hints): ExpressionId {
  const id = addExpression(b, CODE.array, node);
  const { context } = hints;
  const hasContext = context !== undefined && context.k !== 'none';
  let isSpread = false;
  const elements = node.elements.map((element, i) => {
    isSpread ||= element.kind === SyntaxKind.SpreadElement;
    return lowerExpression(
      b,
      element,
      'element',
      hasContext && takesHints(element.kind) ? { context: { k: 'element', x: id, i } } : NO_HINTS,
    );
  });
  const start = addList(b.expressions, elements);
  setRow(
    b.expressions,
    id,
    CODE.array + (isSpread ? FLAG : 0),
    startAt(b.expressions, id),
    node.end,
    start,
    elements.length,
  );
  if (hasContext) b.arrayContexts.push([id, context]);
  return id;
}

function lowerClassExpression(b: Builder, node: tree.ClassExpression, _use: ResultUse, hints: Hints): ExpressionId {
  return addExpression(b, CODE.class, node, lowerClass(b, node, node.name?.text ?? hints.name ?? ''));
}

function lowerThis(b: Builder, node: tree.Node): ExpressionId {
  const { self } = b.at;
  if (self.f !== undefined) return addExpression(b, CODE.this + FLAG, node, NONE, self.f);
  return addExpression(b, CODE.this + (self.static ? FLAG : 0), node, self.c, self.t);
}

function lowerSuper(b: Builder, node: tree.Node): ExpressionId {
  return addExpression(b, CODE.super + (b.at.self.static ? FLAG : 0), node, b.at.self.c);
}

function lowerSpread(b: Builder, node: tree.SpreadElement): ExpressionId {
  return addExpression(b, CODE.spread, node, lowerExpression(b, node.expression, 'spread'));
}

function lowerRegexp(b: Builder, node: tree.Node): ExpressionId {
  const id = addExpression(b, CODE.regexp, node);
  const text = b.text.slice(startOf(b, node), node.end);
  const end = text.lastIndexOf('/');
  // What repeats nothing without end is never slow.
  if (/[*+]|,\}/.test(text))
    b.regexps.push({ expression: id, pattern: text.slice(1, end), flags: text.slice(end + 1) });
  return id;
}

/** Longer texts name nothing. */
const MAX_TEXT = 60;

function lowerString(b: Builder, node: tree.StringLiteral): ExpressionId {
  return addExpression(b, CODE.string, node, node.text.length <= MAX_TEXT ? nameId(b.expressions, node.text) : NONE);
}

const LOWER: (Lower | undefined)[] = [];
const TABLE: readonly (readonly [SyntaxKind, Lower])[] = [
  [SyntaxKind.Identifier, lowerIdentifier],
  [SyntaxKind.PropertyAccessExpression, lowerMember],
  [SyntaxKind.ElementAccessExpression, lowerIndex],
  [SyntaxKind.CallExpression, lowerCall],
  [SyntaxKind.NewExpression, lowerNew],
  [SyntaxKind.TaggedTemplateExpression, lowerTagged],
  [SyntaxKind.ParenthesizedExpression, lowerInner],
  [SyntaxKind.NonNullExpression, lowerInner as Lower],
  [SyntaxKind.AsExpression, lowerCast],
  [SyntaxKind.TypeAssertionExpression, lowerCast as Lower],
  [SyntaxKind.SatisfiesExpression, lowerSatisfies],
  [SyntaxKind.ExpressionWithTypeArguments, lowerInner as Lower],
  [SyntaxKind.ArrowFunction, lowerFunctionExpression],
  [SyntaxKind.FunctionExpression, lowerFunctionExpression],
  [SyntaxKind.ClassExpression, lowerClassExpression],
  [
    SyntaxKind.ObjectLiteralExpression,
    (b, node: tree.ObjectLiteralExpression, _, hints) => lowerObject(b, node, hints.context ?? NO_CONTEXT),
  ],
  [SyntaxKind.ArrayLiteralExpression, lowerArray],
  [SyntaxKind.AwaitExpression, lowerAwait],
  [SyntaxKind.YieldExpression, lowerYield],
  [SyntaxKind.ConditionalExpression, lowerConditional],
  [SyntaxKind.BinaryExpression, lowerBinary],
  [SyntaxKind.PrefixUnaryExpression, lowerPrefix],
  [SyntaxKind.PostfixUnaryExpression, (b, node: tree.PostfixUnaryExpression) => lowerUpdate(b, node.operand, node)],
  [SyntaxKind.VoidExpression, lowerPlain('void', CODE.plain)],
  [SyntaxKind.TypeOfExpression, lowerPlain('inspected', CODE.plain)],
  [SyntaxKind.DeleteExpression, lowerPlain('other', CODE.plain)],
  [SyntaxKind.TemplateExpression, lowerTemplate],
  [SyntaxKind.StringLiteral, lowerString],
  [SyntaxKind.NoSubstitutionTemplateLiteral, lowerString as Lower],
  [SyntaxKind.NumericLiteral, leaf(CODE.number)],
  [SyntaxKind.BigIntLiteral, leaf(CODE.plain)],
  [SyntaxKind.RegularExpressionLiteral, lowerRegexp],
  [SyntaxKind.TrueKeyword, (b, node: tree.Node) => addExpression(b, CODE.plain, node, 1)],
  [SyntaxKind.FalseKeyword, (b, node: tree.Node) => addExpression(b, CODE.plain, node, 0)],
  [SyntaxKind.NullKeyword, leaf(CODE.undefined)],
  [SyntaxKind.OmittedExpression, leaf(CODE.undefined)],
  [SyntaxKind.ThisKeyword, lowerThis],
  [SyntaxKind.SuperKeyword, lowerSuper],
  [SyntaxKind.SpreadElement, lowerSpread],
  [SyntaxKind.JsxElement, lowerJsx],
  [SyntaxKind.JsxSelfClosingElement, lowerJsx],
  [SyntaxKind.JsxFragment, lowerJsx],
];
for (const [kind, lower] of TABLE) LOWER[kind] = lower;
