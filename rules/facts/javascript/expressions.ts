import { NONE } from '../../model/facts.js';
import type { ExpressionId, ResultUse } from '../../model/facts.js';
import { SyntaxKind, forEachChild } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { lowerAssignment, lowerUpdate, noteRead } from './assignments.js';
import { addExpression, noteText, startOf } from './builder.js';
import type { Builder } from './builder.js';
import { lowerCall, lowerNew, lowerTagged } from './calls.js';
import { addCondition } from './conditions.js';
import { lowerFunction } from './functions.js';
import { lowerJsx } from './jsx.js';
import { lowerClass, lowerObject } from './members.js';
import type { Context, Expression } from './model.js';
import { NO_CONTEXT } from './signatures.js';
import { lowerType } from './types.js';

/** What the parent knows of an expression: the type that is expected there, and a name for functions. */
export interface Hints {
  readonly context?: Context;
  readonly name?: string;
  /** Class that a named function belongs to, for labels. */
  readonly owner?: string;
  readonly label?: string;
}

export interface LowerContext {
  readonly use: ResultUse;
  readonly hints: Hints;
}

type Lower = (b: Builder, node: never, context: LowerContext) => ExpressionId;

const NO_HINTS: Hints = {};

/** Lowers an expression to the table and records what rules need of it; `use` says what becomes of its value. */
export function lowerExpression(b: Builder, node: tree.Node, use: ResultUse, hints: Hints = NO_HINTS): ExpressionId {
  const lower = LOWER[node.kind];
  return lower === undefined ? lowerOther(b, node) : lower(b, node as never, { use, hints });
}

function leaf(expression: DistributiveOmit<Expression, 's' | 'e'>): Lower {
  return (b, node: tree.Node) => addExpression(b, { ...expression, s: startOf(b, node), e: node.end } as Expression);
}

type DistributiveOmit<T, K extends keyof never> = T extends unknown ? Omit<T, K> : never;

function lowerOther(b: Builder, node: tree.Node): ExpressionId {
  forEachChild(node, (child) => {
    lowerExpression(b, child, 'other');
  });
  return addExpression(b, { k: 'unknown', s: startOf(b, node), e: node.end });
}

function lowerInner(b: Builder, node: tree.ParenthesizedExpression, { use, hints }: LowerContext): ExpressionId {
  return lowerExpression(b, node.expression, use, hints);
}

function lowerIdentifier(b: Builder, node: tree.Identifier): ExpressionId {
  if (node.text === 'undefined') return addExpression(b, { k: 'undefined', s: startOf(b, node), e: node.end });
  noteRead(b, node.text);
  return addExpression(b, { k: 'name', n: node.text, sc: b.at.scope, s: startOf(b, node), e: node.end });
}

function lowerMember(b: Builder, node: tree.PropertyAccessExpression): ExpressionId {
  if (node.expression.kind === SyntaxKind.ThisKeyword) noteRead(b, `this.${node.name.text}`);
  const object = lowerExpression(b, node.expression, 'receiver');
  return addExpression(b, { k: 'member', o: object, n: node.name.text, s: b.expressions[object]?.s ?? 0, e: node.end });
}

function lowerIndex(b: Builder, node: tree.ElementAccessExpression): ExpressionId {
  const object = lowerExpression(b, node.expression, 'receiver');
  const key = node.argumentExpression;
  if (key.kind === SyntaxKind.StringLiteral) {
    return addExpression(b, {
      k: 'member',
      o: object,
      n: (key as tree.StringLiteral).text,
      s: startOf(b, node),
      e: node.end,
    });
  }
  return addExpression(b, {
    k: 'index',
    o: object,
    i: lowerExpression(b, key, 'other'),
    s: startOf(b, node),
    e: node.end,
  });
}

