import { NONE } from '../../model/facts.js';
import { SyntaxKind } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { startOf } from './builder.js';
import type { Builder } from './builder.js';

/** `all = [...all, one]`, `all = { ...all, [key]: one }`, `all = all.concat(one)` in a loop that does not make `all`. */
export function noteGrowth(b: Builder, { left, right }: tree.BinaryExpression): void {
  const loop = b.loops[b.at.loop];
  if (loop === undefined || left.kind !== SyntaxKind.Identifier) return;
  const name = (left as tree.Identifier).text;
  if (loop.declared.has(name) || !isCopyOf(right, name)) return;
  b.accumulations.push({
    range: { start: startOf(b, right), end: right.end },
    function: b.at.function,
    loop: loop.id,
    name,
  });
}

/** `rows.reduce((all, row) => [...all, row], [])`. */
export function noteReducer(b: Builder, reducer: tree.Node | undefined, fn: number): void {
  if (reducer?.kind !== SyntaxKind.ArrowFunction && reducer?.kind !== SyntaxKind.FunctionExpression) return;
  const { parameters, body } = reducer as tree.ArrowFunction;
  const name = parameters[0]?.name;
  const value = name?.kind === SyntaxKind.Identifier ? resultOf(body) : undefined;
  if (value === undefined || !isCopyOf(value, (name as tree.Identifier).text)) return;
  b.accumulations.push({
    range: { start: startOf(b, value), end: value.end },
    function: fn,
    loop: NONE,
    name: (name as tree.Identifier).text,
  });
}

/** What a body gives in the end. */
function resultOf(body: tree.Node): tree.Expression | undefined {
  if (body.kind !== SyntaxKind.Block) return body as tree.Expression;
  const { statements } = body as tree.Block;
  const last = statements[statements.length - 1];
  return last?.kind === SyntaxKind.ReturnStatement ? (last as tree.ReturnStatement).expression : undefined;
}

function isCopyOf(value: tree.Expression, name: string): boolean {
  const isName = (node: tree.Node): boolean =>
    node.kind === SyntaxKind.Identifier && (node as tree.Identifier).text === name;
  switch (value.kind) {
    case SyntaxKind.ParenthesizedExpression:
      return isCopyOf((value as tree.ParenthesizedExpression).expression, name);
    case SyntaxKind.ArrayLiteralExpression: {
      const { elements } = value as tree.ArrayLiteralExpression;
      const isSpread = (node: tree.Node): boolean =>
        node.kind === SyntaxKind.SpreadElement && isName((node as tree.SpreadElement).expression);
      return elements.length > 1 && elements.some(isSpread);
    }
    case SyntaxKind.ObjectLiteralExpression: {
      const { properties } = value as tree.ObjectLiteralExpression;
      const isSpread = (node: tree.Node): boolean =>
        node.kind === SyntaxKind.SpreadAssignment && isName((node as tree.SpreadElement).expression);
      // Known keys replace what is there; only a computed one makes it grow.
      return properties.some(isSpread) && properties.some(isComputed);
    }
    case SyntaxKind.CallExpression: {
      const { expression } = value as tree.CallExpression;
      if (expression.kind !== SyntaxKind.PropertyAccessExpression) return false;
      const { expression: object, name: method } = expression as tree.PropertyAccessExpression;
      return method.text === 'concat' && isName(object);
    }
    default:
      return false;
  }
}

function isComputed(property: tree.Node): boolean {
  return (property as { name?: tree.Node }).name?.kind === SyntaxKind.ComputedPropertyName;
}
