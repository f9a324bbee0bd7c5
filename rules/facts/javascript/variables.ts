import { EXPRESSION_CODE as CODE } from '../../model/expression-codes.js';
import { NONE } from '../../model/facts.js';
import { FLOW_WRITE } from '../../model/flow.js';
import { moduleStem } from '../../model/module-stem.js';
import { NodeFlags, SyntaxKind } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { noteDeclared } from './assignments.js';
import { declare } from './builder.js';
import { codeAt, endAt, firstOperand, nameAt, secondOperand, startAt } from './expression-rows.js';
import type { Builder } from './builder.js';
import { callOf, inlineFunction, requiredModule } from './calls.js';
import { lowerExpression } from './expressions.js';
import { emitWrite } from './flow-tape.js';
import type { VariableDeclaration } from './model.js';
import { addDisposal, isAwaitUsing } from './returns.js';
import { NO_PATH, declarePattern, documentedType } from './signatures.js';
import { lowerType } from './types.js';

/** Declares the variables of a list; `each` says what a loop head takes from `iterated`. */
export function lowerVariables(
  b: Builder,
  list: tree.VariableDeclarationList,
  each: VariableDeclaration['each'],
  iterated = NONE,
): void {
  const isVar = (list.flags & NodeFlags.BlockScoped) === 0;
  const scope = isVar ? (b.scopes.hoists[b.at.scope] ?? b.at.scope) : b.at.scope;
  const constant = (list.flags & (NodeFlags.Const | NodeFlags.Using)) !== 0;
  for (const node of list.declarations) {
    if (declareRequired(b, node, scope)) continue;
    const type = node.type === undefined ? documentedType(b, node) : lowerType(b, node.type);
    const value = each === 'none' ? lowerInitializer(b, node, type) : iterated;
    if (node.initializer !== undefined && isAwaitUsing(list)) addDisposal(b, list, value);
    noteValue(b, node, constant);
    declarePattern(b, node.name, NO_PATH, (n, path) => {
      noteDeclared(b, n);
      const id = declare(b, scope, { k: 'variable', n, t: type, x: value, path, each, constant, writes: NO_WRITES });
      const isWhole = each === 'none' && path.length === 0;
      emitWrite(b, FLOW_WRITE.declare, id, isWhole ? value : NONE);
    });
  }
  if ((list.flags & NodeFlags.Using) !== 0) b.at.sheltered = true;
}

function lowerInitializer(b: Builder, node: tree.VariableDeclaration, type: number): number {
  if (node.initializer === undefined) return NONE;
  const name = node.name.kind === SyntaxKind.Identifier ? node.name.text : '';
  const value = lowerExpression(b, node.initializer, 'assigned', {
    name,
    ...(type === NONE ? {} : { context: { k: 'type', t: type } as const }),
  });
  if (name === '') return value;
  const rows = b.expressions;
  switch (codeAt(rows, value)) {
    case CODE.name:
      b.aliases.push([nameAt(rows, firstOperand(rows, value)), name]);
      break;
    case CODE.member:
      b.aliases.push([nameAt(rows, secondOperand(rows, value)), name]);
      break;
    case CODE.call:
      noteWrapped(b, b.calls[callOf(b, value)]?.arguments ?? [], name);
      break;
    case CODE.function:
      if (type !== NONE) addVariableCallback(b, value, name);
      break;
    default:
  }
  return value;
}

/** `const load = memoize(read)`: calls to `load` may reach `read`, or the function that is written there. */
function noteWrapped(b: Builder, values: readonly number[], name: string): void {
  for (const value of values) {
    if (codeAt(b.expressions, value) === CODE.name)
      b.aliases.push([nameAt(b.expressions, firstOperand(b.expressions, value)), name]);
    const fn = b.functions[inlineFunction(b, value)];
    if (fn?.name === '') fn.name = name;
  }
}

export function addVariableCallback(b: Builder, value: number, name: string): void {
  b.callbacks.push({
    place: 'variable',
    expression: value,
    range: { start: startAt(b.expressions, value), end: endAt(b.expressions, value) },
    function: b.at.function,
    call: NONE,
    index: NONE,
    inline: inlineFunction(b, value),
    name,
  });
}

/** `const x = require('m')` and `const { a, b: c } = require('m')` are imports. */
function declareRequired(b: Builder, node: tree.VariableDeclaration, scope: number): boolean {
  if (node.initializer === undefined) return false;
  const module = requiredModule(node.initializer);
  if (module === undefined) return false;
  const simple = node.name.kind === SyntaxKind.Identifier || node.name.kind === SyntaxKind.ObjectBindingPattern;
  if (!simple) return false;
  b.modules.add(module);
  if (b.javascript && !b.isModule) b.commonJs = true;
  declarePattern(b, node.name, NO_PATH, (n, path) => {
    noteDeclared(b, n);
    const first = path[0];
    if (path.length <= 1 && (first === undefined || typeof first === 'string')) {
      declare(b, scope, { k: 'import', n, m: module, i: first ?? '=', r: true });
      if (first === undefined) b.aliases.push([`default@${moduleStem(module)}`, n]);
      return;
    }
    const value = lowerExpression(b, node.initializer as tree.Expression, 'assigned');
    declare(b, scope, { k: 'variable', n, t: NONE, x: value, path, each: 'none', constant: true, writes: NO_WRITES });
  });
  return true;
}

const NO_WRITES: readonly number[] = [];

const EMPTY_COLLECTIONS = new Set([
  'Map',
  'Set',
  'Array',
  'WeakMap',
  'WeakSet',
  'URLSearchParams',
  'FormData',
  'Headers',
]);

function noteValue(b: Builder, node: tree.VariableDeclaration, constant: boolean): void {
  const value = node.initializer;
  if (value === undefined || node.name.kind !== SyntaxKind.Identifier) return;
  const name = node.name.text;
  if (constant && value.kind === SyntaxKind.NumericLiteral) {
    b.numbers.set(name, b.numbers.has(name) ? Number.NaN : Number((value as tree.NumericLiteral).text));
  }
  if (isFresh(value)) b.fresh.add(name);
}

function isFresh(value: tree.Expression): boolean {
  if (value.kind === SyntaxKind.ArrayLiteralExpression || value.kind === SyntaxKind.ObjectLiteralExpression)
    return true;
  if (value.kind !== SyntaxKind.NewExpression) return false;
  const callee = (value as tree.NewExpression).expression;
  return callee.kind === SyntaxKind.Identifier && EMPTY_COLLECTIONS.has((callee as tree.Identifier).text);
}
