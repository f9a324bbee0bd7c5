import { describe, expect, it } from 'vitest';
import { resolving } from '../../support/resolution.js';

const NONE = '';

const PACKAGES = {
  'main.ts': NONE,
  'packages/a/package.json': { name: '@x/a', main: './index.ts' },
  'packages/a/index.ts': NONE,
  'packages/deep/b/package.json': { name: 'b', main: './index.ts' },
  'packages/deep/b/index.ts': NONE,
  'apps/c/package.json': { name: 'c', main: './index.ts' },
  'apps/c/index.ts': NONE,
};

describe('packages of a workspace, with nothing installed', () => {
  it.each([
    ['npm and yarn', { 'package.json': { workspaces: ['packages/*'] } }, ['@x/a']],
    ['old yarn', { 'package.json': { workspaces: { packages: ['packages/*', 'apps/*'] } } }, ['@x/a', 'c']],
    ['two stars', { 'package.json': { workspaces: ['packages/**'] } }, ['@x/a', 'b']],
    ['braces', { 'package.json': { workspaces: ['{packages,apps}/*'] } }, ['@x/a', 'c']],
    ['plain folders', { 'package.json': { workspaces: ['./packages/a', 'apps/c/'] } }, ['@x/a', 'c']],
    ['exceptions', { 'package.json': { workspaces: ['*/**', '!**/deep/**', '!apps/*'] } }, ['@x/a']],
    ['a part of a name', { 'package.json': { workspaces: ['pack*/?'] } }, ['@x/a']],
    ['pnpm', { 'pnpm-workspace.yaml': "packages:\n  - 'packages/*'\n  - apps/**\n" }, ['@x/a', 'c']],
    ['pnpm in flow form', { 'pnpm-workspace.yaml': 'packages: ["packages/**", apps/*]' }, ['@x/a', 'b', 'c']],
    ['lerna', { 'lerna.json': { packages: ['apps/*'] } }, ['c']],
    ['lerna by default', { 'lerna.json': {} }, ['@x/a']],
    ['rush', { 'rush.json': '/* c */ {"projects": [{"projectFolder": "packages/deep/b"}]}' }, ['b']],
    ['nobody', { 'package.json': {} }, []],
    ['too much for a list', { 'package.json': { workspaces: [1, null, '', '/', '../x', '!'] } }, []],
  ])('%s', (_, declaration, expected) => {
    const { lead } = resolving({ ...PACKAGES, ...declaration });
    const found = ['@x/a', 'b', 'c'].filter((name) => !lead('main.ts', name).startsWith('missing'));
    expect(found).toEqual(expected);
  });

  it('are seen from any file below the declaration, and from nowhere else', () => {
    const { lead } = resolving({
      'one/package.json': { workspaces: ['p'] },
      'one/p/package.json': { name: 'p', main: 'p.ts' },
      'one/p/p.ts': NONE,
      'one/q/r/main.ts': NONE,
      'two/main.ts': NONE,
    });
    expect(lead('one/q/r/main.ts', 'p')).toBe('one/p/p.ts');
    expect(lead('two/main.ts', 'p')).toBe('missing p');
  });

  it('take the nearest workspace of several, and of two packages with one name the first by path', () => {
    const member = { name: 'p', main: 'p.ts' };
    const { lead } = resolving({
      'package.json': { workspaces: ['z', 'y', 'inner'] },
      'z/package.json': member,
      'z/p.ts': NONE,
      'y/package.json': member,
      'y/p.ts': NONE,
      'inner/package.json': { workspaces: ['x'] },
      'inner/x/package.json': member,
      'inner/x/p.ts': NONE,
    });
    expect(lead('main.ts', 'p')).toBe('y/p.ts');
    expect(lead('inner/main.ts', 'p')).toBe('inner/x/p.ts');
  });

  it('stand back behind what is installed, unless that is a copy of them', () => {
    const files = {
      'package.json': { workspaces: ['w'] },
      'main.ts': NONE,
      'w/package.json': { name: 'w', version: '2.0.0', main: './src/i.ts' },
      'w/src/i.ts': NONE,
      'node_modules/w/i.d.ts': NONE,
    };
    const other = { ...files, 'node_modules/w/package.json': { name: 'w', version: '1.0.0', types: 'i.d.ts' } };
    expect(resolving(other).lead('main.ts', 'w')).toBe('external node_modules/w/i.d.ts');
    const copy = { ...files, 'node_modules/w/package.json': { name: 'w', version: '2.0.0', types: 'i.d.ts' } };
    expect(resolving(copy).lead('main.ts', 'w')).toBe('w/src/i.ts');
  });

  it('never come out of node_modules', () => {
    const { lead } = resolving({
      'package.json': { workspaces: ['**'] },
      'main.ts': NONE,
      'a/node_modules/hidden/package.json': { name: 'hidden', main: 'i.js' },
      'a/node_modules/hidden/i.js': NONE,
    });
    expect(lead('main.ts', 'hidden')).toBe('missing hidden');
  });
});

