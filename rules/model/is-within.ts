import type { FileFacts } from './facts.js';
import type { Range } from './range.js';

/** Does a range lie in another, or equal it? */
export function isWithin(inner: Range, outer: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The function of the module that a range lies in, or the whole file. */
export function outermostAround({ functions, length }: FileFacts, range: Range): Range {
  return functions.find((fn) => fn.parent === 0 && isWithin(range, fn.range))?.range ?? { start: 0, end: length };
}
