import { describe, expect, it } from 'vitest';
import { growthOf } from '../../rules/catalogue/no-slow-regex/analyse-pattern.js';

/** Time of one search over a text that is pumped to a length and then must fail, the best of some. */
function timeOf(pattern: string, pump: string, length: number): number {
  const text = `${pump.repeat(length)}\u0000`;
  const search = new RegExp(pattern);
  const times = Array.from({ length: 3 }, () => {
    const start = performance.now();
    search.test(text);
    return performance.now() - start;
  });
  return Math.max(Math.min(...times), 1e-3);
}

// What is called slow is run. The lengths are chosen so that the longer search takes hundreds of times the shorter one
// where it is slow; a tenth of that is asked for, so that a busy machine makes no difference.
describe('the growth of a pattern', () => {
  it.each([
    ['^(a+)+$', 'a', 14, 26],
    ['^(\\w+\\s?)*$', 'a', 14, 26],
    ['^([a-z]+ ?)+$', 'a', 14, 26],
  ])('%s is exponential, and so is its time', (pattern, pump, short, long) => {
    expect(growthOf(pattern, '')?.kind).toBe('exponential');
    expect(timeOf(pattern, pump, long) / timeOf(pattern, pump, short)).toBeGreaterThan(50);
  });

  it.each([
    ['\\s+$', ' ', 1_000, 30_000],
    ['a*a*b', 'a', 60, 1_200],
    ['^a*a*$', 'a', 1_000, 30_000],
  ])('%s is polynomial, and so is its time', (pattern, pump, short, long) => {
    expect(growthOf(pattern, '')?.kind).toBe('polynomial');
    const growth = timeOf(pattern, pump, long) / timeOf(pattern, pump, short);
    expect(growth).toBeGreaterThan(3 * (long / short));
  });

  it.each(['^\\d+$', '^[a-z]+(?: [a-z]+)*$', '^(?:ab)+$', '^\\s+'])('%s is linear', (pattern) => {
    expect(growthOf(pattern, '')).toBeUndefined();
  });

  it('leaves alone what is too long, has too many repetitions, or is no pattern', () => {
    expect(growthOf(`^(a+)+${'b'.repeat(400)}$`, '')).toBeUndefined();
    expect(growthOf(`^(a+)+${'b+c'.repeat(24)}$`, '')).toBeUndefined();
    expect(growthOf('(a+)+(', '')).toBeUndefined();
    expect(growthOf('(a+)+$', 'nonsense')).toBeUndefined();
  });
});