describe('the source of a workspace package', () => {
  /** Where `p`, or a subpath of it, leads, without and with the files that a build writes. */
  const both = (
    manifest: object,
    sources: readonly string[],
    written: readonly string[],
    more: { readonly ask?: string; readonly files?: Readonly<Record<string, unknown>> } = {},
  ): readonly string[] => {
    const unbuilt = {
      'package.json': { workspaces: ['p'] },
      'main.ts': NONE,
      'p/package.json': { name: 'p', ...manifest },
      ...Object.fromEntries(sources.map((name) => [`p/${name}`, NONE])),
      ...more.files,
    };
    const built = { ...unbuilt, ...Object.fromEntries(written.map((name) => [`p/${name}`, NONE])) };
    return [unbuilt, built].map((files) => resolving(files).lead('main.ts', more.ask ?? 'p'));
  };
  const config = (compilerOptions: object, rest: object = {}) => ({
    files: { 'p/tsconfig.json': { compilerOptions, ...rest } },
  });

  it.each([
    [
      'outDir and rootDir',
      both({ main: 'bin/i.js' }, ['code/i.ts'], ['bin/i.js'], config({ outDir: 'bin', rootDir: 'code' })),
      'p/code/i.ts',
    ],
    [
      'declarationDir',
      both({ types: 'd/i.d.ts' }, ['code/i.ts'], ['d/i.d.ts'], config({ declarationDir: 'd', rootDir: 'code' })),
      'p/code/i.ts',
    ],
    [
      'outDir and the only included folder',
      both({ main: 'bin/i.js' }, ['code/i.ts'], ['bin/i.js'], config({ outDir: 'bin' }, { include: ['code/**/*'] })),
      'p/code/i.ts',
    ],
    [
      'outDir of a package that is its own root',
      both({ main: 'bin/code/i.js' }, ['code/i.ts'], ['bin/code/i.js'], config({ outDir: 'bin' })),
      'p/code/i.ts',
    ],
    [
      'a wide rootDir',
      both({ main: 'bin/p/code/i.js' }, ['code/i.ts'], ['bin/p/code/i.js'], config({ outDir: 'bin', rootDir: '..' })),
      'p/code/i.ts',
    ],
    [
      'a configuration beside tsconfig.json',
      both({ main: 'bin/i.js' }, ['code/i.ts'], ['bin/i.js'], {
        files: { 'p/tsconfig.build.json': { compilerOptions: { outDir: 'bin', rootDir: 'code' } } },
      }),
      'p/code/i.ts',
    ],
    [
      'a referenced configuration',
      both({ main: 'bin/i.js' }, ['code/i.ts'], ['bin/i.js'], {
        files: {
          'p/tsconfig.json': { files: [], references: [{ path: './code' }] },
          'p/code/tsconfig.json': { compilerOptions: { outDir: '../bin', rootDir: '.' } },
        },
      }),
      'p/code/i.ts',
    ],
    [
      'a source condition',
      both({ exports: { source: './x/i.ts', default: './dist/z.js' } }, ['x/i.ts'], ['dist/z.js']),
      'p/x/i.ts',
    ],
    [
      'a condition of the project',
      both({ exports: { '@x/dev': './x/i.ts', default: './dist/z.js' } }, ['x/i.ts'], ['dist/z.js'], {
        files: { 'tsconfig.json': { compilerOptions: { customConditions: ['@x/dev'] } } },
      }),
      'p/x/i.ts',
    ],
    [
      'development as one more bundle',
      both(
        { exports: { development: './dist/dev/i.js', default: './dist/i.js' } },
        ['src/i.ts'],
        ['dist/dev/i.js', 'dist/i.js'],
      ),
      'p/src/i.ts',
    ],
    ['the source field', both({ source: 'x/i.js', main: 'dist/z.js' }, ['x/i.js'], ['dist/z.js']), 'p/x/i.js'],
    [
      'publishConfig: the manifest itself names source',
      both({ main: './x/i.ts', publishConfig: { main: './dist/i.js' } }, ['x/i.ts'], ['dist/i.js']),
      'p/x/i.ts',
    ],
    [
      'dist',
      both({ main: './dist/i.js', types: './dist/i.d.ts' }, ['src/i.ts'], ['dist/i.js', 'dist/i.d.ts']),
      'p/src/i.ts',
    ],
    ['lib', both({ main: 'lib/i.js' }, ['src/i.tsx'], ['lib/i.js', 'lib/i.d.ts']), 'p/src/i.tsx'],
    ['lib, from sources in place', both({ main: 'lib/i.js' }, ['lib/i.ts'], ['lib/i.js', 'lib/i.d.ts']), 'p/lib/i.ts'],
    ['build', both({ main: 'build/i.js' }, ['src/i.js'], ['build/i.js']), 'p/src/i.js'],
    ['a main without extension', both({ main: 'dist/i' }, ['src/i.ts'], ['dist/i.js']), 'p/src/i.ts'],
    ['a main that is a folder', both({ main: 'dist' }, ['src/index.ts'], ['dist/index.js']), 'p/src/index.ts'],
    [
      'a folder per format',
      both({ module: 'dist/esm/i.mjs', main: 'dist/cjs/i.cjs' }, ['src/i.ts'], ['dist/esm/i.mjs', 'dist/cjs/i.cjs']),
      'p/src/i.ts',
    ],
    ['a format in the name', both({ main: 'dist/i.cjs.prod.js' }, ['src/i.ts'], ['dist/i.cjs.prod.js']), 'p/src/i.ts'],
    ['the package in the name', both({ main: 'dist/p.umd.js' }, ['src/index.ts'], ['dist/p.umd.js']), 'p/src/index.ts'],
    [
      'declarations elsewhere',
      both({ types: 'types/i.d.ts', main: 'dist/i.js' }, ['src/i.ts'], ['types/i.d.ts', 'dist/i.js']),
      'p/src/i.ts',
    ],
    [
      'module extensions',
      both({ main: 'dist/i.mjs' }, ['src/i.mts', 'src/i.ts'], ['dist/i.mjs', 'dist/i.d.mts']),
      'p/src/i.mts',
    ],
    ['sources beside dist', both({ main: 'dist/i.js' }, ['i.ts'], ['dist/i.js']), 'p/i.ts'],
    ['an index behind a file', both({ main: 'dist/i.js' }, ['src/i/index.ts'], ['dist/i.js']), 'p/src/i/index.ts'],
    ['src kept in dist', both({ main: 'dist/src/i.js' }, ['src/i.ts'], ['dist/src/i.js']), 'p/src/i.ts'],
    ['output at the top', both({ main: 'index.js' }, ['src/index.ts'], ['index.js', 'index.d.ts']), 'p/src/index.ts'],
    [
      'a bundle named otherwise',
      both({ main: 'dist/bundle.js' }, ['src/index.ts'], ['dist/bundle.js']),
      'p/src/index.ts',
    ],
    ['no manifest fields at all', both({}, ['src/index.ts'], []), 'p/src/index.ts'],
    [
      'a flat entry of a folder for entries',
      both({ exports: { './c': './dist/c.mjs' } }, ['src/exports/c.ts', 'src/other/c.ts'], ['dist/c.mjs'], {
        ask: 'p/c',
      }),
      'p/src/exports/c.ts',
    ],
    [
      'a flat entry that has one source',
      both({ exports: { './c': './dist/c.mjs' } }, ['src/deep/c.ts'], ['dist/c.mjs'], { ask: 'p/c' }),
      'p/src/deep/c.ts',
    ],
    [
      'a pattern of exports',
      both({ exports: { './*': './dist/*.js' } }, ['src/a/b.ts'], ['dist/a/b.js'], { ask: 'p/a/b' }),
      'p/src/a/b.ts',
    ],
    [
      'a subpath of the published folder',
      both({ main: 'lib/i.js' }, ['src/i.ts', 'src/a.ts'], ['lib/i.js', 'lib/a.js', 'lib/a.d.ts'], { ask: 'p/lib/a' }),
      'p/src/a.ts',
    ],
    [
      'a subpath that is only published',
      both({ publishConfig: { directory: 'dist' } }, ['src/a.ts'], ['dist/a.js'], { ask: 'p/a' }),
      'p/src/a.ts',
    ],
    [
      'typesVersions',
      both({ typesVersions: { '*': { a: ['./dist/x/a.d.ts'] } } }, ['src/x/a.ts'], ['dist/x/a.d.ts'], { ask: 'p/a' }),
      'p/src/x/a.ts',
    ],
    [
      'a folder with a manifest of its own',
      both({}, ['src/a.ts'], ['dist/a.js'], { ask: 'p/a', files: { 'p/a/package.json': { main: '../dist/a.js' } } }),
      'p/src/a.ts',
    ],
  ])('is found by %s, built or not', (_, found, expected) => {
    expect(found).toEqual([expected, expected]);
  });

  it.each([
    ['a closed subpath', { exports: { '.': './src/i.ts', './a': null } }, 'p/a', 'missing p'],
    ['script written by hand in lib', { main: 'lib/hand.js' }, 'p', 'p/lib/hand.js'],
    ['script written by hand at the top', { main: 'hand.js' }, 'p', 'p/hand.js'],
    ['declarations written by hand', { main: 'hand.js', types: 'hand.d.ts' }, 'p', 'p/hand.d.ts'],
    ['a platform of its own', { exports: { browser: './src/i.ts', default: './src/a.ts' } }, 'p', 'p/src/a.ts'],
  ])('respects %s', (_, manifest, ask, expected) => {
    const files = ['lib/hand.js', 'hand.js', 'hand.d.ts', 'src/i.ts', 'src/a.ts'];
    expect(both(manifest, files, [], { ask })).toEqual([expected, expected]);
  });

  it('falls back on what was built when there is no source', () => {
    const [unbuilt, built] = both({ main: 'dist/z.js' }, ['other/y.ts'], ['dist/z.js', 'dist/z.d.ts']);
    expect([unbuilt, built]).toEqual(['missing p', 'p/dist/z.d.ts']);
  });
});

