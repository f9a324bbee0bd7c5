import { execFileSync, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { chmodSync, closeSync, openSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../host/temporary-folder.js';
import { repositoryRoot } from '../../support/repository.js';

const CLI = join(repositoryRoot, 'dist/cli.js');

const PROJECT = {
  'package.json': '{"type": "module"}',
  'src/config.ts':
    "import { readFileSync } from 'node:fs';\nexport function load(path: string) {\n  return readFileSync(path, 'utf8');\n}\n",
  'src/server.ts':
    "import { createServer } from 'node:http';\nimport { load } from './config.js';\nexport async function save(): Promise<void> {}\ncreateServer((request, response) => {\n  response.end(load(request.url ?? ''));\n}).listen(80);\nexport async function main() {\n  save();\n}\n",
};

function looplint(argv: readonly string[], cwd: string, input = ''): SpawnSyncReturns<string> {
  const { FORCE_COLOR: _force, NO_COLOR: _no, ...env } = process.env;
  return spawnSync(process.execPath, [CLI, ...argv], { cwd, input, env, encoding: 'utf8', maxBuffer: 1 << 28 });
}

describe('the built command', () => {
  it('finds a dropped promise and a blocking chain across files, and explains them', () => {
    const cwd = makeFolder(PROJECT);
    const run = looplint(['-f', 'json'], cwd);
    expect(run.status).toBe(1);
    const results = JSON.parse(run.stdout) as {
      filePath: string;
      messages: { ruleId: string; line: number; chain: { file: string; line: number }[] }[];
    }[];
    expect(results.map(({ filePath }) => filePath)).toEqual([join(cwd, 'src/config.ts'), join(cwd, 'src/server.ts')]);
    const messages = results[1]?.messages ?? [];
    expect(messages.map(({ ruleId, line }) => `${ruleId}:${line}`)).toEqual(
      expect.arrayContaining(['looplint/no-blocking-call:5', 'looplint/no-floating-promises:8']),
    );
    const blocking = messages.find(({ ruleId }) => ruleId === 'looplint/no-blocking-call');
    expect(blocking?.chain.at(-1)).toMatchObject({ file: join(cwd, 'src/config.ts'), line: 3 });
    expect(looplint(['explain', 'src/server.ts:5'], cwd).stdout).toContain('src/config.ts:3:10');
    expect(looplint(['explain', 'no-floating-promises'], cwd).stdout).toMatch(/^# no-floating-promises\n/);
  });

  it('explains who waits, and a place in a dependency with the files beside it', () => {
    const dependency = Object.fromEntries(
      Object.entries(PROJECT).map(([path, text]) => [`node_modules/served/${path}`, text]),
    );
    const { stdout } = looplint(['explain', 'node_modules/served/src/server.ts:5'], makeFolder(dependency));
    expect(stdout).toContain('node_modules/served/src/config.ts:3:10');
    expect(stdout).toContain('It runs in a request handler: everything else on that event loop waits.');
  });

  it('prints the same bytes with every number of threads, with and without a cache', () => {
    const cwd = makeFolder(PROJECT);
    const first = looplint(['--hints'], cwd).stdout;
    expect(first).toContain('no-floating-promises');
    for (const flags of [
      ['--concurrency', '2'],
      ['--concurrency', '3'],
      ['--concurrency', 'off'],
      ['--cache'],
      ['--cache'],
      ['.', 'src', 'src/server.ts'],
    ])
      expect(looplint(['--hints', ...flags], cwd).stdout).toBe(first);
  });

  it('reads standard input from a pipe', () => {
    const cwd = makeFolder(PROJECT);
    const run = looplint(
      ['--stdin', '--stdin-filename', 'src/server.ts', '-f', 'compact'],
      cwd,
      PROJECT['src/server.ts'].replace('  save()', '  await save()'),
    );
    expect(run.stdout).toContain('[no-blocking-call]');
    expect(run.stdout).not.toContain('[no-floating-promises]');
  });

  it('fixes what it may', () => {
    const cwd = makeFolder(PROJECT);
    const { stdout } = looplint(['--diff', '--unsafe-fixes'], cwd);
    expect(stdout).toContain('-  save();\n+  await save();\n');
    expect(looplint(['--unsafe-fixes', '--rule', 'no-blocking-call:off'], cwd).status).toBe(0);
    expect(readFileSync(join(cwd, 'src/server.ts'), 'utf8')).toBe(
      PROJECT['src/server.ts'].replace('  save()', '  await save()'),
    );
    expect(looplint(['--diff', '--unsafe-fixes'], cwd)).toMatchObject({ status: 0, stdout: '' });
  });

  it('ends quietly when nobody reads its output any more', () => {
    const cwd = makeFolder({ 'a.ts': `async function f() {}\n${'f();\n'.repeat(3000)}` });
    const script = `"$0" "$1" -f compact 2>stderr.txt | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const stdout = execFileSync('bash', ['-c', script, process.execPath, CLI], { cwd, encoding: 'utf8' });
    expect(stdout.split('\n')[0]).toContain('[no-floating-promises]');
    expect(['0', '1']).toContain(stdout.split('\n')[1]);
    expect(readFileSync(join(cwd, 'stderr.txt'), 'utf8')).not.toContain('EPIPE');
  });

  it('loses nothing of a large report', () => {
    const cwd = makeFolder({ 'a.ts': `async function f() {}\n${'f();\n'.repeat(3000)}` });
    const out = openSync(join(cwd, 'out.json'), 'w');
    spawnSync(process.execPath, [CLI, '-f', 'json'], { cwd, stdio: ['ignore', out, 'ignore'] });
    closeSync(out);
    const [toFile] = JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8')) as { errorCount: number }[];
    const [toPipe] = JSON.parse(looplint(['-f', 'json', 'a.ts'], cwd).stdout) as { errorCount: number }[];
    expect([toFile?.errorCount, toPipe?.errorCount]).toEqual([3000, 3000]);
  });

  it('names every odd file, analyses the rest, and ends as documented', () => {
    const good = 'async function f() {}\nf();\n';
    const cwd = makeFolder({
      'bom.ts': `\uFEFF${good}`,
      'crlf.ts': good.replaceAll('\n', '\r\n'),
      'cr.ts': good.replaceAll('\n', '\r'),
      'nul.ts': `// \0\n${good}`,
      'latin.ts': new Uint8Array([0x2f, 0x2f, 0xe9, 0x0a]),
      'utf16.ts': new Uint8Array([0xff, 0xfe, 0x61, 0x00]),
      'big.ts': `// ${'x'.repeat(5 * 1024 * 1024)}\n${good}`,
      'deep.ts': `${'['.repeat(10_000)}${']'.repeat(10_000)};\n`,
      'line.ts': `${good}const s = "${'x'.repeat(900_000)}"; f();\n`,
      'broken.ts': 'function (((\n',
      'empty.ts': '',
      'a/one.ts': "import '../b/two.js';\nimport './one.js';\n",
      'b/two.ts': "import '../a/one.js';\n",
    });
    symlinkSync('..', join(cwd, 'a/up'));
    symlinkSync('self.ts', join(cwd, 'self.ts'));
    const run = looplint(['-f', 'compact', '--stats'], cwd);
    expect(run.status).toBe(1);
    const found = run.stdout.split('\n').filter((line) => line.includes('[no-floating-promises]'));
    expect(found.map((line) => line.split(': ')[0])).toEqual(['bom.ts:2:1', 'cr.ts:2:1', 'crlf.ts:2:1', 'nul.ts:3:1']);
    expect(run.stderr).toContain('1 generated file left out.');
    for (const name of ['latin.ts', 'utf16.ts', 'big.ts', 'deep.ts', 'broken.ts', 'a/up', 'self.ts'])
      expect(run.stderr).toMatch(new RegExp(`^${name}: .+\\.$`, 'm'));
    expect(run.stderr).not.toMatch(/^(?:empty|a\/one|b\/two|bom|crlf|cr|nul)\.ts:/m);
  });

  it.runIf(process.getuid?.() === 0)('names what it may not read', () => {
    const cwd = makeFolder({ 'a.ts': '', 'locked.ts': '', 'folder/b.ts': '' });
    chmodSync(cwd, 0o755);
    chmodSync(join(cwd, 'locked.ts'), 0o000);
    chmodSync(join(cwd, 'folder'), 0o000);
    const nobody = { uid: 65_534, gid: 65_534, cwd, encoding: 'utf8' } as const;
    const run = spawnSync(process.execPath, [CLI], nobody);
    expect(run.status).toBe(0);
    expect(run.stderr).toContain('folder: This folder was not searched: permission is denied.\n');
    expect(run.stderr).toContain('locked.ts: Not analysed: permission is denied.\n');
    expect(run.stdout).toBe('No problems in 2 files.\n');
    expect(spawnSync(process.execPath, [CLI, 'locked.ts'], nobody).status).toBe(1);
  });

  it('leaves a project as it was', () => {
    const cwd = makeFolder(PROJECT);
    const before = readdirSync(cwd, { recursive: true });
    looplint(['--stats', '--hints'], cwd);
    expect(readdirSync(cwd, { recursive: true })).toEqual(before);
  });
});
