import { describe, expect, it } from 'vitest';
import { isWithin, joinPath, normalizePath, parentOf, splitPackage } from '../../../rules/project/resolution/paths.js';
import { coversTypeScript } from '../../../rules/project/resolution/version-range.js';
import { readYamlList } from '../../../rules/project/resolution/yaml-list.js';

describe('version ranges, seen from TypeScript 6.0', () => {
  it.each([
    ['*', true],
    ['', true],
    ['x', true],
    ['6', true],
    ['6.0', true],
    ['6.1', false],
    ['>=4.7', true],
    ['>= 4.7', true],
    ['>6', false],
    ['>5.9', true],
    ['<=5.6', false],
    ['<=6.0', true],
    ['<6.0', false],
    ['<7', true],
    ['^6', true],
    ['^5.0.0', false],
    ['^0.6', false],
    ['~6.0', true],
    ['~5', false],
    ['>=4.2 <5', false],
    ['>=4.2 <7', true],
    ['4 - 5', false],
    ['4 - 6', true],
    ['<4 || >=5', true],
    ['>=6.0.0-beta', true],
    ['latest', false],
    ['>=', true],
  ])('%j: %s', (range, covered) => {
    expect(coversTypeScript(range)).toBe(covered);
  });
});

describe('version ranges that are made to take time', () => {
  it('take none', () => {
    const start = performance.now();
    expect(coversTypeScript('- '.repeat(5000))).toBe(true);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('the lists of a YAML file', () => {
  it.each([
    ['packages:\n  - a\n  - "b"\n  - \'c d\'\n', ['a', 'b', 'c d']],
    ['packages:\n- a # comment\n\n  # comment\n- b\nother:\n- c', ['a', 'b']],
    ['# packages:\nother:\n  - x\npackages:\n  - "a#b"\n', ['a#b']],
    ['"packages":\r\n  - a\r\n', ['a']],
    ['packages: [a, "b", \'c\',]', ['a', 'b', 'c']],
    ['packages: [\n  a, # comment\n  b\n]\n', ['a', 'b']],
    ['packages: []', []],
    ['packages:', []],
    ['packages: a', []],
    ['other:\n  packages:\n    - a', []],
    ['', []],
  ])('%j', (text, expected) => {
    expect(readYamlList(text, 'packages')).toEqual(expected);
  });
});

describe('paths', () => {
  it.each([
    ['/a/b/../c', '/a/c'],
    ['/a/./b//c/', '/a/b/c'],
    ['/../..', '/'],
    ['/', '/'],
    ['C:/a/../../b', 'C:/b'],
    ['/a/..b/.c', '/a/..b/.c'],
  ])('%s is %s', (path, expected) => {
    expect(normalizePath(path)).toBe(expected);
  });

  it('goes up and down', () => {
    expect([parentOf('/a/b'), parentOf('/a'), parentOf('/'), parentOf('C:/a')]).toEqual(['/a', '/', '/', 'C:']);
    expect(joinPath('/', 'a')).toBe('/a');
    expect(isWithin('/ab', '/a')).toBe(false);
    expect(isWithin('/a', '/a')).toBe(true);
    expect(isWithin('/a', '/')).toBe(true);
  });

  it.each([
    ['a', 'a', '.'],
    ['a/b/c', 'a', './b/c'],
    ['@a/b', '@a/b', '.'],
    ['@a/b/c.js', '@a/b', './c.js'],
    ['a/', 'a', '.'],
  ])('splits %s', (specifier, name, subpath) => {
    expect(splitPackage(specifier)).toEqual({ name, subpath });
  });

  it.each(['@/a', '~/a', './a', '@a', '#a', 'a:b', '', '@a/', 'a b'])('finds no package in %j', (specifier) => {
    expect(splitPackage(specifier)).toBeUndefined();
  });
});
