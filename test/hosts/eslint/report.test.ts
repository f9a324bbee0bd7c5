import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../host/temporary-folder.js';
import { describeFinding } from '../../../rules/eslint/describe-finding.js';
import type { Finding } from '../../../rules/model/finding.js';
import type { Fix } from '../../../rules/model/fix.js';
import type { RuleMeta } from '../../../rules/model/rule-meta.js';
import { rules } from '../../../rules/catalogue/index.js';
import { openLintFolder, say } from './lint-folder.js';
import { createTestPlugin } from './test-plugin.js';

const plugin = createTestPlugin();
const SERVER = "import { createServer } from 'node:http';\n";
const BLOCKING = { 'looplint/no-blocking-call': 'warn' } as const;

describe('the chain', () => {
  const files = {
    'src/disk.ts':
      "import { execSync } from 'node:child_process';\nexport function read(name: string) {\n  return execSync(name);\n}\n",
    'src/cache.ts':
      "import { read } from './disk.js';\nexport const find = (name: string) => {\n\n  return read(name);\n};\n",
    'src/config.ts':
      "import { find } from './cache.js';\nexport function load(name: string) {\n  return find(name);\n}\n",
  };
  const serve = (name: string, file: string) =>
    `${SERVER}import { ${name} } from './${file}.js';\ncreateServer((request, response) => {\n  response.end(${name}(request.url ?? ''));\n}).listen(80);\n`;

  it.each([
    ['read', 'disk', ' (via `read` src/disk.ts:3).'],
    ['find', 'cache', ' (via `find` src/cache.ts:4, `read` src/disk.ts:3).'],
    ['load', 'config', ' (via `load` src/config.ts:3, …, `read` src/disk.ts:3).'],
  ])('ends the message, with its first and its last hop: %s', (name, file, tail) => {
    const folder = openLintFolder(makeFolder({}), plugin, { ...files, 'src/main.ts': serve(name, file) });
    const [only, ...others] = folder.lint('src/main.ts', { rules: BLOCKING });
    expect(others).toEqual([]);
    expect(only?.message).toBe(`\`${name}\` blocks the event loop: it reaches \`execSync\`${tail}`);
    expect(only?.message).not.toContain('\n');
  });

  it('counts the lines of an unsaved text', () => {
    const folder = openLintFolder(makeFolder({}), plugin, { 'main.ts': '' });
    const text = `${SERVER}import { execSync } from 'node:child_process';\r\n\r\nconst read = (name: string) => execSync(name);\n${serve('read', 'x').split('\n').slice(2).join('\n')}`;
    expect(say(folder.lint('main.ts', { text, rules: BLOCKING }))).toEqual([
      expect.stringMatching(/^6:16 .*\(via `read` main\.ts:4\)\.$/),
    ]);
  });
});

