import { realpathSync, statSync, type Stats } from 'node:fs';
import type { Notice } from '../model/notice.js';
import { compileGlob, isGlobPattern, splitGlob } from '../model/glob.js';
import { collectIgnoreChain, judgeWithFolders } from './ignore-chain.js';
import { parseIgnoreRules, type IgnoreRules } from './ignore-rules.js';
import { errorCode, explainCode } from './open-file.js';
import { comparePaths, isInside, normalisePath, parentFolder, pathAndAncestors } from './paths.js';
import { isPackageFolder } from './project-markers.js';
import { findLanguage, isDeclarationFile, isTypeTest, SOURCE_EXTENSIONS } from './source-kinds.js';
import { addFile, sortNotices, walkFolder, type DiscoveredFile, type Found } from './walk-folder.js';

export interface DiscoveryOptions {
  /** Arguments are relative to it. */
  readonly cwd: string;
  /** Our own patterns, in the form of `.gitignore`, each list relative to its folder. */
  readonly ignores?: readonly { readonly folder: string; readonly patterns: readonly string[] }[];
  /** Whether `.gitignore` files and the own patterns count. */
  readonly ignoring?: 'on' | 'off';
}

/** An argument that gave nothing, and why. */
export interface Unmatched {
  readonly argument: string;
  /** A clause for a sentence: "it does not exist". */
  readonly reason: string;
}

export interface Discovery {
  /** Sorted by path. */
  readonly files: readonly DiscoveredFile[];
  /** Sorted by path: what was left out and is worth knowing. */
  readonly notices: readonly Notice[];
  /** Folders that were looked through: where none of them changes, no file comes or goes. */
  readonly folders: ReadonlySet<string>;
  readonly unmatched: readonly Unmatched[];
  /** Files that an argument names and that cannot be read. */
  readonly refused: readonly Notice[];
  /** Files that an argument names and that were left out on purpose: of another kind, or by our own patterns. */
  readonly ignoredExplicitly: number;
}

/**
 * Finds the files to analyse. Folders are searched except where `.gitignore` files, our own patterns and the names of
 * dependency and cache folders say no; a file or folder that an argument names is taken in spite of `.gitignore` and of
 * those names, but not in spite of our own patterns.
 */
export function discoverFiles(root: string, paths: readonly string[], options: DiscoveryOptions): Discovery {
  const ignoring = options.ignoring !== 'off';
  const own = (ignoring ? (options.ignores ?? []) : []).map((list) => parseIgnoreRules(list.patterns, list.folder));
  const found: Found = { files: new Map(), notices: [], folders: new Set() };
  const unmatched: Unmatched[] = [];
  const refused: Notice[] = [];
  let ignoredExplicitly = 0;
  const context: Context = { root, cwd: options.cwd, own, gitignore: ignoring };
  for (const argument of paths) {
    const result = takeArgument(found, argument, context);
    if (result.kind === 'unmatched') unmatched.push({ argument, reason: result.reason });
    if (result.kind === 'refused') refused.push(result.notice);
    if (result.kind === 'ignored') ignoredExplicitly++;
  }
  const files = [...found.files.values()].sort((left, right) => comparePaths(left.path, right.path));
  return {
    files,
    notices: sortNotices(found.notices),
    folders: found.folders,
    unmatched,
    refused: sortNotices(refused),
    ignoredExplicitly,
  };
}

interface Context {
  readonly root: string;
  readonly cwd: string;
  readonly own: readonly IgnoreRules[];
  readonly gitignore: boolean;
}

type Taken =
  | { readonly kind: 'taken' }
  | { readonly kind: 'ignored' }
  | { readonly kind: 'refused'; readonly notice: Notice }
  | { readonly kind: 'unmatched'; readonly reason: string };

const TAKEN: Taken = { kind: 'taken' };

function takeArgument(found: Found, argument: string, context: Context): Taken {
  if (argument === '' || argument.includes('\0')) return { kind: 'unmatched', reason: 'it is not a path' };
  const path = normalisePath(argument, context.cwd);
  let stats: Stats;
  let real: string;
  try {
    stats = statSync(path);
    real = normalisePath(realpathSync.native(path));
  } catch (error) {
    const code = errorCode(error);
    if (code !== 'ENOENT' && code !== 'ENOTDIR') return refuse(path, explainCode(code));
    return isGlobPattern(argument)
      ? takeGlob(found, argument, context)
      : { kind: 'unmatched', reason: explainCode(code) };
  }
  // A link in the analysed folder must not bring in what lies outside, even when a list of changed files names it.
  if (isInside(context.root, path) && !isInside(context.root, real)) {
    const message = 'Not analysed: it is a link that leads out of the analysed folder.';
    found.notices.push({ path, kind: 'outside-root', message });
    return TAKEN;
  }
  if (stats.isFile()) return takeFile(found, { path, real }, context);
  if (stats.isDirectory()) return takeFolder(found, real, context);
  return refuse(path, explainCode('ENOTFILE'));
}

