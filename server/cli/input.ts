import { decode } from '../../rules/host/decode.js';
import { discoverFiles, explainRefusal } from '../../rules/host/discover-files.js';
import { parseIgnoreRules, type IgnoreRules } from '../../rules/host/ignore-rules.js';
import { describeProjectLimit, describeTooLarge, MAX_SOURCE_BYTES } from '../../rules/host/limits.js';
import { isInLibrary, isInside, normalisePath } from '../../rules/host/paths.js';
import { findProjectFolders } from '../../rules/host/project-markers.js';
import type { DiscoveredFile } from '../../rules/host/walk-folder.js';
import type { Notice } from '../../rules/model/notice.js';
import { UsageError } from './environment.js';
import { formatNumber, plural } from './report/wording.js';
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
  const { kept, size, left } = fitIntoMemory(session, files);
  const paths = kept.map(({ path }) => path);
  const around = findAround(session, { paths, size });
  return {
    paths,
    around: around.paths,
    named: new Set(kept.filter(({ explicit }) => explicit).map(({ path }) => path)),
    refused,
    notices: [...notices, ...left, ...around.notices],
  };
}

/** As many files as there is memory for, named ones first. */
function fitIntoMemory(
  { environment, root }: Session,
  files: readonly DiscoveredFile[],
): { readonly kept: readonly DiscoveredFile[]; readonly size: number; readonly left: readonly Notice[] } {
  const size = sizeOf(files);
  const limit = environment.maxProjectBytes();
  if (size <= limit) return { kept: files, size, left: [] };
  const chosen = new Set<DiscoveredFile>();
  let taken = 0;
  for (const file of [...files.filter(({ explicit }) => explicit), ...files.filter(({ explicit }) => !explicit)]) {
    if (taken + file.size > limit) break;
    taken += file.size;
    chosen.add(file);
  }
  const count = files.length - chosen.size;
  const message = `${plural(count, 'file')} of ${formatNumber(files.length)} not analysed, because ${describeProjectLimit({ size, limit })}, or name folders.`;
  return {
    kept: files.filter((file) => chosen.has(file)),
    size: taken,
    left: [{ path: root, kind: 'too-much', message }],
  };
}

function sizeOf(files: readonly DiscoveredFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

/** Files that are only read. */
export interface Around {
  readonly paths: readonly string[];
  readonly notices: readonly Notice[];
}

const NOTHING_AROUND: Around = { paths: [], notices: [] };

/**
 * A part of a project is judged as the whole is: the other files are announced to the engine. Dependencies that are
 * analysed for themselves need nobody around them, and files outside of every project have nobody.
 */
export function findAround(
  session: Session,
  analysed: { readonly paths: readonly string[]; readonly size: number },
): Around {
  const { root, loaded, environment, arguments: parsed } = session;
  const own = analysed.paths.filter((path) => isInside(root, path) && !isInLibrary(path));
  if (isWhole(session) || own.length === 0) return NOTHING_AROUND;
  const folders = findProjectFolders(root, own);
  if (folders.length === 0) return NOTHING_AROUND;
  const known = new Set(analysed.paths);
  const ignores = [{ folder: loaded.folder, patterns: loaded.ignorePatterns }];
  const found = discoverFiles(root, folders, { cwd: root, ignores, ignoring: parsed.ignoring });
  const files = found.files.filter(({ path }) => !known.has(path));
  const size = analysed.size + sizeOf(files);
  const limit = environment.maxProjectBytes();
  if (size <= limit) return { paths: files.map(({ path }) => path), notices: [] };
  const message = `Only the files that were named are judged, and what they import, because ${describeProjectLimit({ size, limit })}.`;
  return { paths: [], notices: [{ path: root, kind: 'too-large', message }] };
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
  const around = findAround(session, { paths: [path], size });
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
