import { describe, expect, it } from 'vitest';
import { resolving } from '../../support/resolution.js';

const NONE = '';

describe('declaration files of the project', () => {
  const found = (files: Readonly<Record<string, unknown>>, ...folders: string[]): readonly string[] =>
    resolving(files as Parameters<typeof resolving>[0])
      .resolver.ownDeclarations(folders)
      .map((path) => path.replace('/r/', ''));

  it('are looked for beside the given folders and above them, sorted', () => {
    const files = {
      'global.d.ts': NONE,
      'src/env.d.mts': NONE,
      'src/style.d.css.ts': NONE,
      'src/deep/main.ts': NONE,
      'src/deep/z.d.cts': NONE,
      'docs/other.d.ts': NONE,
      'src/deep/below/other.d.ts': NONE,
    };
    expect(found(files, '/r/src/deep')).toEqual([
      'global.d.ts',
      'src/deep/z.d.cts',
      'src/env.d.mts',
      'src/style.d.css.ts',
    ]);
  });

  it('are looked for in folders for types, to their ends', () => {
    const files = {
      'src/main.ts': NONE,
      'src/typings/window.d.ts': NONE,
      '@types/lib/index.d.ts': NONE,
      'types/node_modules/lib/index.d.ts': NONE,
    };
    expect(found(files, '/r/src')).toEqual(['@types/lib/index.d.ts', 'src/typings/window.d.ts']);
  });

  it('are those that a configuration names', () => {
    const files = {
      'tsconfig.json': {
        include: ['src', 'ambient/**/*.d.ts', 'one.d.ts', 'node_modules/lib/index.d.ts'],
        files: ['build/two.d.ts'],
      },
      'src/main.ts': NONE,
      'ambient/deep/a.d.ts': NONE,
      'build/two.d.ts': NONE,
      'build/three.d.ts': NONE,
      'node_modules/lib/index.d.ts': NONE,
    };
    expect(found(files, '/r/src')).toEqual(['ambient/deep/a.d.ts', 'build/two.d.ts']);
  });

  it('are none of what a compiler wrote beside its source, and none of packages', () => {
    const files = { 'src/a.ts': NONE, 'src/a.d.ts': NONE, 'src/b.js': NONE, 'src/b.d.ts': NONE };
    expect(found(files, '/r/src', '/r/node_modules/lib', '/elsewhere')).toEqual(['src/b.d.ts']);
  });
});
