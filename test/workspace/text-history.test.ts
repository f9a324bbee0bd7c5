import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Edit } from '../../rules/model/fix.js';
import { applyEdits } from '../../server/workspace/merge-fixes.js';
import { createTextHistory } from '../../server/workspace/text-history.js';

/** Edits of a text of some length that do not overlap. */
function editsFor(length: number, picks: readonly (readonly [number, number, string])[]): readonly Edit[] {
  const edits: Edit[] = [];
  let from = 0;
  for (const [gap, size, text] of picks) {
    const start = from + gap;
    const end = start + size;
    if (end > length) break;
    edits.push({ start, end, text });
    from = end + 1;
  }
  return edits;
}

const picks = fc.array(
  fc.tuple(fc.nat(4), fc.nat(4), fc.string({ maxLength: 4, unit: fc.constantFrom('a', 'b', '\n') })),
  {
    maxLength: 4,
  },
);

it('gives edits of the first text that lead to the last one, in one go', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b', 'c', '\n') }),
      fc.array(picks, { maxLength: 4 }),
      (first, rounds) => {
        const history = createTextHistory(first);
        let text = first;
        for (const round of rounds) {
          const edits = editsFor(text.length, round);
          history.apply(edits);
          text = applyEdits(text, edits);
        }
        const edits = history.edits();
        expect(applyEdits(first, edits)).toBe(text);
        edits.forEach((edit, index) => {
          const previous = edits[index - 1];
          if (previous !== undefined) expect(edit.start).toBeGreaterThanOrEqual(previous.end);
          expect(first.slice(edit.start, edit.end) === edit.text, 'an edit that changes nothing').toBe(false);
        });
      },
    ),
    { numRuns: 2000 },
  );
});

it('keeps edits as small as they were made', () => {
  const history = createTextHistory('load();\nsave();\n');
  history.apply([{ start: 0, end: 0, text: 'await ' }]);
  history.apply([{ start: 14, end: 14, text: 'await ' }]);
  expect(history.edits()).toEqual([
    { start: 0, end: 0, text: 'await ' },
    { start: 8, end: 8, text: 'await ' },
  ]);
});

it('has nothing to say of an edit that was undone', () => {
  const history = createTextHistory('load();');
  history.apply([{ start: 0, end: 0, text: 'void ' }]);
  history.apply([{ start: 0, end: 5, text: '' }]);
  expect(history.edits()).toEqual([]);
});
