import { NONE } from '../../model/facts.js';
import { FLOW } from '../../model/flow.js';
import type { LoopKind } from '../../model/facts.js';
import { SyntaxKind, forEachChild } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { inScope, pushScope, startOf } from './builder.js';
import type { Builder } from './builder.js';
import { addCondition } from './conditions.js';
import { lowerExpression } from './expressions.js';
import { closeTarget, emit, openTarget } from './flow-tape.js';
import type { LoopState } from './loop-state.js';
import { lowerStatement } from './statements.js';
import { lowerVariables } from './variables.js';

type LoopNode = tree.ForStatement | tree.ForOfStatement | tree.ForInStatement | tree.WhileStatement | tree.DoStatement;

const KINDS = new Map<SyntaxKind, LoopKind>([
  [SyntaxKind.ForStatement, 'for'],
  [SyntaxKind.ForOfStatement, 'for-of'],
  [SyntaxKind.ForInStatement, 'for-in'],
  [SyntaxKind.WhileStatement, 'while'],
  [SyntaxKind.DoStatement, 'do-while'],
]);

export function lowerLoop(b: Builder, node: LoopNode): void {
  const isAwait = node.kind === SyntaxKind.ForOfStatement && node.awaitModifier !== undefined;
  const { inSwitch, loop, sheltered } = b.at;
  b.at.inSwitch = false;
  inScope(b, pushScope(b, false), () => {
    const iterated =
      node.kind === SyntaxKind.ForOfStatement || node.kind === SyntaxKind.ForInStatement
        ? lowerExpression(b, node.expression, 'other')
        : NONE;
    const state = createState(b, node, isAwait ? 'for-await' : (KINDS.get(node.kind) ?? 'for'), iterated);
    b.loops.push(state);
    if (node.kind === SyntaxKind.ForStatement) lowerInitializer(b, node.initializer);
    openTarget(b, 'loop', FLOW.loop, state.id);
    if (isAwait) addRoundAwait(b, state);
    b.openLoops.push(state.id);
    b.at.loop = state.id;
    lowerRounds(b, node, state, isAwait);
    b.openLoops.pop();
    closeTarget(b, FLOW.repeat);
  });
  b.at.inSwitch = inSwitch;
  b.at.loop = loop;
  b.at.sheltered = sheltered;
}

/** `return`, `throw` and labelled jumps leave every loop of the function. */
export function leaveLoops(b: Builder): void {
  for (let id = b.at.loop; id !== NONE; id = b.loops[id]?.parent ?? NONE) {
    const loop = b.loops[id];
    if (loop !== undefined) loop.exits = true;
  }
}

function lowerInitializer(b: Builder, node: tree.ForInitializer | undefined): void {
  if (node === undefined) return;
  if (node.kind === SyntaxKind.VariableDeclarationList) lowerVariables(b, node as tree.VariableDeclarationList, 'none');
  else lowerExpression(b, node, 'dropped');
}

function addRoundAwait(b: Builder, { id, head }: LoopState): void {
  b.suspensions.push({
    range: head,
    kind: 'for-await',
    function: b.at.function,
    loop: id,
    operand: NONE,
    call: NONE,
  });
  emit(b, FLOW.await, b.suspensions.length - 1);
}

/** Condition, body and what moves on, in the order in which a round has them. */
function lowerRounds(b: Builder, node: LoopNode, state: LoopState, isAwait: boolean): void {
  const mayEnd = (): void => {
    if (!state.infinite) emit(b, FLOW.test);
  };
  switch (node.kind) {
    case SyntaxKind.DoStatement:
      lowerStatement(b, node.statement);
      emit(b, FLOW.next);
      addCondition(b, node.expression, 'while');
      mayEnd();
      return;
    case SyntaxKind.WhileStatement:
      addCondition(b, node.expression, 'while');
      mayEnd();
      break;
    case SyntaxKind.ForStatement:
      if (node.condition !== undefined) addCondition(b, node.condition, 'for');
      mayEnd();
      lowerStatement(b, node.statement);
      emit(b, FLOW.next);
      if (node.incrementor !== undefined) lowerExpression(b, node.incrementor, 'dropped');
      return;
    default: {
      mayEnd();
      const each = node.kind === SyntaxKind.ForInStatement ? 'in' : isAwait ? 'await-of' : 'of';
      if (node.initializer.kind === SyntaxKind.VariableDeclarationList)
        lowerVariables(b, node.initializer as tree.VariableDeclarationList, each, state.iterated);
      else lowerExpression(b, node.initializer, 'other');
    }
  }
  lowerStatement(b, node.statement);
  emit(b, FLOW.next);
}

