import { describe, expect, it } from 'vitest';
import { coversVersion, lowestVersion } from '../../../rules/project/resolution/version-range.js';

describe('coversVersion', () => {
  it.each([
    ['<5.0.0', '4.18.2', true],
    ['<5.0.0', '5.0.0', false],
    ['>=4.0.0 <5.0.0', '4', true],
    ['^4.18.0 || ^5', '5.1.0', true],
    ['~4.18.0', '4.19.0', false],
    ['*', '0.0.1', true],
    ['<5.0.0', 'v4.0.0-beta.1', true],
    ['<5.0.0', 'next', false],
    ['next', '4.0.0', false],
  ])('%s, %s: %s', (range, version, expected) => {
    expect(coversVersion(range, version)).toBe(expected);
  });
});

describe('lowestVersion', () => {
  it.each([
    ['^4.18.2', '4.18.2'],
    ['~4.18', '4.18'],
    ['>= 4.0.0 <6', '4.0.0'],
    ['4.x', '4'],
    ['npm:@scope/express@^4.1.0', '4.1.0'],
    ['workspace:^5.0.0', '5.0.0'],
    ['workspace:*', undefined],
    ['latest', undefined],
    ['github:expressjs/express#4.x', undefined],
    ['<5', undefined],
  ])('%s: %s', (range, expected) => {
    expect(lowestVersion(range)).toBe(expected);
  });
});
