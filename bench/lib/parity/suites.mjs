import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readBiomeCases } from './biome-cases.mjs';
import { readGoCases } from './go-cases.mjs';
import { readTesterCases } from './tester-cases.mjs';

const dropIns = ['no-floating-promises', 'no-misused-promises', 'await-thenable', 'return-await'];

/** Names of the peers' rules by ours. */
const biomeRules = {
  'no-floating-promises': 'noFloatingPromises',
  'no-misused-promises': 'noMisusedPromises',
  'await-thenable': 'useAwaitThenable',
};
const eslintRules = {
  'no-await-in-loop': 'no-await-in-loop',
  'no-broken-executor': 'no-async-promise-executor',
  'return-await': 'no-return-await',
};

/**
 * The cases of a checkout by rule of ours. A case is `{ name, key, path, code, options?, lines, unlocated }`: where it
 * comes from, what names it without telling what it says, the file that it stands in for, the lines on which errors
 * are expected, and how many more errors are expected on lines that the suite does not tell.
 */
export async function readSuite(folder) {
  const suite = resolve(folder);
  for (const { name, marker, read } of READERS) {
    if (existsSync(join(suite, marker))) return { name, rules: await read(join(suite, marker)) };
  }
  throw new Error(`${suite} holds no suite that is known: ${READERS.map(({ name }) => name).join(', ')}.`);
}

const READERS = [
  {
    name: 'typescript-eslint',
    marker: 'packages/eslint-plugin/tests',
    read: (tests) =>
      byRule(dropIns, (rule) =>
        readTesterCases(join(tests, 'rules', `${rule}.test.ts`), { fixtures: join(tests, 'fixtures') }),
      ),
  },
  {
    name: 'tsgolint',
    marker: 'internal/rules',
    read: (rules) =>
      byRule(dropIns, (rule) => {
        const name = rule.replaceAll('-', '_');
        return readGoCases(join(rules, name, `${name}_test.go`), join(rules, 'fixtures'));
      }),
  },
  {
    name: 'biome',
    marker: 'crates/biome_js_analyze/tests/specs',
    read: (specs) =>
      byRule(Object.keys(biomeRules), (rule) =>
        readdirSync(specs)
          .map((group) => join(specs, group, biomeRules[rule]))
          .filter((path) => existsSync(path))
          .flatMap((path) => readBiomeCases(path, biomeRules[rule])),
      ),
  },
  {
    name: 'eslint',
    marker: 'tests/lib/rules',
    read: (tests) =>
      byRule(Object.keys(eslintRules), (rule) =>
        readTesterCases(join(tests, `${eslintRules[rule]}.js`), { fixtures: tests, extension: 'js' }),
      ),
  },
];

async function byRule(rules, read) {
  const entries = [];
  for (const rule of rules) entries.push([rule, await read(rule)]);
  return entries;
}