function createState(b: Builder, node: LoopNode, kind: LoopKind, iterated: number): LoopState {
  const condition = conditionOf(node);
  const start = startOf(b, node);
  const flags = condition === undefined ? [] : flagNames(condition);
  return {
    id: b.loops.length,
    kind,
    range: { start, end: node.end },
    head: { start, end: headEnd(node) },
    function: b.at.function,
    parent: b.at.loop,
    infinite: isInfinite(node, condition),
    trips: tripCount(b, node),
    clock: condition !== undefined && readsClock(condition),
    flags: flags ?? [],
    variables: headVariables(node),
    hasBody:
      node.statement.kind !== SyntaxKind.EmptyStatement &&
      !(node.statement.kind === SyntaxKind.Block && (node.statement as tree.Block).statements.length === 0),
    iterated,
    written: new Set(),
    collected: new Set(),
    read: new Set(),
    declared: new Set(),
    exits: false,
    calls: false,
  };
}

function conditionOf(node: LoopNode): tree.Expression | undefined {
  if (node.kind === SyntaxKind.ForStatement) return node.condition;
  return node.kind === SyntaxKind.WhileStatement || node.kind === SyntaxKind.DoStatement ? node.expression : undefined;
}

function headEnd(node: LoopNode): number {
  return node.kind === SyntaxKind.DoStatement ? node.pos + 2 : node.statement.pos;
}

function isInfinite(node: LoopNode, condition: tree.Expression | undefined): boolean {
  if (node.kind === SyntaxKind.ForOfStatement || node.kind === SyntaxKind.ForInStatement) return false;
  if (condition === undefined) return true;
  return (
    condition.kind === SyntaxKind.TrueKeyword ||
    (condition.kind === SyntaxKind.NumericLiteral && (condition as tree.NumericLiteral).text !== '0')
  );
}

/** Rounds of `for (let i = 0; i < N; i++)` and `for (let i = N; i > 0; i--)` with constant bounds; 0 when they are not. */
function tripCount(b: Builder, node: LoopNode): number {
  if (node.kind !== SyntaxKind.ForStatement || node.condition?.kind !== SyntaxKind.BinaryExpression) return 0;
  const { left, right, operatorToken } = node.condition as tree.BinaryExpression;
  const direction = DIRECTIONS.get(operatorToken.kind);
  if (direction === undefined || left.kind !== SyntaxKind.Identifier) return 0;
  const step = stepOf(b, node.incrementor, (left as tree.Identifier).text);
  const end = numberOf(b, right);
  const start = startValue(b, node.initializer, (left as tree.Identifier).text);
  if (step === undefined || end === undefined || start === undefined || step * direction.sign <= 0) return 0;
  const trips = (end - start) / step;
  return Math.max(0, direction.isClosed ? Math.floor(trips) + 1 : Math.ceil(trips));
}

const DIRECTIONS = new Map<SyntaxKind, { readonly sign: 1 | -1; readonly isClosed: boolean }>([
  [SyntaxKind.LessThanToken, { sign: 1, isClosed: false }],
  [SyntaxKind.LessThanEqualsToken, { sign: 1, isClosed: true }],
  [SyntaxKind.GreaterThanToken, { sign: -1, isClosed: false }],
  [SyntaxKind.GreaterThanEqualsToken, { sign: -1, isClosed: true }],
]);

function startValue(b: Builder, node: tree.ForInitializer | undefined, name: string): number | undefined {
  if (node?.kind !== SyntaxKind.VariableDeclarationList) return undefined;
  const declaration = (node as tree.VariableDeclarationList).declarations.find(
    (each) => each.name.kind === SyntaxKind.Identifier && each.name.text === name,
  );
  return declaration?.initializer === undefined ? undefined : numberOf(b, declaration.initializer);
}

function stepOf(b: Builder, node: tree.Expression | undefined, name: string): number | undefined {
  const isCounter = (operand: tree.Node): boolean =>
    operand.kind === SyntaxKind.Identifier && (operand as tree.Identifier).text === name;
  if (node?.kind === SyntaxKind.PostfixUnaryExpression || node?.kind === SyntaxKind.PrefixUnaryExpression) {
    const unary = node as tree.PostfixUnaryExpression;
    if (!isCounter(unary.operand)) return undefined;
    return unary.operator === SyntaxKind.PlusPlusToken ? 1 : -1;
  }
  if (node?.kind !== SyntaxKind.BinaryExpression) return undefined;
  const { left, operatorToken, right } = node as tree.BinaryExpression;
  const size = isCounter(left) ? numberOf(b, right) : undefined;
  if (operatorToken.kind === SyntaxKind.PlusEqualsToken) return size;
  return operatorToken.kind === SyntaxKind.MinusEqualsToken && size !== undefined ? -size : undefined;
}

