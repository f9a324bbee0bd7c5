import { NONE } from '../../model/facts.js';
import type { CallId, ExpressionId } from '../../model/facts.js';
import { NodeFlags, SyntaxKind } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { noteCall, noteReceiver } from './assignments.js';
import { addCall, addExpression, startOf } from './builder.js';
import type { Builder } from './builder.js';
import { lowerExpression, noteTemplateText } from './expressions.js';
import type { LowerContext } from './expressions.js';
import type { Context, Expression } from './model.js';
import { lowerTypes } from './types.js';

export function lowerCall(b: Builder, node: tree.CallExpression, context: LowerContext): ExpressionId {
  const callee = node.expression;
  if (callee.kind === SyntaxKind.ImportKeyword) return lowerImportCall(b, node);
  const required = requiredModule(node);
  if (required !== undefined) {
    b.modules.add(required);
    return addExpression(b, { k: 'require', m: required, s: startOf(b, node), e: node.end });
  }
  return lowerInvocation(b, node, context, 'call');
}

export function lowerNew(b: Builder, node: tree.NewExpression, context: LowerContext): ExpressionId {
  return lowerInvocation(b, node, context, 'new');
}

export function lowerTagged(b: Builder, node: tree.TaggedTemplateExpression, { use }: LowerContext): ExpressionId {
  const callee = lowerExpression(b, node.tag, 'other');
  const parts = node.template.kind === SyntaxKind.TemplateExpression ? node.template.templateSpans : [];
  if (node.template.kind === SyntaxKind.TemplateExpression) noteTemplateText(b, node.template);
  const values = parts.map((part) => lowerExpression(b, part.expression, 'interpolated'));
  const id = addExpression(b, { k: 'unknown', s: startOf(b, node), e: node.end });
  const call = addCall(b, {
    expression: id,
    callee,
    arguments: values,
    range: { start: startOf(b, node), end: node.end },
    calleeRange: rangeOf(b, node.tag),
    name: calleeName(node.tag),
    use,
    construct: false,
    constant: values.length === 0,
  });
  b.expressions[id] = { k: 'tag', c: callee, call, s: startOf(b, node), e: node.end };
  return id;
}

function lowerInvocation(
  b: Builder,
  node: tree.CallExpression | tree.NewExpression,
  { use }: LowerContext,
  kind: 'call' | 'new',
): ExpressionId {
  noteCall(b);
  const muted = kind === 'call' && noteReceiver(b, node.expression);
  if (muted) b.mutedReads++;
  const callee = lowerExpression(b, node.expression, 'other');
  if (muted) b.mutedReads--;
  const s = startOf(b, node);
  const id = addExpression(b, { k: 'unknown', s, e: node.end });
  const types = lowerTypes(b, node.typeArguments);
  const name = calleeName(node.expression);
  const nodes = node.arguments ?? [];
  const first = b.functions.length;
  const values = nodes.map((argument, i) => lowerArgument(b, argument, { k: 'argument', x: id, i }, name));
  const call = addCall(b, {
    expression: id,
    callee,
    arguments: values,
    range: { start: s, end: node.end },
    calleeRange: { start: s, end: node.expression.end },
    name,
    use,
    construct: kind === 'new',
    constant: nodes.every((argument) => isConstant(b, argument)),
  });
  const spread = nodes.some((argument) => argument.kind === SyntaxKind.SpreadElement);
  b.expressions[id] = {
    k: kind,
    c: callee,
    a: values,
    t: types,
    spread,
    optional: (node.flags & NodeFlags.OptionalChain) !== 0,
    call,
    s,
    e: node.end,
  };
  if (b.functions.length > first || values.length > 0) addCallbacks(b, values, call);
  return id;
}

function lowerArgument(b: Builder, node: tree.Node, context: Context, callee: string): ExpressionId {
  return lowerExpression(b, node, 'passed', {
    context,
    label: callee === '' ? 'the callback' : `the callback of \`${callee}\``,
  });
}

/** Functions written as arguments, and names that may hold functions, are candidates for callback rules. */
function addCallbacks(b: Builder, values: readonly ExpressionId[], call: CallId): void {
  values.forEach((value, index) => {
    const expression = b.expressions[value];
    if (expression === undefined) return;
    if (expression.k === 'object') linkProperties(b, expression, call, index);
    const isFunction = expression.k === 'function';
    if (!isFunction && expression.k !== 'name' && expression.k !== 'member' && !isBinding(b, expression)) return;
    const inline = isFunction ? (b.signatures[expression.f]?.f ?? NONE) : NONE;
    const fn = inline === NONE ? undefined : b.functions[inline];
    if (fn !== undefined) {
      fn.argumentOf = call;
      fn.argumentIndex = index;
    }
    b.callbacks.push({
      place: 'argument',
      expression: value,
      range: { start: expression.s, end: expression.e },
      function: b.at.function,
      call,
      index,
      inline,
      name: '',
    });
  });
}

/** Functions in an object literal that is an argument: `serve({ fetch() { … } })`. */
function linkProperties(b: Builder, object: Extract<Expression, { k: 'object' }>, call: CallId, index: number): void {
  const own = new Set(
    b.classes[object.c]?.members.map((member) => {
      const value = b.expressions[member.x];
      return b.signatures[value?.k === 'function' ? value.f : member.s]?.f ?? NONE;
    }),
  );
  for (let i = b.callbacks.length - 1; i >= 0; i--) {
    const callback = b.callbacks[i];
    if (callback === undefined || callback.range.start < object.s) return;
    if (callback.place === 'property' && own.has(callback.inline)) Object.assign(callback, { call, index });
  }
}

/** `this.stop.bind(this)` is the function that it binds. */
export function isBinding(b: Builder, expression: Expression): boolean {
  const callee = expression.k === 'call' ? b.expressions[expression.c] : undefined;
  return callee?.k === 'member' && callee.n === 'bind';
}

function lowerImportCall(b: Builder, node: tree.CallExpression): ExpressionId {
  const argument = node.arguments[0];
  const module = argument !== undefined && isText(argument) ? argument.text : null;
  if (module !== null) b.modules.add(module);
  else if (argument !== undefined) lowerExpression(b, argument, 'passed');
  return addExpression(b, { k: 'import', m: module, s: startOf(b, node), e: node.end });
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
  for (let scope = b.at.scope; scope > 0; scope = b.scopes[scope]?.parent ?? NONE) {
    if (b.scopes[scope]?.declarations.some((id) => b.declarations[id]?.n === name)) return false;
  }
  const declaration = b.moduleNames.get(name);
  if (declaration === undefined) return MODULE_PLACES.has(name) || /^[A-Z][A-Z0-9_]*$/.test(name);
  return declaration.k === 'import' || (declaration.k === 'variable' && declaration.constant);
}

function rangeOf(b: Builder, node: tree.Node): { readonly start: number; readonly end: number } {
  return { start: startOf(b, node), end: node.end };
}
