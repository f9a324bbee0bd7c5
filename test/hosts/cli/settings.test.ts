import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../host/temporary-folder.js';
import { runCli } from './run-cli.js';

const compact = (cwd: string, ...flags: string[]): readonly string[] =>
  runCli(['-f', 'compact', '--hints', ...flags], { cwd })
    .stdout.split('\n')
    .filter((line) => line !== '')
    .map((line) => `${line.split(':')[0]} ${line.slice(line.lastIndexOf('[') + 1, -1)}`);

describe('settings', () => {
  it('come from the configuration file, by folder', () => {
    const cwd = makeFolder({
      'looplint.config.json': `{
        "preset": "none",
        "rules": { "no-lost": "error" },
        "ignores": ["/gen"],
        "overrides": [
          { "files": ["test/**"], "excludedFiles": ["test/deep/**"], "rules": { "no-lost": "off", "no-rare": "warn" } },
          { "files": ["*.py"], "preset": "recommended" },
        ],
      }`,
      'a.ts': 'lost(); block();',
      'a.py': 'lost(); block();',
      'gen/a.ts': 'lost();',
      'test/a.ts': 'lost(); rare();',
      'test/deep/a.ts': 'lost(); rare();',
    });
    expect(compact(cwd)).toEqual([
      'a.py no-lost',
      'a.py no-block',
      'a.ts no-lost',
      'test/a.ts no-rare',
      'test/deep/a.ts no-lost',
    ]);
  });

  it('are found from below, and stop at the repository', () => {
    const cwd = makeFolder({
      'looplint.config.json': '{"preset": "none"}',
      'a/b/x.ts': 'lost();',
      'other/.git/HEAD': '',
      'other/sub/x.ts': 'lost();',
    });
    expect(compact(join(cwd, 'a/b'))).toEqual([]);
    expect(compact(join(cwd, 'a/b'), '--no-config-lookup')).toEqual(['x.ts no-lost']);
    expect(compact(join(cwd, 'other/sub'))).toEqual(['x.ts no-lost']);
    expect(compact(join(cwd, 'other/sub'), '--config', '../../looplint.config.json')).toEqual([]);
  });

  it('hold globs of the file against its own folder, wherever the run starts', () => {
    const cwd = makeFolder({
      'looplint.config.json': '{"ignores": ["/src/gen"], "overrides": [{"files": ["src/quiet/**"], "preset": "none"}]}',
      'src/gen/a.ts': 'lost();',
      'src/quiet/a.ts': 'lost();',
      'src/a.ts': 'lost();',
    });
    expect(compact(join(cwd, 'src'))).toEqual(['a.ts no-lost']);
    expect(compact(cwd, 'src')).toEqual(['src/a.ts no-lost']);
    const elsewhere = makeFolder({});
    expect(compact(elsewhere, join(cwd, 'src'))).toHaveLength(1);
  });

  it('give way to flags, also in overrides', () => {
    const cwd = makeFolder({
      'looplint.config.json':
        '{"rules": {"no-block": "off"}, "overrides": [{"files": ["**"], "preset": "none", "rules": {"no-lost": "off"}}]}',
      'a.ts': 'lost(); block(); loop(); rare();',
    });
    expect(compact(cwd)).toEqual([]);
    expect(compact(cwd, '--rule', 'no-lost:hint', '--rule', 'no-block')).toEqual(['a.ts no-lost', 'a.ts no-block']);
    expect(compact(cwd, '--preset', 'strict')).toEqual(['a.ts no-loop', 'a.ts no-rare']);
  });

  it('leave out files by pattern', () => {
    const cwd = makeFolder({ '.gitignore': 'out\n', 'out/a.ts': 'lost();', 'a.ts': 'lost();', 'b.ts': 'lost();' });
    expect(compact(cwd, '--ignore-pattern', 'b.ts')).toEqual(['a.ts no-lost']);
    expect(compact(cwd, '--ignore-pattern', '*', '--ignore-pattern', '!a.ts')).toEqual(['a.ts no-lost']);
    expect(compact(cwd, '--ignore-pattern', 'b.ts', '--no-ignore')).toHaveLength(3);
  });

  it('can be printed, for the project and for a file', () => {
    const cwd = makeFolder({
      'looplint.config.json':
        '{"rules": {"no-lost": ["warn", {"depth": 3}]}, "ignores": ["gen"], "overrides": [{"files": ["test/**"], "excludedFiles": ["x"], "rules": {"no-lost": "off"}}], "allow": ["a#b"]}',
    });
    const print = (...flags: string[]): unknown => JSON.parse(runCli(['--print-config', ...flags], { cwd }).stdout);
    const rules = {
      'no-block': 'warn',
      'no-loop': 'hint',
      'no-lost': ['warn', { ignoreVoid: true, depth: 3 }],
      'no-old': 'error',
      'no-rare': 'off',
    };
    expect(print()).toEqual({
      configFile: join(cwd, 'looplint.config.json'),
      root: cwd,
      preset: 'recommended',
      rules,
      ignores: ['gen'],
      overrides: [{ files: ['test/**'], excludedFiles: ['x'], rules: { 'no-lost': 'off' } }],
      blocking: [],
      allow: ['a#b'],
      inlineConfig: true,
    });
    expect(print('test/a.py')).toMatchObject({
      file: join(cwd, 'test/a.py'),
      language: 'python',
      ignored: null,
      rules: { ...rules, 'no-lost': ['off', { ignoreVoid: true }] },
    });
    expect(print('gen/a.ts')).toMatchObject({
      ignored: 'the ignore pattern `gen` matches it; add `--no-ignore` to analyse it',
    });
  });
});

describe('--list-files', () => {
  it('prints what would be analysed, and why a named file would not', () => {
    const cwd = makeFolder({ 'b.ts': '', 'a.py': '', 'x.md': '', 'src/c.vue': '' });
    expect(runCli(['--list-files', '.', 'x.md'], { cwd })).toEqual({
      code: 0,
      stdout: 'a.py\nb.ts\nsrc/c.vue\n',
      stderr:
        'x.md: Not analysed: looplint reads .ts .tsx .mts .cts .js .jsx .mjs .cjs .vue .svelte .astro .py files.\n',
    });
  });
});

describe('writing', () => {
  it('happens nowhere without a flag that asks for it', () => {
    const cwd = makeFolder({ 'a.ts': 'old(); lost();', 'node_modules/p/index.js': '' });
    const before = readdirSync(cwd, { recursive: true }).sort();
    for (const flags of [
      [],
      ['--diff', '--unsafe-fixes'],
      ['--stats'],
      ['--list-files'],
      ['--print-config'],
      ['explain', 'a.ts:1'],
    ])
      runCli(flags, { cwd });
    expect(readdirSync(cwd, { recursive: true }).sort()).toEqual(before);
  });

  it('of the cache goes where it is told to, or into node_modules', () => {
    const cwd = makeFolder({ 'a.ts': '' });
    runCli(['--cache-location', 'here'], { cwd });
    expect(readdirSync(cwd).sort()).toEqual(['a.ts', 'here']);
    mkdirSync(join(cwd, 'node_modules'));
    mkdirSync(join(cwd, 'sub'));
    runCli(['--cache', '../a.ts', '.'], { cwd: join(cwd, 'sub') });
    expect(readdirSync(join(cwd, 'node_modules/.cache'))).toEqual(['looplint']);
  });
});
