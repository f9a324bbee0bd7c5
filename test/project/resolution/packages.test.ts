import { describe, expect, it } from 'vitest';
import { resolving } from '../../support/resolution.js';

const NONE = '';

/** One installed package `p` with a manifest and files, seen from `main.ts`. */
function installed(manifest: object, files: readonly string[], more: Readonly<Record<string, unknown>> = {}) {
  return resolving({
    'main.ts': NONE,
    'node_modules/p/package.json': { name: 'p', version: '1.2.3', ...manifest },
    ...Object.fromEntries(files.map((name) => [`node_modules/p/${name}`, NONE])),
    ...more,
  });
}

function inPackage(name: string): string {
  return `external node_modules/p/${name}`;
}

describe('fields of an installed package', () => {
  it.each([
    ['types', { types: './t.d.ts', main: './m.js' }, ['t.d.ts', 'm.js'], 't.d.ts'],
    ['typings', { typings: 't.d.ts', main: 'm' }, ['t.d.ts', 'm.js'], 't.d.ts'],
    ['types without extension', { types: './t' }, ['t.d.ts'], 't.d.ts'],
    ['declarations beside main', { main: './lib/m.js' }, ['lib/m.js', 'lib/m.d.ts'], 'lib/m.d.ts'],
    ['main as a directory', { main: './lib' }, ['lib/index.js', 'lib/index.d.ts'], 'lib/index.d.ts'],
    ['an index', {}, ['index.js', 'index.d.ts'], 'index.d.ts'],
    ['shipped sources', { main: './src/index.ts' }, ['src/index.ts'], 'src/index.ts'],
    ['script as the last', { main: './m.cjs' }, ['m.cjs'], 'm.cjs'],
    ['module, when main is gone', { main: './m.js', module: './e.mjs' }, ['e.mjs'], 'e.mjs'],
    ['an index, when main is gone', { main: './m.js' }, ['index.js'], 'index.js'],
  ])('%s', (_, manifest, files, expected) => {
    expect(installed(manifest, files).lead('main.ts', 'p')).toBe(inPackage(expected));
  });

  it('takes subpaths by path where nothing is exported', () => {
    const { lead } = installed({ main: './m.js' }, ['m.js', 'sub/a.js', 'sub/a.d.ts', 'dir/index.js'], {
      'node_modules/p/proxy/package.json': { main: '../real/x.js', types: '../real/x.d.ts' },
      'node_modules/p/real/x.js': NONE,
      'node_modules/p/real/x.d.ts': NONE,
    });
    expect(lead('main.ts', 'p/sub/a')).toBe(inPackage('sub/a.d.ts'));
    expect(lead('main.ts', 'p/sub/a.js')).toBe(inPackage('sub/a.d.ts'));
    expect(lead('main.ts', 'p/dir')).toBe(inPackage('dir/index.js'));
    expect(lead('main.ts', 'p/proxy')).toBe(inPackage('real/x.d.ts'));
    expect(lead('main.ts', 'p/none')).toBe('missing p');
    expect(lead('main.ts', 'p/package.json')).toBe('missing p');
  });

  it('does not leave the package by its fields', () => {
    const { lead } = installed({ main: '../q/index.js', types: '../../main.ts' }, [], {
      'node_modules/q/index.js': NONE,
    });
    expect(lead('main.ts', 'p')).toBe('missing p');
  });

  it('follows typesVersions', () => {
    const { lead } = installed(
      {
        types: './index.d.ts',
        typesVersions: { '<5': { '*': ['old/*'] }, '>=5': { sub: ['./new/sub.d.ts'], '*': ['new/*'] } },
      },
      ['index.d.ts', 'new/index.d.ts', 'new/sub.d.ts', 'new/other.d.ts', 'old/index.d.ts'],
    );
    expect(lead('main.ts', 'p')).toBe(inPackage('new/index.d.ts'));
    expect(lead('main.ts', 'p/sub')).toBe(inPackage('new/sub.d.ts'));
    expect(lead('main.ts', 'p/other')).toBe(inPackage('new/other.d.ts'));
  });

  it('reads a package without a manifest and one whose manifest is broken', () => {
    const { lead } = resolving({
      'main.ts': NONE,
      'node_modules/bare/index.d.ts': NONE,
      'node_modules/broken/package.json': '{ "main": ',
      'node_modules/broken/index.js': NONE,
      'node_modules/odd/package.json': { main: 7, types: ['x'], exports: 3, bin: null, workspaces: 'x' },
      'node_modules/odd/index.js': NONE,
    });
    expect(lead('main.ts', 'bare')).toBe('external node_modules/bare/index.d.ts');
    expect(lead('main.ts', 'broken')).toBe('external node_modules/broken/index.js');
    expect(lead('main.ts', 'odd')).toBe('external node_modules/odd/index.js');
  });
});

