import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAnalysis } from '../../support/analysis-session.js';
import { makeFolder, writeFiles } from '../../host/temporary-folder.js';

const ASYNC = 'export async function load() {}\n';
const SYNC = 'export function load() {}\n';
const CALL = "import { load } from './load.js';\nload();\n";
const BAD = 'async function f() {}\nf();\nexport {};\n';

describe('an unsaved text', () => {
  it('counts for other files, and its end brings the disk back', async () => {
    const folder = makeFolder({ 'package.json': '{}', 'load.ts': SYNC, 'main.ts': CALL });
    const session = await openAnalysis({ folders: [folder] });
    const [main, load] = [join(folder, 'main.ts'), join(folder, 'load.ts')];
    session.open(main, CALL, 3);
    expect(await session.check(main)).toMatchObject({ findings: [], version: 3 });
    session.open(load, ASYNC);
    // Nobody asks: the thread finds out by itself whom the edit concerns.
    expect(await session.announced(({ kind }) => kind === 'changed')).toEqual({ kind: 'changed', paths: [main] });
    expect((await session.check(main)).findings).toMatchObject([
      { ruleId: 'no-floating-promises', span: { start: { line: 1, character: 0 } } },
    ]);
    session.client.tell({ kind: 'closed', path: load });
    expect((await session.check(main)).findings).toEqual([]);
  });

  it('wins over what happens on the disk', async () => {
    const folder = makeFolder({ 'package.json': '{}', 'load.ts': SYNC, 'main.ts': CALL });
    const session = await openAnalysis({ folders: [folder] });
    const [main, load] = [join(folder, 'main.ts'), join(folder, 'load.ts')];
    session.open(load, ASYNC);
    expect((await session.check(main)).findings).toHaveLength(1);
    writeFileSync(load, 'export const load = 1;\n');
    session.client.tell({ kind: 'disk', paths: [load] });
    expect((await session.check(main)).findings).toHaveLength(1);
    rmSync(load);
    session.client.tell({ kind: 'disk', paths: [load] });
    expect((await session.check(main)).findings).toHaveLength(1);
    session.client.tell({ kind: 'closed', path: load });
    expect((await session.check(main)).findings).toHaveLength(0);
    expect(await session.ask('files', {})).toEqual([main]);
  });

  it('may be one of a file that is not there yet, and becomes one that is', async () => {
    const folder = makeFolder({ 'package.json': '{}', 'main.ts': CALL });
    const session = await openAnalysis({ folders: [folder] });
    const [main, load] = [join(folder, 'main.ts'), join(folder, 'load.ts')];
    expect((await session.check(main)).findings).toHaveLength(0);
    session.open(load, ASYNC);
    expect((await session.check(main)).findings).toHaveLength(1);
    expect(await session.ask('files', {})).toEqual([main]);
    writeFileSync(load, ASYNC);
    session.client.tell({ kind: 'disk', paths: [load] });
    session.client.tell({ kind: 'closed', path: load });
    expect((await session.check(main)).findings).toHaveLength(1);
    expect(await session.ask('files', {})).toEqual([load, main]);
  });

  it('is judged with its own byte order mark and line ends', async () => {
    const folder = makeFolder({ 'package.json': '{}' });
    const session = await openAnalysis({ folders: [folder] });
    const path = join(folder, 'a.ts');
    session.open(path, '\uFEFFfetch("a");\r"b";\u2028fetch("c");\n');
    expect((await session.check(path)).findings.map(({ span }) => span.start)).toEqual([
      { line: 0, character: 1 },
      { line: 1, character: 5 },
    ]);
  });
});

