import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makeFolder, writeFiles } from '../host/temporary-folder.js';
import { findingsIn, looplint } from '../hosts/cli/looplint-process.js';

const GOOD = 'async function f() {}\nf();\n';
const GOOD_PYTHON = 'async def f():\n    pass\n\nasync def g():\n    f()\n';
const NEIGHBOURS = { 'package.json': '{}', 'good.ts': GOOD, 'good.py': GOOD_PYTHON };
const FOUND = ['good.py:5:5 no-floating-promises', 'good.ts:2:1 no-floating-promises'];
/** Much longer than any of these takes, and shorter than for ever. */
const PATIENCE = 120_000;

const DEPTH = 10_000;
const deep = (open: string, close = '', core = ''): string => open.repeat(DEPTH) + core + close.repeat(DEPTH);
const TOO_DEEP = /^odd\.\w+: The code is nested too deeply to be analysed\.$/m;

interface Oddity {
  readonly what: string;
  readonly name: string;
  readonly make: string | Uint8Array | ((path: string, folder: string) => void);
  /** What standard error says; nothing about the file when it is missing. */
  readonly notice?: RegExp;
  /** Findings in the file itself. */
  readonly found?: readonly string[];
  /** Exit code when an argument names the file, and nothing else is analysed; 1 when there are errors. */
  readonly named: 0 | 1;
}

const ODDITIES: readonly Oddity[] = [
  { what: 'an empty file', name: 'odd.ts', make: '', named: 0 },
  { what: 'an empty Python file', name: 'odd.py', make: '', named: 0 },
  {
    what: 'an interpreter line',
    name: 'odd.mjs',
    make: `#!/usr/bin/env node\n${GOOD}`,
    found: ['odd.mjs:3:1 no-floating-promises'],
    named: 1,
  },
  {
    what: 'a byte order mark',
    name: 'odd.ts',
    make: `\uFEFF${GOOD}`,
    found: ['odd.ts:2:1 no-floating-promises'],
    named: 1,
  },
  {
    what: 'a byte order mark before Python',
    name: 'odd.py',
    make: `\uFEFF${GOOD_PYTHON}`,
    found: ['odd.py:5:5 no-floating-promises'],
    named: 1,
  },
  {
    what: 'line ends of Windows',
    name: 'odd.ts',
    make: GOOD.replaceAll('\n', '\r\n'),
    found: ['odd.ts:2:1 no-floating-promises'],
    named: 1,
  },
  {
    what: 'a line of 5 MB',
    name: 'odd.ts',
    make: `const s = "${'x'.repeat(5_000_000)}";\n${GOOD}`,
    notice: /^odd\.ts: Not analysed: it has 4\.8 MiB, more than the limit of 1 MiB\.$/m,
    named: 0,
  },
  {
    what: 'bytes that are no UTF-8',
    name: 'odd.ts',
    make: new Uint8Array([0x2f, 0x2f, 0xe9, 0x0a]),
    notice: /^odd\.ts: Not analysed: it is not valid UTF-8\.$/m,
    named: 1,
  },
  {
    what: 'UTF-16',
    name: 'odd.py',
    make: new Uint8Array([0xfe, 0xff, 0x00, 0x61]),
    notice: /^odd\.py: Not analysed: it is UTF-16 and not UTF-8\.$/m,
    named: 1,
  },
  {
    what: 'a link to itself',
    name: 'odd.ts',
    make: (path) => symlinkSync('odd.ts', path),
    notice: /^odd\.ts: .+ a link that leads back to itself\.$/m,
    named: 1,
  },
  {
    what: 'a link to the folder above',
    name: 'odd',
    make: (path) => symlinkSync('.', path),
    notice: /^odd: This link was not followed: it leads to a folder above itself\.$/m,
    named: 0,
  },
  {
    what: 'a folder that is named like a file',
    name: 'odd.ts',
    make: (path) => {
      mkdirSync(path);
      writeFiles(path, { 'inside.ts': GOOD });
    },
    found: ['odd.ts/inside.ts:2:1 no-floating-promises'],
    named: 1,
  },
  {
    what: 'a pipe that nobody writes to',
    name: 'odd.ts',
    make: (path) => void execFileSync('mkfifo', [path]),
    notice: /^odd\.ts: Not analysed: it is not a regular file\.$/m,
    named: 1,
  },
  {
    what: 'a link to a device that never ends',
    name: 'odd.py',
    make: (path) => symlinkSync('/dev/zero', path),
    notice: /^odd\.py: .*(?:it leads out of the analysed folder|a link that leads out of the analysed folder)\.$/m,
    named: 0,
  },
  { what: 'nested brackets', name: 'odd.js', make: `${deep('[', ']')};\n`, notice: TOO_DEEP, named: 0 },
  { what: 'nested calls', name: 'odd.ts', make: `${deep('f(', ')')};\n`, notice: TOO_DEEP, named: 0 },
  { what: 'nested functions', name: 'odd.ts', make: `${deep('() => ', '', '1')};\n`, notice: TOO_DEEP, named: 0 },
  { what: 'nested blocks', name: 'odd.ts', make: deep('if (a) {', '}'), notice: TOO_DEEP, named: 0 },
  {
    what: 'a long chain of `else if`',
    name: 'odd.ts',
    make: `if (a) {} ${deep('else if (a) {} ')}`,
    notice: TOO_DEEP,
    named: 0,
  },
  { what: 'a long chain of calls', name: 'odd.ts', make: `a${deep('.then(b)')};\n`, notice: TOO_DEEP, named: 0 },
  { what: 'nested elements', name: 'odd.tsx', make: `x = ${deep('<a>', '</a>')};\n`, notice: TOO_DEEP, named: 0 },
  {
    what: 'nested attributes',
    name: 'odd.jsx',
    make: `x = ${deep('<a b={', '}/>', '1')};\n`,
    notice: TOO_DEEP,
    named: 0,
  },
  { what: 'nested types', name: 'odd.ts', make: `type A = ${deep('B<', '>', '1')};\n`, notice: TOO_DEEP, named: 0 },
  { what: 'nested Python', name: 'odd.py', make: `x = ${deep('(', ')', '1')}\n`, notice: TOO_DEEP, named: 0 },
  { what: 'nested Python calls', name: 'odd.py', make: `${deep('f(', ')')}\n`, notice: TOO_DEEP, named: 0 },
  {
    what: 'a component with nested code',
    name: 'odd.vue',
    make: `<script>\nx = ${deep('[', ']')};\n</script>\n`,
    notice: TOO_DEEP,
    named: 0,
  },
  {
    what: 'a syntax error',
    name: 'odd.ts',
    make: `${GOOD}function broken( {\n`,
    notice: /^odd\.ts: The file has syntax errors: the functions around them are not analysed\.$/m,
    named: 0,
  },
];

