import { describe, expect, it } from 'vitest';
import { findingsOfPlugin, withoutDuplicates, type Shown } from '../../client/duplicate-findings.js';

const at = (line: number, character: number): Shown['range'] => ({
  start: { line, character },
  end: { line, character: character + 4 },
});
const own: readonly Shown[] = [
  { source: 'looplint', code: { value: 'no-blocking-call' }, range: at(1, 2) },
  { source: 'looplint', code: 'no-floating-promises', range: at(1, 2) },
  { source: 'looplint', code: { value: 'no-blocking-call' }, range: at(9, 2) },
];

describe('findings that ESLint shows, too', () => {
  it.each<[string, Shown, readonly number[]]>([
    [
      'the same rule at the same place',
      { source: 'eslint', code: { value: 'looplint/no-blocking-call' }, range: at(1, 2) },
      [1, 2],
    ],
    ['its code as plain text', { source: 'eslint', code: 'looplint/no-floating-promises', range: at(1, 2) }, [0, 2]],
    ['another place', { source: 'eslint', code: 'looplint/no-blocking-call', range: at(1, 3) }, [0, 1, 2]],
    ['another rule', { source: 'eslint', code: 'looplint/no-hot-loop', range: at(1, 2) }, [0, 1, 2]],
    [
      "another plugin's rule of that name",
      { source: 'eslint', code: 'other/no-blocking-call', range: at(1, 2) },
      [0, 1, 2],
    ],
    ['another tool', { source: 'oxc', code: 'looplint/no-blocking-call', range: at(1, 2) }, [0, 1, 2]],
    ['no code at all', { source: 'eslint', range: at(1, 2) }, [0, 1, 2]],
  ])('knows %s', (_, other, left) => {
    const kept = withoutDuplicates(own, findingsOfPlugin([...own, other]));
    expect(kept).toEqual(left.map((index) => own[index]));
  });
});
