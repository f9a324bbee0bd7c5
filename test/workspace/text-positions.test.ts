import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTextPositions, type CharacterUnit } from '../../server/workspace/text-positions.js';

const UNITS: readonly CharacterUnit[] = ['utf-8', 'utf-16', 'utf-32'];
const at = (line: number, character: number): { line: number; character: number } => ({ line, character });

/** The same by the definitions, slowly. */
function slowPosition(text: string, offset: number, unit: CharacterUnit): { line: number; character: number } {
  const before = text.slice(0, offset);
  // Between `\r` and `\n` there is no place: the line ends before both.
  const isSplit = before.endsWith('\r') && text[offset] === '\n';
  const lines = (isSplit ? before.slice(0, -1) : before).split(/\r\n|\n|\r/u);
  const last = lines.at(-1) ?? '';
  // Half of a pair of surrogates counts for nothing, unless code units are counted.
  const isHalf = /[\uD800-\uDBFF]$/u.test(last) && /^[\uDC00-\uDFFF]/u.test(text.slice(offset));
  const whole = isHalf ? last.slice(0, -1) : last;
  const character =
    unit === 'utf-16' ? last.length : unit === 'utf-8' ? Buffer.byteLength(whole, 'utf8') : [...whole].length;
  return at(lines.length - 1, character);
}

const PIECES = ['a', '\n', '\r', '\r\n', 'é', '€', '😀', '\uD83D', '\uDE00', '\u2028', '\t', ''];
const texts = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((parts) => parts.join(''));

describe('places in a text', () => {
  it.each(UNITS)('are those of the definition in %s', (unit) => {
    fc.assert(
      fc.property(texts, fc.nat(14), (text, offset) => {
        const inside = Math.min(offset, text.length);
        expect(createTextPositions(text, unit).positionAt(offset)).toEqual(slowPosition(text, inside, unit));
      }),
      { numRuns: 2000 },
    );
  });

  it.each(UNITS)('lead back to where they came from in %s', (unit) => {
    fc.assert(
      fc.property(texts, fc.nat(14), (text, offset) => {
        const positions = createTextPositions(text, unit);
        const position = positions.positionAt(offset);
        expect(positions.positionAt(positions.offsetAt(position))).toEqual(position);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['utf-16', at(0, 2), 3],
    ['utf-8', at(0, 4), 6],
    ['utf-32', at(0, 1), 2],
  ] as const)('count an astral character in %s', (unit, after, end) => {
    const positions = createTextPositions('😀é', unit);
    expect(positions.positionAt(2)).toEqual(after);
    expect(positions.positionAt(3)).toEqual(at(0, end));
    expect(positions.offsetAt(after)).toBe(2);
  });

  it('end lines as the protocol does, and not as JavaScript does', () => {
    const positions = createTextPositions('a\u2028b\u2029c\fd\ne', 'utf-16');
    expect(positions.lineCount).toBe(2);
    expect(positions.positionAt(8)).toEqual(at(1, 0));
  });

  it('takes what lies outside as the nearest end', () => {
    const positions = createTextPositions('ab\r\ncd', 'utf-16');
    expect(positions.offsetAt(at(0, 99))).toBe(2);
    expect(positions.offsetAt(at(7, 0))).toBe(6);
    expect(positions.offsetAt(at(-1, 5))).toBe(0);
    expect(positions.offsetAt(at(1, -5))).toBe(4);
    expect(positions.offsetAt(at(Number.NaN, Number.NaN))).toBe(0);
    expect(positions.positionAt(-4)).toEqual(at(0, 0));
    expect(positions.positionAt(400)).toEqual(at(1, 2));
  });

  it('take a place inside a character as its start', () => {
    expect(createTextPositions('😀b', 'utf-8').offsetAt(at(0, 3))).toBe(0);
    expect(createTextPositions('€b', 'utf-8').offsetAt(at(0, 2))).toBe(0);
  });

  it('count a byte order mark that the editor shows, and offsets do not', () => {
    const positions = createTextPositions('\uFEFFab\nc', 'utf-16');
    expect(positions.positionAt(0)).toEqual(at(0, 1));
    expect(positions.positionAt(3)).toEqual(at(1, 0));
    expect(positions.offsetAt(at(0, 2))).toBe(1);
    expect(positions.offsetAt(at(0, 0))).toBe(0);
    expect(createTextPositions('\uFEFFab', 'utf-8').positionAt(1)).toEqual(at(0, 4));
  });
});
