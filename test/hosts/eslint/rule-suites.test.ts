import * as typescriptParser from '@typescript-eslint/parser';
import { RuleTester as TypedRuleTester } from '@typescript-eslint/rule-tester';
import { RuleTester } from 'eslint';
import type { Rule } from 'eslint';
import { afterAll, describe, expect, it } from 'vitest';
import { rules } from '../../../rules/catalogue/index.js';
import { createTestPlugin } from './test-plugin.js';

Object.assign(TypedRuleTester, { afterAll, describe, it, itOnly: it.only, itSkip: it.skip });
Object.assign(RuleTester, { describe, it, itOnly: it.only });

interface Suggestion {
  readonly desc: string;
  readonly output: string;
}

interface Invalid {
  readonly code: string;
  readonly options?: readonly unknown[];
  /** After the safe fixes. */
  readonly output?: string;
  readonly errors: readonly {
    readonly messageId: string;
    readonly data?: Readonly<Record<string, string>>;
    readonly line: number;
    readonly column: number;
    readonly endLine: number;
    readonly endColumn: number;
    readonly suggestions?: readonly Suggestion[];
  }[];
}

interface Suite {
  readonly valid: readonly (string | { readonly code: string; readonly options: readonly unknown[] })[];
  readonly invalid: readonly Invalid[];
}

