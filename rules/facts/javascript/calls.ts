import { EXPRESSION_CODE as CODE, FLAG, OPTIONAL } from '../../model/expression-codes.js';
import { NONE } from '../../model/facts.js';
import type { CallFact, CallId, ExpressionId, ResultUse } from '../../model/facts.js';
import { FLOW } from '../../model/flow.js';
import { NodeFlags, SyntaxKind } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { noteReducer } from './accumulations.js';
import { noteCall, noteReceiver } from './assignments.js';
import { addExpression, startOf } from './builder.js';
import type { Builder } from './builder.js';
import { resolvesOnly } from './catches-all.js';
import {
  addRow,
  codeAt,
  endAt,
  firstOperand,
  nameAt,
  nameId,
  secondOperand,
  setRow,
  startAt,
} from './expression-rows.js';
import { lowerExpression, noteTemplateText } from './expressions.js';
import { emit } from './flow-tape.js';
import { NO_HINTS, takesHints } from './hints.js';
import { lowerTypes } from './types.js';

const NO_ARGUMENTS: readonly ExpressionId[] = [];

export function lowerCall(b: Builder, node: tree.CallExpression, use: ResultUse): ExpressionId {
  const callee = node.expression;
  if (callee.kind === SyntaxKind.ImportKeyword) return lowerImportCall(b, node);
  const required = requiredModule(node);
  if (required !== undefined) {
    b.modules.add(required);
    return addExpression(b, CODE.require, node, nameId(b.expressions, required));
  }
  return lowerInvocation(b, node, use, CODE.call);
}

export function lowerNew(b: Builder, node: tree.NewExpression, use: ResultUse): ExpressionId {
  return lowerInvocation(b, node, use, CODE.new);
}

export function lowerTagged(b: Builder, node: tree.TaggedTemplateExpression, use: ResultUse): ExpressionId {
  const callee = lowerExpression(b, node.tag, 'other');
  const parts = node.template.kind === SyntaxKind.TemplateExpression ? node.template.templateSpans : [];
  if (node.template.kind === SyntaxKind.TemplateExpression) noteTemplateText(b, node.template);
  const values = parts.map((part) => lowerExpression(b, part.expression, 'interpolated'));
  const start = startOf(b, node);
  const id = addRow(b.expressions, CODE.tag, start, node.end, callee, b.calls.length);
  addCall(b, {
    id: b.calls.length,
    expression: id,
    callee,
    arguments: values,
    range: { start, end: node.end },
    calleeRange: { start, end: node.tag.end },
    name: calleeName(node.tag),
    function: b.at.function,
    use,
    construct: false,
    loop: b.at.loop,
    caught: b.at.caught,
    guarded: b.at.guarded,
    constant: values.length === 0,
  });
  return id;
}

function addCall(b: Builder, call: CallFact): CallId {
  b.calls.push(call);
  emit(b, FLOW.call, call.id);
  return call.id;
}

/** Records a call after its arguments, so that the numbers of calls follow the order in which they run. */
function lowerInvocation(
  b: Builder,
  node: tree.CallExpression | tree.NewExpression,
  use: ResultUse,
  code: number,
): ExpressionId {
  noteCall(b);
  const isCall = code === CODE.call;
  const muted = isCall && noteReceiver(b, node.expression);
  if (muted) b.mutedReads++;
  const callee = lowerExpression(b, node.expression, 'other');
  if (muted) b.mutedReads--;
  const start = startOf(b, node);
  const id = addRow(b.expressions, code, start, node.end, callee, NONE);
  const types = lowerTypes(b, node.typeArguments);
  const name = calleeName(node.expression);
  const values = lowerArguments(b, node.arguments, id, name);
  const call = addCall(b, {
    id: b.calls.length,
    expression: id,
    callee,
    arguments: values,
    range: { start, end: node.end },
    calleeRange: { start, end: node.expression.end },
    name,
    function: b.at.function,
    use,
    construct: !isCall,
    loop: b.at.loop,
    caught: b.at.caught,
    guarded: b.at.guarded,
    constant: node.arguments === undefined || node.arguments.every((argument) => isConstant(b, argument)),
  });
  const isSpread = node.arguments !== undefined && node.arguments.some(isSpreadElement);
  const list = b.expressions.lists.length;
  b.expressions.lists.push(call, types.length, ...types);
  const isOptional = (node.flags & NodeFlags.OptionalChain) !== 0;
  setRow(b.expressions, id, code + (isSpread ? FLAG : 0) + (isOptional ? OPTIONAL : 0), start, node.end, callee, list);
  if (values.length > 0) addCallbacks(b, values, call);
  if (!isCall && name === 'Promise') noteExecutor(b, node, values[0]);
  if (name === 'reduce' && values[0] !== undefined) noteReducer(b, node.arguments?.[0], inlineFunction(b, values[0]));
  return id;
}

