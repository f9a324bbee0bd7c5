import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Linter } from 'eslint';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../host/temporary-folder.js';
import { openLintFolder, say } from './lint-folder.js';
import type { LintFolder } from './lint-folder.js';
import { createClock, createTestPlugin } from './test-plugin.js';

const ASYNC = 'export async function save(): Promise<void> {}\n';
const SYNC = 'export function save(): void {}\n';
const CALL = "import { save } from './save.js';\nsave();\n";
const DROPPED = [expect.stringContaining('2:1 ')];

interface Opened {
  readonly folder: LintFolder;
  /** Lints after so much time that the disk is looked at again. */
  readonly later: (path: string) => readonly string[];
  readonly now: (path: string, text?: string) => readonly string[];
}

function open(files: Readonly<Record<string, string>>): Opened {
  const clock = createClock();
  const folder = openLintFolder(makeFolder({}), createTestPlugin(clock), files);
  const now = (path: string, text?: string) => say(folder.lint(path, text === undefined ? {} : { text }));
  return {
    folder,
    now,
    later(path) {
      clock.advance();
      return now(path);
    },
  };
}

describe('a process that lives on', () => {
  it('notices what another file became', () => {
    const { folder, later } = open({ 'save.ts': SYNC, 'main.ts': CALL });
    expect(later('main.ts')).toEqual([]);
    folder.write('save.ts', ASYNC);
    expect(later('main.ts')).toEqual(DROPPED);
    folder.write('save.ts', SYNC);
    expect(later('main.ts')).toEqual([]);
  });

  it('notices files that come and go', () => {
    const { folder, later } = open({ 'main.ts': CALL });
    expect(later('main.ts')).toEqual([]);
    folder.write('save.ts', ASYNC);
    expect(later('main.ts')).toEqual(DROPPED);
    folder.remove('save.ts');
    expect(later('main.ts')).toEqual([]);
    folder.write('save.ts', ASYNC);
    expect(later('main.ts')).toEqual(DROPPED);
  });

  it('notices folders that come and go', () => {
    const { folder, later } = open({ 'main.ts': CALL.replace('./save.js', './deep/er/save.js') });
    expect(later('main.ts')).toEqual([]);
    folder.write('deep/er/save.ts', ASYNC);
    expect(later('main.ts')).toEqual(DROPPED);
    rmSync(join(folder.root, 'deep'), { recursive: true });
    expect(later('main.ts')).toEqual([]);
  });

  it('notices dependencies that are installed, updated and removed', () => {
    const { folder, later } = open({ 'main.ts': CALL.replace('./save.js', 'saver') });
    const declare = (type: string) => {
      folder.write('node_modules/saver/package.json', '{"name":"saver","version":"1.0.0","types":"./index.d.ts"}');
      folder.write('node_modules/saver/index.d.ts', `export declare function save(): ${type};\n`);
    };
    expect(later('main.ts')).toEqual([]);
    declare('Promise<void>');
    expect(later('main.ts')).toEqual(DROPPED);
    declare('void');
    expect(later('main.ts')).toEqual([]);
    declare('Promise<number>');
    expect(later('main.ts')).toEqual(DROPPED);
    rmSync(join(folder.root, 'node_modules'), { recursive: true });
    expect(later('main.ts')).toEqual([]);
  });

  it('notices a configuration that changes where imports lead', () => {
    const { folder, later } = open({ 'lib/save.ts': ASYNC, 'main.ts': CALL.replace('./save.js', '@lib/save') });
    expect(later('main.ts')).toEqual([]);
    folder.write('tsconfig.json', '{"compilerOptions":{"paths":{"@lib/*":["./lib/*"]}}}');
    expect(later('main.ts')).toEqual(DROPPED);
    folder.write('tsconfig.json', '{"compilerOptions":{}}');
    expect(later('main.ts')).toEqual([]);
  });

  it('notices at once, in the next run over the same files', () => {
    const { folder, now } = open({ 'save.ts': SYNC, 'main.ts': CALL, 'other.ts': CALL });
    const run = () => [now('main.ts'), now('other.ts')];
    expect(run()).toEqual([[], []]);
    folder.write('save.ts', ASYNC);
    expect(run()).toEqual([DROPPED, DROPPED]);
    folder.write('save.ts', SYNC);
    expect(run()).toEqual([[], []]);
    folder.remove('save.ts');
    expect(run()).toEqual([[], []]);
    folder.write('save.ts', ASYNC);
    expect(run()).toEqual([DROPPED, DROPPED]);
  });

  it('notices at once, in a file that is new or was changed', () => {
    const { folder, now } = open({ 'save.ts': SYNC, 'main.ts': '' });
    expect(now('main.ts')).toEqual([]);
    folder.write('save.ts', ASYNC);
    folder.write('new.ts', CALL);
    expect(now('new.ts')).toEqual(DROPPED);
    folder.write('save.ts', SYNC);
    folder.write('main.ts', CALL);
    expect(now('main.ts')).toEqual([]);
  });

  it('looks at the disk only after a while in a run over many files', () => {
    const { folder, now, later } = open({ 'save.ts': SYNC, 'a.ts': CALL, 'b.ts': CALL, 'c.ts': CALL });
    now('a.ts');
    now('b.ts');
    folder.write('save.ts', ASYNC);
    expect(now('c.ts')).toEqual([]);
    expect(later('c.ts')).toEqual(DROPPED);
  });
});

