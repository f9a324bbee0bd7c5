import type { Range } from '../../rules/model/range.js';

/** A place for people and for formats: both count from 1, the column in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The lines of one text. `\n`, `\r\n`, `\r`, U+2028 and U+2029 end a line, as in ESLint. */
export interface LineIndex {
  readonly lineCount: number;
  /** Offsets outside the text are taken as its nearest end. */
  positionAt(offset: number): Position;
  /** Span of a line, counted from 1, without its end; empty for lines that do not exist. */
  lineRange(line: number): Range;
}

/** Reads a text's lines once, for many questions. */
export function createLineIndex(text: string): LineIndex {
  const starts = [0];
  const ends: number[] = [];
  for (const match of text.matchAll(/\r\n|[\n\r\u2028\u2029]/gu)) {
    ends.push(match.index);
    starts.push(match.index + match[0].length);
  }
  ends.push(text.length);
  return {
    lineCount: starts.length,
    positionAt(offset) {
      const inside = Math.min(Math.max(offset, 0), text.length);
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] as number) <= inside) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: inside - (starts[low] as number) + 1 };
    },
    lineRange(line) {
      const start = starts[line - 1];
      const end = ends[line - 1];
      return start === undefined || end === undefined ? { start: text.length, end: text.length } : { start, end };
    },
  };
}
