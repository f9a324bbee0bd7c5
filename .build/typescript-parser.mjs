import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import ts from 'typescript';
import { cutTypescript } from './cut-typescript.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * The esbuild plugin that puts the cut parser in the place of the package `typescript`.
 * @returns {import('esbuild').Plugin}
 */
export function typescriptParser() {
  return {
    name: 'typescript-parser',
    setup(build) {
      build.onResolve({ filter: /^typescript$/ }, () => ({
        path: 'typescript',
        namespace: 'parser',
        sideEffects: false,
      }));
      build.onLoad({ filter: /.*/, namespace: 'parser' }, () => ({
        contents: readFileSync(cutParserFile(), 'utf8'),
        loader: 'js',
      }));
    },
  };
}

/**
 * The values that our sources import from `typescript`.
 * @returns {readonly string[]}
 */
export function importedNames() {
  const names = new Set();
  for (const path of sourceFiles(join(root, 'rules'))) {
    const text = readFileSync(path, 'utf8');
    if (!text.includes("'typescript'")) continue;
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
    for (const statement of source.statements) for (const name of namesOf(statement, path)) names.add(name);
  }
  return [...names].sort();
}

/**
 * @param {ts.Statement} statement
 * @param {string} path
 * @returns {readonly string[]}
 */
function namesOf(statement, path) {
  const isImport = ts.isImportDeclaration(statement);
  if (!isImport && !ts.isExportDeclaration(statement)) return [];
  const specifier = statement.moduleSpecifier;
  if (specifier === undefined || !ts.isStringLiteral(specifier) || specifier.text !== 'typescript') return [];
  if (isImport ? statement.importClause?.isTypeOnly : statement.isTypeOnly) return [];
  const bindings = isImport ? statement.importClause?.namedBindings : statement.exportClause;
  if (bindings === undefined || !('elements' in bindings))
    throw new Error(`${path}: import what you need of typescript by name, so that the rest can be left out.`);
  return bindings.elements
    .filter((element) => !element.isTypeOnly)
    .map((element) => (element.propertyName ?? element.name).text);
}

/**
 * @param {string} folder
 * @returns {readonly string[]}
 */
function sourceFiles(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

/**
 * Path of the cut parser. Cutting takes two seconds, so it is kept until the package, the names or the way change.
 * @returns {string}
 */
export function cutParserFile() {
  const names = importedNames();
  const scissors = ['cut-typescript.mjs', 'typescript-parser.mjs'].map((name) =>
    readFileSync(join(root, '.build', name), 'utf8'),
  );
  const key = createHash('sha256')
    .update([ts.version, ...names, ...scissors].join('\n'))
    .digest('hex');
  const path = join(root, 'node_modules', '.cache', 'looplint-build', `typescript-parser-${key.slice(0, 16)}.mjs`);
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    // Only here names are shortened, too: it is a third of the parser's size, and nobody reads its stack.
    writeFileSync(path, transformSync(cutTypescript(names), { minify: true, format: 'esm', target: 'node20' }).code);
  }
  return path;
}