describe('a file', () => {
  it('comes, changes and goes on the disk', async () => {
    const folder = makeFolder({ 'package.json': '{}', 'main.ts': CALL });
    const session = await openAnalysis({ folders: [folder] });
    const main = join(folder, 'main.ts');
    const tell = (name: string): void => session.client.tell({ kind: 'disk', paths: [join(folder, name)] });
    expect((await session.check(main)).findings).toHaveLength(0);
    writeFiles(folder, { 'load.ts': ASYNC });
    tell('load.ts');
    expect((await session.check(main)).findings).toHaveLength(1);
    writeFiles(folder, { 'load.ts': SYNC });
    tell('load.ts');
    expect((await session.check(main)).findings).toHaveLength(0);
    writeFiles(folder, { 'load.ts': ASYNC });
    tell('load.ts');
    expect((await session.check(main)).findings).toHaveLength(1);
    rmSync(join(folder, 'load.ts'));
    tell('load.ts');
    expect((await session.check(main)).findings).toHaveLength(0);
  });

  it('comes with its folder, by one event', async () => {
    const folder = makeFolder({ 'package.json': '{}', 'main.ts': CALL.replace('./load', './lib/load') });
    const session = await openAnalysis({ folders: [folder] });
    expect((await session.check(join(folder, 'main.ts'))).findings).toHaveLength(0);
    writeFiles(folder, { 'lib/load.ts': ASYNC });
    session.client.tell({ kind: 'disk', paths: [join(folder, 'lib')] });
    expect((await session.check(join(folder, 'main.ts'))).findings).toHaveLength(1);
    writeFiles(folder, { 'lib/load.ts': SYNC });
    session.client.tell({ kind: 'disk', paths: [join(folder, 'lib')] });
    expect((await session.check(join(folder, 'main.ts'))).findings).toHaveLength(0);
  });

  it('that is left out of runs can be opened, but for one that our own patterns leave out', async () => {
    const folder = makeFolder({
      'package.json': '{}',
      '.gitignore': 'ignored.ts\n',
      'looplint.config.json': '{ "ignores": ["left-out.ts"] }',
      'ignored.ts': BAD,
      'left-out.ts': BAD,
      'types.d.ts': 'export {};\n',
      'readme.md': '# fetch()\n',
    });
    const session = await openAnalysis({ folders: [folder] });
    expect(await session.ask('files', {})).toEqual([]);
    expect((await session.check(join(folder, 'ignored.ts'))).findings).toHaveLength(1);
    for (const name of ['left-out.ts', 'types.d.ts', 'readme.md'])
      expect(await session.check(join(folder, name)), name).toMatchObject({
        findings: [],
        notices: [{ kind: 'ignored' }],
      });
  });

  it('outside of every folder is judged with its own project', async () => {
    const folder = makeFolder({ 'package.json': '{}' });
    const other = makeFolder({
      'package.json': '{}',
      'looplint.config.json': '{ "rules": { "no-floating-promises": "hint" } }',
      'src/load.ts': ASYNC,
      'src/main.ts': CALL,
    });
    const session = await openAnalysis({ folders: [folder] });
    const main = join(other, 'src/main.ts');
    session.open(main, CALL);
    expect((await session.check(main)).findings).toMatchObject([{ level: 'hint' }]);
    session.open(join(other, 'src/load.ts'), SYNC);
    expect((await session.check(main)).findings).toEqual([]);
    expect(await session.ask('files', {})).toEqual([]);
  });

  it('that is too large, or no text, is named', async () => {
    const folder = makeFolder({
      'package.json': '{}',
      'big.ts': `//${'x'.repeat(1024 * 1024)}`,
      'odd.ts': new Uint8Array([0xff, 0xfe, 0, 1]),
    });
    const session = await openAnalysis({ folders: [folder] });
    expect((await session.check(join(folder, 'big.ts'))).notices).toMatchObject([{ kind: 'too-large' }]);
    expect((await session.check(join(folder, 'odd.ts'))).notices).toMatchObject([{ kind: 'not-text' }]);
    session.open(join(folder, 'typed.ts'), `//${'é'.repeat(600 * 1024)}`);
    expect((await session.check(join(folder, 'typed.ts'))).notices).toMatchObject([{ kind: 'too-large' }]);
    expect((await session.check(join(folder, 'missing.ts'))).notices).toMatchObject([{ kind: 'unreadable' }]);
  });
});

