import type { Edit, Fix } from '../../rules/model/fix.js';

/** A text after fixes, and which of them are in it. */
export interface MergedFixes {
  readonly text: string;
  /** In the order of their first edits. */
  readonly applied: readonly Fix[];
}

/**
 * Applies fixes that were made for one version of a text. A fix goes in whole or not at all; of two that touch each
 * other the one that begins first wins, and the other has its turn in the next round.
 */
export function mergeFixes(text: string, fixes: readonly Fix[]): MergedFixes {
  const accepted: Edit[] = [];
  const applied: Fix[] = [];
  for (const fix of [...fixes].sort(byFirstEdit)) {
    if (!fix.edits.every((edit) => isValid(edit, text) && !accepted.some((other) => touches(other, edit)))) continue;
    if (fix.edits.length === 0) continue;
    accepted.push(...fix.edits);
    applied.push(fix);
  }
  return { text: applyEdits(text, accepted), applied };
}

/** Applies edits that do not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const edit of [...edits].sort((left, right) => left.start - right.start)) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** One edit that does what several do, with the text between them unchanged; `undefined` for no edits. */
export function joinEdits(text: string, edits: readonly Edit[]): Edit | undefined {
  const sorted = [...edits].sort((left, right) => left.start - right.start);
  const first = sorted[0];
  if (first === undefined) return undefined;
  const end = Math.max(...sorted.map((edit) => edit.end));
  const shifted = sorted.map((edit) => ({ ...edit, start: edit.start - first.start, end: edit.end - first.start }));
  return { start: first.start, end, text: applyEdits(text.slice(first.start, end), shifted) };
}

function byFirstEdit(left: Fix, right: Fix): number {
  const [one, two] = [left.edits[0], right.edits[0]];
  return (one?.start ?? 0) - (two?.start ?? 0) || (one?.end ?? 0) - (two?.end ?? 0);
}

function isValid(edit: Edit, text: string): boolean {
  return edit.start >= 0 && edit.start <= edit.end && edit.end <= text.length;
}

function touches(left: Edit, right: Edit): boolean {
  return left.start <= right.end && right.start <= left.end;
}
