import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import ts from 'typescript';
import { root } from './bundle.mjs';

/*
 * Facts of the platform's declaration files, made once here instead of in every run: one unit for each global name
 * of the standard library (its declarations merged over all `lib.*.d.ts`), one for each file of Node's types.
 * Written as lines: the index first, then a unit a line, read on demand by offset.
 */
const require = createRequire(import.meta.url);

/** Libraries left out: Windows scripting, and the worker scope, whose globals repeat the browser's. */
const LEFT_OUT = /^lib\.(?:scripthost|webworker.*|.*\.full|es5\.full|es6|d)\.d\.ts$|^lib\.d\.ts$/;

/**
 * @typedef {{
 *   extractFacts: (path: string, text: string) => { ok: boolean, facts: any },
 *   encodeFacts: (facts: any) => string,
 *   SCOPE_STRIDE: number,
 * }} Extractor
 */

/** @returns {Promise<Extractor>} */
async function loadExtractor() {
  const { outputFiles } = await build({
    stdin: {
      contents: [
        "export { extractFacts } from './extract-facts.js';",
        "export { encodeFacts } from './javascript/encode.js';",
        "export { SCOPE_STRIDE } from '../model/expression-codes.js';",
      ].join('\n'),
      resolveDir: join(root, 'rules', 'facts'),
      loader: 'ts',
    },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['typescript'],
    write: false,
    logLevel: 'warning',
  });
  const module = { exports: /** @type {any} */ ({}) };
  new Function('module', 'exports', 'require', outputFiles[0]?.text ?? '')(module, module.exports, require);
  return module.exports;
}

/** Tables that only rules read: declaration files have nothing to report. */
const UNUSED = [
  'functions',
  'calls',
  'drops',
  'conditions',
  'callbacks',
  'spreads',
  'suspensions',
  'loops',
  'directives',
  'lines',
  'broken',
  'aliases',
];

/**
 * @param {Extractor} extractor
 * @param {string} path
 * @param {string} text
 */
function summarise({ extractFacts }, path, text) {
  const result = extractFacts(path, text);
  if (!result.ok) throw new Error(`No facts of ${path}.`);
  const facts = { ...result.facts };
  for (const key of UNUSED) facts[key] = [];
  return facts;
}

/** @param {ts.Statement} statement */
function declaredNames(statement) {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map((one) => one.name.getText());
  const { name } = /** @type {{ name?: ts.Node }} */ (/** @type {unknown} */ (statement));
  return name === undefined ? [] : [name.getText()];
}

/** Source text of the standard library's global declarations by name. */
function libraryTexts() {
  const folder = dirname(require.resolve('typescript'));
  /** @type {Map<string, string[]>} */
  const byName = new Map();
  for (const file of readdirSync(folder).sort()) {
    if (!/^lib\..*\.d\.ts$/.test(file) || LEFT_OUT.test(file)) continue;
    const tree = ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.Latest, true);
    for (const statement of tree.statements) {
      for (const name of new Set(declaredNames(statement))) {
        byName.set(name, [...(byName.get(name) ?? []), statement.getText()]);
      }
    }
  }
  return byName;
}

/**
 * @param {Extractor} extractor
 * @param {any} facts
 */
function globalNames(extractor, facts) {
  const names = new Set();
  const containers = facts.module ? [] : [0];
  for (const id of [...containers, ...facts.globals]) {
    const { data } = facts.scopes;
    const at = facts.containers[id].sc * extractor.SCOPE_STRIDE + 2;
    for (const declaration of data.subarray(data[at], data[at + extractor.SCOPE_STRIDE])) {
      names.add(facts.declarations[declaration].n);
    }
  }
  return names;
}

/** Writes the summaries to a file. */
export async function writeLibrarySummaries(/** @type {string} */ target) {
  const extractor = await loadExtractor();
  /** @type {string[]} */
  const units = [];
  /** @type {Record<string, number[]>} */
  const globals = {};
  /** @type {Record<string, number>} */
  const modules = {};
  for (const [name, texts] of [...libraryTexts()].sort(([a], [b]) => (a < b ? -1 : 1))) {
    globals[name] = [units.length];
    units.push(extractor.encodeFacts(summarise(extractor, `lib/${name}.d.ts`, texts.join('\n'))));
  }
  const node = dirname(require.resolve('@types/node/package.json'));
  const files = readdirSync(node, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.d.ts') && !/^ts\d|compatibility|node_modules/.test(file))
    .sort();
  for (const file of files) {
    const facts = summarise(extractor, file, readFileSync(join(node, file), 'utf8'));
    const names = globalNames(extractor, facts);
    if (names.size === 0 && facts.ambientModules.length === 0) continue;
    for (const name of names) (Object.hasOwn(globals, name) ? globals[name] : (globals[name] = []))?.push(units.length);
    for (const { m } of facts.ambientModules) if (!(m in modules)) modules[m] = units.length;
    units.push(extractor.encodeFacts(facts));
  }
  /** @type {number[]} */
  const lengths = units.map((unit) => unit.length);
  writeFileSync(target, [JSON.stringify({ globals, modules, lengths }), ...units].join('\n'));
}