describe('exports of an installed package', () => {
  const files = ['a.d.ts', 'a.js', 'b.d.ts', 'b.js', 'c.d.mts', 'c.mjs', 'd.d.cts', 'd.cjs', 'x/one.d.ts', 'x/two.js'];

  it.each([
    ['a text', './a.js', '.', 'a.d.ts'],
    ['conditions alone', { import: './c.mjs', require: './d.cjs' }, '.', 'c.d.mts'],
    ['types first', { types: './a.d.ts', import: './c.mjs' }, '.', 'a.d.ts'],
    ['types, although they come last', { import: './x/two.js', types: './a.d.ts' }, '.', 'a.d.ts'],
    ['types within a mode', { import: { types: './c.d.mts', default: './c.mjs' } }, '.', 'c.d.mts'],
    ['versioned types', { 'types@<4': './a.d.ts', 'types@>=5': './b.d.ts' }, '.', 'b.d.ts'],
    ['node before default', { node: './a.js', default: './b.js' }, '.', 'a.d.ts'],
    ['what is written first', { default: './b.js', node: './a.js' }, '.', 'b.d.ts'],
    ['deep nesting', { node: { import: { default: { types: './b.d.ts' } } } }, '.', 'b.d.ts'],
    ['a list, up to what is there', ['./none.js', './a.js'], '.', 'a.d.ts'],
    ['a subpath', { './sub': './b.js' }, './sub', 'b.d.ts'],
    ['a pattern', { './*': './x/*.d.ts' }, './one', 'x/one.d.ts'],
    ['the longest pattern', { './*': './*.js', './y/*': './x/*.d.ts' }, './y/one', 'x/one.d.ts'],
    ['a pattern with an end', { './*.js': './x/*.d.ts' }, './one.js', 'x/one.d.ts'],
    ['an exact key before patterns', { './*': './x/*.js', './one': './b.js' }, './one', 'b.d.ts'],
    ['the old form of a folder', { './y/': './x/' }, './y/one.d.ts', 'x/one.d.ts'],
    ['script, where no types are', { './two': './x/two.js' }, './two', 'x/two.js'],
    ['a foreign condition, when nothing else is', { browser: './a.js' }, '.', 'a.d.ts'],
    ['what is not exported, but there', { './sub': './b.js' }, './x/one', 'x/one.d.ts'],
  ])('%s', (_, exports, subpath, expected) => {
    const specifier = subpath === '.' ? 'p' : `p${subpath.slice(1)}`;
    expect(installed({ exports }, files).lead('main.ts', specifier)).toBe(inPackage(expected));
  });

  it.each([
    ['a subpath', { '.': './a.js', './b': null }, 'p/b'],
    ['a part of a pattern', { './*': './*.js', './x/*': null }, 'p/x/one'],
    ['a mode', { import: null, default: './a.js' }, 'p'],
  ])('keeps %s closed that is null', (_, exports, specifier) => {
    expect(installed({ exports }, files).lead('main.ts', specifier)).toBe('missing p');
  });

  it('tells import from require', () => {
    const { lead } = installed({ exports: { import: './c.mjs', require: './d.cjs' } }, files);
    expect(lead('main.ts', 'p', 'import')).toBe(inPackage('c.d.mts'));
    expect(lead('main.ts', 'p', 'require')).toBe(inPackage('d.d.cts'));
  });

  it('looks under custom conditions', () => {
    const manifest = { exports: { '@x/inner': './b.js', default: './a.js' } };
    expect(installed(manifest, files).lead('main.ts', 'p')).toBe(inPackage('a.d.ts'));
    const config = { 'tsconfig.json': { compilerOptions: { customConditions: ['@x/inner'] } } };
    expect(installed(manifest, files, config).lead('main.ts', 'p')).toBe(inPackage('b.d.ts'));
  });

  it('prefers types beside exports to script in them', () => {
    const { lead } = installed({ exports: { import: './x/two.js' }, types: './a.d.ts' }, files);
    expect(lead('main.ts', 'p')).toBe(inPackage('a.d.ts'));
  });

  it('does not leave the package', () => {
    const { lead } = installed({ exports: { '.': '../q/i.js', './*': './*' } }, [], { 'node_modules/q/i.js': NONE });
    expect(lead('main.ts', 'p')).toBe('missing p');
    expect(lead('main.ts', 'p/../q/i.js')).toBe('missing p');
  });
});

