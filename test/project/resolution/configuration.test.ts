import { describe, expect, it } from 'vitest';
import { resolving } from '../../support/resolution.js';

const NONE = '';

describe('paths and baseUrl', () => {
  const files = {
    'src/main.ts': NONE,
    'src/app/a.ts': NONE,
    'src/app/b/index.ts': NONE,
    'src/exact.ts': NONE,
    'src/long/a.ts': NONE,
    'fallback/c.ts': NONE,
    'node_modules/app/index.d.ts': NONE,
  };

  it('maps exact names and patterns, the longest first, targets in order', () => {
    const { lead } = resolving({
      ...files,
      'tsconfig.json': {
        compilerOptions: {
          paths: {
            '@/*': ['./src/app/*', './fallback/*'],
            '@/long/*': ['./src/long/*'],
            exact: ['./src/exact'],
            gone: ['./src/gone'],
          },
        },
      },
    });
    expect(lead('src/main.ts', '@/a')).toBe('src/app/a.ts');
    expect(lead('src/main.ts', '@/b')).toBe('src/app/b/index.ts');
    expect(lead('src/main.ts', '@/c')).toBe('fallback/c.ts');
    expect(lead('src/main.ts', '@/long/a')).toBe('src/long/a.ts');
    expect(lead('src/main.ts', 'exact')).toBe('src/exact.ts');
    expect(lead('src/main.ts', 'gone')).toBe('missing gone');
    expect(lead('src/main.ts', 'app')).toBe('external node_modules/app/index.d.ts');
  });

  it('takes paths from baseUrl, and names too', () => {
    const { lead } = resolving({
      ...files,
      'tsconfig.json': { compilerOptions: { baseUrl: './src', paths: { '~/*': ['app/*'] } } },
    });
    expect(lead('src/main.ts', '~/a')).toBe('src/app/a.ts');
    expect(lead('src/main.ts', 'app/a')).toBe('src/app/a.ts');
    expect(lead('src/main.ts', 'app')).toBe('external node_modules/app/index.d.ts');
  });

  it('takes a lone star for every name', () => {
    const { lead } = resolving({ ...files, 'tsconfig.json': { compilerOptions: { paths: { '*': ['./src/*'] } } } });
    expect(lead('src/main.ts', 'exact')).toBe('src/exact.ts');
    expect(lead('src/main.ts', 'app')).toBe('external node_modules/app/index.d.ts');
  });

  it('does not map out of the root', () => {
    const { lead } = resolving({
      ...files,
      '/other/x.ts': NONE,
      'tsconfig.json': { compilerOptions: { paths: { x: ['../other/x.ts'] } } },
    });
    expect(lead('src/main.ts', 'x')).toBe('missing x');
  });

  it('maps in packages of a project, not in installed ones', () => {
    const { lead } = resolving({
      ...files,
      'tsconfig.json': { compilerOptions: { paths: { '@/*': ['./src/app/*'] } } },
      'node_modules/p/i.d.ts': NONE,
    });
    expect(lead('node_modules/p/i.d.ts', '@/a')).toBe('missing');
  });
});