describe('imports by path into output', () => {
  const files = {
    'package.json': { name: 'app', main: 'dist/index.js' },
    'src/index.ts': NONE,
    'src/cli/run.ts': NONE,
    'bin/app.js': NONE,
    'test/t.ts': NONE,
  };
  const written = { 'dist/index.js': NONE, 'dist/cli/run.js': NONE, 'dist/cli/run.d.ts': NONE };

  it.each([
    ['bin/app.js', '../dist/cli/run.js', 'src/cli/run.ts'],
    ['bin/app.js', '../dist/cli/run', 'src/cli/run.ts'],
    ['bin/app.js', '../dist', 'src/index.ts'],
    ['bin/app.js', '..', 'src/index.ts'],
    ['test/t.ts', '../dist/index', 'src/index.ts'],
  ])('%s imports %s', (from, specifier, expected) => {
    expect(resolving(files).lead(from, specifier)).toBe(expected);
    expect(resolving({ ...files, ...written }).lead(from, specifier)).toBe(expected);
  });

  it('leaves output that imports output alone', () => {
    const { lead } = resolving({ ...files, ...written });
    expect(lead('dist/index.js', './cli/run.js')).toBe('dist/cli/run.d.ts');
    expect(lead('dist/cli/run.js', '../index.js')).toBe('dist/index.js');
  });

  it('leaves alone what is written by hand under a name that may be output', () => {
    const { lead } = resolving({
      'package.json': {},
      'main.ts': NONE,
      'lib/db.ts': NONE,
      'src/db.ts': NONE,
      'types/config.d.ts': NONE,
      'src/config.ts': NONE,
      'build/paths.js': NONE,
      'src/paths.js': NONE,
      'build/run.js': NONE,
      'src/run.ts': NONE,
    });
    expect(lead('main.ts', './lib/db')).toBe('lib/db.ts');
    expect(lead('main.ts', './types/config')).toBe('types/config.d.ts');
    expect(lead('main.ts', './build/paths')).toBe('build/paths.js');
    expect(lead('build/paths.js', './run.js')).toBe('build/run.js');
  });

  it('maps paths that a configuration points at output', () => {
    const config = { 'tsconfig.json': { compilerOptions: { paths: { lib: ['./dist'], 'lib/*': ['./dist/*'] } } } };
    for (const present of [{}, written]) {
      const { lead } = resolving({ ...files, ...present, ...config });
      expect(lead('test/t.ts', 'lib')).toBe('src/index.ts');
      expect(lead('test/t.ts', 'lib/cli/run')).toBe('src/cli/run.ts');
    }
  });

  it('looks through a manifest that the build writes', () => {
    const { lead } = resolving({
      ...files,
      ...written,
      'dist/package.json': { name: 'app', main: './index.js' },
    });
    expect(lead('bin/app.js', '../dist')).toBe('src/index.ts');
  });
});

