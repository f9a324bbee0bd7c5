// Patterns come from users and from the repositories we read, so matching must be linear in the text: the usual
// translation to a regular expression backtracks (five stars cost picomatch 4.0 1.6 s on a name of 120 letters, four
// `**` cost ignore 7.0 20 s on a path of 200 folders). A star only ever needs to remember its last position.

/** What one pattern position accepts. */
type Token =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'one' }
  | { readonly kind: 'any' }
  | { readonly kind: 'set'; readonly negated: boolean; readonly ranges: readonly (readonly [string, string])[] };

/** One name of a path pattern; `deep` is `**`. */
export type SegmentPattern =
  | { readonly kind: 'deep' }
  | { readonly kind: 'exact'; readonly text: string }
  | { readonly kind: 'tokens'; readonly tokens: readonly Token[] };

const POSIX_CLASSES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  alpha: [
    ['a', 'z'],
    ['A', 'Z'],
  ],
  digit: [['0', '9']],
  alnum: [
    ['a', 'z'],
    ['A', 'Z'],
    ['0', '9'],
  ],
  lower: [['a', 'z']],
  upper: [['A', 'Z']],
  space: [
    ['\t', '\r'],
    [' ', ' '],
  ],
  blank: [
    ['\t', '\t'],
    [' ', ' '],
  ],
  cntrl: [
    ['\0', '\x1f'],
    ['\x7f', '\x7f'],
  ],
  graph: [['!', '~']],
  print: [[' ', '~']],
  punct: [
    ['!', '/'],
    [':', '@'],
    ['[', '`'],
    ['{', '~'],
  ],
  xdigit: [
    ['0', '9'],
    ['a', 'f'],
    ['A', 'F'],
  ],
};

/** Reads one name of a pattern. `undefined` when it can match nothing, like an open `[`. */
export function parseSegment(text: string): SegmentPattern | undefined {
  if (text === '**') return { kind: 'deep' };
  if (!/[*?[\\]/u.test(text)) return { kind: 'exact', text };
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === '*') {
      if (tokens.at(-1)?.kind !== 'any') tokens.push({ kind: 'any' });
    } else if (character === '?') {
      tokens.push({ kind: 'one' });
    } else if (character === '[') {
      const set = parseSet(text, at);
      if (set === undefined) return undefined;
      tokens.push(set.token);
      at = set.end;
    } else if (character === '\\') {
      at++;
      if (at >= text.length) return undefined;
      tokens.push({ kind: 'text', value: text[at] as string });
    } else {
      tokens.push({ kind: 'text', value: character });
    }
  }
  return { kind: 'tokens', tokens };
}

/** Reads `[…]` that opens at `start`; `end` is its closing bracket. */
function parseSet(text: string, start: number): { readonly token: Token; readonly end: number } | undefined {
  const ranges: (readonly [string, string])[] = [];
  let at = start + 1;
  const negated = text[at] === '!' || text[at] === '^';
  if (negated) at++;
  for (let first = true; at < text.length; first = false) {
    if (text[at] === ']' && !first) return { token: { kind: 'set', negated, ranges }, end: at };
    const named = /^\[:([a-z]+):\]/u.exec(text.slice(at, at + 12));
    if (named !== null) {
      const known = POSIX_CLASSES[named[1] as string];
      if (known === undefined) return undefined;
      ranges.push(...known);
      at += named[0].length;
      continue;
    }
    const low = readSetMember(text, at);
    if (low === undefined) return undefined;
    at = low.next;
    if (text[at] === '-' && at + 1 < text.length && text[at + 1] !== ']') {
      const high = readSetMember(text, at + 1);
      if (high === undefined) return undefined;
      ranges.push([low.value, high.value]);
      at = high.next;
    } else {
      ranges.push([low.value, low.value]);
    }
  }
  return undefined;
}

function readSetMember(text: string, at: number): { readonly value: string; readonly next: number } | undefined {
  if (text[at] !== '\\') return { value: text[at] as string, next: at + 1 };
  const value = text[at + 1];
  return value === undefined ? undefined : { value, next: at + 2 };
}

function acceptsCharacter(token: Token, character: string): boolean {
  switch (token.kind) {
    case 'text':
      return token.value === character;
    case 'one':
      return true;
    case 'any':
      return false;
    case 'set':
      return token.ranges.some(([low, high]) => character >= low && character <= high) !== token.negated;
  }
}

