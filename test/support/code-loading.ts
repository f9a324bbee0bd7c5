import ts from 'typescript';

/**
 * Places in a script that make code of data: `eval`, `Function`, `import` or `require` of something that is no literal,
 * and the members of `process` that load modules past all that; each as it is written, cut short.
 */
export function findCodeLoading(path: string, text: string): readonly string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const open: ts.Node[] = [source];
  while (open.length > 0) {
    const node = open.pop() as ts.Node;
    if (loadsCode(node)) found.push((ts.isIdentifier(node) ? node.parent : node).getText(source).slice(0, 80));
    ts.forEachChild(node, (child) => void open.push(child));
  }
  return found.sort();
}

function loadsCode(node: ts.Node): boolean {
  if (ts.isIdentifier(node)) return isValue(node) && (node.text === 'eval' || node.text === 'Function');
  if (ts.isPropertyAccessExpression(node))
    return /^(?:getBuiltinModule|binding|_linkedBinding|dlopen)$/u.test(node.name.text) && isProcess(node.expression);
  if (!ts.isCallExpression(node)) return false;
  const { expression, arguments: given } = node;
  const [first] = given;
  const isLoad =
    expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(expression) && /require$/iu.test(expression.text)) ||
    (ts.isPropertyAccessExpression(expression) && expression.name.text === 'require');
  return isLoad && (first === undefined || !ts.isStringLiteralLike(first));
}

function isProcess(node: ts.Expression): boolean {
  return /(?:^|\.)process$/u.test(node.getText());
}

/** A use of the global, and no name of a member, of a type or of a declaration. */
function isValue(node: ts.Identifier): boolean {
  const { parent } = node;
  const isGlobalMember = (value: ts.Expression): boolean =>
    ts.isIdentifier(value) && /^(?:globalThis|global|window|self)$/u.test(value.text);
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return isGlobalMember(parent.expression);
  const isName = 'name' in parent && parent.name === node;
  const isTested = ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
  return (
    !isName && !isTested && !ts.isTypeNode(parent) && !ts.isBindingElement(parent) && !ts.isImportSpecifier(parent)
  );
}