/** Manifests point at a `dist/` that a fresh clone does not have. */
describe('a workspace of three packages', () => {
  const manifest = (name: string, dependencies: readonly string[]) => ({
    name: `@acme/${name}`,
    version: '1.0.0',
    type: 'module',
    main: './dist/index.js',
    types: './dist/index.d.ts',
    exports: {
      '.': { types: './dist/index.d.ts', import: './dist/index.js' },
      './*': { types: './dist/*.d.ts', import: './dist/*.js' },
    },
    dependencies: Object.fromEntries(dependencies.map((each) => [`@acme/${each}`, 'workspace:*'])),
  });
  const names = ['disk', 'store', 'app'] as const;
  const unbuilt: Record<string, unknown> = {
    'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
    'tsconfig.base.json': { compilerOptions: { composite: true, rootDir: '${configDir}/src' } },
    'packages/disk/package.json': manifest('disk', []),
    'packages/store/package.json': manifest('store', ['disk']),
    'packages/app/package.json': manifest('app', ['store', 'disk']),
    ...Object.fromEntries(
      names.flatMap((name) => [
        [`packages/${name}/src/index.ts`, NONE],
        [`packages/${name}/src/util/more.ts`, NONE],
        [
          `packages/${name}/tsconfig.json`,
          { extends: '../../tsconfig.base.json', compilerOptions: { outDir: 'dist' }, include: ['src'] },
        ],
      ]),
    ),
  };
  const built = {
    ...unbuilt,
    ...Object.fromEntries(
      names.flatMap((name) =>
        ['index', 'util/more'].flatMap((file) => [
          [`packages/${name}/dist/${file}.js`, NONE],
          [`packages/${name}/dist/${file}.d.ts`, NONE],
        ]),
      ),
    ),
  };
  const pnpm = {
    'packages/store/node_modules/@acme/disk': '../../../disk',
    'packages/app/node_modules/@acme/disk': '../../../disk',
    'packages/app/node_modules/@acme/store': '../../../store',
  };
  const npm = Object.fromEntries(names.map((name) => [`node_modules/@acme/${name}`, `../../packages/${name}`]));

  it.each([
    ['unbuilt', unbuilt, {}],
    ['built', built, {}],
    ['unbuilt with links as pnpm makes them', unbuilt, pnpm],
    ['built with links as pnpm makes them', built, pnpm],
    ['unbuilt with links as npm makes them', unbuilt, npm],
    ['built with links as npm makes them', built, npm],
  ])('leads to the same sources %s', (_, files, links) => {
    const { resolver } = resolving(files, links);
    const ask = (from: string, specifier: string) => resolver.resolve(`/r/packages/${from}`, specifier, 'import');
    const source = (path: string, name: string) => ({
      kind: 'file',
      path: `/r/packages/${path}`,
      external: false,
      packageName: `@acme/${name}`,
    });
    expect(ask('app/src/index.ts', '@acme/store')).toEqual(source('store/src/index.ts', 'store'));
    expect(ask('app/src/index.ts', '@acme/store/util/more')).toEqual(source('store/src/util/more.ts', 'store'));
    expect(ask('app/src/index.ts', '@acme/disk')).toEqual(source('disk/src/index.ts', 'disk'));
    expect(ask('store/src/index.ts', '@acme/disk')).toEqual(source('disk/src/index.ts', 'disk'));
    expect(ask('store/src/util/more.ts', '@acme/store')).toEqual(source('store/src/index.ts', 'store'));
    expect(ask('disk/src/index.ts', './util/more.js')).toMatchObject({ path: '/r/packages/disk/src/util/more.ts' });
  });
});