function lowerCast(b: Builder, node: tree.AsExpression, { use, hints }: LowerContext): ExpressionId {
  const type = node.type as tree.TypeReferenceNode;
  const isConst =
    type.kind === SyntaxKind.TypeReference &&
    type.typeName.kind === SyntaxKind.Identifier &&
    type.typeName.text === 'const';
  if (isConst) return lowerExpression(b, node.expression, use, hints);
  const t = lowerType(b, node.type);
  const value = lowerExpression(b, node.expression, use, { ...hints, context: { k: 'type', t } });
  return addExpression(b, { k: 'cast', t, x: value, s: startOf(b, node), e: node.end });
}

function lowerSatisfies(b: Builder, node: tree.SatisfiesExpression, { use, hints }: LowerContext): ExpressionId {
  return lowerExpression(b, node.expression, use, { ...hints, context: { k: 'type', t: lowerType(b, node.type) } });
}

function lowerFunctionExpression(
  b: Builder,
  node: tree.FunctionExpression | tree.ArrowFunction,
  { hints }: LowerContext,
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
  return addExpression(b, { k: 'function', f: signature, s: startOf(b, node), e: node.end });
}

function lowerAwait(b: Builder, node: tree.AwaitExpression): ExpressionId {
  const value = lowerExpression(b, node.expression, 'awaited');
  const operand = b.expressions[value];
  b.suspensions.push({
    range: span2(b, node),
    kind: 'await',
    function: b.at.function,
    loop: b.at.loop,
    operand: value,
    call: operand !== undefined && 'call' in operand ? operand.call : NONE,
  });
  return addExpression(b, { k: 'await', x: value, s: startOf(b, node), e: node.end });
}

function span2(b: Builder, node: tree.Node): { readonly start: number; readonly end: number } {
  return { start: startOf(b, node), end: node.end };
}

function lowerYield(b: Builder, node: tree.YieldExpression): ExpressionId {
  const value = node.expression === undefined ? NONE : lowerExpression(b, node.expression, 'yielded');
  b.suspensions.push({
    range: span2(b, node),
    kind: 'yield',
    function: b.at.function,
    loop: b.at.loop,
    operand: value,
    call: NONE,
  });
  return addExpression(b, { k: 'yield', s: startOf(b, node), e: node.end });
}

function lowerConditional(b: Builder, node: tree.ConditionalExpression, { use, hints }: LowerContext): ExpressionId {
  addCondition(b, node.condition, 'conditional');
  const yes = lowerExpression(b, node.whenTrue, use, hints);
  const no = lowerExpression(b, node.whenFalse, use, hints);
  return addExpression(b, { k: 'conditional', a: yes, b: no, s: startOf(b, node), e: node.end });
}

function lowerBinary(b: Builder, node: tree.BinaryExpression, context: LowerContext): ExpressionId {
  const operator = node.operatorToken.kind;
  if (operator >= SyntaxKind.FirstAssignment && operator <= SyntaxKind.LastAssignment)
    return lowerAssignment(b, node, context);
  switch (operator) {
    case SyntaxKind.AmpersandAmpersandToken:
    case SyntaxKind.BarBarToken:
    case SyntaxKind.QuestionQuestionToken:
      return lowerLogical(b, node, context);
    case SyntaxKind.CommaToken:
      lowerExpression(b, node.left, 'dropped');
      return lowerExpression(b, node.right, context.use, context.hints);
    default:
      return lowerOperators(b, node);
  }
}

function lowerLogical(b: Builder, node: tree.BinaryExpression, { use, hints }: LowerContext): ExpressionId {
  const isAnd = node.operatorToken.kind === SyntaxKind.AmpersandAmpersandToken;
  const isNullish = node.operatorToken.kind === SyntaxKind.QuestionQuestionToken;
  const left = addCondition(b, node.left, isNullish ? 'nullish' : isAnd ? 'and' : 'or', use);
  const right = lowerExpression(b, node.right, use, hints);
  return addExpression(b, { k: isAnd ? 'and' : 'or', a: left, b: right, s: startOf(b, node), e: node.end });
}

const EQUALITY = new Set<SyntaxKind>([
  SyntaxKind.EqualsEqualsToken,
  SyntaxKind.EqualsEqualsEqualsToken,
  SyntaxKind.ExclamationEqualsToken,
  SyntaxKind.ExclamationEqualsEqualsToken,
]);

