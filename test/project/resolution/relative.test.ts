import { describe, expect, it } from 'vitest';
import { resolving } from '../../support/resolution.js';

const NONE = '';

describe('relative specifiers', () => {
  it.each([
    ['./a', ['a.ts', 'a.d.ts', 'a.js'], 'a.ts'],
    ['./a', ['a.tsx', 'a.js'], 'a.tsx'],
    ['./a', ['a.mts', 'a.d.ts'], 'a.mts'],
    ['./a', ['a.d.ts', 'a.js'], 'a.d.ts'],
    ['./a', ['a.jsx', 'a.mjs'], 'a.jsx'],
    ['./a', ['a.cjs'], 'a.cjs'],
    ['./a', ['a.ts', 'a/index.ts'], 'a.ts'],
    ['./a', ['a/index.tsx', 'a/index.js'], 'a/index.tsx'],
    ['./a/', ['a.ts', 'a/index.ts'], 'a/index.ts'],
    ['./a.js', ['a.js', 'a.ts'], 'a.ts'],
    ['./a.js', ['a.js', 'a.tsx'], 'a.tsx'],
    ['./a.js', ['a.js', 'a.d.ts'], 'a.d.ts'],
    ['./a.js', ['a.jsx'], 'a.jsx'],
    ['./a.jsx', ['a.tsx'], 'a.tsx'],
    ['./a.mjs', ['a.mts', 'a.ts'], 'a.mts'],
    ['./a.cjs', ['a.cts', 'a.cjs'], 'a.cts'],
    ['./a.ts', ['a.ts', 'a.ts.ts'], 'a.ts'],
    ['./a.ts', ['a.d.ts'], 'a.d.ts'],
    ['./a.d.ts', ['a.d.ts', 'a.ts'], 'a.d.ts'],
    ['./a.config', ['a.config.ts'], 'a.config.ts'],
    ['./a.d', ['a.d.ts'], 'a.d.ts'],
    ['./a.js', ['a.js.ts'], 'a.js.ts'],
    ['./Box.vue', ['Box.vue'], 'Box.vue'],
    ['./Box.svelte', ['Box.svelte', 'Box.svelte.ts'], 'Box.svelte'],
    ['./Box.svelte', ['Box.svelte.ts'], 'Box.svelte.ts'],
    ['./Box.astro', ['Box.astro'], 'Box.astro'],
    ['./Box', ['Box.vue'], 'Box.vue'],
    ['./Box', ['Box.svelte'], 'missing'],
    ['.', ['index.ts'], 'index.ts'],
    ['./', ['index.ts'], 'index.ts'],
    ['..', ['../index.ts'], '../index.ts'],
    ['../b', ['../b.ts'], '../b.ts'],
    ['./a/../b', ['b.ts'], 'b.ts'],
    ['.//b', ['b.ts'], 'b.ts'],
  ])('%s with %j is %s', (specifier, present, expected) => {
    const files = Object.fromEntries(present.map((name) => [inFolder(name), NONE]));
    const { lead } = resolving({ 'src/dir/main.ts': NONE, ...files });
    expect(lead('src/dir/main.ts', specifier)).toBe(expected === 'missing' ? 'missing' : inFolder(expected));
  });

  it.each(['./data.json', './style.css', './logo.svg?url', './worker.ts?worker', './nothing', './.hidden', ''])(
    'finds no code behind %j',
    (specifier) => {
      const { lead } = resolving({ 'main.ts': NONE, 'data.json': '{}', 'style.css': NONE, 'worker.ts': NONE });
      expect(lead('main.ts', specifier)).toBe('missing');
    },
  );

  it('takes a directory by the fields of its manifest', () => {
    const { lead } = resolving({
      'main.ts': NONE,
      'part/package.json': { main: 'start.js' },
      'part/start.js': NONE,
      'part/index.js': NONE,
      'typed/package.json': { main: 'start.js', types: './start.d.ts' },
      'typed/start.d.ts': NONE,
      'self/package.json': { main: './' },
      'self/index.js': NONE,
    });
    expect(lead('main.ts', './part')).toBe('part/start.js');
    expect(lead('main.ts', './typed')).toBe('typed/start.d.ts');
    expect(lead('main.ts', './self')).toBe('self/index.js');
  });

  it('overlays rootDirs', () => {
    const { lead } = resolving({
      'tsconfig.json': { compilerOptions: { rootDirs: ['src', 'generated/types'] } },
      'src/views/main.ts': NONE,
      'src/views/own.ts': NONE,
      'generated/types/views/model.ts': NONE,
      'generated/types/views/own.ts': NONE,
    });
    expect(lead('src/views/main.ts', './model')).toBe('generated/types/views/model.ts');
    expect(lead('src/views/main.ts', './own')).toBe('src/views/own.ts');
    expect(lead('generated/types/views/model.ts', './main')).toBe('src/views/main.ts');
  });

  it('tries module suffixes in their order, for each extension', () => {
    const { lead } = resolving({
      'tsconfig.json': { compilerOptions: { moduleSuffixes: ['.ios', ''] } },
      'main.ts': NONE,
      'a.ts': NONE,
      'a.ios.ts': NONE,
      'b.ts': NONE,
      'b.ios.js': NONE,
    });
    expect(lead('main.ts', './a')).toBe('a.ios.ts');
    expect(lead('main.ts', './a.js')).toBe('a.ios.ts');
    expect(lead('main.ts', './b')).toBe('b.ts');
  });

  it('takes a path from the top as of the disk, then as of the package', () => {
    const { lead } = resolving({ 'app/package.json': {}, 'app/main.ts': NONE, 'app/src/a.ts': NONE });
    expect(lead('app/main.ts', '/src/a')).toBe('app/src/a.ts');
    expect(lead('app/main.ts', '/r/app/src/a.ts')).toBe('app/src/a.ts');
    expect(lead('app/main.ts', '/etc/passwd')).toBe('missing');
  });
});