describe('extends', () => {
  it('merges, with paths relative to the file that says them', () => {
    const { resolver, lead } = resolving({
      'config/base.json': {
        compilerOptions: { outDir: './out', jsx: 'react', lib: ['dom'], paths: { 'b/*': ['./mapped/*'] } },
        include: ['./included'],
      },
      'app/tsconfig.json': `{
        // comments and trailing commas
        "extends": "../config/base",
        "compilerOptions": { "jsx": "preserve", "allowJs": true, },
      }`,
      'app/main.ts': NONE,
      'config/mapped/x.ts': NONE,
    });
    expect(resolver.compilerOptionsOf('/r/app/main.ts')).toMatchObject({
      configPath: '/r/app/tsconfig.json',
      outDir: '/r/config/out',
      jsx: 'preserve',
      lib: ['dom'],
      allowJs: true,
      include: ['/r/config/included'],
    });
    expect(lead('app/main.ts', 'b/x')).toBe('config/mapped/x.ts');
  });

  it('lets the last of several win', () => {
    const { resolver } = resolving({
      'one.json': { compilerOptions: { jsx: 'react', target: 'es5' } },
      'two.json': { compilerOptions: { jsx: 'preserve' } },
      'tsconfig.json': { extends: ['./one.json', './two.json', './gone.json'] },
    });
    expect(resolver.compilerOptionsOf('/r/main.ts')).toMatchObject({ jsx: 'preserve', target: 'es5' });
  });

  it('takes inherited paths from the baseUrl of the heir', () => {
    const { lead } = resolving({
      'base.json': { compilerOptions: { paths: { x: ['x.ts'] } } },
      'app/tsconfig.json': { extends: '../base.json', compilerOptions: { baseUrl: './src' } },
      'app/main.ts': NONE,
      'app/src/x.ts': NONE,
      'x.ts': NONE,
    });
    expect(lead('app/main.ts', 'x')).toBe('app/src/x.ts');
  });

  it('fills ${configDir} with the folder of the heir', () => {
    const { resolver, lead } = resolving({
      'base.json': {
        compilerOptions: { outDir: '${configDir}/dist', paths: { x: ['${configDir}/x.ts'] } },
        include: ['${configDir}/src'],
      },
      'app/tsconfig.json': { extends: '../base.json' },
      'app/src/main.ts': NONE,
      'app/x.ts': NONE,
    });
    expect(resolver.compilerOptionsOf('/r/app/src/main.ts')).toMatchObject({
      outDir: '/r/app/dist',
      include: ['/r/app/src'],
    });
    expect(lead('app/src/main.ts', 'x')).toBe('app/x.ts');
  });

  it.each([
    ['a package', '@x/config', { 'tsconfig.json': {} }],
    ['its tsconfig field', '@x/config', { 'package.json': { tsconfig: 'other.json' }, 'other.json': {} }],
    ['a file in it', '@x/config/strict.json', { 'strict.json': {} }],
    ['a file without extension', '@x/config/strict', { 'strict.json': {} }],
    ['a folder in it', '@x/config/strict', { 'strict/tsconfig.json': {} }],
    ['an export', '@x/config/s', { 'package.json': { exports: { './s': './in/s.json' } }, 'in/s.json': {} }],
  ])('reads %s, installed or in the workspace', (_, specifier, files) => {
    const configuration = { compilerOptions: { jsx: 'from-package' } };
    const at = (folder: string) =>
      Object.fromEntries(
        Object.entries(files).map(([name, content]) => [
          `${folder}/${name}`,
          name === 'package.json' ? { name: '@x/config', ...content } : configuration,
        ]),
      );
    const project = { 'tsconfig.json': { extends: specifier }, 'main.ts': NONE };
    const installed = resolving({ ...project, ...at('node_modules/@x/config') });
    expect(installed.resolver.compilerOptionsOf('/r/main.ts').jsx).toBe('from-package');
    const member = resolving({
      ...project,
      'package.json': { workspaces: ['c'] },
      'c/package.json': { name: '@x/config' },
      ...at('c'),
    });
    expect(member.resolver.compilerOptionsOf('/r/main.ts').jsx).toBe('from-package');
  });

  it('ends where it turns in a circle, the same from every side', () => {
    const files = {
      'a/tsconfig.json': { extends: '../b/tsconfig.json', compilerOptions: { jsx: 'a', target: 'a' } },
      'b/tsconfig.json': { extends: '../a/tsconfig.json', compilerOptions: { jsx: 'b', module: 'b' } },
      'self/tsconfig.json': { extends: './tsconfig.json', compilerOptions: { jsx: 'self' } },
    };
    const ask = (order: readonly string[]) => {
      const { resolver } = resolving(files);
      return Object.fromEntries(order.map((each) => [each, resolver.compilerOptionsOf(`/r/${each}/main.ts`)]));
    };
    const forward = ask(['a', 'b', 'self']);
    expect(forward).toEqual(ask(['self', 'b', 'a']));
    expect(forward['a']).toMatchObject({ jsx: 'a', target: 'a', module: 'b' });
    expect(forward['self']).toMatchObject({ jsx: 'self' });
  });

  it('reads a chain of a thousand, and every one extending every other, without end or overflow', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 1000 }, (_, at) => [`t${at}.json`, { extends: `./t${at + 1}.json` }]),
    );
    const dense = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [
        `d${at}.json`,
        { extends: Array.from({ length: 40 }, (_, to) => `./d${to}.json`) },
      ]),
    );
    const { resolver } = resolving({
      ...chain,
      ...dense,
      'a/tsconfig.json': { extends: '../t0.json', compilerOptions: { jsx: 'own' } },
      'b/tsconfig.json': { extends: '../d0.json', compilerOptions: { jsx: 'own' } },
    });
    expect(resolver.compilerOptionsOf('/r/a/main.ts').jsx).toBe('own');
    expect(resolver.compilerOptionsOf('/r/b/main.ts').jsx).toBe('own');
  });

  it.each(['', '{', '[]', 'null', '{"compilerOptions": 3, "extends": 4, "references": {}}', `${'['.repeat(99_999)}`])(
    'takes %s for an empty configuration',
    (text) => {
      const { resolver } = resolving({ 'tsconfig.json': text.slice(0, 200_000) });
      expect(resolver.compilerOptionsOf('/r/main.ts')).toMatchObject({
        configPath: '/r/tsconfig.json',
        paths: [],
        allowJs: false,
        references: [],
      });
    },
  );
});

