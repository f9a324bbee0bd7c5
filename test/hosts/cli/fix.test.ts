import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../host/temporary-folder.js';
import { runCli } from './run-cli.js';

function read(folder: string, name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

describe('--fix', () => {
  it('writes safe fixes and reports what is left', () => {
    const cwd = makeFolder({ 'a.ts': '\uFEFFold(); old();\r\nlost();\r\n', 'b.ts': 'lost();' });
    const { code, stdout, stderr } = runCli(['--fix', '-f', 'compact'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toBe(
      'a.ts:2:1: error The call of `lost` is found. [no-lost]\nb.ts:1:1: error The call of `lost` is found. [no-lost]\n',
    );
    expect(stderr).toContain('Applied 2 fixes in 1 file.\n');
    expect(read(cwd, 'a.ts')).toBe('\uFEFFrenewed(); renewed();\r\nlost();\r\n');
    expect(read(cwd, 'b.ts')).toBe('lost();');
    expect(readdirSync(cwd).sort()).toEqual(['a.ts', 'b.ts']);
  });

  it('writes unsafe fixes only when asked, and never a comment that silences', () => {
    const cwd = makeFolder({ 'a.ts': 'old(); lost(); block();' });
    expect(runCli(['--unsafe-fixes'], { cwd }).code).toBe(0);
    expect(read(cwd, 'a.ts')).toBe('renewed(); await lost(); block();');
    const again = runCli(['--unsafe-fixes'], { cwd });
    expect(again.stderr).not.toContain('Applied');
    expect(read(cwd, 'a.ts')).toBe('renewed(); await lost(); block();');
  });

  it('fixes only what is reported', () => {
    const cwd = makeFolder({ 'a.ts': '// looplint-disable-next-line\nold();' });
    runCli(['--fix'], { cwd });
    expect(read(cwd, 'a.ts')).toContain('old()');
    runCli(['--fix', '--rule', 'no-old:off', '--no-inline-config'], { cwd });
    expect(read(cwd, 'a.ts')).toContain('old()');
    runCli(['--fix', '--no-inline-config'], { cwd });
    expect(read(cwd, 'a.ts')).toContain('renewed()');
  });

  it('takes back a fix that leaves a syntax error, says so, and fixes the other files', () => {
    const cwd = makeFolder({ 'a.ts': 'rare();', 'b.ts': 'old();' });
    const { code, stderr } = runCli(['--fix', '--preset', 'strict'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(
      'a.ts: Not fixed: the fixes would leave a syntax error; report it with the file if you can.\n',
    );
    expect(read(cwd, 'a.ts')).toBe('rare();');
    expect(read(cwd, 'b.ts')).toBe('renewed();');
  });

  it('writes into no dependency, also when it is analysed by name', () => {
    const cwd = makeFolder({ 'node_modules/p/a.js': 'old();' });
    const { stderr } = runCli(['--fix', 'node_modules/p'], { cwd });
    expect(stderr).toContain('Not fixed: it belongs to a dependency or lies outside the analysed folder.');
    expect(read(cwd, 'node_modules/p/a.js')).toBe('old();');
  });

  it('writes nothing through a link out of the root', () => {
    const outside = makeFolder({ 'a.ts': 'old();' });
    const cwd = makeFolder({ 'b.ts': '' });
    symlinkSync(join(outside, 'a.ts'), join(cwd, 'a.ts'));
    runCli(['--fix', 'a.ts', 'b.ts'], { cwd });
    expect(read(outside, 'a.ts')).toBe('old();');
  });

  it('gives the new text in JSON, with positions of the new text', () => {
    const cwd = makeFolder({ 'a.ts': 'old(); lost();' });
    const [result] = JSON.parse(runCli(['--fix', '-f', 'json'], { cwd }).stdout) as {
      output: string;
      source?: string;
      messages: { column: number }[];
    }[];
    expect(result).toMatchObject({ output: 'renewed(); lost();', messages: [{ column: 12 }] });
    expect(result?.source).toBe(undefined);
  });
});

describe('--diff', () => {
  it('prints a patch that git applies to the very result of --fix, and writes nothing', () => {
    const files = {
      'src/a.ts': '\uFEFFone\r\nold();\r\nlost();',
      'src/with space.ts': 'old();\n',
      'x.ts': `${'line\n'.repeat(20)}old();\n${'line\n'.repeat(20)}old();\n`,
    };
    const cwd = makeFolder(files);
    const { code, stdout } = runCli(['--diff', '--unsafe-fixes'], { cwd });
    expect(code).toBe(1);
    for (const [name, text] of Object.entries(files)) expect(read(cwd, name)).toBe(text);

    const fixed = makeFolder(files);
    runCli(['--unsafe-fixes'], { cwd: fixed });
    execFileSync('git', ['init', '-q'], { cwd });
    execFileSync('git', ['apply', '-'], { cwd, input: stdout });
    for (const name of Object.keys(files)) expect(read(cwd, name)).toBe(read(fixed, name));
  });

  it('is empty and exits with 0 when there is nothing to fix', () => {
    const cwd = makeFolder({ 'a.ts': 'lost();' });
    expect(runCli(['--diff'], { cwd })).toMatchObject({ code: 0, stdout: '' });
  });

  it('is safe to look at on a terminal', () => {
    const cwd = makeFolder({ 'a.ts': 'old(); // \u001B[2J' });
    const { stdout } = runCli(['--diff', '--no-color'], { cwd, terminal: 'stdout' });
    expect(stdout).toContain('+renewed(); // \\u001b[2J');
    expect(runCli(['--diff'], { cwd }).stdout).toContain('+renewed(); // \u001B[2J');
  });
});

describe('--stdin', () => {
  it('analyses text under a name, with the settings for that name', () => {
    const cwd = makeFolder({
      'looplint.config.json': '{"overrides": [{"files": ["quiet/**"], "rules": {"no-lost": "off"}}]}',
      'a.ts': 'old();',
    });
    expect(runCli(['--stdin', '-f', 'compact'], { cwd, input: 'lost();' })).toMatchObject({
      code: 1,
      stdout: 'stdin.ts:1:1: error The call of `lost` is found. [no-lost]\n',
    });
    expect(runCli(['--stdin', '--stdin-filename', 'quiet/b.ts'], { cwd, input: '\uFEFFlost();' }).code).toBe(0);
    const [result] = JSON.parse(
      runCli(['--stdin', '--stdin-filename', 'a.ts', '-f', 'json'], { cwd, input: 'lost();' }).stdout,
    ) as { filePath: string; source: string }[];
    expect(result).toMatchObject({ filePath: join(cwd, 'a.ts'), source: 'lost();' });
  });

  it('gives fixes as a patch or in JSON and touches no file', () => {
    const cwd = makeFolder({ 'a.ts': 'disk' });
    const options = { cwd, input: 'old();\n' };
    expect(runCli(['--stdin', '--stdin-filename', 'a.ts', '--diff'], options).stdout).toBe(
      '--- a/a.ts\n+++ b/a.ts\n@@ -1,1 +1,1 @@\n-old();\n+renewed();\n',
    );
    const json = JSON.parse(
      runCli(['--stdin', '--stdin-filename', 'a.ts', '--fix', '-f', 'json'], options).stdout,
    ) as unknown[];
    expect(json).toMatchObject([{ output: 'renewed();\n' }]);
    expect(read(cwd, 'a.ts')).toBe('disk');
    expect(runCli(['--stdin', '--fix'], options)).toMatchObject({
      code: 2,
      stderr: 'Standard input cannot be fixed in place: add `--diff` for a patch, or `--format json`.\n',
    });
  });

  it('leaves out what a file of that name would be left out for', () => {
    const cwd = makeFolder({ 'looplint.config.json': '{"ignores": ["gen"]}' });
    const ask = (name: string, input: string | Uint8Array): object =>
      runCli(['--stdin', '--stdin-filename', name, '-f', 'compact'], { cwd, input });
    expect(ask('gen/a.ts', 'lost()')).toMatchObject({ code: 0, stdout: '' });
    expect(ask('a.md', 'lost()')).toMatchObject({ code: 0, stdout: '' });
    expect(ask('a.ts', ' '.repeat(1024 * 1024 + 1))).toMatchObject({ code: 0, stdout: '' });
    expect(ask('a.ts', new Uint8Array([0xff]))).toMatchObject({
      code: 2,
      stderr: 'Standard input cannot be analysed: it is not valid UTF-8.\n',
    });
  });
});
