import ts from 'typescript';

/** One module that a file names, in an import of any form. */
export interface ImportSite {
  readonly specifier: string;
  /** From 1. */
  readonly line: number;
  /** Only types come from it: nothing of it is loaded. */
  readonly typeOnly: boolean;
}

/** Every import of a TypeScript text: static, dynamic, re-exports, `require`, and `import('…')` types. */
export function importsOf(path: string, text: string): readonly ImportSite[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const sites: ImportSite[] = [];
  const visit = (node: ts.Node): void => {
    const site = importOf(node);
    if (site !== undefined) {
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      sites.push({ ...site, line });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return sites;
}

function importOf(node: ts.Node): Omit<ImportSite, 'line'> | undefined {
  if (ts.isImportDeclaration(node)) return named(node.moduleSpecifier, isTypeImport(node));
  if (ts.isExportDeclaration(node)) return named(node.moduleSpecifier, node.isTypeOnly);
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? named(node.argument.literal, true) : undefined;
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference))
    return named(node.moduleReference.expression, node.isTypeOnly);
  if (!ts.isCallExpression(node)) return undefined;
  const { expression } = node;
  const loads =
    expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === 'require');
  return loads ? named(node.arguments[0], false) : undefined;
}

function named(specifier: ts.Node | undefined, typeOnly: boolean): Omit<ImportSite, 'line'> | undefined {
  return specifier !== undefined && ts.isStringLiteralLike(specifier)
    ? { specifier: specifier.text, typeOnly }
    : undefined;
}

function isTypeImport(node: ts.ImportDeclaration): boolean {
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const bindings = clause.namedBindings;
  if (clause.name !== undefined || bindings === undefined || !ts.isNamedImports(bindings)) return false;
  return bindings.elements.length > 0 && bindings.elements.every((element) => element.isTypeOnly);
}
