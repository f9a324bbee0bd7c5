import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../host/temporary-folder.js';
import { runCli } from './run-cli.js';

const FILES = {
  'src/a.ts': 'export async function main() {\n\tlost();\n  block(); const 你好 = 1; loop();\n  old();\n}\n',
  'lib/block.ts': 'import fs from "fs";\nexport function other() {}\n',
};

describe('--format pretty', () => {
  it('shows code, chain and fixes, then counts by rule', () => {
    const cwd = makeFolder(FILES);
    const { code, stdout, stderr } = runCli(['--hints'], { cwd });
    expect(code).toBe(1);
    expect(`\n${stdout}`).toBe(`
src/a.ts:2:2 error no-lost
  The call of \`lost\` is found.

  1 | export async function main() {
> 2 |   lost();
    |   ^^^^^^
  3 |   block(); const 你好 = 1; loop();

  Fixes:
    Add \`await\` (--unsafe-fixes)
    Add \`void\`

src/a.ts:3:3 warning no-block
  The call of \`block\` is found.

  1 | export async function main() {
  2 |   lost();
> 3 |   block(); const 你好 = 1; loop();
    |   ^^^^^^^
  4 |   old();

  Chain:
    src/a.ts:3:3 \`main\` calls \`block\`
    lib/block.ts:1:21 \`block\` calls \`readFileSync\`

src/a.ts:3:26 hint no-loop
  The call of \`loop\` is found.

  1 | export async function main() {
  2 |   lost();
> 3 |   block(); const 你好 = 1; loop();
    |                            ^^^^^^
  4 |   old();

src/a.ts:4:3 error no-old
  The call of \`old\` is found.

  2 |   lost();
  3 |   block(); const 你好 = 1; loop();
> 4 |   old();
    |   ^^^^^
  5 | }

  Fix:
    Use \`renewed\` (--fix)

  1 error   no-lost
  1 error   no-old
  1 warning no-block
  1 hint    no-loop

3 problems (2 errors, 1 warning) in 1 of 2 files.
\`--fix\` repairs 1 of them, \`--unsafe-fixes\` 1 more.
`);
    expect(stderr).toBe(
      'Analysed 2 of 3 files (1,234 lines) in 0.00 s. Resolved 30 of 40 calls (75.0 %). Packages not resolved: a (9 calls), b (1 call).\n',
    );
  });

  it('says that there is nothing, and that hints exist', () => {
    const cwd = makeFolder({ 'a.ts': 'loop();\n', 'b.ts': '' });
    expect(runCli([], { cwd })).toMatchObject({
      code: 0,
      stdout: 'No problems in 2 files.\n1 hint is not shown: add `--hints`.\n',
    });
    expect(runCli(['--quiet'], { cwd }).stdout).toBe('No problems in 2 files.\n');
  });

  it('names places relative to where it runs, also outside', () => {
    const cwd = makeFolder({ ...FILES, 'looplint.config.json': '{}' });
    expect(runCli(['-f', 'compact', '../lib', '.'], { cwd: `${cwd}/src` }).stdout).toContain('\na.ts:3:3: warning');
    expect(runCli(['../src', '-f', 'pretty'], { cwd: `${cwd}/lib` }).stdout).toContain('    block.ts:1:21 `block`');
  });

  it('cuts lines that are too long to read, and keeps the mark under the code', () => {
    const cwd = makeFolder({ 'a.ts': `${'x'.repeat(2_000_0)}; lost(); ${'y'.repeat(20_000)}\n` });
    const lines = runCli([], { cwd }).stdout.split('\n');
    const code = lines.find((line) => line.startsWith('> 1 |')) as string;
    const marks = lines.find((line) => line.includes('^^^')) as string;
    expect(code.length).toBeLessThan(120);
    expect(code.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('lost()');
  });

  it('measures wide and invisible characters', () => {
    const cwd = makeFolder({ 'a.ts': 'const s = "漢字 e\u0301 👍"; lost();\n' });
    const lines = runCli([], { cwd }).stdout.split('\n');
    expect(lines.find((line) => line.includes('^^'))).toBe(
      `    | ${' '.repeat('const s = "'.length + 4 + 1 + 1 + 1 + 2 + '"; '.length)}^^^^^^`,
    );
  });
});

describe('--format compact', () => {
  it('is one line per finding and nothing else', () => {
    const cwd = makeFolder(FILES);
    expect(runCli(['-f', 'compact'], { cwd }).stdout).toBe(
      [
        'src/a.ts:2:2: error The call of `lost` is found. [no-lost]',
        'src/a.ts:3:3: warning The call of `block` is found. [no-block]',
        'src/a.ts:4:3: error The call of `old` is found. [no-old]',
        '',
      ].join('\n'),
    );
    expect(runCli(['-f', 'compact', 'lib'], { cwd }).stdout).toBe('');
  });
});

describe('--format json', () => {
  it('is what ESLint prints, with level and chain', () => {
    const cwd = makeFolder({
      'src/a.ts': '\uFEFFblock();\r\nlost(); old();\r\nloop();\r\n// looplint-disable-next-line -- why\nlost();',
      'b.py': '',
    });
    const { stdout, stderr, code } = runCli(['--format', 'json', '--hints'], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const source = 'block();\r\nlost(); old();\r\nloop();\r\n// looplint-disable-next-line -- why\nlost();';
    const silence = (at: number): object => ({
      desc: 'Silence it',
      messageId: 'suppress',
      fix: { range: [at, at], text: '/* silenced */' },
    });
    const lost = (line: number, at: number): object => ({
      ruleId: 'looplint/no-lost',
      severity: 2,
      message: 'The call of `lost` is found.',
      line,
      column: 1,
      endLine: line,
      endColumn: 7,
      messageId: 'found',
      suggestions: [
        { desc: 'Add `await`', messageId: 'add-await', fix: { range: [at, at], text: 'await ' } },
        { desc: 'Add `void`', messageId: 'add-void', fix: { range: [at, at], text: 'void ' } },
        silence(at),
      ],
      level: 'error',
      chain: [],
    });
    expect(JSON.parse(stdout)).toEqual([
      {
        filePath: `${cwd}/b.py`,
        messages: [],
        suppressedMessages: [],
        errorCount: 0,
        fatalErrorCount: 0,
        warningCount: 0,
        fixableErrorCount: 0,
        fixableWarningCount: 0,
        usedDeprecatedRules: [],
      },
      {
        filePath: `${cwd}/src/a.ts`,
        messages: [
          {
            ruleId: 'looplint/no-block',
            severity: 1,
            message: 'The call of `block` is found.',
            line: 1,
            column: 1,
            endLine: 1,
            endColumn: 8,
            messageId: 'found',
            suggestions: [silence(0)],
            level: 'warning',
            chain: [
              { file: `${cwd}/src/a.ts`, line: 1, column: 1, text: '`main` calls `block`' },
              { file: `${cwd}/lib/block.ts`, line: 1, column: 1, text: '`block` calls `readFileSync`' },
            ],
          },
          lost(2, 10),
          {
            ruleId: 'looplint/no-old',
            severity: 2,
            message: 'The call of `old` is found.',
            line: 2,
            column: 9,
            endLine: 2,
            endColumn: 14,
            messageId: 'found',
            fix: { range: [18, 21], text: 'renewed' },
            level: 'error',
            chain: [],
          },
          {
            ruleId: 'looplint/no-loop',
            severity: 1,
            message: 'The call of `loop` is found.',
            line: 3,
            column: 1,
            endLine: 3,
            endColumn: 7,
            messageId: 'found',
            suggestions: [silence(26)],
            level: 'hint',
            chain: [],
          },
        ],
        suppressedMessages: [{ ...lost(5, 72), suppressions: [{ kind: 'directive', justification: 'why' }] }],
        errorCount: 2,
        fatalErrorCount: 0,
        warningCount: 1,
        fixableErrorCount: 1,
        fixableWarningCount: 0,
        source,
        usedDeprecatedRules: [],
      },
    ]);
  });

  it('leaves hints and, with --quiet, warnings out', () => {
    const cwd = makeFolder({ 'a.ts': 'block(); loop();' });
    const counts = (...flags: string[]): unknown =>
      (
        JSON.parse(runCli(['-f', 'json', ...flags], { cwd }).stdout) as {
          messages: { level: string }[];
          warningCount: number;
        }[]
      ).map(({ messages, warningCount }) => [messages.map(({ level }) => level), warningCount]);
    expect(counts()).toEqual([[['warning'], 1]]);
    expect(counts('--hints')).toEqual([[['warning', 'hint'], 1]]);
    expect(counts('--quiet')).toEqual([[[], 0]]);
  });

  it('is an empty list when only files of other kinds are named', () => {
    const cwd = makeFolder({ 'README.md': '' });
    expect(runCli(['-f', 'json', 'README.md'], { cwd })).toMatchObject({ code: 0, stdout: '[]\n' });
  });
});

describe('streams', () => {
  it('give the same bytes on standard output however long it takes', () => {
    const cwd = makeFolder(FILES);
    for (const format of ['pretty', 'compact', 'json']) {
      const first = runCli(['-f', format, '--stats', '--hints'], { cwd, tick: 1 });
      const second = runCli(['-f', format, '--stats', '--hints'], { cwd, tick: 777 });
      expect(second.stdout).toBe(first.stdout);
      expect(second.stderr).not.toBe(first.stderr);
    }
  });

  it('show progress on a terminal after a second, and leave nothing of it', () => {
    const cwd = makeFolder(Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`f${index}.ts`, ''])));
    const { stderr, stdout } = runCli([], { cwd, tick: 60, terminal: 'stderr' });
    const shown = stderr.split('\r\u001B[K');
    expect(shown[0]).toBe('');
    expect(shown[1]).toBe('Reading 17 of 30 files');
    expect(shown.at(-2)).toMatch(/^Analysing (?:29|30) of 30 files$/);
    expect(shown.at(-1)).toMatch(/^Analysed 3 files/);
    expect(stdout).toBe('No problems in 30 files.\n');
    for (const quiet of [
      { tick: 60 },
      { tick: 10, terminal: 'stderr' as const },
      { tick: 60, terminal: 'stderr' as const, variables: { CI: 'true' } },
    ])
      expect(runCli([], { cwd, ...quiet }).stderr).not.toContain('Analysing');
  });

  it('put notices on standard error, generated files as a number', () => {
    const cwd = makeFolder({
      'a.ts': '// @generated',
      'b.ts': '// @generated',
      'c.ts': '<<<',
      'd.ts': new Uint8Array([0x80]),
      'e.ts': 'lost()',
    });
    const { code, stdout, stderr } = runCli(['-f', 'compact'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toBe('e.ts:1:1: error The call of `lost` is found. [no-lost]\n');
    expect(stderr.split('\n').slice(0, 3)).toEqual([
      'c.ts: It has a syntax error.',
      'd.ts: Not analysed: it is not valid UTF-8.',
      '2 generated files left out.',
    ]);
  });

  it('print a long list of notices only when asked', () => {
    const cwd = makeFolder(Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`f${index}.ts`, '<<<'])));
    expect(runCli([], { cwd }).stderr).toContain('10 more notices left out: add `--stats` to see all.\n');
    expect(runCli(['--stats'], { cwd }).stderr.match(/syntax error/g)).toHaveLength(30);
  });

  it('measure on demand', () => {
    const cwd = makeFolder({ 'a.ts': '' });
    expect(runCli(['--stats', '-f', 'json'], { cwd }).stderr).toBe(
      [
        'Analysed 1 of 3 files (1,234 lines) in 0.00 s. Resolved 30 of 40 calls (75.0 %). Packages not resolved: a (9 calls), b (1 call).',
        'Milliseconds:',
        '  rules     100.0',
        '  parse      12.3',
        'Memory: 64 MB at the most.',
        'Packages not resolved:',
        '  a (9 calls)',
        '  b (1 call)',
        '',
      ].join('\n'),
    );
  });
});

