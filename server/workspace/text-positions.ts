/** How the characters of a line are counted. */
export type CharacterUnit = 'utf-8' | 'utf-16' | 'utf-32';

/** Both count from 0. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

export interface LineSpan {
  readonly start: LinePosition;
  readonly end: LinePosition;
}

/**
 * Places in one text, as editors name them: only `\n`, `\r\n` and `\r` end a line. Offsets are UTF-16 code units of the
 * text without its byte order mark; an editor that shows the mark counts it.
 */
export interface TextPositions {
  readonly lineCount: number;
  /** Offsets outside the text are taken as its nearest end. */
  positionAt(offset: number): LinePosition;
  /** Lines outside the text are taken as its nearest end, and characters past the end of a line as that end. */
  offsetAt(position: LinePosition): number;
  spanOf(range: { readonly start: number; readonly end: number }): LineSpan;
}

const NEWLINE = 10;
const RETURN = 13;
const BYTE_ORDER_MARK = '\uFEFF';

/** Reads the lines of a text once, for many questions. */
export function createTextPositions(text: string, unit: CharacterUnit): TextPositions {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  const starts = lineStarts(text);
  const lineOf = (at: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  /** Where a line ends, its line end left out. */
  const endOf = (line: number): number => {
    const next = starts[line + 1];
    if (next === undefined) return text.length;
    return text.charCodeAt(next - 1) === NEWLINE && text.charCodeAt(next - 2) === RETURN ? next - 2 : next - 1;
  };
  const positionAt = (offset: number): LinePosition => {
    const at = clamp(offset + mark, 0, text.length);
    const line = lineOf(at);
    const start = starts[line] as number;
    return { line, character: countUnits(text, start, Math.min(at, endOf(line)), unit) };
  };
  return {
    lineCount: starts.length,
    positionAt,
    offsetAt({ line, character }) {
      // Not a comparison the other way round: a position may hold anything, NaN among it.
      if (!(line >= 0)) return 0;
      const whole = Math.floor(line);
      if (whole >= starts.length) return text.length - mark;
      const at = findUnit(text, starts[whole] as number, { end: endOf(whole), wanted: character, unit });
      return Math.max(0, at - mark);
    },
    spanOf: ({ start, end }) => ({ start: positionAt(start), end: positionAt(end) }),
  };
}

function lineStarts(text: string): Uint32Array {
  let count = 1;
  for (let at = nextLine(text, 0); at >= 0; at = nextLine(text, at)) count++;
  const starts = new Uint32Array(count);
  let index = 1;
  for (let at = nextLine(text, 0); at >= 0; at = nextLine(text, at)) starts[index++] = at;
  return starts;
}

/** Start of the line after the one that an offset stands in, or -1. */
function nextLine(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) return at + 1;
    if (code === RETURN) return text.charCodeAt(at + 1) === NEWLINE ? at + 2 : at + 1;
  }
  return -1;
}

function countUnits(text: string, from: number, to: number, unit: CharacterUnit): number {
  if (unit === 'utf-16') return to - from;
  let count = 0;
  for (let at = from; at < to;) {
    const width = widthAt(text, at);
    // The middle of a character that needs two code units is taken as its start.
    if (at + width > to) break;
    count += unit === 'utf-32' ? 1 : bytesAt(text, at);
    at += width;
  }
  return count;
}

interface Wanted {
  /** Where the line ends. */
  readonly end: number;
  /** Units from its start. */
  readonly wanted: number;
  readonly unit: CharacterUnit;
}

function findUnit(text: string, from: number, { end, wanted, unit }: Wanted): number {
  if (!(wanted > 0)) return from;
  if (unit === 'utf-16') return Math.min(from + Math.floor(wanted), end);
  let left = wanted;
  let at = from;
  while (at < end) {
    left -= unit === 'utf-32' ? 1 : bytesAt(text, at);
    if (left < 0) return at;
    at += widthAt(text, at);
  }
  return end;
}

/** Code units of the character at an offset: two for a pair of surrogates. */
function widthAt(text: string, at: number): number {
  return isPair(text, at) ? 2 : 1;
}

function isPair(text: string, at: number): boolean {
  const high = text.charCodeAt(at);
  if (high < 0xd800 || high > 0xdbff) return false;
  const low = text.charCodeAt(at + 1);
  return low >= 0xdc00 && low <= 0xdfff;
}

/** Bytes of the character at an offset in UTF-8; half of a pair alone is written as U+FFFD, which has three. */
function bytesAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return isPair(text, at) ? 4 : 3;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
