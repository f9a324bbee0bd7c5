import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Edit, Fix } from '../../../rules/model/fix.js';
import { applyEdits, joinEdits, mergeFixes } from '../../../server/workspace/merge-fixes.js';

const fix = (...edits: readonly (readonly [number, number, string])[]): Fix => ({
  id: 'x',
  title: 'X',
  applicability: 'safe',
  edits: edits.map(([start, end, text]) => ({ start, end, text })),
});

describe('mergeFixes', () => {
  it('applies what does not touch, in one pass', () => {
    const merged = mergeFixes('abcdef', [fix([4, 5, 'E']), fix([0, 1, 'A'], [2, 3, 'C'])]);
    expect(merged.text).toBe('AbCdEf');
    expect(merged.applied).toHaveLength(2);
  });

  it('takes the first of two that touch, whole, and leaves the other whole', () => {
    const first = fix([0, 0, '('], [3, 3, ')']);
    const second = fix([3, 4, 'D'], [5, 6, 'F']);
    expect(mergeFixes('abcdef', [second, first])).toEqual({ text: '(abc)def', applied: [first] });
  });

  it('keeps two insertions at one place apart', () => {
    expect(mergeFixes('ab', [fix([1, 1, 'x']), fix([1, 1, 'y'])]).text).toBe('axb');
  });

  it('refuses edits outside the text and fixes without edits', () => {
    expect(mergeFixes('ab', [fix([1, 9, 'x']), fix([-1, 0, 'x']), fix([2, 1, 'x']), fix()])).toEqual({
      text: 'ab',
      applied: [],
    });
  });
});

describe('joinEdits', () => {
  it('gives one edit with the same effect as all', () => {
    const edits = fc
      .array(fc.tuple(fc.nat(5), fc.nat(3), fc.constantFrom('', 'x', 'yz')), { minLength: 1, maxLength: 5 })
      .map((parts) => {
        let at = 0;
        return parts.map(([gap, length, text]): Edit => {
          const start = at + gap + 1;
          at = start + length;
          return { start, end: at, text };
        });
      });
    const text = 'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz';
    fc.assert(
      fc.property(edits, (list) => {
        const joined = joinEdits(text, [...list].reverse());
        expect(joined && applyEdits(text, [joined])).toBe(applyEdits(text, list));
      }),
    );
  });

  it('gives nothing for nothing', () => {
    expect(joinEdits('a', [])).toBe(undefined);
  });
});
