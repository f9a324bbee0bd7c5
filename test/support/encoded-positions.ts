import type { PositionEncoding, TextPosition } from '../../server/protocol/places.js';

/** Offsets and positions of a text, the way the protocol describes them; written for clarity, not for speed. */
export interface EncodedPositions {
  positionAt(offset: number): TextPosition;
  offsetAt(position: TextPosition): number;
}

function unitsOf(character: string, encoding: PositionEncoding): number {
  if (encoding === 'utf-8') return Buffer.byteLength(character);
  return encoding === 'utf-16' ? character.length : 1;
}

export function encodedPositions(text: string, encoding: PositionEncoding): EncodedPositions {
  const lines = [...text.matchAll(/\r\n|\n|\r/gu)].map(({ index, 0: end }) => index + end.length);
  const starts = [0, ...lines];
  return {
    positionAt(offset) {
      const line = starts.findLastIndex((start) => start <= offset);
      const before = text.slice(starts[line] ?? 0, offset);
      return { line, character: [...before].reduce((sum, character) => sum + unitsOf(character, encoding), 0) };
    },
    offsetAt({ line, character }) {
      let at = starts[line] ?? text.length;
      let left = character;
      for (const each of text.slice(at)) {
        if (left <= 0) break;
        left -= unitsOf(each, encoding);
        at += each.length;
      }
      return at;
    },
  };
}
