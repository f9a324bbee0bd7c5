import type { FunctionFact } from '../model/facts.js';
import type { Range } from '../model/range.js';

/** A name stands this near to its function, or it is not looked for. */
const REACH = 300;

/** Where a function is named: in itself, or on the left of what it is assigned to; else its start. */
export function findFunctionName({ name, range, kind }: FunctionFact, text: string): Range {
  const start = { start: range.start, end: range.start };
  if (kind === 'module' || name === '') return start;
  const inside = findWord(text.slice(range.start, Math.min(range.end, range.start + REACH)), name);
  const isAssigned = kind === 'arrow' || kind === 'lambda';
  if (!isAssigned && inside >= 0) return { start: range.start + inside, end: range.start + inside + name.length };
  const from = Math.max(0, range.start - REACH);
  const before = text.slice(from, range.start);
  const at = before.lastIndexOf(name);
  return at >= 0 && isTarget(before.slice(at + name.length))
    ? { start: from + at, end: from + at + name.length }
    : start;
}

function findWord(text: string, word: string): number {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const isWhole = !isWordCharacter(text[at - 1]) && !isWordCharacter(text[at + word.length]);
    if (isWhole) return at;
  }
  return -1;
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\w$]/.test(character);
}

/** What may stand between a name and the function that it is given: a type, and `=` or `:`. */
function isTarget(between: string): boolean {
  const text = between.trim().replace(/^[?!]/, '').trimStart();
  const ends = /[:=(]$/.test(text) && /^[:=]/.test(text);
  return ends && !/[;{}][\t ]*\n/.test(text);
}
