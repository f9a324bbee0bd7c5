import { describe, expect, it } from 'vitest';
import { inRoot, resolving } from '../../support/resolution.js';

const NONE = '';

const INSTALLED = {
  'package.json': {},
  'a/main.ts': NONE,
  'node_modules/@types/node/index.d.ts': NONE,
  'node_modules/@types/node/package.json': { types: 'index.d.ts', typesVersions: { '<=5.6': { '*': ['ts5.6/*'] } } },
  'node_modules/@types/node/ts5.6/index.d.ts': NONE,
  'node_modules/@types/jest/index.d.ts': NONE,
  'node_modules/@types/.hidden/index.d.ts': NONE,
  'node_modules/@types/empty/package.json': {},
  'a/node_modules/@types/jest/index.d.ts': NONE,
  'a/node_modules/@types/s__p/index.d.ts': NONE,
  'node_modules/vitest/package.json': { exports: { './globals': { types: './globals.d.ts' } } },
  'node_modules/vitest/globals.d.ts': NONE,
  'node_modules/scripted/index.js': NONE,
  'types/own/index.d.ts': NONE,
  'types/other.d.ts': NONE,
};

describe('global declaration files', () => {
  const globals = (compilerOptions: object | undefined, links = {}): readonly string[] =>
    resolving({ ...INSTALLED, ...(compilerOptions && { 'tsconfig.json': { compilerOptions } }) }, links)
      .resolver.globalTypeFiles('/r/a/main.ts')
      .map((path) => path.replace('/r/', ''));

  it('are all that is installed, the nearest of one name, sorted', () => {
    const all = [
      'a/node_modules/@types/jest/index.d.ts',
      'a/node_modules/@types/s__p/index.d.ts',
      'node_modules/@types/node/index.d.ts',
    ];
    expect(globals(undefined)).toEqual(all);
    expect(globals({})).toEqual(all);
    expect(globals({ types: ['*'] })).toEqual(all);
  });

  it('are those that `types` names', () => {
    expect(globals({ types: [] })).toEqual([]);
    expect(globals({ types: ['node'] })).toEqual(['node_modules/@types/node/index.d.ts']);
    expect(globals({ types: ['vitest/globals', './types/other', 'gone', 'scripted', '@s/p'] })).toEqual([
      'a/node_modules/@types/s__p/index.d.ts',
      'node_modules/vitest/globals.d.ts',
      'types/other.d.ts',
    ]);
    expect(globals({ types: ['../outside', '/etc/x'] })).toEqual([]);
  });

  it('are those of the given roots', () => {
    expect(globals({ typeRoots: ['./types'] })).toEqual(['types/own/index.d.ts']);
    expect(globals({ typeRoots: ['./types'], types: ['own', 'node'] })).toEqual([
      'node_modules/@types/node/index.d.ts',
      'types/own/index.d.ts',
    ]);
    expect(globals({ typeRoots: ['../elsewhere'] })).toEqual([]);
  });

  it('are named by their real place', () => {
    const { resolver } = resolving(
      { 'main.ts': NONE, 'node_modules/.pnpm/x/node_modules/@types/x/index.d.ts': NONE },
      { 'node_modules/@types/x': '../.pnpm/x/node_modules/@types/x' },
    );
    expect(resolver.globalTypeFiles('/r/main.ts')).toEqual([
      '/r/node_modules/.pnpm/x/node_modules/@types/x/index.d.ts',
    ]);
  });
});

describe('references to types', () => {
  it.each([
    ['jest', 'a/node_modules/@types/jest/index.d.ts'],
    ['node', 'node_modules/@types/node/index.d.ts'],
    ['vitest/globals', 'node_modules/vitest/globals.d.ts'],
    ['gone', undefined],
  ])('%s', (name, expected) => {
    const files = { ...INSTALLED, 'a/node_modules/jest/index.d.ts': NONE };
    const found = resolving(files).resolver.resolveTypes('/r/a/main.ts', name);
    expect(found).toEqual(
      expected === undefined
        ? { kind: 'missing', packageName: name }
        : { kind: 'file', path: inRoot(expected), external: true, packageName: name.split('/')[0] },
    );
  });
});
