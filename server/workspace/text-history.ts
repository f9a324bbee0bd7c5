import type { Edit } from '../../rules/model/fix.js';

/** A part of the present text: a range of the first text, or text that came later. */
type Piece = { readonly from: number; readonly to: number } | { readonly text: string };

/** A text that is edited round after round, and what became of the first one altogether. */
export interface TextHistory {
  /** Edits of the present text; they do not overlap. */
  apply(edits: readonly Edit[]): void;
  /** The fewest edits that lead from the first text to the present one; sorted, and apart from each other. */
  edits(): readonly Edit[];
}

export function createTextHistory(first: string): TextHistory {
  let pieces: readonly Piece[] = first === '' ? [] : [{ from: 0, to: first.length }];
  return {
    apply(edits) {
      const next: Piece[] = [];
      let at = 0;
      for (const { start, end, text } of [...edits].sort((left, right) => left.start - right.start)) {
        next.push(...slicePieces(pieces, at, start));
        if (text !== '') next.push({ text });
        at = end;
      }
      next.push(...slicePieces(pieces, at, Infinity));
      pieces = next;
    },
    edits: () => collectEdits(first, pieces),
  };
}

/** The pieces between two offsets of the text that they make up. */
function slicePieces(pieces: readonly Piece[], start: number, end: number): readonly Piece[] {
  const slice: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const length = 'text' in piece ? piece.text.length : piece.to - piece.from;
    const from = Math.max(0, start - at);
    const to = Math.min(length, end - at);
    at += length;
    if (from >= to) continue;
    slice.push(
      'text' in piece ? { text: piece.text.slice(from, to) } : { from: piece.from + from, to: piece.from + to },
    );
  }
  return slice;
}

function collectEdits(first: string, pieces: readonly Piece[]): readonly Edit[] {
  const edits: Edit[] = [];
  let at = 0;
  let text = '';
  const flush = (until: number): void => {
    const edit = trimEdit(first, { start: at, end: until, text });
    if (edit.start < edit.end || edit.text !== '') edits.push(edit);
    text = '';
  };
  for (const piece of pieces) {
    if ('text' in piece) {
      text += piece.text;
      continue;
    }
    if (text !== '' || piece.from > at) flush(piece.from);
    at = piece.to;
  }
  flush(first.length);
  return edits;
}

/** Leaves out what an edit replaces by itself. */
function trimEdit(before: string, { start, end, text }: Edit): Edit {
  const longest = Math.min(end - start, text.length);
  let head = 0;
  while (head < longest && before[start + head] === text[head]) head++;
  let tail = 0;
  while (tail < longest - head && before[end - 1 - tail] === text[text.length - 1 - tail]) tail++;
  return { start: start + head, end: end - tail, text: text.slice(head, text.length - tail) };
}
