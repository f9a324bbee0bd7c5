import type { FunctionFact, MarkFact } from '../../model/facts.js';

const TAG = /@(blocking|nonBlocking)\b/g;

/** What may stand between a comment and the function that it is about: modifiers, a name, an annotation. */
const BETWEEN = /^[\s\w$=:<>,.?|&'"[\]()@#*-]*$/;

/** Functions whose documentation says whether they block. */
export function collectMarks(text: string, functions: readonly FunctionFact[]): readonly MarkFact[] {
  if (!text.includes('@blocking') && !text.includes('@nonBlocking')) return NO_MARKS;
  const marks: MarkFact[] = [];
  for (const match of text.matchAll(TAG)) {
    const start = text.lastIndexOf('/**', match.index);
    const end = start < 0 ? -1 : text.indexOf('*/', start);
    if (end < match.index) continue;
    const fn = nextFunction(text, functions, end + 2);
    if (fn !== undefined) marks.push({ function: fn.id, blocking: match[1] === 'blocking' });
  }
  return marks;
}

const NO_MARKS: readonly MarkFact[] = [];

function nextFunction(text: string, functions: readonly FunctionFact[], from: number): FunctionFact | undefined {
  let next: FunctionFact | undefined;
  for (const fn of functions) {
    if (fn.kind === 'module' || fn.range.end <= from) continue;
    // A modifier belongs to the function, a declared name does not.
    if (fn.range.start >= from && (next === undefined || fn.range.start < next.range.start)) next = fn;
  }
  return next !== undefined && BETWEEN.test(text.slice(from, next.range.start)) ? next : undefined;
}