/** JavaScript that is TypeScript too: each suite runs under espree and under `@typescript-eslint/parser`. */
const SUITES: Readonly<Record<string, Suite>> = {
  'await-thenable': {
    valid: ['const load = async () => 1;\nexport const run = async () => await load();\n'],
    invalid: [
      {
        code: 'export const run = async () => await [1];\n',
        errors: [
          {
            messageId: 'value',
            data: { name: 'the array', chain: '' },
            line: 1,
            column: 32,
            endLine: 1,
            endColumn: 41,
            suggestions: [{ desc: 'Remove `await` before the array', output: 'export const run = async () => [1];\n' }],
          },
        ],
      },
    ],
  },
  'no-await-in-loop': {
    valid: [
      'export async function all(load, ids) {\n  for (const id of ids) await load(id);\n}\n',
      'const load = async (id) => id;\nexport async function last(ids) {\n  let found;\n  for (const id of ids) found = await load(found ?? id);\n  return found;\n}\n',
    ],
    invalid: [
      {
        code: 'const load = async (id) => id;\nexport async function all(ids) {\n  for (const id of ids) {\n    await load(id);\n  }\n}\n',
        errors: [
          {
            messageId: 'sequential',
            data: { name: '`load`', chain: '' },
            line: 4,
            column: 5,
            endLine: 4,
            endColumn: 19,
          },
        ],
      },
    ],
  },
  'no-blocking-call': {
    valid: [
      "import { execSync } from 'node:child_process';\nexecSync('ls');\n",
      {
        code: "import { execSync } from 'node:child_process';\nexport async function run(name) {\n  return execSync(name);\n}\n",
        options: [{ kinds: ['file'] }],
      },
    ],
    invalid: [
      {
        code: "import { execSync } from 'node:child_process';\nexport async function run(name) {\n  return execSync(name);\n}\n",
        options: [{ kinds: ['process'] }],
        errors: [
          {
            messageId: 'direct',
            data: { callee: '`execSync`', owner: '`run`', chain: '' },
            line: 3,
            column: 10,
            endLine: 3,
            endColumn: 24,
          },
        ],
      },
    ],
  },
  'no-broken-executor': {
    valid: ['export const wait = new Promise((resolve) => setTimeout(resolve, 10));\n'],
    invalid: [
      {
        code: "export const load = new Promise(async (resolve) => {\n  resolve(await fetch('/'));\n});\n",
        errors: [{ messageId: 'async', line: 1, column: 33, endLine: 1, endColumn: 38 }],
      },
    ],
  },
  'no-dangling-task': {
    valid: ['export const timer = setInterval(() => {}, 1000);\n'],
    invalid: [
      {
        code: 'async function poll() {}\nexport const timer = setInterval(async () => {\n  await poll();\n}, 1000);\n',
        errors: [{ messageId: 'overlap', line: 2, column: 34, endLine: 4, endColumn: 2 }],
      },
    ],
  },
  'no-floating-promises': {
    valid: [
      'async function save() {}\nexport async function run() {\n  await save();\n}\n',
      'async function save() {}\nsave().catch(() => {});\n',
      'async function save() {}\nvoid save();\n',
      { code: '(async () => {\n  await 1;\n})();\n', options: [{ ignoreIIFE: true }] },
    ],
    invalid: [
      {
        code: 'async function save() {}\nexport async function run() {\n  save().then(() => 1);\n}\n',
        errors: [
          {
            messageId: 'unhandled',
            data: { name: '`save()`', chain: '' },
            line: 3,
            column: 3,
            endLine: 3,
            endColumn: 23,
            suggestions: [
              {
                desc: 'Await `save()`',
                output: 'async function save() {}\nexport async function run() {\n  await save().then(() => 1);\n}\n',
              },
              {
                desc: 'Drop it on purpose with `void` and a reason',
                output:
                  'async function save() {}\nexport async function run() {\n  // Not awaited: reason\n  void save().then(() => 1);\n}\n',
              },
              {
                desc: 'Handle the rejection with `.catch`',
                output:
                  'async function save() {}\nexport async function run() {\n  save().then(() => 1).catch((error) => {\n    console.error(error);\n  });\n}\n',
              },
            ],
          },
        ],
      },
      {
        code: 'async function save() {}\nvoid save();\n',
        options: [{ ignoreVoid: false }],
        errors: [{ messageId: 'dropped', line: 2, column: 6, endLine: 2, endColumn: 12 }],
      },
    ],
  },
  'no-hot-loop': {
    valid: [
      'export async function wait(done) {\n  while (!done()) await new Promise((go) => setTimeout(go, 10));\n}\n',
    ],
    invalid: [
      {
        code: 'export async function wait(until) {\n  while (Date.now() < until) {}\n}\n',
        errors: [{ messageId: 'busyWait', line: 2, column: 3, endLine: 2, endColumn: 29 }],
      },
    ],
  },
  'no-leaked-timer': {
    valid: ["export const first = (work) => Promise.race([work, fetch('/')]);\n"],
    invalid: [
      {
        code: 'export const within = (work) =>\n  Promise.race([work, new Promise((_, reject) => setTimeout(reject, 10))]);\n',
        errors: [{ messageId: 'leaked', line: 2, column: 50, endLine: 2, endColumn: 72 }],
      },
    ],
  },
  'no-lost-promises': {
    valid: ['const save = async () => 1;\nexport async function run() {\n  const saved = save();\n  await saved;\n}\n'],
    invalid: [
      {
        code: 'const save = async () => 1;\nexport async function run() {\n  const saved = save();\n}\n',
        errors: [{ messageId: 'unused', line: 3, column: 17, endLine: 3, endColumn: 23 }],
      },
    ],
  },
  'no-misused-promises': {
    valid: [
      'async function isReady() {\n  return true;\n}\nexport async function run() {\n  return (await isReady()) ? 1 : 2;\n}\n',
      {
        code: 'async function isReady() {\n  return true;\n}\nexport const run = () => (isReady() ? 1 : 2);\n',
        options: [{ checksConditionals: false }],
      },
    ],
    invalid: [
      {
        code: 'async function isReady() {\n  return true;\n}\nexport async function run() {\n  return isReady() ? 1 : 2;\n}\n',
        errors: [
          {
            messageId: 'condition',
            data: { name: '`isReady()`', chain: '' },
            line: 5,
            column: 10,
            endLine: 5,
            endColumn: 19,
            suggestions: [
              {
                desc: 'Await `isReady()`',
                output:
                  'async function isReady() {\n  return true;\n}\nexport async function run() {\n  return await isReady() ? 1 : 2;\n}\n',
              },
            ],
          },
        ],
      },
      {
        code: 'async function load() {\n  return {};\n}\nexport const all = { ...load() };\n',
        errors: [
          {
            messageId: 'spread',
            data: { name: '`load()`', chain: '' },
            line: 4,
            column: 25,
            endLine: 4,
            endColumn: 31,
          },
        ],
      },
    ],
  },
  'no-promise-as-value': {
    valid: ['const load = async () => 1;\nexport const run = async () => `${await load()}`;\n'],
    invalid: [
      {
        code: 'const load = async () => 1;\nexport const run = async () => `${load()}`;\n',
        errors: [
          {
            messageId: 'text',
            data: { name: '`load()`', chain: '' },
            line: 2,
            column: 35,
            endLine: 2,
            endColumn: 41,
            suggestions: [
              {
                desc: 'Await `load()`',
                output: 'const load = async () => 1;\nexport const run = async () => `${await load()}`;\n',
              },
            ],
          },
        ],
      },
    ],
  },
  'no-race-across-await': {
    valid: ['let total = 0;\nexport async function add(price) {\n  const one = await price();\n  total += one;\n}\n'],
    invalid: [
      {
        code: 'let total = 0;\nexport async function add(price) {\n  total += await price();\n}\n',
        errors: [{ messageId: 'update', line: 3, column: 3, endLine: 3, endColumn: 25 }],
      },
    ],
  },
  'no-shared-session-concurrency': {
    valid: ['export const both = (a, b) => Promise.all([a.save(), b.save()]);\n'],
    invalid: [
      {
        code: "import mongoose from 'mongoose';\nexport async function move(Account) {\n  const session = await mongoose.startSession();\n  await Promise.all([Account.updateOne({}, {}, { session }), Account.deleteOne({}, { session })]);\n}\n",
        errors: [{ messageId: 'shared', line: 4, column: 62, endLine: 4, endColumn: 96 }],
      },
    ],
  },
  'no-slow-regex': {
    valid: ['export const isName = async (name) => /^[a-z]+$/.test(name);\n'],
    invalid: [
      {
        code: 'export async function isName(name) {\n  return /^([a-z]+ ?)+$/.test(name);\n}\n',
        errors: [{ messageId: 'exponential', line: 2, column: 10, endLine: 2, endColumn: 25 }],
      },
    ],
  },
  'no-swallowed-rejection': {
    valid: ['const save = async () => 1;\nsave().catch(console.error);\n'],
    invalid: [
      {
        code: 'const save = async () => 1;\nsave().catch(() => {});\n',
        errors: [{ messageId: 'empty', line: 2, column: 14, endLine: 2, endColumn: 22 }],
      },
    ],
  },
  'no-unhandled-rejection-window': {
    valid: [
      "const load = async () => fetch('/');\nexport async function both() {\n  return await Promise.all([load(), load()]);\n}\n",
    ],
    invalid: [
      {
        code: "const load = async () => fetch('/');\nexport async function both() {\n  const one = load();\n  await load();\n  return await one;\n}\n",
        errors: [{ messageId: 'window', line: 3, column: 15, endLine: 3, endColumn: 21 }],
      },
    ],
  },
  'return-await': {
    valid: [
      'const load = async () => 1;\nexport const run = async () => load();\n',
      { code: 'const load = async () => 1;\nexport const run = async () => await load();\n', options: ['always'] },
      {
        code: 'const load = async () => 1;\nexport const run = async () => await load();\n',
        options: [{ mode: 'error-handling-correctness-only' }],
      },
    ],
    invalid: [
      {
        code: 'const load = async () => 1;\nexport const run = async () => await load();\n',
        output: 'const load = async () => 1;\nexport const run = async () => load();\n',
        errors: [
          {
            messageId: 'redundant',
            data: { name: '`load()`', chain: '' },
            line: 2,
            column: 32,
            endLine: 2,
            endColumn: 44,
          },
        ],
      },
      {
        code: 'const load = async () => 1;\nexport const run = async () => load();\n',
        options: ['always'],
        output: 'const load = async () => 1;\nexport const run = async () => await load();\n',
        errors: [
          {
            messageId: 'required',
            data: { name: '`load()`', chain: '' },
            line: 2,
            column: 32,
            endLine: 2,
            endColumn: 38,
          },
        ],
      },
      {
        code: 'const load = async () => 1;\nexport async function run() {\n  try {\n    return load();\n  } finally {\n    console.log(1);\n  }\n}\n',
        errors: [
          {
            messageId: 'skipped',
            data: { name: '`load()`', chain: '' },
            line: 4,
            column: 12,
            endLine: 4,
            endColumn: 18,
            suggestions: [
              {
                desc: 'Await `load()`',
                output:
                  'const load = async () => 1;\nexport async function run() {\n  try {\n    return await load();\n  } finally {\n    console.log(1);\n  }\n}\n',
              },
            ],
          },
        ],
      },
    ],
  },
};