describe('the way up', () => {
  it('takes the nearest installation, from the real place first', () => {
    const { lead } = resolving({
      'a/b/main.ts': NONE,
      'a/node_modules/p/index.d.ts': NONE,
      'node_modules/p/index.d.ts': NONE,
      'node_modules/q/index.d.ts': NONE,
      '/node_modules/z/index.d.ts': NONE,
    });
    expect(lead('a/b/main.ts', 'p')).toBe('external a/node_modules/p/index.d.ts');
    expect(lead('a/b/main.ts', 'q')).toBe('external node_modules/q/index.d.ts');
    expect(lead('a/b/main.ts', 'z')).toBe('missing z');
  });

  it('finds what pnpm puts beside a package, from its real and from its apparent place', () => {
    const store = 'node_modules/.pnpm';
    const { lead } = resolving(
      {
        'main.ts': NONE,
        [`${store}/p@1.0.0/node_modules/p/package.json`]: { name: 'p', types: 'i.d.ts' },
        [`${store}/p@1.0.0/node_modules/p/i.d.ts`]: NONE,
        [`${store}/q@2.0.0/node_modules/q/index.d.ts`]: NONE,
        'node_modules/only-above/index.d.ts': NONE,
      },
      {
        'node_modules/p': '.pnpm/p@1.0.0/node_modules/p',
        [`${store}/p@1.0.0/node_modules/q`]: '../../q@2.0.0/node_modules/q',
      },
    );
    expect(lead('main.ts', 'p')).toBe(`external ${store}/p@1.0.0/node_modules/p/i.d.ts`);
    expect(lead('main.ts', 'q')).toBe('missing q');
    const real = `${store}/p@1.0.0/node_modules/p/i.d.ts`;
    expect(lead(real, 'q')).toBe(`external ${store}/q@2.0.0/node_modules/q/index.d.ts`);
    expect(lead('node_modules/p/i.d.ts', 'q')).toBe(`external ${store}/q@2.0.0/node_modules/q/index.d.ts`);
    expect(lead('node_modules/p/i.d.ts', 'only-above')).toBe('external node_modules/only-above/index.d.ts');
  });

  it('reads a store outside the root, and what lies in it, but nothing around it', () => {
    const { lead } = resolving(
      {
        'main.ts': NONE,
        '/store/p/node_modules/p/package.json': { name: 'p', types: 'i.d.ts' },
        '/store/p/node_modules/p/i.d.ts': NONE,
        '/store/p/node_modules/p/j.d.ts': NONE,
        '/store/p/node_modules/q/index.d.ts': NONE,
        '/store/node_modules/above/index.d.ts': NONE,
        '/store/secret.ts': NONE,
        '/linked/package.json': { name: 'linked', types: 'i.d.ts' },
        '/linked/i.d.ts': NONE,
        '/linked/node_modules/own/index.d.ts': NONE,
        '/node_modules/around/index.d.ts': NONE,
      },
      { 'node_modules/p': '/store/p/node_modules/p', 'node_modules/linked': '/linked' },
    );
    expect(lead('main.ts', 'p')).toBe('external /store/p/node_modules/p/i.d.ts');
    const inStore = '/store/p/node_modules/p/i.d.ts';
    expect(lead(inStore, './j')).toBe('external /store/p/node_modules/p/j.d.ts');
    expect(lead(inStore, 'q')).toBe('external /store/p/node_modules/q/index.d.ts');
    expect(lead(inStore, 'above')).toBe('missing above');
    expect(lead(inStore, '../../../secret')).toBe('missing');
    expect(lead('main.ts', 'linked')).toBe('external /linked/i.d.ts');
    expect(lead('/linked/i.d.ts', 'own')).toBe('external /linked/node_modules/own/index.d.ts');
    expect(lead('/linked/i.d.ts', 'around')).toBe('missing around');
  });

  it('puts @types before script, and a package’s own types before both', () => {
    const { lead } = resolving({
      'main.ts': NONE,
      'node_modules/p/index.js': NONE,
      'node_modules/@types/p/index.d.ts': NONE,
      'node_modules/@types/p/sub.d.ts': NONE,
      'node_modules/@s/q/index.js': NONE,
      'node_modules/@types/s__q/package.json': { types: 'main' },
      'node_modules/@types/s__q/main.d.ts': NONE,
      'node_modules/own/index.d.ts': NONE,
      'node_modules/@types/own/index.d.ts': NONE,
      'node_modules/@types/only/index.d.ts': NONE,
    });
    expect(lead('main.ts', 'p')).toBe('external node_modules/@types/p/index.d.ts');
    expect(lead('main.ts', 'p/sub')).toBe('external node_modules/@types/p/sub.d.ts');
    expect(lead('main.ts', '@s/q')).toBe('external node_modules/@types/s__q/main.d.ts');
    expect(lead('main.ts', 'own')).toBe('external node_modules/own/index.d.ts');
    expect(lead('main.ts', 'only')).toBe('external node_modules/@types/only/index.d.ts');
  });

  it('puts @types above before script below', () => {
    const { lead } = resolving({
      'a/main.ts': NONE,
      'a/node_modules/p/index.js': NONE,
      'node_modules/@types/p/index.d.ts': NONE,
    });
    expect(lead('a/main.ts', 'p')).toBe('external node_modules/@types/p/index.d.ts');
  });

  it('names the package that a path into node_modules leads to', () => {
    const { resolver } = resolving({
      'main.ts': NONE,
      'node_modules/p/i.js': NONE,
      'node_modules/@s/q/package.json': { types: 'i.d.ts' },
      'node_modules/@s/q/i.d.ts': NONE,
    });
    expect(resolver.resolve('/r/main.ts', './node_modules/p/i.js', 'import')).toEqual({
      kind: 'file',
      path: '/r/node_modules/p/i.js',
      external: true,
      packageName: 'p',
    });
    expect(resolver.resolve('/r/main.ts', './node_modules/@s/q', 'import')).toMatchObject({ packageName: '@s/q' });
    expect(resolver.resolve('/r/main.ts', './main', 'import')).toEqual({
      kind: 'file',
      path: '/r/main.ts',
      external: false,
    });
  });

  it.each(['@/x', '~/x', '@', '', '$lib/x', '...'])('gives no package name for %j', (specifier) => {
    expect(resolving({ 'main.ts': NONE }).lead('main.ts', specifier)).toBe('missing');
  });
});