describe('folders', () => {
  it('come and go, have their own settings, and lie in each other', async () => {
    const one = makeFolder({
      'package.json': '{}',
      'main.ts': BAD,
      'inner/package.json': '{}',
      'inner/main.ts': BAD,
      'inner/looplint.config.json': '{ "rules": { "no-floating-promises": "hint" } }',
    });
    const two = makeFolder({ 'package.json': '{}', 'main.ts': BAD });
    const session = await openAnalysis({ folders: [one, { path: two, rules: { 'no-floating-promises': 'warning' } }] });
    const paths = [join(one, 'main.ts'), join(one, 'inner/main.ts'), join(two, 'main.ts')];
    // Outside of the folders only what the user has open is judged.
    for (const path of paths) session.open(path, BAD);
    const levels = async (): Promise<readonly unknown[]> => {
      const reports = [];
      for (const path of paths) reports.push(await session.check(path));
      return reports.map(({ findings }) => findings.map(({ level }) => level).join());
    };
    expect(await levels()).toEqual(['error', 'error', 'warning']);
    session.client.tell({ kind: 'folders', folders: [{ path: one }, { path: join(one, 'inner') }] });
    expect(await levels()).toEqual(['error', 'hint', 'error']);
    expect(await session.ask('files', {})).toEqual([join(one, 'inner/main.ts'), join(one, 'main.ts')]);
    session.client.tell({ kind: 'folders', folders: [{ path: two, requireConfig: true }] });
    expect(await levels()).toEqual(['error', 'hint', '']);
    expect(await session.ask('files', {})).toEqual([]);
  });

  it('do not suffer from settings that cannot be used elsewhere', async () => {
    const one = makeFolder({
      'package.json': '{}',
      'main.ts': BAD,
      'looplint.config.json': '{\n  "rules": { "no-floating-promises": "loud" } }',
    });
    const two = makeFolder({ 'package.json': '{}', 'main.ts': BAD });
    const session = await openAnalysis({ folders: [one, two] });
    const config = join(one, 'looplint.config.json');
    expect((await session.check(join(two, 'main.ts'))).findings).toHaveLength(1);
    expect((await session.check(join(one, 'main.ts'))).findings).toMatchObject([{ level: 'error' }]);
    expect(await session.announced(({ kind }) => kind === 'configuration')).toMatchObject({
      path: config,
      line: 2,
      problem: expect.stringContaining('`loud`') as unknown,
    });
    expect((await session.ask('status', {})).folders).toMatchObject([
      { problem: expect.stringContaining(':2:') as unknown },
      { path: two, files: 1 },
    ]);

    writeFileSync(config, '{ "rules": { "no-floating-promises": "hint" } }');
    session.client.tell({ kind: 'disk', paths: [config] });
    expect((await session.check(join(one, 'main.ts'))).findings).toMatchObject([{ level: 'hint' }]);
    await session.announced((one) => one.kind === 'configuration' && one.problem === undefined);
    // Half-written settings change nothing.
    writeFileSync(config, '{ "rules": {');
    session.client.tell({ kind: 'disk', paths: [config] });
    expect((await session.check(join(one, 'main.ts'))).findings).toMatchObject([{ level: 'hint' }]);
    rmSync(config);
    session.client.tell({ kind: 'disk', paths: [config] });
    expect((await session.check(join(one, 'main.ts'))).findings).toMatchObject([{ level: 'error' }]);
  });

  it('read ignore files and manifests again when they change', async () => {
    const folder = makeFolder({ 'package.json': '{}', 'a.ts': BAD, 'b.ts': BAD });
    const session = await openAnalysis({ folders: [folder] });
    expect(await session.ask('files', {})).toHaveLength(2);
    writeFiles(folder, { '.gitignore': 'b.ts\n' });
    session.client.tell({ kind: 'disk', paths: [join(folder, '.gitignore')] });
    expect(await session.ask('files', {})).toEqual([join(folder, 'a.ts')]);
  });

  it('may be links: files keep the names that the editor has for them', async () => {
    const folder = makeFolder({ 'real/package.json': '{}', 'real/load.ts': ASYNC, 'real/main.ts': CALL });
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    const session = await openAnalysis({ folders: [join(folder, 'link')] });
    const main = join(folder, 'link/main.ts');
    expect(await session.ask('files', {})).toEqual([join(folder, 'link/load.ts'), main]);
    session.open(main, `\n${CALL}`);
    expect(await session.check(main)).toMatchObject({ path: main, findings: [{ span: { start: { line: 2 } } }] });
  });

  it('hold Python too', async () => {
    const folder = makeFolder({
      'pyproject.toml': '[project]\nname = "a"\n',
      'main.py': 'async def work():\n    pass\n\n\nasync def main():\n    work()\n',
    });
    const session = await openAnalysis({ folders: [folder] });
    expect(await session.check(join(folder, 'main.py'))).toMatchObject({
      language: 'python',
      findings: [{ ruleId: 'no-floating-promises' }],
    });
  });
});
