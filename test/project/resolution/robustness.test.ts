import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolving } from '../../support/resolution.js';

const NONE = '';

/** Half-sensible values, so that readers get past their first check. */
const path = fc.constantFrom(
  './a',
  './dist/a.js',
  '../x',
  '.',
  '',
  '/',
  './*',
  'p',
  '**',
  '!a',
  '${configDir}',
  '#',
  './a/',
);
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    path,
    fc.constantFrom(null, true, 7),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.oneof(path, fc.constantFrom('types', 'import', 'default', 'source', '__proto__', 'path')),
      tie('value'),
      {
        maxKeys: 3,
      },
    ),
  ),
})).value;
const record = (...keys: readonly string[]): fc.Arbitrary<object> =>
  fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: keys.length });
const manifest = record(
  ...[
    'name',
    'version',
    'main',
    'module',
    'types',
    'bin',
    'exports',
    'imports',
    'source',
    'workspaces',
    'typesVersions',
  ],
  ...['dependencies', 'scripts', 'publishConfig', 'tsconfig'],
);
const options = record(
  ...['baseUrl', 'paths', 'outDir', 'rootDir', 'rootDirs', 'types', 'typeRoots', 'moduleSuffixes', 'customConditions'],
);
const configuration = fc.tuple(record('extends', 'files', 'include', 'exclude', 'references'), options);

describe('whatever a project holds', () => {
  it('gives answers for any manifest and any configuration', () => {
    fc.assert(
      fc.property(manifest, manifest, configuration, (top, inner, [config, compilerOptions]) => {
        const { resolver } = resolving({
          'package.json': top,
          'tsconfig.json': { compilerOptions, ...config },
          'src/a.ts': NONE,
          'a/index.ts': NONE,
          'node_modules/p/package.json': inner,
          'node_modules/p/dist/a.js': NONE,
          'p/package.json': { name: 'p', ...inner },
          'p/src/a.ts': NONE,
        });
        for (const from of ['/r/src/a.ts', '/r/p/src/a.ts', '/r/node_modules/p/dist/a.js', '/elsewhere/x.ts']) {
          for (const specifier of ['./a', 'p', 'p/a', '#', '#a', 'a', '../dist/a', '..', '@/a']) {
            const found = resolver.resolve(from, specifier, 'import');
            expect(['file', 'builtin', 'missing']).toContain(found.kind);
            if (found.kind === 'file') expect(found.path).toMatch(/^\/r\//);
          }
          expect(resolver.globalTypeFiles(from)).toEqual([...resolver.globalTypeFiles(from)].sort());
          expect(JSON.parse(JSON.stringify(resolver.compilerOptionsOf(from)))).toBeTypeOf('object');
        }
      }),
      { numRuns: 400, seed: 20261120 },
    );
  });

  it('gives answers for any specifier', () => {
    const { resolver } = resolving({
      'main.ts': NONE,
      'package.json': { name: 'x', imports: { '#*': './*' }, exports: { './*': './*' } },
      'tsconfig.json': { compilerOptions: { baseUrl: '.', paths: { '*': ['./*'] } } },
    });
    const piece = fc.constantFrom(
      '.',
      '..',
      '/',
      'x',
      '@',
      '#',
      '*',
      ':',
      '~',
      '$',
      '\\',
      '\0',
      '%',
      'npm',
      '?',
      ' ',
      'é',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const found = resolver.resolve('/r/main.ts', pieces.join(''), 'require');
        if (found.kind === 'file') expect(found.path).toMatch(/^\/r\//);
      }),
      { numRuns: 2000, seed: 20261120 },
    );
  });

  it.each([
    ['a path of ten thousand folders', './' + 'a/'.repeat(10_000) + 'b'],
    ['ten thousand steps up', '../'.repeat(10_000) + 'b'],
    ['a package with ten thousand folders', 'p/' + 'a/'.repeat(10_000)],
    ['a very long name', 'a'.repeat(1_000_000)],
    ['a million at signs', '@'.repeat(1_000_000)],
  ])('gives an answer for %s', (_, specifier) => {
    const { resolver } = resolving({ 'main.ts': NONE, 'node_modules/p/index.js': NONE });
    expect(resolver.resolve('/r/main.ts', specifier, 'import').kind).toBe('missing');
  });

  it('gives answers where manifests and configurations name such paths', () => {
    const deep = `./${'a/'.repeat(10_000)}b`;
    const { lead } = resolving({
      'main.ts': NONE,
      'package.json': { name: 'x', main: deep, imports: { '#a': deep }, workspaces: [deep] },
      'tsconfig.json': {
        extends: deep,
        compilerOptions: {
          baseUrl: deep,
          outDir: deep,
          rootDirs: [deep, '.'],
          paths: { y: [deep] },
          typeRoots: [deep],
        },
        references: [{ path: deep }],
      },
    });
    for (const specifier of ['x', '#a', 'y', './z']) expect(lead('main.ts', specifier)).toMatch(/^missing/);
  });

  it('gives answers for a file as deep as that', () => {
    const { resolver } = resolving({ 'main.ts': NONE });
    const file = `/r/${'a/'.repeat(10_000)}x.ts`;
    expect(resolver.resolve(file, './main', 'import').kind).not.toBe('builtin');
    expect(resolver.packageOf(file)).toBeUndefined();
  });

  it('gives answers for conditions nested ten thousand deep', () => {
    const exports = '{"a":'.repeat(10_000) + '"./x.js"' + '}'.repeat(10_000);
    const { lead } = resolving({ 'main.ts': NONE, 'node_modules/p/package.json': `{"exports":${exports}}` });
    expect(lead('main.ts', 'p')).toBe('missing p');
  });
});
