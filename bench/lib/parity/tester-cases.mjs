import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';
import { caseKey } from './case-key.mjs';

/**
 * Reads the cases of a test file that hands them to a `RuleTester`: the file is bundled with a tester that only takes
 * them down, and run.
 * @param {string} file
 * @param {{ fixtures: string, extension?: string }} options where the cases stand, and what kind of file they are
 */
export async function readTesterCases(file, { fixtures, extension = 'ts' }) {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    tsconfigRaw: {},
    plugins: [stubs(fixtures)],
    logLevel: 'error',
  });
  const runs = [];
  const module = { exports: {} };
  const run = new Function(
    'require',
    'module',
    'exports',
    '__dirname',
    '__filename',
    '__parityRuns',
    outputFiles[0].text,
  );
  run(createRequire(file), module, module.exports, dirname(file), file, runs);
  return runs.flatMap(({ valid, invalid }) =>
    [...valid, ...invalid].map((each, index) => {
      const test = typeof each === 'string' ? { code: each } : each;
      const kind = index < valid.length ? `valid ${index + 1}` : `invalid ${index + 1 - valid.length}`;
      return toCase(`${basename(file)} ${kind}`, test, { fixtures, extension });
    }),
  );
}

function toCase(name, { code, options = [], errors = [], filename, languageOptions }, { fixtures, extension }) {
  const isJsx = languageOptions?.parserOptions?.ecmaFeatures?.jsx === true;
  const usual = isJsx && extension === 'ts' ? 'react.tsx' : `file.${extension}`;
  const located = Array.isArray(errors) ? errors.map((error) => error.line) : Array(errors).fill(undefined);
  return {
    name,
    key: caseKey(code, options[0]),
    path: join(fixtures, filename ?? usual),
    code,
    options: toOptions(options[0]),
    lines: [...new Set(located.filter((line) => line !== undefined))],
    unlocated: located.filter((line) => line === undefined).length,
  };
}

/** Ours are always an object: a rule that takes a word takes it as `mode`. */
function toOptions(first) {
  return typeof first === 'string' ? { mode: first } : first;
}

const TESTER = `
  class RuleTester { run(name, rule, tests) { __parityRuns.push(tests); } }
  const tester = () => new RuleTester();
`;

/** Puts testers that take down in the place of the suite's own, and nothing in the place of what is under test. */
function stubs(fixtures) {
  const contents = new Map([
    [
      'tester',
      `${TESTER}
      RuleTester.default = RuleTester;
      module.exports = Object.assign(RuleTester, {
        RuleTester, createRuleTesterWithTypes: tester, noFormat: String.raw,
        getFixturesRootDir: () => ${JSON.stringify(fixtures)},
      });`,
    ],
    ['subject', 'module.exports = new Proxy(() => undefined, { get: () => () => undefined });'],
    ['vitest', 'const run = (_, body) => body?.(); module.exports = { describe: run, it: run, vi: {} };'],
  ]);
  return {
    name: 'parity-stubs',
    setup(context) {
      const as = (filter, path) => context.onResolve({ filter }, () => ({ path, namespace: 'parity-stub' }));
      as(/rule-tester$|\/RuleTester$|\/rule-tester\/rule-tester$/i, 'tester');
      as(/^vitest$/, 'vitest');
      as(/^\.\.\/.*\b(?:src|lib)\//, 'subject');
      context.onLoad({ filter: /.*/, namespace: 'parity-stub' }, ({ path }) => ({ contents: contents.get(path) }));
    },
  };
}