/** Left-deep chains (`a + b + c …`) are unrolled: generated code has thousands of terms. */
function lowerOperators(b: Builder, node: tree.BinaryExpression): ExpressionId {
  const operands: tree.Node[] = [];
  let isText = false;
  let at: tree.Node = node;
  while (at.kind === SyntaxKind.BinaryExpression && isPlainOperator((at as tree.BinaryExpression).operatorToken.kind)) {
    const binary = at as tree.BinaryExpression;
    if (binary.operatorToken.kind === SyntaxKind.PlusToken && binary.right.kind === SyntaxKind.StringLiteral)
      isText = true;
    operands.push(binary.right);
    at = binary.left;
  }
  operands.push(at);
  const isEquality = EQUALITY.has(node.operatorToken.kind);
  for (let i = operands.length - 1; i >= 0; i--) {
    const operand = operands[i];
    if (operand === undefined) continue;
    const value = lowerExpression(b, operand, isEquality ? 'tested' : 'interpolated');
    if (isEquality && i === operands.length - 1) noteEquality(b, node, operand, value);
  }
  return addExpression(
    b,
    isText
      ? { k: 'string', v: null, s: startOf(b, node), e: node.end }
      : { k: 'plain', s: startOf(b, node), e: node.end },
  );
}

function isPlainOperator(kind: SyntaxKind): boolean {
  return (
    kind !== SyntaxKind.AmpersandAmpersandToken &&
    kind !== SyntaxKind.BarBarToken &&
    kind !== SyntaxKind.QuestionQuestionToken &&
    kind !== SyntaxKind.CommaToken &&
    (kind < SyntaxKind.FirstAssignment || kind > SyntaxKind.LastAssignment)
  );
}

function noteEquality(b: Builder, node: tree.BinaryExpression, operand: tree.Node, value: ExpressionId): void {
  const isNull =
    node.right.kind === SyntaxKind.NullKeyword ||
    (node.right.kind === SyntaxKind.Identifier && (node.right as tree.Identifier).text === 'undefined');
  const expression = b.expressions[value];
  if (!isNull || expression?.k !== 'call') return;
  b.conditions.push({
    expression: value,
    range: span2(b, operand),
    function: b.at.function,
    place: 'equality',
    call: expression.call,
    parentheses: false,
    guard: b.at.guarding,
  });
}

function lowerPrefix(b: Builder, node: tree.PrefixUnaryExpression): ExpressionId {
  if (node.operator === SyntaxKind.ExclamationToken) {
    addCondition(b, node.operand, 'not');
    return addExpression(b, { k: 'plain', s: startOf(b, node), e: node.end });
  }
  if (node.operator === SyntaxKind.PlusPlusToken || node.operator === SyntaxKind.MinusMinusToken)
    return lowerUpdate(b, node.operand, node);
  lowerExpression(b, node.operand, 'other');
  return addExpression(b, { k: 'number', s: startOf(b, node), e: node.end });
}

function lowerPlain(use: ResultUse): Lower {
  return (b, node: tree.VoidExpression) => {
    lowerExpression(b, node.expression, use);
    return addExpression(b, { k: 'plain', s: startOf(b, node), e: node.end });
  };
}

function lowerTemplate(b: Builder, node: tree.TemplateExpression): ExpressionId {
  noteTemplateText(b, node);
  for (const part of node.templateSpans) lowerExpression(b, part.expression, 'interpolated');
  return addExpression(b, { k: 'string', v: null, s: startOf(b, node), e: node.end });
}

export function noteTemplateText(b: Builder, node: tree.TemplateExpression): void {
  noteText(b, node.head);
  for (const { literal } of node.templateSpans) noteText(b, literal);
}