describe('imports and the package itself', () => {
  it('resolves # by the nearest manifest', () => {
    const { lead } = resolving({
      'package.json': {
        name: 'app',
        imports: {
          '#a': './src/a.js',
          '#lib/*': './src/lib/*.js',
          '#env': { node: './src/node.ts', default: './src/web.ts' },
          '#dep': 'p',
          '#fs': 'node:fs',
          '#built': './dist/a.js',
          '#out': '../outside.js',
        },
      },
      'src/main.ts': NONE,
      'src/a.ts': NONE,
      'src/lib/b.tsx': NONE,
      'src/node.ts': NONE,
      'src/web.ts': NONE,
      '/outside.js': NONE,
      'node_modules/p/index.d.ts': NONE,
      'inner/package.json': {},
      'inner/main.ts': NONE,
    });
    expect(lead('src/main.ts', '#a')).toBe('src/a.ts');
    expect(lead('src/main.ts', '#lib/b')).toBe('src/lib/b.tsx');
    expect(lead('src/main.ts', '#env')).toBe('src/node.ts');
    expect(lead('src/main.ts', '#dep')).toBe('external node_modules/p/index.d.ts');
    expect(lead('src/main.ts', '#fs')).toBe('builtin node:fs');
    expect(lead('src/main.ts', '#built')).toBe('src/a.ts');
    expect(lead('src/main.ts', '#out')).toBe('missing');
    expect(lead('src/main.ts', '#none')).toBe('missing');
    expect(lead('inner/main.ts', '#a')).toBe('missing');
  });

  it('resolves # inside an installed package', () => {
    const { lead } = installed({ imports: { '#x': { types: './x.d.ts', default: './x.js' } } }, ['x.d.ts', 'i.js']);
    expect(lead('node_modules/p/i.js', '#x')).toBe(inPackage('x.d.ts'));
  });

  it('lets a mapping win over imports', () => {
    const { lead } = resolving({
      'package.json': { imports: { '#a': './b.ts' } },
      'tsconfig.json': { compilerOptions: { paths: { '#a': ['./a.ts'] } } },
      'main.ts': NONE,
      'a.ts': NONE,
      'b.ts': NONE,
    });
    expect(lead('main.ts', '#a')).toBe('a.ts');
  });

  it('finds a package by its own name, before an installed one when it has exports', () => {
    const others = { 'src/index.ts': NONE, 'test/t.ts': NONE, 'node_modules/me/index.d.ts': NONE };
    const exporting = resolving({ 'package.json': { name: 'me', exports: './src/index.ts' }, ...others });
    expect(exporting.lead('test/t.ts', 'me')).toBe('src/index.ts');
    const plain = resolving({ 'package.json': { name: 'me', main: './src/index.ts' }, ...others });
    expect(plain.lead('test/t.ts', 'me')).toBe('external node_modules/me/index.d.ts');
    const alone = resolving({ 'package.json': { name: 'me', main: './src/index.ts' }, 'src/index.ts': NONE });
    expect(alone.lead('test/t.ts', 'me')).toBe('src/index.ts');
  });

  it('finds the package above an example or a test by name', () => {
    const { lead } = resolving({
      'package.json': { name: 'lib', main: './dist/index.js' },
      'src/index.ts': NONE,
      'examples/one/package.json': { name: 'one', dependencies: { lib: '*' } },
      'examples/one/main.ts': NONE,
    });
    expect(lead('examples/one/main.ts', 'lib')).toBe('src/index.ts');
  });

  it('finds folders that are dependencies', () => {
    const { lead } = resolving({
      'app/package.json': { dependencies: { lib: 'link:../lib', $tools: 'file:../tools', far: 'file:/far' } },
      'app/main.ts': NONE,
      'lib/package.json': { name: 'other-name', types: './lib.ts' },
      'lib/lib.ts': NONE,
      'tools/package.json': {},
      'tools/index.js': NONE,
      '/far/package.json': {},
      '/far/index.js': NONE,
    });
    expect(lead('app/main.ts', 'lib')).toBe('lib/lib.ts');
    expect(lead('app/main.ts', '$tools')).toBe('tools/index.js');
    expect(lead('app/main.ts', 'far')).toBe('missing far');
  });
});