describe('staying inside', () => {
  const outside = { '/other/secret.ts': NONE, '/r/main.ts': NONE, '/r2/sibling.ts': NONE };

  it.each(['../other/secret', '../r2/sibling', '/other/secret.ts', '../../../other/secret'])(
    'does not leave the root by %s',
    (specifier) => {
      const { lead, host } = resolving(outside);
      expect(lead('main.ts', specifier)).toBe('missing');
      expect(host.asked.read).toBe(0);
    },
  );

  it('does not leave it through a link, of a file or of a directory', () => {
    const { lead } = resolving(outside, { 'leak.ts': '/other/secret.ts', door: '/other' });
    expect(lead('main.ts', './leak')).toBe('missing');
    expect(lead('main.ts', './door/secret')).toBe('missing');
  });

  it('gives the same path for a file however it is reached', () => {
    const { lead } = resolving(
      { 'main.ts': NONE, 'shared/a.ts': NONE, 'shared/b.ts': NONE },
      { 'app/shared': '../shared', 'one.ts': 'shared/a.ts' },
    );
    expect(lead('app/main.ts', './shared/a')).toBe('shared/a.ts');
    expect(lead('main.ts', './one')).toBe('shared/a.ts');
    expect(lead('app/shared/a.ts', './b')).toBe('shared/b.ts');
  });

  it('survives loops of links', () => {
    const { lead } = resolving(
      { 'main.ts': NONE, 'package.json': { workspaces: ['**'] }, 'a/x.ts': NONE },
      { 'a/loop': '..', 'self.ts': 'self.ts', ping: 'pong', pong: 'ping' },
    );
    expect(lead('main.ts', './self')).toBe('missing');
    expect(lead('main.ts', './ping/x')).toBe('missing');
    expect(lead('main.ts', './a/loop/a/loop/a/x')).toBe('a/x.ts');
    expect(lead('main.ts', 'nobody')).toBe('missing nobody');
  });

  it('names files by the root as it was given when the root is itself behind a link', () => {
    const { lead } = resolving(
      {
        '/real/main.ts': NONE,
        '/real/a.ts': NONE,
        '/real/package.json': { workspaces: ['p'] },
        '/real/p/package.json': { name: 'p', main: 'p.ts' },
        '/real/p/p.ts': NONE,
      },
      { '/r': '/real', '/real/node_modules/p': '../p' },
    );
    expect(lead('main.ts', './a')).toBe('a.ts');
    expect(lead('/real/main.ts', './a')).toBe('a.ts');
    expect(lead('main.ts', 'p')).toBe('p/p.ts');
  });
});

describe('modules of the runtime', () => {
  it.each([
    ['fs', 'node:fs'],
    ['fs/promises', 'node:fs/promises'],
    ['node:fs', 'node:fs'],
    ['node:test', 'node:test'],
    ['node:sqlite', 'node:sqlite'],
    ['bun', 'bun'],
    ['bun:sqlite', 'bun:sqlite'],
    ['deno:core', 'deno:core'],
    ['cloudflare:workers', 'cloudflare:workers'],
  ])('%s is %s', (specifier, name) => {
    expect(resolving({ 'main.ts': NONE }).lead('main.ts', specifier)).toBe(`builtin ${name}`);
  });

  it('knows every bare name that the running Node provides', async () => {
    const { builtinModules } = await import('node:module');
    const { lead } = resolving({ 'main.ts': NONE });
    const bare = builtinModules.filter((name) => !name.startsWith('_') && !name.startsWith('node:'));
    expect(bare.filter((name) => lead('main.ts', name) !== `builtin node:${name}`)).toEqual([]);
  });

  it('lets an explicit mapping win, but neither a base directory nor a package', () => {
    const { lead } = resolving({
      'tsconfig.json': { compilerOptions: { baseUrl: 'src', paths: { events: ['./own-events.ts'] } } },
      'src/main.ts': NONE,
      'src/util.ts': NONE,
      'src/own-events.ts': NONE,
      'node_modules/process/index.js': NONE,
    });
    expect(lead('src/main.ts', 'events')).toBe('src/own-events.ts');
    expect(lead('src/main.ts', 'util')).toBe('builtin node:util');
    expect(lead('src/main.ts', 'process')).toBe('builtin node:process');
  });

  it('only names what other runtimes fetch', () => {
    const { lead } = resolving({ 'main.ts': NONE, 'node_modules/chalk/index.d.ts': NONE });
    expect(lead('main.ts', 'npm:chalk@5')).toBe('external node_modules/chalk/index.d.ts');
    expect(lead('main.ts', 'npm:@scope/gone@^1.0.0/sub')).toBe('missing @scope/gone');
    expect(lead('main.ts', 'jsr:@std/fs@1/walk')).toBe('missing @std/fs');
    expect(lead('main.ts', 'https://deno.land/x/a.ts')).toBe('missing');
    expect(lead('main.ts', 'virtual:routes')).toBe('missing');
  });
});

function inFolder(name: string): string {
  return name.startsWith('../') ? `src/${name.slice(3)}` : `src/dir/${name}`;
}
