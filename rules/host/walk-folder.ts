import { readdirSync, realpathSync, statSync, type Dirent, type Stats } from 'node:fs';
import type { Notice } from '../model/notice.js';
import type { Glob } from '../model/glob.js';
import { collectIgnoreChain, judgeByChain, readIgnoreFile, SKIPPED_FOLDERS } from './ignore-chain.js';
import { namesOf, type IgnoreRules } from './ignore-rules.js';
import { describeTooLarge, MAX_SOURCE_BYTES } from './limits.js';
import { errorCode, explainCode } from './open-file.js';
import { comparePaths, isInside, normalisePath, relativePath } from './paths.js';
import { findLanguage } from './source-kinds.js';

export interface DiscoveredFile {
  /** Real path: a file with two names is found once. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** Named by an argument, not found by looking through a folder. */
  readonly explicit: boolean;
}

/** What a discovery has found so far. */
export interface Found {
  readonly files: Map<string, DiscoveredFile>;
  readonly notices: Notice[];
  /** Folders that were looked through, by their real paths. */
  readonly folders: Set<string>;
}

export interface WalkOptions {
  /** Links must stay inside. */
  readonly boundary: string;
  /** Our own patterns. */
  readonly own: readonly IgnoreRules[];
  readonly gitignore: boolean;
  /** Judges paths relative to the folder where the walk began. */
  readonly filter?: Glob;
}

interface Folder {
  readonly path: string;
  readonly chain: readonly IgnoreRules[];
}

/** Looks through a folder that is named by its real path; `chain` holds the ignore files above it. */
export function walkFolder(found: Found, start: Folder, options: WalkOptions): void {
  const visited = new Set<string>();
  const open: Folder[] = [start];
  while (open.length > 0) {
    const folder = open.pop() as Folder;
    if (visited.has(folder.path)) continue;
    visited.add(folder.path);
    found.folders.add(folder.path);
    const entries = listEntries(found, folder.path);
    if (folder.path !== start.path && entries.some((entry) => entry.name === 'pyvenv.cfg')) continue;
    const here = extendChain(folder, entries, options);
    const names = [...namesOf(folder.path), ''];
    for (const entry of entries) {
      names[names.length - 1] = entry.name;
      const next = visitEntry(found, { start: start.path, folder: here, entry, names, options });
      if (next !== undefined) open.push(next);
    }
  }
}

function listEntries(found: Found, folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const reason = explainCode(errorCode(error));
    found.notices.push({ path: folder, kind: 'unreadable', message: `This folder was not searched: ${reason}.` });
    return [];
  }
}

function extendChain(folder: Folder, entries: readonly Dirent[], options: WalkOptions): Folder {
  if (!options.gitignore || !entries.some((entry) => entry.name === '.gitignore')) return folder;
  const rules = readIgnoreFile(`${folder.path}/.gitignore`, folder.path);
  return rules === undefined ? folder : { path: folder.path, chain: [...folder.chain, rules] };
}

interface Visit {
  readonly start: string;
  readonly folder: Folder;
  readonly entry: Dirent;
  /** Names of the entry's path. */
  readonly names: readonly string[];
  readonly options: WalkOptions;
}

/** Takes a file up; gives back a folder that is to be looked through. */
function visitEntry(found: Found, visit: Visit): Folder | undefined {
  const { folder, entry, names, options } = visit;
  const path = `${folder.path === '/' ? '' : folder.path}/${entry.name}`;
  const kind = entry.isFile() ? 'file' : entry.isDirectory() ? 'directory' : kindBehind(path);
  if (kind === undefined || (kind === 'directory' ? SKIPPED_FOLDERS.has(entry.name) : findLanguage(path) === undefined))
    return undefined;
  if (kind === 'file' && options.filter?.(relativePath(visit.start, path)) === false) return undefined;
  if (judgeByChain(folder.chain, names, kind)?.ignored === true) return undefined;
  if (judgeByChain(options.own, names, kind)?.ignored === true) return undefined;
  if (entry.isSymbolicLink()) return followLink(found, { path, kind }, options);
  if (kind === 'directory') return { path, chain: folder.chain };
  addFile(found, path);
  return undefined;
}

/**
 * What a link leads to, or what an entry is whose kind the file system did not say. A broken link is nothing; a pipe, a
 * socket and a link to itself look like files by their names, so that they can be named in a notice.
 */
function kindBehind(path: string): 'file' | 'directory' | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    return stats.isDirectory() ? 'directory' : 'file';
  } catch (error) {
    return errorCode(error) === 'ELOOP' ? 'file' : undefined;
  }
}

function followLink(
  found: Found,
  link: { readonly path: string; readonly kind: 'file' | 'directory' },
  options: WalkOptions,
): Folder | undefined {
  const skip = (kind: Notice['kind'], reason: string): undefined => {
    found.notices.push({ path: link.path, kind, message: `This link was not followed: ${reason}.` });
    return undefined;
  };
  let real: string;
  try {
    real = normalisePath(realpathSync.native(link.path));
  } catch (error) {
    return skip('unreadable', explainCode(errorCode(error)));
  }
  if (isInside(real, link.path)) return skip('unreadable', 'it leads to a folder above itself');
  if (!isInside(options.boundary, real)) return skip('outside-root', 'it leads out of the analysed folder');
  if (link.kind === 'file') {
    addFile(found, real);
    return undefined;
  }
  const chain = options.gitignore ? collectIgnoreChain(real, options.boundary) : [];
  return chain === undefined ? undefined : { path: real, chain };
}

/** Takes up a file by its real path, unless it is too large. */
export function addFile(found: Found, path: string, options?: { readonly explicit: boolean }): void {
  if (found.files.has(path) && options?.explicit !== true) return;
  const skip = (kind: Notice['kind'], message: string): void => void found.notices.push({ path, kind, message });
  let stats: Stats;
  try {
    stats = statSync(path);
  } catch (error) {
    skip('unreadable', `Not analysed: ${explainCode(errorCode(error))}.`);
    return;
  }
  const { size } = stats;
  if (!stats.isFile()) skip('unreadable', `Not analysed: ${explainCode('ENOTFILE')}.`);
  else if (size > MAX_SOURCE_BYTES) skip('too-large', describeTooLarge(size));
  else found.files.set(path, { path, size, explicit: options?.explicit === true });
}

/** Sorts by path and leaves out what was said twice. */
export function sortNotices(notices: readonly Notice[]): readonly Notice[] {
  const seen = new Map(notices.map((notice) => [`${notice.path}\0${notice.message}`, notice]));
  return [...seen.values()].sort(
    (left, right) => comparePaths(left.path, right.path) || comparePaths(left.message, right.message),
  );
}
