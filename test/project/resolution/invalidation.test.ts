import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createResolver, type Resolver } from '../../../rules/project/resolution/resolver.js';
import { createLinkedHost, type LinkedHost } from '../../support/linked-host.js';
import { describeLead, resolving } from '../../support/resolution.js';

const NONE = '';

/** Paths with the texts that they may have; small, so that random edits meet each other. */
const UNIVERSE: Readonly<Record<string, readonly string[]>> = {
  '/r/package.json': ['{"workspaces":["p/*"]}', '{"name":"top","main":"p/one/src/a.ts"}', '{'],
  '/r/pnpm-workspace.yaml': ['packages: [p/two]'],
  '/r/tsconfig.json': [
    '{"compilerOptions":{"paths":{"@/*":["./p/*"]}}}',
    '{"extends":"./base.json","files":[],"references":[{"path":"./p/one"}]}',
    '{"extends":"two/tsconfig.json"}',
  ],
  '/r/base.json': ['{"compilerOptions":{"types":["g"],"baseUrl":"p"}}', '{"extends":"./tsconfig.json"}'],
  '/r/p/one/package.json': ['{"name":"one","main":"dist/a.js"}', '{"name":"two","exports":{"./*":"./lib/*.js"}}'],
  '/r/p/one/tsconfig.json': ['{"compilerOptions":{"outDir":"lib","rootDir":"src"}}'],
  '/r/p/one/src/a.ts': ['1', '2'],
  '/r/p/one/src/a.d.ts': ['1'],
  '/r/p/one/src/a/index.ts': ['1'],
  '/r/p/one/dist/a.js': ['1'],
  '/r/p/one/lib/a.js': ['1'],
  '/r/p/two/package.json': ['{"name":"two","version":"1.0.0","source":"src/a.ts"}', '{"name":"one"}'],
  '/r/p/two/tsconfig.json': ['{"compilerOptions":{"jsx":"from-two"}}'],
  '/r/p/two/src/a.ts': ['1'],
  '/r/p/two/index.ts': ['1'],
  '/r/node_modules/two/package.json': ['{"types":"t.d.ts"}', '{"version":"1.0.0","main":"t.js"}'],
  '/r/node_modules/two/t.d.ts': ['1'],
  '/r/node_modules/two/t.js': ['1'],
  '/r/node_modules/@types/g/index.d.ts': ['1'],
  '/r/node_modules/@types/two/index.d.ts': ['1'],
  '/r/p/one/node_modules/two/index.d.ts': ['1'],
  '/store/node_modules/two/index.d.ts': ['1'],
  '/store/node_modules/three/index.d.ts': ['1'],
};
const LINKS: Readonly<Record<string, readonly string[]>> = {
  '/r/node_modules/one': ['../p/one', '../p/two', '/store/node_modules/two'],
  '/r/p/one/node_modules/three': ['/store/node_modules/three', '../../../p/two'],
  '/r/p/two/shared': ['../one/src', '../one'],
  '/r/p/one/src/b.ts': ['a.ts', '../../two/index.ts'],
};
const FILES = [
  '/r/main.ts',
  '/r/p/one/src/a.ts',
  '/r/p/two/src/a.ts',
  '/r/p/two/shared/x.ts',
  '/store/node_modules/two/index.d.ts',
];
const SPECIFIERS = [
  './a',
  './b',
  './src/a',
  '../lib/a.js',
  '../dist/a',
  '..',
  '@/one/src/a',
  'one/src/a',
  'one',
  'two',
  'two/a',
  'three',
  'top',
];

function answers(resolver: Resolver): readonly string[] {
  return FILES.flatMap((file) => [
    ...SPECIFIERS.map((specifier) => `${file} ${specifier} ${describeLead(resolver, file, specifier)}`),
    `${file} types ${resolver.globalTypeFiles(file).join()}`,
    `${file} package ${JSON.stringify(resolver.packageOf(file))}`,
    `${file} options ${JSON.stringify(resolver.compilerOptionsOf(file))}`,
    `${file} version ${resolver.packageVersion(file, 'two')}`,
  ]);
}

type Edit = readonly [path: string, choice: number];

/** Writes, rewrites or removes; true for what a watcher would report. */
function apply(host: LinkedHost, [path, choice]: Edit): void {
  const texts = UNIVERSE[path];
  const [map, choices] = texts === undefined ? [host.links, LINKS[path] ?? []] : [host.files, texts];
  const content = choices[choice % (choices.length + 1)];
  if (content === undefined) map.delete(path);
  else map.set(path, content);
}

const edit: fc.Arbitrary<Edit> = fc.tuple(
  fc.constantFrom(...Object.keys(UNIVERSE), ...Object.keys(LINKS)),
  fc.nat({ max: 11 }),
);
const script = fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 });