const plugin = createTestPlugin();

it('has a suite for every rule of JavaScript', () => {
  const ids = rules.filter(({ languages }) => languages.includes('javascript')).map(({ id }) => id);
  expect(Object.keys(SUITES)).toEqual(ids);
});

describe('under espree', () => {
  const tester = new RuleTester({ languageOptions: { ecmaVersion: 'latest', sourceType: 'module' } });
  for (const [id, suite] of Object.entries(SUITES)) tester.run(id, ruleOf(id), forTester<RuleTester>(suite));
});

describe('under @typescript-eslint/parser', () => {
  const tester = new TypedRuleTester({ languageOptions: { parser: typescriptParser } });
  for (const [id, suite] of Object.entries(SUITES))
    tester.run(id, ruleOf(id) as never, forTester<TypedRuleTester>(typed(suite)));
});

/** In TypeScript the parameter of a handler has a type. */
function typed(suite: Suite): Suite {
  return JSON.parse(JSON.stringify(suite).replaceAll('.catch((error) =>', '.catch((error: unknown) =>')) as Suite;
}

function forTester<Tester extends { run(name: string, rule: never, tests: never): void }>(suite: Suite) {
  return suite as unknown as Parameters<Tester['run']>[2];
}

function ruleOf(id: string): Rule.RuleModule {
  const rule = plugin.rules[id];
  if (rule === undefined) throw new Error(`${id} is no rule.`);
  return rule;
}
