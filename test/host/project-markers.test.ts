import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findProjectFolders } from '../../rules/host/project-markers.js';
import { makeFolder } from './temporary-folder.js';

it.each([
  ['nothing', {}, ['one.ts', 'a/two.ts'], []],
  ['a manifest in the root', { 'package.json': '' }, ['a/b/two.ts'], ['.']],
  ['a repository', { '.git/HEAD': '' }, ['one.ts'], ['.']],
  ['a file that Git puts into a work tree', { '.git': '' }, ['one.ts'], ['.']],
  ['a project beside the path', { 'a/package.json': '' }, ['one.ts', 'b/two.ts'], []],
  ['a project around one of the paths', { 'a/package.json': '' }, ['one.ts', 'a/src/deep/two.ts'], ['a']],
  ['a project in a project', { 'a/setup.py': '', 'a/b/tsconfig.json': '' }, ['a/b/two.ts'], ['a']],
  ['two projects', { 'b/pyproject.toml': '', 'a/jsconfig.json': '' }, ['b/x.py', 'a/y.js', 'c/z.ts'], ['a', 'b']],
])('finds what belongs together where there is %s', (_, files, paths, expected) => {
  const root = makeFolder(files);
  const found = findProjectFolders(
    root,
    paths.map((path) => join(root, path)),
  );
  expect(found).toEqual(expected.map((folder) => join(root, folder)));
});

it('takes a folder in a project for a part of it', () => {
  const root = makeFolder({ 'package.json': '', 'src/a.ts': '' });
  expect(findProjectFolders(join(root, 'src'), [])).toEqual([join(root, 'src')]);
});

it('knows nothing of paths outside of the root', () => {
  const root = makeFolder({ 'here/a.ts': '', 'there/package.json': '' });
  expect(findProjectFolders(join(root, 'here'), [join(root, 'there/b.ts')])).toEqual([]);
});