function refuse(path: string, reason: string): Taken {
  return { kind: 'refused', notice: { path, kind: 'unreadable', message: `Not analysed: ${reason}.` } };
}

function takeFile(found: Found, file: { readonly path: string; readonly real: string }, context: Context): Taken {
  const refusal = explainRefusal(file.path, context.own);
  if (refusal !== undefined) {
    found.notices.push({ path: file.path, kind: 'ignored', message: `Not analysed: ${refusal}.` });
    return { kind: 'ignored' };
  }
  addFile(found, file.real, { explicit: true });
  return TAKEN;
}

/** Why a file that was named is left out on purpose. */
export function explainRefusal(path: string, own: readonly IgnoreRules[]): string | undefined {
  if (isDeclarationFile(path)) return 'it is a declaration file, which runs nothing';
  if (isTypeTest(path)) return 'it tests types and is never run';
  if (findLanguage(path) === undefined) return `looplint reads ${SOURCE_EXTENSIONS.join(' ')} files`;
  const verdict = judgeOwn(path, 'file', own);
  return verdict && `the ignore pattern \`${verdict}\` matches it; add \`--no-ignore\` to analyse it`;
}

function judgeOwn(path: string, kind: 'file' | 'directory', own: readonly IgnoreRules[]): string | undefined {
  for (const rules of own) {
    const verdict = judgeWithFolders(rules, path, kind);
    if (verdict?.ignored === true) return verdict.pattern;
  }
  return undefined;
}

function boundaryOf(folder: string, context: Context): string {
  return isInside(context.root, folder) ? context.root : folder;
}

function takeFolder(found: Found, folder: string, context: Context): Taken {
  const pattern = judgeOwn(folder, 'directory', context.own);
  if (pattern !== undefined)
    return { kind: 'unmatched', reason: `the ignore pattern \`${pattern}\` matches it; add \`--no-ignore\`` };
  const boundary = boundaryOf(folder, context);
  // Whoever names an ignored folder wants to see inside: then only the ignore files inside it count.
  const chain = (context.gitignore ? collectIgnoreChain(folder, boundary) : undefined) ?? [];
  walkFolder(found, { path: folder, chain }, { boundary, own: context.own, gitignore: context.gitignore });
  return TAKEN;
}

function takeGlob(found: Found, argument: string, context: Context): Taken {
  const { base, rest } = splitGlob(process.platform === 'win32' ? argument.replaceAll('\\', '/') : argument);
  // The slash keeps `*.ts` to the folder itself, as a shell would.
  const filter = compileGlob(`/${rest}`);
  if (typeof filter !== 'function') return { kind: 'unmatched', reason: filter.problem };
  const nothing: Taken = { kind: 'unmatched', reason: 'no file matches it, or every file that does is ignored' };
  let folder: string;
  try {
    folder = normalisePath(realpathSync.native(normalisePath(base, context.cwd)));
  } catch {
    return nothing;
  }
  const boundary = boundaryOf(folder, context);
  const chain = context.gitignore ? collectIgnoreChain(folder, boundary) : [];
  if (chain === undefined || judgeOwn(folder, 'directory', context.own) !== undefined) return nothing;
  const matched: Found = { files: new Map(), notices: found.notices, folders: found.folders };
  walkFolder(matched, { path: folder, chain }, { boundary, own: context.own, gitignore: context.gitignore, filter });
  for (const file of matched.files.values()) if (!found.files.has(file.path)) found.files.set(file.path, file);
  return matched.files.size > 0 ? TAKEN : nothing;
}

/**
 * The folder that a run is about when no settings say it: where it starts, or, when everything that was asked for lies
 * elsewhere, the package or repository around that.
 */
export function findStartFolder(cwd: string, paths: readonly string[]): string {
  const folders = paths.map((path) => {
    const absolute = normalisePath(isGlobPattern(path) ? splitGlob(path).base : path, cwd);
    return isFolder(absolute) ? absolute : parentFolder(absolute);
  });
  if (folders.length === 0 || folders.some((folder) => isInside(cwd, folder))) return cwd;
  const common = folders.reduce((shared, folder) => {
    let current = shared;
    while (!isInside(current, folder)) current = parentFolder(current);
    return current;
  });
  return pathAndAncestors(common).find(isPackageFolder) ?? common;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}
