import { join } from 'node:path';
import ts from 'typescript';
import { readProjectFile } from '../../support/repository.js';

/** The code of a module of this folder, as the linter is to see it: the very text that the other test runs. */
export interface Snippets {
  /** What stands before the exported tables: imports, schemas, the opened client. */
  readonly setup: string;
  /** By kind: the expression that makes a query. */
  readonly queries: ReadonlyMap<string, string>;
  /** A query with another one as its part. */
  readonly nested: string;
  /** Calls that start at once. */
  readonly eager: ReadonlyMap<string, string>;
}

const FOLDER = 'test/knowledge/lazy-queries';

/** Where a module's code would stand, so that its imports lead where they lead. */
export function snippetPath(module: string): string {
  return `${FOLDER}/${module}.lint.ts`;
}

export function readSnippets(module: string, table: string): Snippets {
  const path = join(FOLDER, `${module}.ts`);
  const text = readProjectFile(path);
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const constants = new Map<string, ts.Expression>();
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations)
      if (ts.isIdentifier(name) && initializer !== undefined) constants.set(name.text, initializer);
  }
  const entries = entriesOf(constants.get(table), constants);
  const made = (name: string): ReadonlyMap<string, string> =>
    new Map([...entriesOf(entries.get(name), constants)].flatMap(([kind, make]) => bodyOf(kind, make, constants)));
  return {
    setup: source.statements
      .filter((statement) => !isExported(statement))
      .map((statement) => statement.getFullText(source))
      .join(''),
    queries: made('queries'),
    nested: bodyOf('nested', entries.get('nested'), constants)[0]?.[1] ?? '',
    eager: made('eager'),
  };
}

/** Top-level queries of a table that holds nothing else. */
export function readStatements(module: string, table: string): ReadonlyMap<string, string> {
  const path = join(FOLDER, `${module}.ts`);
  const source = ts.createSourceFile(path, readProjectFile(path), ts.ScriptTarget.Latest, true);
  const found = source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .find(({ name }) => ts.isIdentifier(name) && name.text === table);
  return new Map(
    [...entriesOf(found?.initializer, new Map())].flatMap(([kind, make]) => bodyOf(kind, make, new Map())),
  );
}

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

type Constants = ReadonlyMap<string, ts.Expression>;

/** The members of an object literal by name; those that it spreads come first. */
function entriesOf(expression: ts.Expression | undefined, constants: Constants): ReadonlyMap<string, ts.Expression> {
  const entries = new Map<string, ts.Expression>();
  if (expression === undefined || !ts.isObjectLiteralExpression(expression)) return entries;
  for (const property of expression.properties) {
    if (ts.isSpreadAssignment(property)) {
      const spread = ts.isIdentifier(property.expression) ? constants.get(property.expression.text) : undefined;
      for (const [name, value] of entriesOf(spread, constants)) entries.set(name, value);
    } else if (ts.isShorthandPropertyAssignment(property)) entries.set(property.name.text, property.name);
    else if (ts.isPropertyAssignment(property)) entries.set(nameOf(property.name), property.initializer);
  }
  return entries;
}

function nameOf(name: ts.PropertyName): string {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : name.getText();
}

/** What a function without parameters gives, without the casts that the other test needs; nothing for a longer body. */
function bodyOf(
  kind: string,
  make: ts.Expression | undefined,
  constants: Constants,
): readonly (readonly [kind: string, code: string])[] {
  if (make === undefined) return [];
  if (ts.isIdentifier(make)) return bodyOf(kind, constants.get(make.text), constants);
  if (!ts.isArrowFunction(make) || ts.isBlock(make.body)) return [];
  return [[kind, withoutCasts(make.body).getText()]];
}

function withoutCasts(expression: ts.Expression): ts.Expression {
  if (ts.isAsExpression(expression) || ts.isParenthesizedExpression(expression))
    return withoutCasts(expression.expression);
  const isCast = ts.isCallExpression(expression) && expression.expression.getText() === 'any';
  const [inner] = isCast ? expression.arguments : [];
  return inner === undefined ? expression : withoutCasts(inner);
}
