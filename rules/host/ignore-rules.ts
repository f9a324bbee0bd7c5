import { matchesSegments, parseSegment, type SegmentPattern } from '../model/glob.js';

/** What a set of ignore patterns says of a path; `undefined` when no pattern speaks of it. */
export type IgnoreVerdict = { readonly ignored: boolean; readonly pattern: string } | undefined;

/** Patterns in the form of a `.gitignore` file, read from the folder they are relative to. */
export interface IgnoreRules {
  /** Number of names in the path of that folder. */
  readonly depth: number;
  /**
   * Judges a path given by its names, counted from the file system root. The last pattern that matches decides; that
   * a folder above is ignored is for the caller to know.
   */
  judge(names: readonly string[], kind: 'file' | 'directory'): IgnoreVerdict;
}

interface Pattern {
  readonly source: string;
  readonly negated: boolean;
  readonly folderOnly: boolean;
  /** A bare name or `*.suffix`, judged by the last name alone: by far the most common, and cheap. */
  readonly name?: string;
  readonly suffix?: string;
  readonly segments: readonly SegmentPattern[];
}

/** More lines than this are not a list that a person keeps. */
const MAX_PATTERNS = 10_000;
const MAX_PATTERN_LENGTH = 1000;

/** The names of a normalised absolute path, its root left out. */
export function namesOf(path: string): readonly string[] {
  return path.split('/').filter((name) => name !== '');
}

/** Reads patterns, one a line; lines that can match nothing are left out, as git does. */
export function parseIgnoreRules(lines: readonly string[], folder: string): IgnoreRules {
  const patterns = lines
    .slice(0, MAX_PATTERNS)
    .map(parsePattern)
    .filter((pattern) => pattern !== undefined)
    .reverse();
  const depth = namesOf(folder).length;
  return {
    depth,
    judge(names, kind) {
      if (names.length <= depth) return undefined;
      const match = patterns.find((pattern) => matches(pattern, names, depth, kind));
      return match && { ignored: !match.negated, pattern: match.source };
    },
  };
}

function matches(pattern: Pattern, names: readonly string[], depth: number, kind: 'file' | 'directory'): boolean {
  if (pattern.folderOnly && kind !== 'directory') return false;
  if (pattern.name !== undefined) return names[names.length - 1] === pattern.name;
  if (pattern.suffix !== undefined) return (names[names.length - 1] as string).endsWith(pattern.suffix);
  return matchesSegments(pattern.segments, names, depth);
}

function parsePattern(line: string): Pattern | undefined {
  if (line.length > MAX_PATTERN_LENGTH || line.startsWith('#')) return undefined;
  const source = trimTrailingSpaces(line.endsWith('\r') ? line.slice(0, -1) : line);
  const negated = source.startsWith('!');
  let text = negated ? source.slice(1) : source;
  const folderOnly = text.endsWith('/');
  if (folderOnly) text = text.slice(0, -1);
  const anchored = text.includes('/');
  if (text.startsWith('/')) text = text.slice(1);
  if (text === '') return undefined;

  const parsed = text.split('/').map(parseSegment);
  if (parsed.includes(undefined)) return undefined;
  const own = parsed as SegmentPattern[];
  const common = { source, negated, folderOnly };
  if (anchored) return { ...common, segments: own };

  // A lone `**` is an ordinary star: without a slash it has no folders to range over.
  const only = own[0] as SegmentPattern;
  if (only.kind === 'exact') return { ...common, name: only.text, segments: own };
  const suffix = /^\*([^*?[\\]+)$/u.exec(text)?.[1];
  if (suffix !== undefined) return { ...common, suffix, segments: own };
  return { ...common, segments: [{ kind: 'deep' }, only] };
}

/** Spaces at the end do not count unless a backslash keeps them. */
function trimTrailingSpaces(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ' && !isEscaped(line, end - 1)) end--;
  return line.slice(0, end);
}

function isEscaped(line: string, at: number): boolean {
  let backslashes = 0;
  while (line[at - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}
