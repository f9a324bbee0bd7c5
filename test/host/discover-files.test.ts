import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  discoverFiles,
  findStartFolder,
  type Discovery,
  type DiscoveryOptions,
} from '../../rules/host/discover-files.js';
import { relativePath } from '../../rules/host/paths.js';
import { makeFolder } from './temporary-folder.js';

function discover(root: string, paths: readonly string[], options?: Partial<DiscoveryOptions>): Discovery {
  return discoverFiles(root, paths, { cwd: root, ...options });
}

function names(root: string, discovery: Discovery): readonly string[] {
  return discovery.files.map((file) => relativePath(root, file.path));
}

function said(root: string, discovery: Discovery): readonly string[] {
  return discovery.notices.map((notice) => `${relativePath(root, notice.path)}: ${notice.message}`);
}

describe('discoverFiles', () => {
  it('finds every kind of source, sorted, and leaves out everything else', () => {
    const root = makeFolder({
      'b.ts': '',
      'a.tsx': '',
      'c.mts': '',
      'c.cts': '',
      'd.js': '',
      'd.jsx': '',
      'd.mjs': '',
      'd.cjs': '',
      'e.vue': '',
      'e.svelte': '',
      'e.astro': '',
      'f.py': '',
      'Z.ts': '',
      '.dot/x.ts': '',
      'types.d.ts': '',
      'types.d.mts': '',
      'style.d.css.ts': '',
      'README.md': '',
      'data.json': '',
      'f.pyi': '',
      'node_modules/x/index.js': '',
      '.git/hooks/x.js': '',
      'lib/__pycache__/x.py': '',
      '.venv/lib/x.py': '',
      'env/pyvenv.cfg': '',
      'env/lib/x.py': '',
    });
    expect(names(root, discover(root, ['.']))).toEqual([
      '.dot/x.ts',
      'Z.ts',
      'a.tsx',
      'b.ts',
      'c.cts',
      'c.mts',
      'd.cjs',
      'd.js',
      'd.jsx',
      'd.mjs',
      'e.astro',
      'e.svelte',
      'e.vue',
      'f.py',
    ]);
  });

  it('gives the same files whatever the order and the overlap of the arguments', () => {
    const root = makeFolder({ 'a/x.ts': '', 'a/y.ts': '', 'b/z.ts': '' });
    const one = discover(root, ['b', 'a', 'a/x.ts', 'a/*.ts']);
    expect(names(root, one)).toEqual(['a/x.ts', 'a/y.ts', 'b/z.ts']);
    expect(discover(root, ['a/*.ts', 'a/x.ts', 'b', 'a'])).toEqual(one);
  });

  it('respects ignore files at every level, in the folders above, and of the repository', () => {
    const root = makeFolder({
      '.git/info/exclude': 'private.ts\n',
      '.gitignore': 'out/\n*.gen.ts\n',
      'packages/.gitignore': '!keep.gen.ts\n',
      'packages/a/.gitignore': '/local.ts\n',
      'packages/a/out/x.ts': '',
      'packages/a/keep.gen.ts': '',
      'packages/a/drop.gen.ts': '',
      'packages/a/local.ts': '',
      'packages/a/deep/local.ts': '',
      'packages/a/private.ts': '',
      'packages/a/x.ts': '',
    });
    const expected = ['packages/a/deep/local.ts', 'packages/a/keep.gen.ts', 'packages/a/x.ts'];
    expect(names(root, discover(root, ['.']))).toEqual(expected);
    const inner = join(root, 'packages/a');
    expect(names(root, discoverFiles(inner, ['.'], { cwd: inner }))).toEqual(expected);
    expect(names(root, discover(root, ['.'], { ignoring: 'off' }))).toHaveLength(7);
  });

  it('takes a file or folder that is named in spite of ignore files and dependency folders', () => {
    const root = makeFolder({
      '.gitignore': 'dist\n*.js\n',
      'dist/a.ts': '',
      'dist/.gitignore': 'skip.ts\n',
      'dist/skip.ts': '',
      'node_modules/p/lib/x.js': '',
      'node_modules/p/dist/y.js': '',
      'node_modules/p/node_modules/q/z.js': '',
    });
    expect(names(root, discover(root, ['dist/a.ts']))).toEqual(['dist/a.ts']);
    expect(discover(root, ['dist/a.ts']).files[0]).toMatchObject({ explicit: true });
    expect(names(root, discover(root, ['dist']))).toEqual(['dist/a.ts']);
    expect(names(root, discover(root, ['node_modules/p']))).toEqual([
      'node_modules/p/dist/y.js',
      'node_modules/p/lib/x.js',
    ]);
    expect(discover(root, ['dist/*.ts'])).toMatchObject({ files: [], unmatched: [{ argument: 'dist/*.ts' }] });
  });

  it('leaves out what our own patterns exclude, and says so of a file that is named', () => {
    const root = makeFolder({ 'legacy/a.ts': '', 'src/b.ts': '', 'src/c.gen.ts': '' });
    const options = { ignores: [{ folder: root, patterns: ['/legacy', '*.gen.ts'] }] };
    expect(names(root, discover(root, ['.'], options))).toEqual(['src/b.ts']);
    const named = discover(root, ['legacy/a.ts', 'src/c.gen.ts'], options);
    expect(named).toMatchObject({ files: [], ignoredExplicitly: 2, unmatched: [] });
    expect(said(root, named)).toEqual([
      'legacy/a.ts: Not analysed: the ignore pattern `/legacy` matches it; add `--no-ignore` to analyse it.',
      'src/c.gen.ts: Not analysed: the ignore pattern `*.gen.ts` matches it; add `--no-ignore` to analyse it.',
    ]);
    expect(discover(root, ['legacy'], options).unmatched).toEqual([
      { argument: 'legacy', reason: 'the ignore pattern `/legacy` matches it; add `--no-ignore`' },
    ]);
    expect(names(root, discover(root, ['.'], { ...options, ignoring: 'off' }))).toHaveLength(3);
  });

  it('says of named files that are no sources why they are left out', () => {
    const root = makeFolder({ 'README.md': '', 'a.d.ts': '', 'b.test-d.ts': '' });
    const discovery = discover(root, ['README.md', 'a.d.ts', 'b.test-d.ts']);
    expect(discovery).toMatchObject({ files: [], ignoredExplicitly: 3, unmatched: [] });
    expect(said(root, discovery)).toEqual([
      'README.md: Not analysed: looplint reads .ts .tsx .mts .cts .js .jsx .mjs .cjs .vue .svelte .astro .py files.',
      'a.d.ts: Not analysed: it is a declaration file, which runs nothing.',
      'b.test-d.ts: Not analysed: it tests types and is never run.',
    ]);
  });

  it('matches globs that the shell left alone, and names with brackets as they are', () => {
    const root = makeFolder({ 'src/a.ts': '', 'src/b/c.ts': '', 'src/b/d.js': '', 'app/[id].ts': '', 'app/i.ts': '' });
    expect(names(root, discover(root, ['src/**/*.ts']))).toEqual(['src/a.ts', 'src/b/c.ts']);
    expect(names(root, discover(root, ['src/*.ts']))).toEqual(['src/a.ts']);
    expect(names(root, discover(root, ['{src,app}/*.ts']))).toEqual(['app/[id].ts', 'app/i.ts', 'src/a.ts']);
    expect(names(root, discover(root, ['app/[id].ts']))).toEqual(['app/[id].ts']);
    expect(names(root, discover(root, [`${root}/src/b/*`]))).toEqual(['src/b/c.ts', 'src/b/d.js']);
  });

  it.each([
    ['missing.ts', 'it does not exist'],
    ['missing/deeper.ts', 'it does not exist'],
    ['a.ts/b.ts', 'it does not exist'],
    ['', 'it is not a path'],
    ['a\0.ts', 'it is not a path'],
    ['src/[z', 'it has a `[` or a `\\` without its partner'],
    ['nowhere/*.ts', 'no file matches it, or every file that does is ignored'],
  ])('reports %j as unmatched', (argument, reason) => {
    const root = makeFolder({ 'a.ts': '', 'src/a.ts': '' });
    expect(discover(root, [argument])).toMatchObject({ files: [], unmatched: [{ argument, reason }] });
  });

  it('follows links inside the root once and stops at loops and at the border', () => {
    const outside = makeFolder({ 'secret.ts': '', 'lib/x.ts': '' });
    const root = makeFolder({ 'src/a.ts': '', 'shared/s.ts': '' });
    symlinkSync('..', join(root, 'src/up'));
    symlinkSync('self.ts', join(root, 'src/self.ts'));
    symlinkSync('a.ts', join(root, 'src/again.ts'));
    symlinkSync('../shared', join(root, 'src/shared'));
    symlinkSync(join(outside, 'secret.ts'), join(root, 'src/secret.ts'));
    symlinkSync(join(outside, 'lib'), join(root, 'src/lib'));
    symlinkSync('nothing.ts', join(root, 'src/broken.ts'));
    const discovery = discover(root, ['src']);
    expect(names(root, discovery)).toEqual(['shared/s.ts', 'src/a.ts']);
    expect(said(root, discovery)).toEqual([
      'src/lib: This link was not followed: it leads out of the analysed folder.',
      'src/secret.ts: This link was not followed: it leads out of the analysed folder.',
      'src/self.ts: This link was not followed: it is a link that leads back to itself.',
      'src/up: This link was not followed: it leads to a folder above itself.',
    ]);
    expect(discover(root, ['src/secret.ts', 'src/lib'])).toMatchObject({
      files: [],
      notices: [{ kind: 'outside-root' }, { kind: 'outside-root' }],
    });
    expect(names(root, discover(root, ['src/again.ts', 'src/a.ts']))).toEqual(['src/a.ts']);
  });

  it('names files over the limit and goes on', () => {
    const root = makeFolder({ 'a.ts': 'x'.repeat(1024 * 1024), 'big.ts': 'x'.repeat(1024 * 1024 + 1), 'empty.ts': '' });
    const discovery = discover(root, ['.']);
    expect(names(root, discovery)).toEqual(['a.ts', 'empty.ts']);
    expect(said(root, discovery)).toEqual(['big.ts: Not analysed: it has 1.0 MiB, more than the limit of 1 MiB.']);
  });

  it('survives a folder that looks like a source, and folders nested deeper than any recursion', () => {
    const root = makeFolder({ 'dir.ts/x.ts': '' });
    mkdirSync(join(root, 'n/'.repeat(1500)), { recursive: true });
    expect(names(root, discover(root, ['.']))).toEqual(['dir.ts/x.ts']);
  });

  it.skipIf(process.getuid?.() === 0)('names a folder that may not be read', () => {
    const root = makeFolder({ 'a.ts': '' });
    mkdirSync(join(root, 'locked'), { mode: 0o000 });
    expect(said(root, discover(root, ['.']))).toEqual(['locked: This folder was not searched: permission is denied.']);
  });
});

describe('findStartFolder', () => {
  it('is where the run starts, unless everything lies elsewhere', () => {
    const folder = makeFolder({
      'here/a.ts': '',
      'other/package.json': '{}',
      'other/src/b.ts': '',
      'other/src/c/d.ts': '',
    });
    const here = join(folder, 'here');
    const other = join(folder, 'other');
    expect(findStartFolder(here, [])).toBe(here);
    expect(findStartFolder(here, ['a.ts', '../other/src'])).toBe(here);
    expect(findStartFolder(here, ['../other/src/b.ts', '../other/src/c/*.ts'])).toBe(other);
  });
});
