import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../host/temporary-folder.js';
import { runCli } from './run-cli.js';

describe('exit code', () => {
  it.each([
    ['nothing is found', 'x', [], 0],
    ['there are warnings', 'block(); block();', [], 0],
    ['warnings are within the limit', 'block(); block();', ['--max-warnings', '2'], 0],
    ['there are more warnings than the limit', 'block(); block();', ['--max-warnings', '1'], 1],
    ['the limit is off', 'block(); block();', ['--max-warnings', '-1'], 0],
    ['hidden warnings are over the limit', 'block();', ['--quiet', '--max-warnings', '0'], 1],
    ['there are hints', 'loop();', ['--hints', '--max-warnings', '0'], 0],
    ['there is an error', 'lost();', [], 1],
    ['the error is a warning by a flag', 'lost();', ['--rule', 'no-lost:warn'], 0],
    ['the warning is an error by a flag', 'block();', ['--rule', 'looplint/no-block:error'], 1],
    ['everything was fixed', 'old();', ['--fix'], 0],
    ['the engine fails on a file', 'crash()', [], 2],
  ])('when %s', (_, text, flags, code) => {
    expect(runCli(flags, { cwd: makeFolder({ 'a.ts': text }) }).code).toBe(code);
  });

  it('is 2 after a failure in one file, and the others are reported', () => {
    const cwd = makeFolder({ 'a.ts': 'crash()', 'b.ts': 'lost();' });
    const { code, stdout, stderr } = runCli(['-f', 'compact'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: 'b.ts:1:1: error The call of `lost` is found. [no-lost]\n' });
    expect(stderr).toContain('a.ts: Looplint failed on this file (bang): report it with the file if you can.\n');
  });

  it.each([
    [['--nope'], "Unknown option '--nope'. See `looplint --help`."],
    [['--fxi'], "Unknown option '--fxi': did you mean --fix?"],
    [
      ['--format', 'xml'],
      "Option '-f, --format <form>' argument 'xml' is invalid. Allowed choices are pretty, compact, json. See `looplint --help`.",
    ],
    [['--preset'], "Option '--preset <name>' argument missing. See `looplint --help`."],
    [
      ['--max-warnings', 'x'],
      "Option '--max-warnings <n>' argument 'x' is invalid. Write a whole number; -1 means no limit. See `looplint --help`.",
    ],
    [
      ['--concurrency', '0'],
      `Option '--concurrency <n>' argument '0' is invalid. Write a number from 1 to 64, "auto" or "off". See \`looplint --help\`.`,
    ],
    [
      ['--rule', 'no-lost:on'],
      "Option '--rule <id[:level]>' argument 'no-lost:on' is invalid. Write a rule id, alone or with a level: no-floating-promises:warn. See `looplint --help`.",
    ],
    [['--rule', 'no-lsot'], '`no-lsot` is not a rule: did you mean `no-lost`?'],
    [['missing.ts'], '`missing.ts` gives no file to analyse: it does not exist.'],
    [
      ['src/**/*.py'],
      '`src/**/*.py` gives no file to analyse: no file matches it, or every file that does is ignored.',
    ],
    [['empty'], 'There is no file to analyse in `empty`: name a folder that holds JavaScript, TypeScript or Python.'],
    [['--stdin', 'a.ts'], '`--stdin` analyses standard input alone: remove the paths.'],
    [['--stdin-filename', 'a.ts'], '`--stdin-filename` names the text on standard input: add `--stdin`.'],
    [['--diff', '--format', 'json'], '`--diff` prints a patch: remove `--format`.'],
    [['--config', 'none.json'], '`none.json` cannot be read: check its path, its permissions and that it is UTF-8.'],
    [['--config', 'bad.json'], 'bad.json:2:3: `ruls` is not a key of the configuration: did you mean `rules`?'],
    [['explain'], "Missing required argument 'what'. See `looplint --help`."],
    [['explain', 'no-lsot'], '`no-lsot` is not a rule: did you mean `no-lost`?'],
    [['explain', 'a.ts'], '`a.ts` is a file: add the line to explain, as in `looplint explain a.ts:1`.'],
    [['explain', 'a.ts:99'], '`a.ts` has 1 line: name one of them.'],
    [['explain', 'none.ts:1'], '`none.ts` cannot be explained. Not analysed: it does not exist.'],
  ])('is 2 with one sentence for %j', (argv, sentence) => {
    const cwd = makeFolder({ 'a.ts': '', 'src/a.ts': '', 'empty/README.md': '', 'bad.json': '{\n  "ruls": {}\n}' });
    expect(runCli(argv, { cwd })).toEqual({ code: 2, stdout: '', stderr: `${sentence}\n` });
  });

  it('is 1 for a named file that cannot be read, and the others are reported', () => {
    const cwd = makeFolder({ 'bad.ts': new Uint8Array([0xc0]), 'b.ts': 'block();' });
    symlinkSync('loop.ts', join(cwd, 'loop.ts'));
    const { code, stdout } = runCli(['bad.ts', 'loop.ts', 'b.ts', '-f', 'compact'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toBe(
      [
        'b.ts:1:1: warning The call of `block` is found. [no-block]',
        'bad.ts:1:1: error Not analysed: it is not valid UTF-8.',
        'loop.ts:1:1: error Not analysed: it is a link that leads back to itself.',
        '',
      ].join('\n'),
    );
    const results = JSON.parse(runCli(['bad.ts', '-f', 'json'], { cwd }).stdout) as unknown[];
    expect(results).toMatchObject([
      { errorCount: 1, fatalErrorCount: 1, messages: [{ ruleId: null, fatal: true, severity: 2, line: 1, column: 1 }] },
    ]);
    expect(runCli(['.'], { cwd }).code).toBe(0);
  });

  it('is 0 for help and version', () => {
    const cwd = makeFolder({});
    expect(runCli(['--version'], { cwd })).toEqual({ code: 0, stdout: '1.2.3\n', stderr: '' });
    expect(runCli(['-v'], { cwd }).stdout).toBe('1.2.3\n');
    const help = runCli(['--help'], { cwd });
    expect(help).toMatchObject({ code: 0, stderr: '' });
    for (const flag of [
      '--format',
      '--preset',
      '--rule',
      '--hints',
      '--fix',
      '--unsafe-fixes',
      '--diff',
      '--quiet',
      '--max-warnings',
      '--concurrency',
      '--cache',
      '--cache-location',
      '--stdin',
      '--stdin-filename',
      '--print-config',
      '--list-files',
      '--stats',
      '--no-inline-config',
      '--config',
      '--ignore-pattern',
      '--no-ignore',
    ])
      expect(help.stdout).toContain(`${flag} `.trimEnd());
    expect(runCli(['explain', '--help'], { cwd }).stdout).toContain('<rule | file:line>');
  });
});