/** Of an executor that is not async it is the promise that counts. */
function noteExecutor(b: Builder, { arguments: given }: tree.NewExpression | tree.CallExpression, value = NONE): void {
  const fn = value === NONE ? undefined : b.functions[inlineFunction(b, value)];
  const executor = given?.[0];
  if (fn !== undefined && executor !== undefined && !fn.async) fn.catchesAll = resolvesOnly(executor);
}

function isSpreadElement(node: tree.Node): boolean {
  return node.kind === SyntaxKind.SpreadElement;
}

/** An async function waits for the promise that it returns. */
export function noteReturned(b: Builder, value: ExpressionId): void {
  if (b.functions[b.at.function]?.async !== true) return;
  b.suspensions.push({
    range: { start: startAt(b.expressions, value), end: endAt(b.expressions, value) },
    kind: 'return',
    function: b.at.function,
    loop: b.at.loop,
    operand: value,
    call: callOf(b, value),
  });
}

/** The call that an expression is, or `NONE`. */
export function callOf(b: Builder, id: ExpressionId): CallId {
  switch (codeAt(b.expressions, id)) {
    case CODE.call:
    case CODE.new:
      return b.expressions.lists[secondOperand(b.expressions, id)] ?? NONE;
    case CODE.tag:
      return secondOperand(b.expressions, id);
    default:
      return NONE;
  }
}

function lowerArguments(
  b: Builder,
  nodes: readonly tree.Expression[] | undefined,
  call: ExpressionId,
  callee: string,
): readonly ExpressionId[] {
  if (nodes === undefined || nodes.length === 0) return NO_ARGUMENTS;
  return nodes.map((node, i) => {
    if (!takesHints(node.kind)) return lowerExpression(b, node, 'passed', NO_HINTS);
    return lowerExpression(b, node, 'passed', {
      context: { k: 'argument', x: call, i },
      label: callee === '' ? 'the callback' : `the callback of \`${callee}\``,
    });
  });
}

/** Functions written as arguments, and names that may hold functions, are candidates for callback rules. */
function addCallbacks(b: Builder, values: readonly ExpressionId[], call: CallId): void {
  values.forEach((value, index) => {
    const code = codeAt(b.expressions, value);
    if (code === CODE.object) linkProperties(b, value, call, index);
    if (!mayHoldFunction(code) && !isBinding(b, value)) return;
    const inline = inlineFunction(b, value);
    const fn = inline === NONE ? undefined : b.functions[inline];
    if (fn !== undefined) {
      fn.argumentOf = call;
      fn.argumentIndex = index;
    }
    b.callbacks.push({
      place: 'argument',
      expression: value,
      range: { start: startAt(b.expressions, value), end: endAt(b.expressions, value) },
      function: b.at.function,
      call,
      index,
      inline,
      name: '',
    });
  });
}

function mayHoldFunction(code: number): boolean {
  return code === CODE.function || code === CODE.name || code === CODE.member || code === CODE.spread;
}

/** Functions in an object literal that is an argument: `serve({ fetch() { … } })`. */
function linkProperties(b: Builder, object: ExpressionId, call: CallId, index: number): void {
  const start = startAt(b.expressions, object);
  const { members = [] } = b.classes[firstOperand(b.expressions, object)] ?? {};
  const values = new Set(members.map(({ x }) => x));
  const methods = new Set(members.map(({ s }) => b.signatures[s]?.f ?? NONE));
  for (let i = b.callbacks.length - 1; i >= 0; i--) {
    const callback = b.callbacks[i];
    if (callback === undefined || callback.range.start < start) return;
    if (callback.place !== 'property') continue;
    const isOwn = callback.expression === NONE ? methods.has(callback.inline) : values.has(callback.expression);
    if (isOwn) Object.assign(callback, { call, index });
  }
}

/** `this.stop.bind(this)` is the function that it binds. */
export function isBinding(b: Builder, value: ExpressionId): boolean {
  if (codeAt(b.expressions, value) !== CODE.call) return false;
  const callee = firstOperand(b.expressions, value);
  return (
    codeAt(b.expressions, callee) === CODE.member &&
    nameAt(b.expressions, secondOperand(b.expressions, callee)) === 'bind'
  );
}

/** The function that an expression writes down, or `NONE`. */
export function inlineFunction(b: Builder, value: ExpressionId): number {
  if (codeAt(b.expressions, value) !== CODE.function) return NONE;
  return b.signatures[firstOperand(b.expressions, value)]?.f ?? NONE;
}