function place(folder: string, { name, make }: Oddity): void {
  const path = join(folder, name);
  if (typeof make === 'function') make(path, folder);
  else writeFileSync(path, make);
}

describe.each(ODDITIES)('$what', (oddity) => {
  const { name, notice, found = [], named } = oddity;

  it('costs the other files nothing', () => {
    const cwd = makeFolder(NEIGHBOURS);
    place(cwd, oddity);
    const { status, stdout, stderr } = looplint(['-f', 'compact'], cwd, { timeout: PATIENCE });
    expect(findingsIn(stdout)).toEqual([...FOUND, ...found]);
    expect(status).toBe(1);
    if (notice === undefined) expect(stderr).not.toContain('odd');
    else expect(stderr).toMatch(notice);
  });

  it('ends as documented when it is named', () => {
    const cwd = makeFolder({});
    place(cwd, oddity);
    const { status, stdout, stderr } = looplint([name, '-f', 'compact'], cwd, { timeout: PATIENCE });
    expect(status).toBe(named);
    if (notice !== undefined) expect(stdout + stderr).toMatch(/odd/);
    expect(stderr).not.toMatch(/Looplint failed|The analysis failed|Maximum call stack/);
  });
});

describe('what is there for a moment only', () => {
  it('is a socket, which nobody waits for', async () => {
    const cwd = makeFolder(NEIGHBOURS);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(cwd, 'odd.ts'), resolve));
    try {
      const { status, stdout, stderr } = looplint(['-f', 'compact'], cwd, { timeout: PATIENCE });
      expect([status, findingsIn(stdout)]).toEqual([1, FOUND]);
      expect(stderr).toMatch(/^odd\.ts: Not analysed: it is not a regular file\.$/m);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it.each([
    ['off', '1'],
    ['2', '2'],
  ])('is a file that is deleted after it was found (--concurrency %s)', (concurrency) => {
    const cwd = makeFolder({ ...NEIGHBOURS, 'odd.ts': GOOD, 'user.ts': "import { f } from './odd.js';\nf();\n" });
    // Takes the file away at the moment when somebody opens it.
    const hook = makeFolder({
      'hook.mjs': [
        "import fs from 'node:fs';",
        "import { syncBuiltinESMExports } from 'node:module';",
        'const { openSync } = fs;',
        'fs.openSync = (path, ...rest) => {',
        "  if (String(path).endsWith('/odd.ts')) fs.rmSync(path, { force: true });",
        '  return openSync(path, ...rest);',
        '};',
        'syncBuiltinESMExports();',
      ].join('\n'),
    });
    const nodeFlags = ['--import', pathToFileURL(join(hook, 'hook.mjs')).href];
    const run = looplint(['-f', 'compact', '--concurrency', concurrency], cwd, { nodeFlags, timeout: PATIENCE });
    expect([run.status, findingsIn(run.stdout)]).toEqual([1, FOUND]);
    expect(run.stderr).toMatch(/^odd\.ts: .*it does not exist\.$/m);
  });
});

describe('modules that import each other', () => {
  it.each([1, 2, 3, 500])('in a circle of %i', (size) => {
    const next = (index: number): string => `m${String((index + 1) % size)}`;
    const ring = Array.from({ length: size }, (_, index) => [
      `m${String(index)}.ts`,
      `import { run as next } from './${next(index)}.js';\nexport async function run() { await next(); }\nexport * from './${next(index)}.js';\nnext();\n`,
    ]);
    const cwd = makeFolder({ ...NEIGHBOURS, ...(Object.fromEntries(ring) as Record<string, string>) });
    const { status, stdout, stderr } = looplint(['-f', 'compact'], cwd, { timeout: PATIENCE });
    expect(status).toBe(1);
    expect(findingsIn(stdout)).toEqual(
      [...FOUND, ...ring.map(([name]) => `${String(name)}:4:1 no-floating-promises`)].sort(),
    );
    expect(stderr).toMatch(/^Analysed /);
  });
});