function numberOf(b: Builder, node: tree.Expression): number | undefined {
  switch (node.kind) {
    case SyntaxKind.NumericLiteral:
      return Number((node as tree.NumericLiteral).text);
    case SyntaxKind.Identifier: {
      const value = b.numbers.get((node as tree.Identifier).text);
      return value === undefined || Number.isNaN(value) ? undefined : value;
    }
    case SyntaxKind.ParenthesizedExpression:
      return numberOf(b, (node as tree.ParenthesizedExpression).expression);
    case SyntaxKind.BinaryExpression: {
      const { left, right, operatorToken } = node as tree.BinaryExpression;
      const a = numberOf(b, left);
      const c = numberOf(b, right);
      if (a === undefined || c === undefined) return undefined;
      if (operatorToken.kind === SyntaxKind.AsteriskToken) return a * c;
      if (operatorToken.kind === SyntaxKind.AsteriskAsteriskToken) return a ** c;
      return operatorToken.kind === SyntaxKind.PlusToken ? a + c : undefined;
    }
    default:
      return undefined;
  }
}

const CLOCKS = new Set(['Date.now', 'performance.now', 'process.hrtime', 'process.hrtime.bigint', 'process.uptime']);

function readsClock(node: tree.Node): boolean {
  if (node.kind === SyntaxKind.CallExpression && CLOCKS.has(dotted((node as tree.CallExpression).expression)))
    return true;
  if (node.kind === SyntaxKind.NewExpression && dotted((node as tree.NewExpression).expression) === 'Date') {
    return ((node as tree.NewExpression).arguments?.length ?? 0) === 0;
  }
  return forEachChild(node, (child) => readsClock(child) || undefined) ?? false;
}

function dotted(node: tree.Node): string {
  if (node.kind === SyntaxKind.Identifier) return (node as tree.Identifier).text;
  if (node.kind !== SyntaxKind.PropertyAccessExpression) return '';
  return `${dotted((node as tree.PropertyAccessExpression).expression)}.${(node as tree.PropertyAccessExpression).name.text}`;
}

/** Names of a condition that only reads places; nothing when it does anything else. */
function flagNames(node: tree.Node): string[] | undefined {
  switch (node.kind) {
    case SyntaxKind.Identifier:
      return [(node as tree.Identifier).text];
    case SyntaxKind.PropertyAccessExpression: {
      const name = dottedPlace(node as tree.PropertyAccessExpression);
      return name === undefined ? undefined : [name];
    }
    case SyntaxKind.CallExpression:
      return momentNames(node as tree.CallExpression);
    case SyntaxKind.ParenthesizedExpression:
      return flagNames((node as tree.ParenthesizedExpression).expression);
    case SyntaxKind.PrefixUnaryExpression:
      return (node as tree.PrefixUnaryExpression).operator === SyntaxKind.ExclamationToken
        ? flagNames((node as tree.PrefixUnaryExpression).operand)
        : undefined;
    case SyntaxKind.BinaryExpression: {
      const { left, right } = node as tree.BinaryExpression;
      const isLogical =
        (node as tree.BinaryExpression).operatorToken.kind === SyntaxKind.AmpersandAmpersandToken ||
        (node as tree.BinaryExpression).operatorToken.kind === SyntaxKind.BarBarToken;
      const a = flagNames(left);
      const c = isLiteral(right) && !isLogical ? [] : flagNames(right);
      return a === undefined || c === undefined ? undefined : [...a, ...c];
    }
    default:
      return undefined;
  }
}

/** `date.getTime()` reads `date`. */
function momentNames({ expression, arguments: given }: tree.CallExpression): string[] | undefined {
  if (given.length > 0 || expression.kind !== SyntaxKind.PropertyAccessExpression) return undefined;
  const { expression: object, name } = expression as tree.PropertyAccessExpression;
  return name.text === 'getTime' || name.text === 'valueOf' ? flagNames(object) : undefined;
}

function isLiteral(node: tree.Node): boolean {
  return (
    node.kind === SyntaxKind.NumericLiteral ||
    node.kind === SyntaxKind.StringLiteral ||
    node.kind === SyntaxKind.TrueKeyword ||
    node.kind === SyntaxKind.FalseKeyword ||
    node.kind === SyntaxKind.NullKeyword
  );
}

function dottedPlace(node: tree.PropertyAccessExpression): string | undefined {
  const object = node.expression;
  if (object.kind === SyntaxKind.ThisKeyword) return `this.${node.name.text}`;
  if (object.kind === SyntaxKind.Identifier) return `${(object as tree.Identifier).text}.${node.name.text}`;
  return undefined;
}

function headVariables(node: LoopNode): readonly string[] {
  const list =
    node.kind === SyntaxKind.WhileStatement || node.kind === SyntaxKind.DoStatement ? undefined : node.initializer;
  if (list?.kind !== SyntaxKind.VariableDeclarationList) return [];
  const names: string[] = [];
  for (const declaration of (list as tree.VariableDeclarationList).declarations) collectNames(declaration.name, names);
  return names;
}

function collectNames(pattern: tree.BindingName, names: string[]): void {
  if (pattern.kind === SyntaxKind.Identifier) {
    names.push(pattern.text);
    return;
  }
  for (const element of pattern.elements) {
    if (element.kind === SyntaxKind.BindingElement) collectNames((element as tree.BindingElement).name, names);
  }
}
