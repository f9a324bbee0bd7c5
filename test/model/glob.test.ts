import fc from 'fast-check';
import picomatch from 'picomatch';
import { describe, expect, it } from 'vitest';
import {
  compileGlob,
  expandBraces,
  matchesName,
  matchesSegments,
  parsePlainSegment,
  splitGlob,
} from '../../rules/model/glob.js';

function matches(pattern: string, path: string): boolean {
  const glob = compileGlob(pattern);
  if (typeof glob !== 'function') throw new Error(`${pattern}: ${glob.problem}`);
  return glob(path);
}

describe('compileGlob', () => {
  it.each([
    ['src/*.ts', 'src/a.ts', true],
    ['src/*.ts', 'src/deep/a.ts', false],
    ['src/**/*.ts', 'src/a.ts', true],
    ['src/**/*.ts', 'src/x/y/a.ts', true],
    ['src/**', 'src', false],
    ['src/**', 'src/x/y', true],
    ['src/', 'src/x/y', true],
    ['**/test/**', 'a/test/b/c.ts', true],
    ['**/test/**', 'test/c.ts', true],
    ['*.test.ts', 'a/b/c.test.ts', true],
    ['/*.test.ts', 'a/b/c.test.ts', false],
    ['./*.test.ts', 'c.test.ts', true],
    ['**/*.{js,ts}', 'a/b.ts', true],
    ['**/*.{js,ts}', 'a/b.tsx', false],
    ['{a,b/{c,d}}/*.ts', 'b/d/x.ts', true],
    ['{a,b/{c,d}}/*.ts', 'b/x.ts', false],
    ['a{b}c.ts', 'a{b}c.ts', true],
    ['file[0-9].ts', 'file7.ts', true],
    ['file[!0-9].ts', 'file7.ts', false],
    ['file[^a].ts', 'fileb.ts', true],
    ['[]x].ts', '].ts', true],
    ['[[:upper:]]*.ts', 'App.ts', true],
    ['[[:upper:]]*.ts', 'app.ts', false],
    ['\\[id\\].ts', '[id].ts', true],
    ['?.ts', 'a.ts', true],
    ['?.ts', '.ts', false],
    ['.hidden/*', '.hidden/.a.ts', true],
    ['a**b.ts', 'axxb.ts', true],
    ['a**b.ts', 'ax/xb.ts', false],
  ])('%s on %s: %s', (pattern, path, expected) => {
    expect(matches(pattern, path)).toBe(expected);
  });

  it.each([
    ['nothing', '', 'it is empty'],
    ['an open set', 'a[b', 'it has a `[` or a `\\` without its partner'],
    ['a lone backslash', 'a\\', 'it has a `[` or a `\\` without its partner'],
    ['many braces', '{a,b}'.repeat(9), 'its braces make more than 256 alternatives'],
    ['a long text', 'a'.repeat(1001), 'it is longer than 1000 characters'],
  ])('refuses %s', (_, pattern, problem) => {
    expect(compileGlob(pattern)).toEqual({ problem });
  });

  it('agrees with picomatch wherever both speak the same language', () => {
    const name = fc.stringMatching(/^[ab.]{1,4}$/u).filter((text) => text !== '.' && text !== '..');
    const segment = fc.oneof(
      name,
      fc.constant('**'),
      fc
        .array(fc.constantFrom('a', 'b', '?', '*', '[ab]', '[^a]'), { minLength: 1, maxLength: 4 })
        .map((parts) => parts.join('')),
    );
    const pattern = fc.array(segment, { minLength: 2, maxLength: 4 }).map((parts) => parts.join('/'));
    const path = fc.array(name, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(pattern, path, (glob, text) => {
        // Two differences are meant: a final `**` needs a name here, and runs of stars are one star.
        fc.pre(!glob.endsWith('**') && !/\*\*[^/]|[^/]\*\*/u.test(glob));
        expect(`${glob} ${text} ${matches(glob, text)}`).toBe(
          `${glob} ${text} ${picomatch(glob, { dot: true })(text)}`,
        );
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['stars', '*a'.repeat(200) + 'b', 'a'.repeat(400)],
    ['folders and stars', '**/*a*/'.repeat(100) + 'b', 'a/'.repeat(400) + 'c'],
    ['folders', '**/a/'.repeat(100) + 'b', 'a/'.repeat(400) + 'c'],
    ['sets', '[a-z]*'.repeat(100) + 'B', 'a'.repeat(400)],
  ])('takes no more than pattern times text: %s', (_, pattern, path) => {
    const glob = compileGlob(pattern.slice(0, 1000));
    const before = process.cpuUsage();
    expect(typeof glob === 'function' && glob(path)).toBe(false);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(200);
  });
});

describe('splitGlob', () => {
  it.each([
    ['src/**/*.ts', { base: 'src', rest: '**/*.ts' }],
    ['*.ts', { base: '.', rest: '*.ts' }],
    ['./*.ts', { base: '.', rest: '*.ts' }],
    ['/a/{b,c}/d', { base: '/a', rest: '{b,c}/d' }],
    ['/*', { base: '/', rest: '*' }],
    ['../x/a\\*/*.ts', { base: '../x', rest: 'a\\*/*.ts' }],
  ])('%s', (pattern, parts) => {
    expect(splitGlob(pattern)).toEqual(parts);
  });
});

describe('plain patterns', () => {
  const plain = (pattern: string, path: string): boolean =>
    matchesSegments(pattern.split('/').map(parsePlainSegment), path.split('/'), 0);

  it.each([
    ['app/[slug]/page.ts', 'app/[slug]/page.ts', true],
    ['app/[slug]/page.ts', 'app/s/page.ts', false],
    ['app/[[...all]]/*.ts', 'app/[[...all]]/a.ts', true],
    ['a\\*', 'a\\b', true],
    ['**/c', 'c', true],
    ['a/**/c/**/e', 'a/b/c/d/c/x/e', true],
    ['a/**/c/**/e', 'a/b/d/e', false],
    ['*a*b*', 'xaybz', true],
    ['*a*b', 'xaybz', false],
  ])('%s on %s: %s', (pattern, path, expected) => {
    expect(plain(pattern, path)).toBe(expected);
  });

  it('take no time, whatever they are made of', () => {
    const start = performance.now();
    expect(matchesName(parsePlainSegment(`${'*a'.repeat(200)}b`), 'a'.repeat(2000))).toBe(false);
    const deep = [...Array.from({ length: 100 }, () => '**/a'), 'b'].join('/');
    expect(plain(deep, Array(500).fill('a').join('/'))).toBe(false);
    expect(expandBraces('{'.repeat(5000))).toHaveLength(1);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('expandBraces', () => {
  it.each([
    ['{a,b}/x', ['a/x', 'b/x']],
    ['p/{a,b{1,2}}', ['p/a', 'p/b1', 'p/b2']],
    ['{a}', ['{a}']],
    ['{,x}a', ['a', 'xa']],
  ])('%s', (pattern, expected) => {
    expect([...(expandBraces(pattern) ?? [])].sort()).toEqual(expected);
  });

  it('gives up where it is no longer sensible', () => {
    expect(expandBraces('{a,b}'.repeat(30))).toBeUndefined();
  });
});
