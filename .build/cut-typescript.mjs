import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import ts from 'typescript';

/*
 * Cuts TypeScript's one bundled file down to its parser: of five thousand statements, those that the names we
 * import can reach. A bundler cannot do it, because the file is a CommonJS closure full of top-level effects.
 * Measured on Node 20: 3.57 MB and 125 ms of CPU to load become 0.38 MB and 17 ms, at the same parsing speed.
 * `test/repository/parser.test.ts` compares the trees of both on real files.
 */

const require = createRequire(import.meta.url);

/** Gives nodes their methods (`getStart`) and identifiers their `text`. Nothing refers to it by name. */
const ALLOCATOR = 'setObjectAllocator(getServicesObjectAllocator());';
/** Constructors of what only binder and checker make; they would pull in half of the language service. */
const UNUSED_CONSTRUCTORS = /\n *get(?:Symbol|Type|Signature|SourceMapSource)Constructor: \(\) => \w+Object,?/g;
/** Top-level effects that are known and not needed: registries of the language service, and the host system. */
const KNOWN_EFFECTS =
  /^(?:registerCodeFix|registerRefactor|__export)\(|^module\.exports = |^0 && \(module\.exports = |^"use strict"|^if \((?:sys && |typeof console)|^\{\s*\}$/;

/**
 * @typedef {{ readonly defines: readonly string[], readonly uses: ReadonlySet<string>, readonly text: string }} Statement
 */

/**
 * An ES module with these exports of `typescript` and only what they need.
 * @param {readonly string[]} names
 * @returns {string}
 */
export function cutTypescript(names) {
  const path = require.resolve('typescript');
  const text = readFileSync(path, 'utf8').replace(UNUSED_CONSTRUCTORS, '');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  const statements = closureBody(source).flatMap((node) => describe(node, source));
  const definedBy = indexByName(statements);
  const missing = names.filter((name) => !definedBy.has(name));
  if (missing.length > 0) throw new Error(`typescript has no ${missing.join(', ')}`);
  const wanted = reachable(['setObjectAllocator', 'getServicesObjectAllocator', ...names], definedBy);
  const kept = statements.filter((statement) => wanted.has(statement));
  return [...withUsedDiagnostics(kept), ALLOCATOR, `export { ${names.join(', ')} };`, ''].join('\n');
}

/**
 * The statements inside `((module) => { … })(…)`.
 * @param {ts.SourceFile} source
 * @returns {readonly ts.Statement[]}
 */
function closureBody(source) {
  /** @type {readonly ts.Statement[] | undefined} */
  let body;
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (body !== undefined) return;
    if (ts.isArrowFunction(node) && ts.isBlock(node.body) && node.body.statements.length > 1000)
      body = node.body.statements;
    else ts.forEachChild(node, visit);
  };
  visit(source);
  if (body === undefined) throw new Error('typescript.js is no longer one closure of statements.');
  return body;
}

/**
 * @param {ts.Statement} node
 * @param {ts.SourceFile} source
 * @returns {readonly Statement[]}
 */
function describe(node, source) {
  const text = node.getText(source);
  const defines = definedNames(node);
  if (defines.length > 0) return [{ defines, uses: usedNames(node), text }];
  if (text !== ALLOCATOR && !KNOWN_EFFECTS.test(text))
    throw new Error(`typescript.js has an effect that nobody has judged: ${text.slice(0, 200)}`);
  return [];
}

/**
 * @param {ts.Statement} node
 * @returns {readonly string[]}
 */
function definedNames(node) {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations.flatMap(({ name }) => bindingNames(name));
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) return node.name ? [node.name.text] : [];
  return ts.isExpressionStatement(node) ? effectTargets(node.expression) : [];
}

/**
 * @param {ts.BindingName} name
 * @returns {readonly string[]}
 */
function bindingNames(name) {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? bindingNames(element.name) : []));
}

/**
 * `((X2) => {…})(X || (X = {}))` fills the namespace X and `X.y = …` a member of X: both belong to X.
 * @param {ts.Expression} expression
 * @returns {readonly string[]}
 */
function effectTargets(expression) {
  if (ts.isBinaryExpression(expression) && ts.isPropertyAccessExpression(expression.left)) {
    const target = expression.left.expression;
    return ts.isIdentifier(target) && target.text !== 'module' ? [target.text] : [];
  }
  const argument = ts.isCallExpression(expression) ? expression.arguments[0] : undefined;
  if (argument === undefined || !ts.isBinaryExpression(argument) || !ts.isIdentifier(argument.left)) return [];
  return argument.operatorToken.kind === ts.SyntaxKind.BarBarToken ? [argument.left.text] : [];
}

/**
 * Every identifier that is not the name of a member: more than what is used, never less.
 * @param {ts.Node} root
 */
function usedNames(root) {
  /** @type {Set<string>} */
  const names = new Set();
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isIdentifier(node)) names.add(node.text);
    else if (ts.isPropertyAccessExpression(node)) visit(node.expression);
    else if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) visit(node.initializer);
    else ts.forEachChild(node, visit);
  };
  visit(root);
  return names;
}

/** @param {readonly Statement[]} statements */
function indexByName(statements) {
  /** @type {Map<string, Statement[]>} */
  const index = new Map();
  for (const statement of statements)
    for (const name of statement.defines) index.set(name, [...(index.get(name) ?? []), statement]);
  return index;
}

/**
 * @param {readonly string[]} names
 * @param {ReadonlyMap<string, readonly Statement[]>} definedBy
 */
function reachable(names, definedBy) {
  /** @type {Set<Statement>} */
  const wanted = new Set();
  const seen = new Set(names);
  for (const name of seen)
    for (const statement of definedBy.get(name) ?? []) {
      if (wanted.has(statement)) continue;
      wanted.add(statement);
      for (const used of statement.uses) if (definedBy.has(used)) seen.add(used);
    }
  return wanted;
}

/**
 * The table of two thousand diagnostics would be half of the rest; it is only ever read member by member.
 * @param {readonly Statement[]} kept
 * @returns {readonly string[]}
 */
function withUsedDiagnostics(kept) {
  const table = kept.find((statement) => statement.defines.includes('Diagnostics'));
  const rest = kept.filter((statement) => statement !== table).map((statement) => statement.text);
  const used = new Set(rest.flatMap((text) => [...text.matchAll(/\bDiagnostics\.(\w+)/g)].map((match) => match[1])));
  const lines = table?.text.split('\n') ?? [];
  const members = lines.filter((line) => used.has(/^ {2}(\w+): diag\(/.exec(line)?.[1]));
  if (members.length !== used.size) throw new Error('typescript.js no longer has a table of diagnostics by line.');
  return [lines[0] ?? '', ...members, '};', ...rest];
}