describe('facts of packages', () => {
  it('reads a manifest into plain data', () => {
    const { resolver } = resolving({
      'package.json': { name: '@s/app', version: '2.0.0', type: 'module', bin: './cli.js', private: true },
      'a/main.ts': NONE,
      'b/package.json': { bin: { x: 'x.js', y: 3 }, scripts: { test: 'vitest' }, dependencies: { p: '^1' } },
      'b/main.ts': NONE,
    });
    const facts = resolver.packageOf('/r/a/main.ts');
    expect(facts).toMatchObject({ directory: '/r', name: '@s/app', version: '2.0.0', type: 'module', private: true });
    expect(facts?.bin).toEqual({ app: './cli.js' });
    expect(resolver.packageOf('/r/b/main.ts')).toMatchObject({
      directory: '/r/b',
      name: undefined,
      type: 'commonjs',
      bin: { x: 'x.js' },
      scripts: { test: 'vitest' },
      dependencies: { p: '^1' },
    });
    expect(JSON.parse(JSON.stringify(facts))).toMatchObject({ name: '@s/app' });
  });

  it('finds no manifest above the root', () => {
    const { resolver } = resolving({ '/package.json': { name: 'above' }, 'main.ts': NONE });
    expect(resolver.packageOf('/r/main.ts')).toBeUndefined();
  });

  it('tells the version that a file sees', () => {
    const { resolver } = resolving({
      'package.json': { workspaces: ['w'] },
      'a/main.ts': NONE,
      'a/node_modules/p/package.json': { version: '1.0.0' },
      'node_modules/p/package.json': { version: '2.0.0' },
      'w/package.json': { name: 'w', version: '3.0.0' },
    });
    expect(resolver.packageVersion('/r/a/main.ts', 'p')).toBe('1.0.0');
    expect(resolver.packageVersion('/r/main.ts', 'p')).toBe('2.0.0');
    expect(resolver.packageVersion('/r/a/main.ts', 'w')).toBe('3.0.0');
    expect(resolver.packageVersion('/r/a/main.ts', 'none')).toBeUndefined();
  });

  it('leads from the path of a manifest to the source of what it names', () => {
    const { lead } = resolving({
      'package.json': { name: 'app', bin: './dist/cli.js' },
      'tsconfig.json': { compilerOptions: { outDir: 'dist', rootDir: 'src' } },
      'src/cli.ts': NONE,
    });
    expect(lead('package.json', './dist/cli.js')).toBe('src/cli.ts');
  });
});