describe('an unsaved text', () => {
  it('counts for its own file', () => {
    const { now } = open({ 'save.ts': ASYNC, 'main.ts': CALL });
    expect(now('main.ts', `${CALL}save();\n`)).toHaveLength(2);
    expect(now('main.ts', '')).toEqual([]);
    expect(now('main.ts')).toEqual(DROPPED);
  });

  it('counts whatever lies on the disk meanwhile', () => {
    const { now, folder } = open({ 'save.ts': ASYNC, 'main.ts': '' });
    expect(now('main.ts', CALL)).toEqual(DROPPED);
    folder.write('main.ts', CALL.replace('save();', '// save();'));
    expect(now('main.ts', CALL)).toEqual(DROPPED);
    expect(now('main.ts')).toEqual([]);
  });

  it('counts for no other file', () => {
    const { now, folder, later } = open({ 'save.ts': SYNC, 'main.ts': CALL });
    now('save.ts', ASYNC);
    expect(now('main.ts')).toEqual([]);
    expect(now('save.ts', `${ASYNC}save();\n`)).toEqual(DROPPED);
    folder.write('save.ts', ASYNC);
    expect(later('main.ts')).toEqual(DROPPED);
  });

  it('may belong to a file that is not there, and leaves no trace', () => {
    const { now } = open({ 'save.ts': ASYNC, 'main.ts': "import { gone } from './new.js';\ngone();\n" });
    expect(now('new.ts', CALL)).toEqual(DROPPED);
    now('new.ts', 'export async function gone(): Promise<void> {}\n');
    expect(now('main.ts')).toEqual([]);
  });
});

it('a text that is no part of the project leaves no trace for another', () => {
  const folder = openLintFolder(makeFolder({}), createTestPlugin(), {
    '.gitignore': 'made/\n',
    'made/read.ts':
      "import { readFileSync } from 'node:fs';\nexport async function read(name: string) {\n  return readFileSync(name);\n}\n",
  });
  const rules = { 'looplint/no-blocking-call': 'warn' } as const;
  const serve =
    "import { createServer } from 'node:http';\nimport { read } from './made/read.js';\ncreateServer(async (request) => {\n  await read(request.url ?? '');\n}).listen(80);\n";
  // Who waits for it is known only as long as the server is.
  expect(folder.lint('made/read.ts', { rules })).toEqual([]);
  folder.lint('server.ts', { text: serve, rules });
  expect(folder.lint('made/read.ts', { rules })).toEqual([]);
});

it('asks again when ESLint comes back with a tree that it had before', () => {
  const clock = createClock();
  const plugin = createTestPlugin(clock);
  const folder = openLintFolder(makeFolder({}), plugin, { 'save.ts': SYNC, 'main.js': CALL });
  const linter = new Linter({ cwd: folder.root });
  const config: Linter.Config = { plugins: { looplint: plugin }, rules: { 'looplint/no-floating-promises': 'error' } };
  const options = { filename: join(folder.root, 'main.js') };
  expect(linter.verify(CALL, config, options)).toEqual([]);
  folder.write('save.ts', ASYNC);
  clock.advance();
  expect(say(linter.verify(linter.getSourceCode(), config, options))).toEqual(DROPPED);
});

it('gives what a new process gives, whatever happened before', { timeout: 120_000 }, () => {
  const names = ['a', 'b', 'c', 'deep/d'] as const;
  const name = fc.constantFrom(...names);
  const body = fc.constantFrom(
    'export async function run(): Promise<void> {}\n',
    'export function run(): void {}\n',
    "export * from './a.js';\n",
    "import { run } from './b.js';\nrun();\nexport { run };\n",
    "import { run as other } from './c.js';\nexport const run = () => other();\nrun();\n",
    "import { readFileSync } from 'node:fs';\nexport async function run(path: string) { return readFileSync(path); }\nrun('a');\n",
  );
  const step = fc.oneof(
    fc.record({ kind: fc.constant('write' as const), name, body }),
    fc.record({ kind: fc.constant('remove' as const), name }),
    fc.record({ kind: fc.constant('edit' as const), name, body }),
    fc.record({ kind: fc.constant('ignore' as const), name }),
  );
  fc.assert(
    fc.property(fc.array(step, { minLength: 3, maxLength: 6 }), (steps) => {
      const clock = createClock();
      const plugin = createTestPlugin(clock);
      const folder = openLintFolder(
        makeFolder({}),
        plugin,
        Object.fromEntries(names.map((each) => [`${each}.ts`, ''])),
      );
      const present = new Set<string>(names);
      const rules = { 'looplint/no-floating-promises': 'error', 'looplint/no-blocking-call': 'warn' } as const;
      for (const { kind, name: changed, ...rest } of steps) {
        const text = 'body' in rest ? rest.body : '';
        if (kind === 'write') folder.write(`${changed}.ts`, text);
        if (kind === 'write') present.add(changed);
        if (kind === 'remove' && present.delete(changed)) folder.remove(`${changed}.ts`);
        if (kind === 'edit') folder.lint(`${changed}.ts`, { text, rules });
        if (kind === 'ignore') folder.write('.gitignore', `${changed}.ts\n`);
        clock.advance();
        for (const each of present) {
          const fresh = folder.lint(`${each}.ts`, { rules, plugin: createTestPlugin() });
          expect(folder.lint(`${each}.ts`, { rules })).toEqual(fresh);
        }
      }
    }),
    { numRuns: 10, seed: 20_261_120 },
  );
});