describe('what was learnt before a change', () => {
  it('leaves no trace in any answer, and no answer differs when nothing was to forget', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 30 }), script, (start, steps) => {
        const host = createLinkedHost({});
        for (const each of start) apply(host, each);
        const resolver = createResolver(host, '/r');
        let before = answers(resolver);
        for (const step of steps) {
          for (const each of step) apply(host, each);
          const isAffected = resolver.invalidate(step.map(([path]) => path));
          const after = answers(resolver);
          expect(after).toEqual(answers(createResolver(host, '/r')));
          if (!isAffected) expect(after).toEqual(before);
          before = after;
        }
      }),
      { numRuns: 150, seed: 20261120 },
    );
  });

  it('does not depend on the order of the questions', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 40 }), (start) => {
        const host = createLinkedHost({});
        for (const each of start) apply(host, each);
        const backward = createResolver(host, '/r');
        for (const file of [...FILES].reverse()) {
          for (const specifier of [...SPECIFIERS].reverse()) backward.resolve(file, specifier, 'require');
          for (const specifier of [...SPECIFIERS].reverse()) backward.resolve(file, specifier, 'import');
        }
        expect(answers(backward)).toEqual(answers(createResolver(host, '/r')));
      }),
      { numRuns: 200, seed: 20261120 },
    );
  });

  it.each(['other', 'target'] as const)('is forgotten when a link is turned (listed as %s)', (listsLinksAs) => {
    const files = { '/r/main.ts': NONE, '/r/one/index.ts': NONE, '/r/two/index.ts': NONE };
    const host = createLinkedHost(files, { '/r/node_modules/p': '../one' }, { listsLinksAs });
    const resolver = createResolver(host, '/r');
    expect(describeLead(resolver, '/r/main.ts', 'p')).toBe('one/index.ts');
    host.links.set('/r/node_modules/p', '../two');
    expect(resolver.invalidate(['/r/node_modules/p'])).toBe(true);
    expect(describeLead(resolver, '/r/main.ts', 'p')).toBe('two/index.ts');
  });

  it('is kept when only the text of a source changed', () => {
    const { host, resolver, lead } = resolving({ 'main.ts': '1', 'a.ts': NONE });
    expect(lead('main.ts', './a')).toBe('a.ts');
    host.files.set('/r/main.ts', '2');
    const asked = { ...host.asked };
    expect(resolver.invalidate(['/r/main.ts'])).toBe(false);
    expect(lead('main.ts', './a')).toBe('a.ts');
    expect(host.asked.list).toBe(asked.list);
  });

  it.each([
    ['a file that comes', 'b.ts', ['/r/b.ts']],
    ['a file that comes with its folders', 'b/c/index.ts', ['/r/b/c/index.ts']],
    ['a folder that is named for all in it', 'b/index.ts', ['/r/b']],
    ['the root, for everything', 'b/c/index.ts', ['/r']],
  ])('is forgotten for %s', (_, path, named) => {
    const { host, resolver, lead } = resolving({ 'main.ts': NONE });
    const specifier = `./${path.replace(/\.ts$/, '')}`;
    expect(lead('main.ts', specifier)).toBe('missing');
    host.files.set(`/r/${path}`, NONE);
    expect(resolver.invalidate(named)).toBe(true);
    expect(lead('main.ts', specifier)).toBe(path);
    host.files.delete(`/r/${path}`);
    expect(resolver.invalidate(named)).toBe(true);
    expect(lead('main.ts', specifier)).toBe('missing');
  });
});

describe('how often the disk is asked', () => {
  const folders = Array.from({ length: 20 }, (_, at) => `src/f${at}`);
  const files = {
    'package.json': { name: 'app', imports: { '#a': './src/f0/a.ts' } },
    'tsconfig.json': { compilerOptions: { paths: { '@/*': ['./src/*'] } } },
    ...Object.fromEntries(folders.flatMap((each) => ['a', 'b', 'c'].map((name) => [`${each}/${name}.ts`, NONE]))),
    'node_modules/p/package.json': { types: 'i.d.ts' },
    'node_modules/p/i.d.ts': NONE,
  };
  const ask = (lead: (from: string, specifier: string) => string): void => {
    for (const folder of folders) {
      for (const name of ['a', 'b', 'c']) {
        for (const to of folders) lead(`${folder}/${name}.ts`, `../${to.slice(4)}/b`);
        for (const each of ['p', 'gone', '@/f0/a', '#a', './a', './none', 'fs']) lead(`${folder}/${name}.ts`, each);
      }
    }
  };

  it('lists each folder once and reads each manifest once, and asks nothing twice', () => {
    const { host, lead } = resolving(files);
    ask(lead);
    const { asked } = host;
    // The root, src, its folders, node_modules and p.
    expect(asked.list).toBeLessThanOrEqual(folders.length + 4);
    expect(asked.realpath).toBeLessThanOrEqual(folders.length + 5);
    // Two manifests and one configuration.
    expect(asked.read).toBe(3);
    expect(asked.kind).toBe(0);
    const before = { ...asked };
    ask(lead);
    expect(host.asked).toEqual(before);
  });
});
