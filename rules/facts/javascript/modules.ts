import { SyntaxKind, NodeFlags } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { moduleStem } from '../../model/module-stem.js';
import { declare, inScope, pushScope } from './builder.js';
import type { Builder, ContainerDraft } from './builder.js';
import { lowerExpression } from './expressions.js';
import type { ContainerId } from './model.js';
import { hasModifier } from './signatures.js';
import { lowerStatement, lowerStatements } from './statements.js';
import { entityNames } from './types.js';

function container(b: Builder): ContainerDraft {
  return b.containers[b.at.container] as ContainerDraft;
}

function moduleText(node: tree.Node | undefined): string | undefined {
  return node?.kind === SyntaxKind.StringLiteral ? (node as tree.StringLiteral).text : undefined;
}

/** Default exports have no name of their own: the module's stands for them, as far as the import spells it. */
function aliasSource(imported: string, module: string): string {
  return imported === 'default' ? `default@${moduleStem(module)}` : imported;
}

function lowerImport(b: Builder, node: tree.ImportDeclaration): void {
  b.isModule = true;
  const module = moduleText(node.moduleSpecifier);
  if (module === undefined) return;
  b.modules.add(module);
  const clause = node.importClause;
  if (clause === undefined) return;
  const add = (n: string, i: string): void => {
    declare(b, b.at.scope, { k: 'import', n, m: module, i, r: false });
  };
  if (clause.name !== undefined) add(clause.name.text, 'default');
  const bindings = clause.namedBindings;
  if (bindings?.kind === SyntaxKind.NamespaceImport) add(bindings.name.text, '*');
  else if (bindings?.kind === SyntaxKind.NamedImports) {
    for (const element of bindings.elements) {
      const imported = element.propertyName?.text ?? element.name.text;
      add(element.name.text, imported);
      if (imported !== element.name.text) b.aliases.push([aliasSource(imported, module), element.name.text]);
    }
  }
  if (clause.name !== undefined) b.aliases.push([aliasSource('default', module), clause.name.text]);
}

function lowerImportEquals(b: Builder, node: tree.ImportEqualsDeclaration): void {
  const reference = node.moduleReference;
  if (reference.kind === SyntaxKind.ExternalModuleReference) {
    b.isModule = true;
    const module = moduleText(reference.expression);
    if (module === undefined) return;
    b.modules.add(module);
    declare(b, b.at.scope, { k: 'import', n: node.name.text, m: module, i: '=', r: true });
  } else {
    declare(b, b.at.scope, { k: 'import-equals', n: node.name.text, path: entityNames(reference), sc: b.at.scope });
  }
  if (hasModifier(node, SyntaxKind.ExportKeyword))
    container(b).exports.push({ k: 'local', n: node.name.text, local: node.name.text });
}

function lowerExportDeclaration(b: Builder, node: tree.ExportDeclaration): void {
  b.isModule = true;
  const module = moduleText(node.moduleSpecifier);
  if (module !== undefined) b.modules.add(module);
  const clause = node.exportClause;
  const { exports } = container(b);
  if (clause === undefined) {
    if (module !== undefined) exports.push({ k: 'star', m: module });
    return;
  }
  if (clause.kind === SyntaxKind.NamespaceExport) {
    if (module !== undefined) exports.push({ k: 'from', n: clause.name.text, m: module, i: '*' });
    return;
  }
  for (const element of clause.elements) {
    const local = element.propertyName?.text ?? element.name.text;
    const name = element.name.text;
    if (local !== name) b.aliases.push([module === undefined ? local : aliasSource(local, module), name]);
    exports.push(module === undefined ? { k: 'local', n: name, local } : { k: 'from', n: name, m: module, i: local });
  }
}

function lowerExportAssignment(b: Builder, node: tree.ExportAssignment): void {
  b.isModule = true;
  const name = node.isExportEquals === true ? 'export=' : 'default';
  const { exports } = container(b);
  if (node.expression.kind === SyntaxKind.Identifier) {
    const local = (node.expression as tree.Identifier).text;
    exports.push({ k: 'local', n: name, local });
    b.aliases.push([local, 'default']);
    return;
  }
  const value = lowerExpression(b, node.expression, 'assigned', { name: 'default', label: 'the default export' });
  exports.push({ k: 'expression', n: name, x: value });
}

function lowerModule(b: Builder, node: tree.ModuleDeclaration): void {
  const body = node.body;
  if (body === undefined) return;
  const isGlobal = (node.flags & NodeFlags.GlobalAugmentation) !== 0;
  const id: ContainerId = b.containers.length;
  const scope = pushScope(b, false, id);
  const isNamespace = !isGlobal && node.name.kind === SyntaxKind.Identifier;
  b.containers.push({
    sc: scope,
    name: isNamespace ? node.name.text : '',
    exports: [],
    ambient: b.ambient || !isNamespace,
  });
  const outer = b.at.container;
  b.at.container = id;
  inScope(b, scope, () => {
    const wasModule = b.isModule;
    if (body.kind === SyntaxKind.ModuleBlock) lowerStatements(b, body.statements);
    else lowerStatement(b, body);
    // Imports and exports inside a nested module body do not make the file a module.
    b.isModule = wasModule;
  });
  b.at.container = outer;
  if (isGlobal) b.globals.push(id);
  else if (node.name.kind === SyntaxKind.StringLiteral) b.ambientModules.push({ m: node.name.text, c: id });
  else {
    declare(b, b.at.scope, { k: 'namespace', n: node.name.text, c: id });
    // `namespace A.B {}`: the inner one is exported.
    if (body.kind === SyntaxKind.ModuleDeclaration) {
      const inner = b.containers[id];
      if (inner !== undefined && body.name.kind === SyntaxKind.Identifier)
        inner.exports.push({ k: 'local', n: body.name.text, local: body.name.text });
    }
  }
}

type Lower = (b: Builder, node: never) => void;

/** Statements that import, export or open a namespace. A function, because the modules of this folder form a cycle. */
export function moduleStatements(): readonly (readonly [SyntaxKind, Lower])[] {
  return [
    [SyntaxKind.ImportDeclaration, lowerImport],
    [SyntaxKind.ImportEqualsDeclaration, lowerImportEquals],
    [SyntaxKind.ExportDeclaration, lowerExportDeclaration],
    [SyntaxKind.ExportAssignment, lowerExportAssignment],
    [SyntaxKind.ModuleDeclaration, lowerModule],
    [SyntaxKind.NamespaceExportDeclaration, lowerNamespaceExport],
  ];
}

/** `export as namespace X`: the module is also global under that name. */
function lowerNamespaceExport(b: Builder, node: tree.NamespaceExportDeclaration): void {
  b.isModule = true;
  b.globalNamespaces.push(node.name.text);
}

/** Adds the exports that an `export` modifier makes of the declarations since `from`. */
export function exportDeclared(b: Builder, node: tree.Node, from: number): void {
  if (!hasModifier(node, SyntaxKind.ExportKeyword)) return;
  if (b.at.container === 0) b.isModule = true;
  const isDefault = hasModifier(node, SyntaxKind.DefaultKeyword);
  const { exports } = container(b);
  const { scope } = b.at;
  for (let id = b.declarations.length - 1; id >= from; id--) {
    const declaration = b.declarations[id];
    if (declaration === undefined || b.scopes.owners[id] !== scope) continue;
    exports.push({ k: 'declaration', n: isDefault ? 'default' : declaration.n, d: id });
    if (isDefault && declaration.n !== 'default') b.aliases.push([declaration.n, 'default']);
  }
}