function lowerImportCall(b: Builder, node: tree.CallExpression): ExpressionId {
  const argument = node.arguments[0];
  const module = argument !== undefined && isText(argument) ? argument.text : undefined;
  if (module !== undefined) b.modules.add(module);
  else if (argument !== undefined) lowerExpression(b, argument, 'passed');
  return addExpression(b, CODE.import, node, module === undefined ? NONE : nameId(b.expressions, module));
}

export function requiredModule(node: tree.Node): string | undefined {
  if (node.kind !== SyntaxKind.CallExpression) return undefined;
  const call = node as tree.CallExpression;
  const argument = call.arguments[0];
  const isRequire =
    call.expression.kind === SyntaxKind.Identifier && (call.expression as tree.Identifier).text === 'require';
  return isRequire && argument !== undefined && call.arguments.length === 1 && isText(argument)
    ? argument.text
    : undefined;
}

function isText(node: tree.Node): node is tree.StringLiteral {
  return node.kind === SyntaxKind.StringLiteral || node.kind === SyntaxKind.NoSubstitutionTemplateLiteral;
}

/** Last name of a callee: what call sites are found by. */
export function calleeName(node: tree.Node): string {
  switch (node.kind) {
    case SyntaxKind.Identifier:
      return (node as tree.Identifier).text;
    case SyntaxKind.PropertyAccessExpression:
      return (node as tree.PropertyAccessExpression).name.text;
    case SyntaxKind.ElementAccessExpression: {
      const key = (node as tree.ElementAccessExpression).argumentExpression;
      return isText(key) ? key.text : '';
    }
    case SyntaxKind.NonNullExpression:
    case SyntaxKind.ParenthesizedExpression:
      return calleeName((node as tree.ParenthesizedExpression).expression);
    default:
      return '';
  }
}

/** Made of literals and of names that are bound once for the whole module. */
function isConstant(b: Builder, node: tree.Node): boolean {
  switch (node.kind) {
    case SyntaxKind.StringLiteral:
    case SyntaxKind.NoSubstitutionTemplateLiteral:
    case SyntaxKind.NumericLiteral:
    case SyntaxKind.TrueKeyword:
    case SyntaxKind.FalseKeyword:
    case SyntaxKind.NullKeyword:
      return true;
    case SyntaxKind.ObjectLiteralExpression:
      return (node as tree.ObjectLiteralExpression).properties.every(
        (property) =>
          property.kind === SyntaxKind.PropertyAssignment &&
          isConstant(b, (property as tree.PropertyAssignment).initializer),
      );
    case SyntaxKind.ArrayLiteralExpression:
      return (node as tree.ArrayLiteralExpression).elements.every((element) => isConstant(b, element));
    case SyntaxKind.PropertyAccessExpression:
      return isConstant(b, (node as tree.PropertyAccessExpression).expression);
    case SyntaxKind.MetaProperty:
      return true;
    case SyntaxKind.TemplateExpression:
      return (node as tree.TemplateExpression).templateSpans.every((part) => isConstant(b, part.expression));
    case SyntaxKind.CallExpression:
      return (
        PLACES.has(calleeName((node as tree.CallExpression).expression)) &&
        (node as tree.CallExpression).arguments.every((argument) => isConstant(b, argument))
      );
    case SyntaxKind.NewExpression:
      return (
        calleeName((node as tree.NewExpression).expression) === 'URL' &&
        ((node as tree.NewExpression).arguments ?? []).every((argument) => isConstant(b, argument))
      );
    default:
      return node.kind === SyntaxKind.Identifier && isModuleConstant(b, (node as tree.Identifier).text);
  }
}

/** Functions that make a path of paths. */
const PLACES = new Set(['join', 'resolve', 'dirname', 'normalize', 'fileURLToPath', 'cwd']);
const MODULE_PLACES = new Set(['__dirname', '__filename', 'undefined', 'process']);

function isModuleConstant(b: Builder, name: string): boolean {
  if (isShadowed(b, name)) return false;
  const declaration = b.moduleNames.get(name);
  if (declaration === undefined) return MODULE_PLACES.has(name) || /^[A-Z][A-Z0-9_]*$/.test(name);
  return declaration.k === 'import' || (declaration.k === 'variable' && declaration.constant);
}

/** Whether a scope around the cursor, below the module's, declares a name. */
function isShadowed(b: Builder, name: string): boolean {
  const declaring = b.localScopes.get(name);
  if (declaring === undefined) return false;
  const { parents } = b.scopes;
  for (let scope = b.at.scope; scope > 0; scope = parents[scope] ?? NONE) if (declaring.includes(scope)) return true;
  return false;
}
