import type { ExpressionId } from '../../model/facts.js';
import { SyntaxKind } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import type { Builder } from './builder.js';

/** `module.exports = v`, `module.exports.x = v` and `exports.x = v` export from a CommonJS file. */
export function noteCommonJs(b: Builder, node: tree.BinaryExpression, value: ExpressionId): void {
  const target = node.left;
  if (target.kind !== SyntaxKind.PropertyAccessExpression) return;
  const access = target as tree.PropertyAccessExpression;
  const container = b.containers[0];
  if (container === undefined) return;
  if (isModuleExports(access)) {
    b.commonJs = true;
    container.exports.push({ k: 'expression', n: 'export=', x: value });
    b.aliases.push([ownName(node.right), 'default']);
    return;
  }
  const object = access.expression;
  const isExports = object.kind === SyntaxKind.Identifier && (object as tree.Identifier).text === 'exports';
  if (
    !isExports &&
    !(object.kind === SyntaxKind.PropertyAccessExpression && isModuleExports(object as tree.PropertyAccessExpression))
  )
    return;
  b.commonJs = true;
  container.exports.push({ k: 'expression', n: access.name.text, x: value });
}

/** Name of the function or class that a module is, as its record has it. */
function ownName(node: tree.Expression): string {
  if (node.kind === SyntaxKind.Identifier) return (node as tree.Identifier).text;
  const name =
    node.kind === SyntaxKind.FunctionExpression || node.kind === SyntaxKind.ClassExpression
      ? (node as tree.FunctionExpression).name
      : undefined;
  return name?.text ?? 'exports';
}

function isModuleExports(node: tree.PropertyAccessExpression): boolean {
  return (
    node.name.text === 'exports' &&
    node.expression.kind === SyntaxKind.Identifier &&
    (node.expression as tree.Identifier).text === 'module'
  );
}
