import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** What TypeScript's own library files declare. */
export interface LibraryDeclarations {
  hasGlobal(name: string): boolean;
  /** Of an interface or a namespace, its own or an inherited one. */
  hasMember(owner: string, name: string): boolean;
}

interface Declared {
  readonly globals: Set<string>;
  readonly members: Map<string, Set<string>>;
  readonly parents: Map<string, Set<string>>;
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key) ?? new Set();
  map.set(key, values.add(value));
}

function readInterface(node: ts.InterfaceDeclaration, declared: Declared): void {
  const owner = node.name.text;
  declared.globals.add(owner);
  for (const member of node.members) {
    if (member.name !== undefined && ts.isIdentifier(member.name)) addTo(declared.members, owner, member.name.text);
  }
  for (const clause of node.heritageClauses ?? []) {
    for (const { expression } of clause.types) {
      if (ts.isIdentifier(expression)) addTo(declared.parents, owner, expression.text);
    }
  }
}

function readNamespace(node: ts.ModuleDeclaration, declared: Declared): void {
  const { name, body } = node;
  declared.globals.add(name.text);
  if (body === undefined || !ts.isModuleBlock(body)) return;
  for (const statement of body.statements) {
    if (ts.isFunctionDeclaration(statement) || ts.isInterfaceDeclaration(statement)) {
      if (statement.name !== undefined) addTo(declared.members, name.text, statement.name.text);
    } else if (ts.isVariableStatement(statement)) {
      for (const { name: variable } of statement.declarationList.declarations) {
        if (ts.isIdentifier(variable)) addTo(declared.members, name.text, variable.text);
      }
    }
  }
}

function readVariable(node: ts.VariableDeclaration, declared: Declared): void {
  if (!ts.isIdentifier(node.name)) return;
  const { text } = node.name;
  declared.globals.add(text);
  const { type } = node;
  if (type === undefined) return;
  if (ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)) {
    if (type.typeName.text !== text) addTo(declared.parents, text, type.typeName.text);
  } else if (ts.isTypeLiteralNode(type)) {
    for (const member of type.members) {
      if (member.name !== undefined && ts.isIdentifier(member.name)) addTo(declared.members, text, member.name.text);
    }
  }
}

function readStatements(statements: readonly ts.Statement[], declared: Declared): void {
  for (const statement of statements) {
    if (ts.isModuleDeclaration(statement) && (statement.flags & ts.NodeFlags.GlobalAugmentation) !== 0) {
      if (statement.body !== undefined && ts.isModuleBlock(statement.body)) {
        readStatements(statement.body.statements, declared);
      }
    } else if (ts.isInterfaceDeclaration(statement)) readInterface(statement, declared);
    else if (ts.isModuleDeclaration(statement)) readNamespace(statement, declared);
    else if (ts.isFunctionDeclaration(statement) && statement.name !== undefined)
      declared.globals.add(statement.name.text);
    else if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) readVariable(declaration, declared);
    }
  }
}

export function libraryDeclarations(): LibraryDeclarations {
  const folder = dirname(createRequire(import.meta.url).resolve('typescript'));
  const declared: Declared = { globals: new Set(), members: new Map(), parents: new Map() };
  for (const name of readdirSync(folder).filter((file) => /^lib\..*\.d\.ts$/.test(file))) {
    const text = readFileSync(join(folder, name), 'utf8');
    readStatements(ts.createSourceFile(name, text, ts.ScriptTarget.Latest).statements, declared);
  }
  const hasMember = (owner: string, name: string, seen = new Set<string>()): boolean => {
    if (seen.has(owner)) return false;
    seen.add(owner);
    if (declared.members.get(owner)?.has(name) === true) return true;
    return [...(declared.parents.get(owner) ?? [])].some((parent) => hasMember(parent, name, seen));
  };
  return { hasGlobal: (name) => declared.globals.has(name), hasMember: (owner, name) => hasMember(owner, name) };
}
