import { decode } from '../../rules/host/decode.js';
import { discoverFiles, explainRefusal } from '../../rules/host/discover-files.js';
import { parseIgnoreRules, type IgnoreRules } from '../../rules/host/ignore-rules.js';
import { describeTooLarge, MAX_SOURCE_BYTES } from '../../rules/host/limits.js';
import { isInLibrary, isInside, normalisePath } from '../../rules/host/paths.js';
import type { Notice } from '../../rules/model/notice.js';
import { UsageError } from './environment.js';
import { findFiles, type Session } from './session.js';

/** What a run analyses. */
export interface Input {
  /** Sorted. */
  readonly paths: readonly string[];
  /** Of these, the ones that an argument names. */
  readonly named: ReadonlySet<string>;
  /** Together, in bytes. */
  readonly size: number;
  /** Files that are not analysed and yet belong to the same program: they decide who waits for whom. */
  readonly around: readonly string[];
  /** Named files that cannot be read: each is a result of its own. */
  readonly refused: readonly Notice[];
  /** What was left out. */
  readonly notices: readonly Notice[];
  /** Standard input, under the name that it was given. */
  readonly overlay?: Overlay;
}

export interface Overlay {
  readonly path: string;
  readonly text: string;
}

/** Finds the files, or reads standard input. */
export function readInput(session: Session): Input {
  const { stdin } = session.arguments;
  if (stdin !== undefined) return readStandardInput(session, stdin.filename ?? 'stdin.ts');
  const { files, notices, refused } = findFiles(session);
  const paths = files.map(({ path }) => path);
  return {
    paths,
    around: findAround(session, paths),
    named: new Set(files.filter(({ explicit }) => explicit).map(({ path }) => path)),
    size: files.reduce((sum, { size }) => sum + size, 0),
    refused,
    notices,
  };
}

/**
 * A part of a project is judged as the whole is: the other files are announced to the engine. Dependencies that are
 * analysed for themselves need nobody around them.
 */
export function findAround(session: Session, paths: readonly string[]): readonly string[] {
  const { root, loaded, arguments: parsed } = session;
  if (isWhole(session) || !paths.some((path) => isInside(root, path) && !isInLibrary(path))) return [];
  const known = new Set(paths);
  const ignores = [{ folder: loaded.folder, patterns: loaded.ignorePatterns }];
  const { files } = discoverFiles(root, ['.'], { cwd: root, ignores, ignoring: parsed.ignoring });
  return files.map(({ path }) => path).filter((path) => !known.has(path));
}

/** Does the run analyse everything below the root anyway? */
function isWhole({ root, cwd, arguments: parsed }: Session): boolean {
  if (parsed.kind === 'explain' || parsed.stdin !== undefined || parsed.ignorePatterns.length > 0) return false;
  return parsed.paths.length === 0 ? cwd === root : parsed.paths.some((path) => normalisePath(path, cwd) === root);
}

/** Patterns that come from settings and flags, not from `.gitignore`. */
export function ownIgnoreRules({ arguments: parsed, loaded, cwd }: Session): readonly IgnoreRules[] {
  if (parsed.ignoring === 'off') return [];
  return [parseIgnoreRules(loaded.ignorePatterns, loaded.folder), parseIgnoreRules(parsed.ignorePatterns, cwd)];
}

function readStandardInput(session: Session, filename: string): Input {
  const path = normalisePath(filename, session.cwd);
  const nothing = { paths: [], named: new Set<string>(), size: 0, around: [], refused: [] };
  const refusal = explainRefusal(path, ownIgnoreRules(session));
  if (refusal !== undefined)
    return { ...nothing, notices: [{ path, kind: 'ignored', message: `Not analysed: ${refusal}.` }] };
  const bytes = session.environment.readInput();
  const size = bytes.byteLength;
  if (size > MAX_SOURCE_BYTES)
    return { ...nothing, notices: [{ path, kind: 'too-large', message: describeTooLarge(size) }] };
  const decoded = decode(bytes);
  if (!('text' in decoded)) throw new UsageError(`Standard input cannot be analysed: ${decoded.problem}.`);
  const around = findAround(session, [path]);
  const overlay = { path, text: decoded.text };
  return { paths: [path], named: new Set([path]), size, around, refused: [], notices: [], overlay };
}