describe('colours', () => {
  const isColoured = (
    flags: readonly string[],
    variables: Record<string, string>,
    terminal: 'stdout' | 'none',
  ): boolean =>
    runCli(flags, { cwd: makeFolder({ 'a.ts': 'lost()' }), variables, terminal }).stdout.includes('\u001B[');

  it.each([
    [[], {}, 'none', false],
    [[], {}, 'stdout', true],
    [[], { TERM: 'dumb' }, 'stdout', false],
    [[], { NO_COLOR: '1' }, 'stdout', false],
    [[], { NO_COLOR: '' }, 'stdout', true],
    [[], { FORCE_COLOR: '1' }, 'none', true],
    [[], { FORCE_COLOR: '0' }, 'stdout', false],
    [[], { FORCE_COLOR: '1', NO_COLOR: '1' }, 'none', false],
    [['--color'], { NO_COLOR: '1' }, 'none', true],
    [['--no-color'], { FORCE_COLOR: '1' }, 'stdout', false],
  ] as const)('%j %j on %s: %s', (flags, variables, terminal, expected) => {
    expect(isColoured(flags, variables, terminal)).toBe(expected);
  });
});

describe('text from outside', () => {
  const evil = '\u001B[31m\u202Eevil\u2066\u0007\u009B';

  it('cannot command a terminal or a build service', () => {
    const cwd = makeFolder({
      [`::error::${evil}.ts`]: `lost(); // ${evil} ##[add-mask]x`,
      [`x/${evil}\n::set-output name=a::b.ts`]: 'block();\n',
      'c.ts': `/* ${evil} */ <<<`,
    });
    for (const format of ['pretty', 'compact', 'json']) {
      const { stdout, stderr } = runCli(['-f', format], { cwd });
      // eslint-disable-next-line no-control-regex -- They are what must not be there.
      expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/u);
      expect((stdout + stderr).split('\n').filter((line) => line.trim().startsWith('::'))).toEqual([]);
      if (format === 'json') expect(JSON.stringify(JSON.parse(stdout))).toContain('\u202Eevil');
      else expect(stdout).toContain('\\u202eevil');
      if (format !== 'json') expect(stdout + stderr).not.toContain('##[');
    }
  });

  it('cannot do it through arguments and settings either', () => {
    const cwd = makeFolder({ 'a.ts': '', 'looplint.config.json': `{"rules": {"${evil}": "off"}}` });
    const outputs = [
      runCli([`${evil}.ts`, '--no-config-lookup'], { cwd }),
      runCli([], { cwd }),
      runCli(['--rule', evil, '--no-config-lookup'], { cwd }),
      runCli([`--${evil}`, '--no-config-lookup'], { cwd }),
      runCli(['explain', evil, '--no-config-lookup'], { cwd }),
    ];
    for (const { code, stdout, stderr } of outputs) {
      expect(code).toBe(2);
      // eslint-disable-next-line no-control-regex -- They are what must not be there.
      expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/u);
    }
  });
});
