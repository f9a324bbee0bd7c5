import type { PositionEncoding, TextSpan } from '../../server/protocol/places.js';
import { encodedPositions } from './encoded-positions.js';
import type { Random } from './random.js';

/** `TextDocumentContentChangeEvent`. */
export interface ContentChange {
  readonly range?: TextSpan;
  readonly text: string;
}

/** How an editor might say that a text has become another one: in one piece, or as one change or two of a part. */
export function changesBetween(
  random: Random,
  before: string,
  after: string,
  encoding: PositionEncoding,
): readonly ContentChange[] {
  if (random.below(8) === 0) return [{ text: after }];
  const start = findStart(before, after, random.below(4));
  const kept = findEnd(before, after, start, random.below(4));
  const end = before.length - kept;
  const inserted = after.slice(start, after.length - kept);
  const spanIn = (text: string, from: number, to: number): TextSpan => {
    const positions = encodedPositions(text, encoding);
    return { start: positions.positionAt(from), end: positions.positionAt(to) };
  };
  const left = before.slice(0, start) + before.slice(end);
  // Between a return and a line feed that have come together is no position.
  if (random.below(2) === 0 || isWithin(left, start)) return [{ range: spanIn(before, start, end), text: inserted }];
  return [
    { range: spanIn(before, start, end), text: '' },
    { range: spanIn(left, start, start), text: inserted },
  ];
}

/** Is an offset inside of what is one character, or one line end? */
function isWithin(text: string, offset: number): boolean {
  const pair = text.slice(Math.max(0, offset - 1), offset + 1);
  return pair === '\r\n' || /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(pair);
}

/** Length of what both texts begin with, less some characters. */
function findStart(before: string, after: string, spared: number): number {
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start++;
  start = Math.max(0, start - spared);
  while (isWithin(before, start)) start--;
  return start;
}

/** Length of what both texts end with behind the start, less some characters. */
function findEnd(before: string, after: string, start: number, spared: number): number {
  const longest = Math.min(before.length, after.length) - start;
  let kept = 0;
  while (kept < longest && before.at(-1 - kept) === after.at(-1 - kept)) kept++;
  kept = Math.max(0, kept - spared);
  while (kept > 0 && isWithin(before, before.length - kept)) kept--;
  return kept;
}