function lowerArray(b: Builder, node: tree.ArrayLiteralExpression, { hints }: LowerContext): ExpressionId {
  const id = addExpression(b, { k: 'unknown', s: startOf(b, node), e: node.end });
  const hasContext = hints.context !== undefined && hints.context.k !== 'none';
  const elements = node.elements.map((element, i) =>
    lowerExpression(b, element, 'element', hasContext ? { context: { k: 'element', x: id, i } } : {}),
  );
  b.expressions[id] = {
    k: 'array',
    xs: elements,
    spread: node.elements.some((element) => element.kind === SyntaxKind.SpreadElement),
    s: startOf(b, node),
    e: node.end,
  };
  if (hasContext) b.arrayContexts.push([id, hints.context ?? NO_CONTEXT]);
  return id;
}

function lowerClassExpression(b: Builder, node: tree.ClassExpression, { hints }: LowerContext): ExpressionId {
  return addExpression(b, {
    k: 'class',
    c: lowerClass(b, node, node.name?.text ?? hints.name ?? ''),
    s: startOf(b, node),
    e: node.end,
  });
}

function lowerThis(b: Builder, node: tree.Node): ExpressionId {
  const { self } = b.at;
  return addExpression(b, { k: 'this', c: self.c, static: self.static, t: self.t, s: startOf(b, node), e: node.end });
}

function lowerSuper(b: Builder, node: tree.Node): ExpressionId {
  return addExpression(b, { k: 'super', c: b.at.self.c, static: b.at.self.static, s: startOf(b, node), e: node.end });
}

function lowerSpread(b: Builder, node: tree.SpreadElement): ExpressionId {
  return addExpression(b, {
    k: 'spread',
    x: lowerExpression(b, node.expression, 'spread'),
    s: startOf(b, node),
    e: node.end,
  });
}

function lowerString(b: Builder, node: tree.StringLiteral): ExpressionId {
  return addExpression(b, {
    k: 'string',
    v: node.text.length <= 80 ? node.text : null,
    s: startOf(b, node),
    e: node.end,
  });
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
    (b, node: tree.ObjectLiteralExpression, { hints }) => lowerObject(b, node, hints.context ?? NO_CONTEXT),
  ],
  [SyntaxKind.ArrayLiteralExpression, lowerArray],
  [SyntaxKind.AwaitExpression, lowerAwait],
  [SyntaxKind.YieldExpression, lowerYield],
  [SyntaxKind.ConditionalExpression, lowerConditional],
  [SyntaxKind.BinaryExpression, lowerBinary],
  [SyntaxKind.PrefixUnaryExpression, lowerPrefix],
  [SyntaxKind.PostfixUnaryExpression, (b, node: tree.PostfixUnaryExpression) => lowerUpdate(b, node.operand, node)],
  [SyntaxKind.VoidExpression, lowerPlain('void')],
  [SyntaxKind.TypeOfExpression, lowerPlain('other')],
  [SyntaxKind.DeleteExpression, lowerPlain('other')],
  [SyntaxKind.TemplateExpression, lowerTemplate],
  [SyntaxKind.StringLiteral, lowerString],
  [SyntaxKind.NoSubstitutionTemplateLiteral, lowerString as Lower],
  [SyntaxKind.NumericLiteral, leaf({ k: 'number' })],
  [SyntaxKind.BigIntLiteral, leaf({ k: 'plain' })],
  [SyntaxKind.RegularExpressionLiteral, leaf({ k: 'regexp' })],
  [SyntaxKind.TrueKeyword, leaf({ k: 'plain' })],
  [SyntaxKind.FalseKeyword, leaf({ k: 'plain' })],
  [SyntaxKind.NullKeyword, leaf({ k: 'undefined' })],
  [SyntaxKind.OmittedExpression, leaf({ k: 'undefined' })],
  [SyntaxKind.ThisKeyword, lowerThis],
  [SyntaxKind.SuperKeyword, lowerSuper],
  [SyntaxKind.SpreadElement, lowerSpread],
  [SyntaxKind.JsxElement, lowerJsx],
  [SyntaxKind.JsxSelfClosingElement, lowerJsx],
  [SyntaxKind.JsxFragment, lowerJsx],
];
for (const [kind, lower] of TABLE) LOWER[kind] = lower;
