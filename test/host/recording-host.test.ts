import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createDiskHost } from '../../rules/host/disk-host.js';
import { findProjectFiles } from '../../rules/host/project-files.js';
import { createRecordingHost } from '../../rules/host/recording-host.js';
import { makeFolder } from './temporary-folder.js';

const open = (folder: string) => createRecordingHost(createDiskHost({ roots: [folder], assetDirectory: folder }));

/** Writes with a time of its own, however fast writes follow each other. */
function write(path: string, text: string, seconds: number): void {
  writeFileSync(path, text);
  utimesSync(path, 1_700_000_000 + seconds, 1_700_000_000 + seconds);
}

it('knows which files it would read differently', () => {
  const folder = makeFolder({ 'a.ts': 'a', 'b.ts': 'b' });
  const host = open(folder);
  const [a, b, c] = ['a.ts', 'b.ts', 'c.ts'].map((name) => join(folder, name)) as [string, string, string];
  expect([host.read(a), host.read(b), host.read(c)]).toEqual(['a', 'b', undefined]);
  expect(host.findChanges()).toEqual({ files: [], entries: [] });
  write(a, 'A', 1);
  rmSync(b);
  write(c, 'c', 2);
  expect([a, b, c].map(host.isStale)).toEqual([true, true, true]);
  expect(host.findChanges().files).toEqual([a, b, c]);
  host.read(a);
  expect(host.isStale(a)).toBe(true);
  host.forget([a, b, c]);
  host.read(a);
  expect(host.findChanges().files).toEqual([]);
});

it('knows which entries came and went, and that a replaced file is none of them', () => {
  const folder = makeFolder({ 'a.ts': 'a', 'sub/b.ts': 'b' });
  const host = open(folder);
  host.list(folder);
  write(join(folder, 'temporary'), 'A', 1);
  renameSync(join(folder, 'temporary'), join(folder, 'a.ts'));
  expect(host.findChanges().entries).toEqual([]);
  rmSync(join(folder, 'sub'), { recursive: true });
  write(join(folder, 'sub'), '', 2);
  mkdirSync(join(folder, 'new'));
  expect(host.findChanges().entries).toEqual([join(folder, 'new'), join(folder, 'sub')]);
  expect(host.findChanges().entries).toEqual([]);
});

it('knows what is something else, and which links lead elsewhere', () => {
  const folder = makeFolder({ 'one/index.ts': '', 'two/index.ts': '' });
  symlinkSync(join(folder, 'one'), join(folder, 'link'));
  const host = open(folder);
  host.list(folder);
  expect([host.kind(join(folder, 'late')), host.realpath(join(folder, 'link'))]).toEqual([
    undefined,
    join(folder, 'one'),
  ]);
  rmSync(join(folder, 'link'));
  symlinkSync(join(folder, 'two'), join(folder, 'link'));
  mkdirSync(join(folder, 'late'));
  expect(new Set(host.findChanges().entries)).toEqual(new Set([join(folder, 'link'), join(folder, 'late')]));
});

it('knows when the files of a project have to be looked for again', () => {
  const folder = makeFolder({ 'package.json': '', 'a.ts': '', 'sub/b.ts': '', 'task.py': '', '.gitignore': '' });
  const files = findProjectFiles(folder, 'javascript');
  expect([...files.paths]).toEqual([join(folder, 'a.ts'), join(folder, 'sub/b.ts')]);
  expect(files.isStale()).toBe(false);
  write(join(folder, 'a.ts'), 'other', 1);
  expect(files.isStale()).toBe(false);
  write(join(folder, '.gitignore'), 'sub/\n', 2);
  expect(files.isStale()).toBe(true);
  const fewer = findProjectFiles(folder, 'javascript');
  expect([...fewer.paths]).toEqual([join(folder, 'a.ts')]);
  write(join(folder, 'c.ts'), '', 3);
  expect(fewer.isStale()).toBe(true);
  expect([...findProjectFiles(folder, 'python').paths]).toEqual([join(folder, 'task.py')]);
});

it('finds no files where there is no project, until there is one', () => {
  const folder = makeFolder({ 'a.ts': '' });
  const none = findProjectFiles(folder, 'javascript');
  expect([none.paths.size, none.isStale()]).toEqual([0, false]);
  write(join(folder, 'package.json'), '{}', 1);
  expect(none.isStale()).toBe(true);
  expect([...findProjectFiles(folder, 'javascript').paths]).toEqual([join(folder, 'a.ts')]);
});

it('finds no files, and says why, where they are more than memory', () => {
  const folder = makeFolder({ 'package.json': '{}', 'a.ts': 'x'.repeat(100), 'b.ts': 'x'.repeat(100), 'c.py': '' });
  const { paths, problem } = findProjectFiles(folder, 'javascript', 150);
  expect(paths.size).toBe(0);
  expect(problem).toMatch(/^Each file is judged by itself and by what it imports, because .+ need more memory than/);
  expect(findProjectFiles(folder, 'python', 150)).toMatchObject({ paths: new Set([join(folder, 'c.py')]) });
  expect(findProjectFiles(folder, 'javascript', 200).problem).toBeUndefined();
});