describe('what is reported', () => {
  const hint = `${SERVER}import { readFileSync } from 'node:fs';\ncreateServer((request, response) => {\n  response.end(readFileSync('fixed.txt'));\n}).listen(80);\n`;

  it('has hints only where the settings ask for them', () => {
    const folder = openLintFolder(makeFolder({}), plugin, { 'main.ts': hint });
    expect(folder.lint('main.ts', { rules: BLOCKING })).toEqual([]);
    expect(folder.lint('main.ts', { rules: BLOCKING, settings: { looplint: { hints: true } } })).toHaveLength(1);
  });

  it('has the hints of a rule of hints wherever it is on', () => {
    const code =
      'const load = async (id: number) => id;\nexport async function all(ids: number[]) {\n  for (const id of ids) await load(id);\n}\n';
    const folder = openLintFolder(makeFolder({}), plugin, { 'main.ts': code });
    expect(folder.lint('main.ts', { rules: { 'looplint/no-await-in-loop': 'error' } })).toHaveLength(1);
  });

  it('gives one problem to one rule, when both are on', () => {
    const code =
      'async function poll() {\n  await fetch("a");\n}\nexport const timer = setInterval(async () => {\n  await poll();\n}, 1000);\n';
    const folder = openLintFolder(makeFolder({}), plugin, { 'main.ts': code });
    const lint = (...ids: readonly string[]) =>
      folder
        .lint('main.ts', { rules: Object.fromEntries(ids.map((id) => [`looplint/${id}`, 'warn'])) })
        .map(({ ruleId }) => ruleId);
    expect(lint('no-dangling-task')).toEqual(['looplint/no-dangling-task']);
    expect(lint('no-misused-promises')).toEqual(['looplint/no-misused-promises']);
    expect(lint('no-misused-promises', 'no-dangling-task')).toEqual(['looplint/no-dangling-task']);
  });

  it("obeys ESLint's comments, and finds none of them unused", () => {
    const code =
      'async function save() {}\n// eslint-disable-next-line looplint/no-floating-promises -- not yet\nsave();\nsave();\n';
    const folder = openLintFolder(makeFolder({}), plugin, { 'main.ts': code });
    expect(say(folder.lint('main.ts'))).toEqual([expect.stringContaining('4:1 ')]);
  });

  it('depends on what the project says about its functions', () => {
    const code = `${SERVER}import { crunch } from 'cruncher';\ncreateServer((request, response) => {\n  response.end(crunch(request.url));\n}).listen(80);\n`;
    const folder = openLintFolder(makeFolder({}), plugin, { 'main.ts': code });
    const lint = (looplint: object) => folder.lint('main.ts', { rules: BLOCKING, settings: { looplint } }).length;
    expect([lint({}), lint({ blocking: ['cruncher#crunch'] }), lint({})]).toEqual([0, 1, 0]);
  });

  it.each([
    [[], 'has to be an object'],
    [{ blockin: [] }, '`settings.looplint.blockin` does not exist'],
    [{ hints: 'yes' }, '`settings.looplint.hints` has to be'],
    [{ allow: 'a#b' }, '`settings.looplint.allow` has to be'],
  ])('says what is wrong about settings such as %j', (looplint, message) => {
    const folder = openLintFolder(makeFolder({}), plugin, { 'main.ts': '' });
    expect(() => folder.lint('main.ts', { settings: { looplint } })).toThrow(message);
  });
});

describe('repairs', () => {
  const fix = (id: string, applicability: Fix['applicability']): Fix => ({
    id,
    title: `Do ${id}`,
    applicability,
    edits: [
      { start: 0, end: 1, text: id },
      { start: 3, end: 3, text: '!' },
    ],
  });
  const meta = { ...rules[0], safeFixes: true, messages: { one: 'It is `{{name}}`.' } } as RuleMeta;
  const finding: Finding = {
    ruleId: 'any',
    path: '/a.ts',
    range: { start: 0, end: 4 },
    messageId: 'one',
    message: 'It is `x`.',
    data: { name: 'x' },
    level: 'error',
    chain: [],
    fixes: [fix('unsure', 'suggestion'), fix('sure', 'safe'), fix('surer', 'safe'), fix('suppress', 'suggestion')],
  };
  const answer = { findings: [finding], lineOf: () => 1 };
  const positionOf = (offset: number) => ({ line: 1, column: offset });
  const fixer = { replaceTextRange: (range: [number, number], text: string) => ({ range, text }) };

  it('are a fix when they are safe, and suggestions else; comments are not among them', () => {
    const said = describeFinding(finding, { meta, answer, positionOf });
    expect(said.data).toEqual({ name: '`x`', chain: '' });
    expect(said.fix?.(fixer)).toEqual([
      { range: [0, 1], text: 'sure' },
      { range: [3, 3], text: '!' },
    ]);
    expect(said.suggest.map(({ desc }) => desc)).toEqual(['Do unsure', 'Do surer']);
  });

  it('are suggestions only in a rule that does not promise safe ones', () => {
    const said = describeFinding(finding, { meta: { ...meta, safeFixes: false }, answer, positionOf });
    expect(said.fix).toBeNull();
    expect(said.suggest).toHaveLength(3);
  });
});
