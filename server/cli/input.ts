import { decode } from '../../rules/host/decode.js';
import { explainRefusal } from '../../rules/host/discover-files.js';
import { parseIgnoreRules, type IgnoreRules } from '../../rules/host/ignore-rules.js';
import { describeTooLarge, MAX_SOURCE_BYTES } from '../../rules/host/limits.js';
import { normalisePath } from '../../rules/host/paths.js';
import type { Notice } from '../../rules/model/notice.js';
import { UsageError } from './environment.js';
import { findAround, fitIntoMemory, NOTHING_AROUND, type Around } from '../workspace/project-files.js';
import { findFiles, type Session } from './session.js';

/** What a run analyses. */
export interface Input {
  /** Sorted. */
  readonly paths: readonly string[];
  /** Of these, the ones that an argument names. */
  readonly named: ReadonlySet<string>;
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
  const { kept, size, left } = fitIntoMemory(session.root, files, session.environment.maxProjectBytes());
  const paths = kept.map(({ path }) => path);
  const around = findRest(session, { paths, size });
  return {
    paths,
    around: around.paths,
    named: new Set(kept.filter(({ explicit }) => explicit).map(({ path }) => path)),
    refused,
    notices: [...notices, ...left, ...around.notices],
  };
}

/** The rest of the project that the analysed files are a part of. */
export function findRest(
  session: Session,
  analysed: { readonly paths: readonly string[]; readonly size: number },
): Around {
  if (isWhole(session)) return NOTHING_AROUND;
  const { root, loaded, environment, arguments: parsed } = session;
  return findAround({
    root,
    ...analysed,
    limit: environment.maxProjectBytes(),
    ignores: [{ folder: loaded.folder, patterns: loaded.ignorePatterns }],
    ignoring: parsed.ignoring,
  });
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
  const nothing = { paths: [], named: new Set<string>(), around: [], refused: [] };
  const refusal = explainRefusal(path, ownIgnoreRules(session));
  if (refusal !== undefined)
    return { ...nothing, notices: [{ path, kind: 'ignored', message: `Not analysed: ${refusal}.` }] };
  const bytes = session.environment.readInput();
  const size = bytes.byteLength;
  if (size > MAX_SOURCE_BYTES)
    return { ...nothing, notices: [{ path, kind: 'too-large', message: describeTooLarge(size) }] };
  const decoded = decode(bytes);
  if (!('text' in decoded)) throw new UsageError(`Standard input cannot be analysed: ${decoded.problem}.`);
  const around = findRest(session, { paths: [path], size });
  const overlay = { path, text: decoded.text };
  return {
    paths: [path],
    named: new Set([path]),
    around: around.paths,
    refused: [],
    notices: around.notices,
    overlay,
  };
}