/** A name of a pattern in a language that has `*`, `?` and `**`, and takes everything else as it is. */
export function parsePlainSegment(text: string): SegmentPattern {
  return parseSegment(text.replaceAll(/[[\\]/gu, '\\$&')) ?? { kind: 'exact', text };
}

/** Does a name match? At most pattern × name steps. */
export function matchesName(pattern: SegmentPattern, name: string): boolean {
  if (pattern.kind === 'exact') return pattern.text === name;
  if (pattern.kind === 'deep') return true;
  const { tokens } = pattern;
  let used = matchParts(tokens, name, 0, acceptsCharacter);
  if (used === undefined) return false;
  while (tokens[used]?.kind === 'any') used++;
  return used === tokens.length;
}

/**
 * Does the path made of `names` from index `from` match? `**` stands for any number of folders, and at the end of a
 * pattern for at least one name.
 */
export function matchesSegments(pattern: readonly SegmentPattern[], names: readonly string[], from: number): boolean {
  return matchParts(pattern, names, from, matchesName) === pattern.length;
}

/** The parts that stand for any number of items. */
const STARS: ReadonlySet<string> = new Set(['any', 'deep'] satisfies readonly (Token | SegmentPattern)['kind'][]);

/** How many parts it took to match all items, the last star tried again wherever the rest does not match. */
function matchParts<Part extends Token | SegmentPattern>(
  parts: readonly Part[],
  items: ArrayLike<string>,
  from: number,
  accepts: (part: Part, item: string) => boolean,
): number | undefined {
  let at = from;
  let part = 0;
  let star = -1;
  let starAt = from;
  while (at < items.length) {
    const current = parts[part];
    if (current !== undefined && STARS.has(current.kind)) {
      star = part++;
      starAt = at;
      // Whatever is left belongs to it.
      if (part === parts.length) return part;
    } else if (current !== undefined && accepts(current, items[at] as string)) {
      part++;
      at++;
    } else if (star >= 0) {
      part = star + 1;
      at = ++starAt;
    } else {
      return undefined;
    }
  }
  return part;
}

/** Most alternatives that the braces of one pattern may make. */
const MAX_ALTERNATIVES = 256;
/** Longest pattern that is read. */
const MAX_PATTERN_LENGTH = 1000;

/** A compiled glob over paths relative to some folder, with `/` between names. */
export type Glob = (relativePath: string) => boolean;

/**
 * Compiles a glob: `*` and `?` within a name, `**` over folders, `[a-z]`, `{one,two}`, `\` before a character to take it
 * as it is. A pattern without `/` matches a name in any folder. A leading `./` is dropped.
 * Gives a clause that says what is wrong ("it …") when the pattern can match nothing.
 */
export function compileGlob(pattern: string): Glob | { readonly problem: string } {
  if (pattern.length > MAX_PATTERN_LENGTH) return { problem: `it is longer than ${MAX_PATTERN_LENGTH} characters` };
  const trimmed = pattern.replace(/^\.\//u, '').replace(/(?<=.)\/$/u, '/**');
  if (trimmed === '') return { problem: 'it is empty' };
  const alternatives = expandBraces(trimmed);
  if (alternatives === undefined) return { problem: `its braces make more than ${MAX_ALTERNATIVES} alternatives` };
  const compiled: (readonly SegmentPattern[])[] = [];
  for (const alternative of alternatives) {
    const names = alternative.replace(/^\//u, '').split('/');
    const segments = names.map(parseSegment);
    if (segments.includes(undefined)) return { problem: 'it has a `[` or a `\\` without its partner' };
    const anywhere: readonly SegmentPattern[] = alternative.includes('/') ? [] : [{ kind: 'deep' }];
    compiled.push([...anywhere, ...(segments as SegmentPattern[])]);
  }
  return (relativePath) => {
    const names = relativePath.split('/');
    return compiled.some((segments) => matchesSegments(segments, names, 0));
  };
}

/** Replaces `{a,b}` by its alternatives, innermost last; `undefined` when there are too many. */
export function expandBraces(pattern: string): readonly string[] | undefined {
  const done: string[] = [];
  const open = [pattern];
  while (open.length > 0) {
    const current = open.pop() as string;
    const brace = findBrace(current);
    if (brace === undefined) done.push(current);
    else
      for (const option of brace.options)
        open.push(current.slice(0, brace.start) + option + current.slice(brace.end + 1));
    if (done.length + open.length > MAX_ALTERNATIVES) return undefined;
  }
  return done;
}

/** The first outermost `{…}` that holds a comma at its own level. */
function findBrace(
  text: string,
): { readonly start: number; readonly end: number; readonly options: readonly string[] } | undefined {
  for (let start = 0; start < text.length; start++) {
    if (text[start] === '\\') start++;
    else if (text[start] === '{') {
      const brace = readBrace(text, start);
      if (brace !== undefined) return { start, ...brace };
    }
  }
  return undefined;
}

function readBrace(
  text: string,
  start: number,
): { readonly end: number; readonly options: readonly string[] } | undefined {
  const options: string[] = [];
  let depth = 0;
  let from = start + 1;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === '{') depth++;
    else if (character === ',' && depth === 1) {
      options.push(text.slice(from, at));
      from = at + 1;
    } else if (character === '}' && --depth === 0) {
      options.push(text.slice(from, at));
      return options.length > 1 ? { end: at, options } : undefined;
    }
  }
  return undefined;
}

/** Does a command line argument ask for several files rather than name one? */
export function isGlobPattern(text: string): boolean {
  return /[*?[{]/u.test(text);
}

/** Splits a glob into its leading folders that hold no pattern (`.` when there are none) and the pattern itself. */
export function splitGlob(pattern: string): { readonly base: string; readonly rest: string } {
  const names = pattern.split('/');
  const first = names.findIndex((name) => isGlobPattern(name) || name.includes('\\'));
  const at = first < 0 ? names.length - 1 : first;
  const base = names.slice(0, at).join('/');
  return { base: base === '' ? (at > 0 ? '/' : '.') : base, rest: names.slice(at).join('/') };
}