describe('which configuration a file belongs to', () => {
  const owner = (files: Readonly<Record<string, unknown>>, file: string): string | undefined =>
    resolving({ [file]: NONE, ...files })
      .resolver.compilerOptionsOf(`/r/${file}`)
      .configPath?.replace('/r/', '');

  it('is the nearest that covers it', () => {
    const files = { 'tsconfig.json': {}, 'a/tsconfig.json': { include: ['src'] } };
    expect(owner(files, 'a/src/main.ts')).toBe('a/tsconfig.json');
    expect(owner(files, 'a/test/main.ts')).toBe('tsconfig.json');
    expect(owner(files, 'b/main.ts')).toBe('tsconfig.json');
  });

  it('is the nearest when none covers it', () => {
    const files = { 'tsconfig.json': { include: ['src'] }, 'a/tsconfig.json': { include: ['src'] } };
    expect(owner(files, 'a/test/main.ts')).toBe('a/tsconfig.json');
  });

  it('is a jsconfig for script, or a base that everyone extends', () => {
    expect(owner({ 'jsconfig.json': {} }, 'main.js')).toBe('jsconfig.json');
    expect(owner({ 'jsconfig.json': {}, 'a/tsconfig.json': {} }, 'a/main.js')).toBe('jsconfig.json');
    expect(owner({ 'tsconfig.base.json': {} }, 'tools/main.ts')).toBe('tsconfig.base.json');
    expect(owner({}, 'main.ts')).toBeUndefined();
  });

  it.each([
    ['src', 'src/a.ts', true],
    ['src', 'srcs/a.ts', false],
    ['src/**/*', 'src/a/b.ts', true],
    ['src/*', 'src/a/b.ts', false],
    ['src/*', 'src/a.ts', true],
    ['**/*.spec.ts', 'a/b.spec.ts', true],
    ['**/*.spec.ts', 'a/b.ts', false],
    ['**/a/*/?.ts', 'x/a/y/z.ts', true],
    ['**/a/*/?.ts', 'x/a/y/zz.ts', false],
    ['./src/', 'src/a.ts', true],
    ['.', 'a.ts', true],
    ['../r/src', 'src/a.ts', true],
    ['src/a.ts', 'src/a.ts', true],
    ['src/**/*.vue', 'src/a.vue', true],
    ['src', 'src/a.js', false],
  ])('include %s and %s: %s', (pattern, file, covered) => {
    const files = {
      'tsconfig.json': { references: [{ path: './tsconfig.one.json' }], files: [] },
      'tsconfig.one.json': { include: [pattern] },
    };
    expect(owner(files, file)).toBe(covered ? 'tsconfig.one.json' : 'tsconfig.json');
  });

  it('leaves out what is excluded, by itself the output and dependencies', () => {
    const files = {
      'tsconfig.json': { references: [{ path: './one.json' }, { path: './two.json' }], files: [] },
      'one.json': { compilerOptions: { outDir: 'built' } },
      'two.json': { include: ['**/*'], exclude: ['**/skip', 'x*'] },
    };
    expect(owner(files, 'src/a.ts')).toBe('one.json');
    expect(owner(files, 'built/a.ts')).toBe('two.json');
    expect(owner(files, 'built/skip/a.ts')).toBe('tsconfig.json');
  });

  it('is found through the references of a solution, in any depth', () => {
    const files = {
      'tsconfig.json': { files: [], references: [{ path: './tsconfig.app.json' }, { path: './tools' }] },
      'tsconfig.app.json': { include: ['src'], exclude: ['src/**/*.spec.ts'], references: [{ path: './gone' }] },
      'tools/tsconfig.json': { include: ['.'], references: [{ path: '../tsconfig.spec.json' }, { path: '..' }] },
      'tsconfig.spec.json': { include: ['src/**/*.spec.ts'], files: ['setup.ts'] },
    };
    expect(owner(files, 'src/a.ts')).toBe('tsconfig.app.json');
    expect(owner(files, 'src/a.spec.ts')).toBe('tsconfig.spec.json');
    expect(owner(files, 'setup.ts')).toBe('tsconfig.spec.json');
    expect(owner(files, 'tools/x.ts')).toBe('tools/tsconfig.json');
    expect(owner(files, 'other.ts')).toBe('tsconfig.json');
  });

  it('takes the paths of a project for files of a solution that no project lists', () => {
    const { lead } = resolving({
      'tsconfig.json': { files: [], references: [{ path: './tsconfig.node.json' }, { path: './tsconfig.app.json' }] },
      'tsconfig.node.json': { include: ['vite.config.ts'] },
      'tsconfig.app.json': { include: ['src'], compilerOptions: { paths: { '#app/*': ['./src/*'] } } },
      'src/a.ts': NONE,
      'test/t.ts': NONE,
    });
    expect(lead('test/t.ts', '#app/a')).toBe('src/a.ts');
  });

  it('is decided for each file: one folder may hold two projects', () => {
    const { lead } = resolving({
      'tsconfig.json': { files: [], references: [{ path: './app.json' }, { path: './spec.json' }] },
      'app.json': { include: ['src'], exclude: ['src/*.spec.ts'], compilerOptions: { paths: { x: ['./one.ts'] } } },
      'spec.json': { include: ['src/*.spec.ts'], compilerOptions: { paths: { x: ['./two.ts'] } } },
      'one.ts': NONE,
      'two.ts': NONE,
    });
    expect(lead('src/a.ts', 'x')).toBe('one.ts');
    expect(lead('src/a.spec.ts', 'x')).toBe('two.ts');
  });
});

describe('aliases of frameworks whose configuration is generated', () => {
  it.each([
    ['$lib/a', 'src/lib/a.ts'],
    ['$lib', 'src/lib/index.ts'],
    ['@/a', 'src/a.ts'],
    ['~/b', 'app/b.ts'],
    ['~~/c', 'c.ts'],
  ])('%s is %s', (specifier, expected) => {
    const { lead } = resolving({
      'package.json': {},
      'tsconfig.json': { extends: './.generated/tsconfig.json' },
      'src/routes/main.ts': NONE,
      'src/lib/a.ts': NONE,
      'src/lib/index.ts': NONE,
      'src/a.ts': NONE,
      'app/b.ts': NONE,
      'c.ts': NONE,
    });
    expect(lead('src/routes/main.ts', specifier)).toBe(expected);
  });
});
