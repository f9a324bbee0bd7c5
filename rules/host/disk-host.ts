import { createHash, randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Dirent,
} from 'node:fs';
import type { DirectoryEntry, EntryKind, Host } from '../model/host.js';
import type { Notice } from '../model/notice.js';
import { decode, encode } from './decode.js';
import { openFactsCache, type FactsCache } from './facts-cache.js';
import { describeTooLarge, MAX_READ_BYTES, MAX_SOURCE_BYTES } from './limits.js';
import { errorCode, explainCode, openFile } from './open-file.js';
import { createPathGuard, type PathGuard } from './path-guard.js';
import { comparePaths } from './paths.js';

export type SourceText =
  | { readonly kind: 'text'; readonly text: string; readonly byteOrderMark: boolean }
  | { readonly kind: 'refused'; readonly notice: Notice };

/** The disk as the hosts use it: what the engine may do, and what it may not. */
export interface DiskHost extends Host {
  /** Reads a file to analyse, or says in a sentence why it cannot be. */
  readSource(path: string): SourceText;
  /**
   * Replaces the text of a file that still holds `before`; its byte order mark and permissions stay. Gives the reason
   * when nothing was written.
   */
  replaceSource(path: string, change: { readonly before: string; readonly after: string }): Notice | undefined;
}

export interface DiskHostOptions {
  /** Folders outside of which nothing but libraries is read. None means that everything may be read. */
  readonly roots?: readonly string[];
  /** Where the facts cache lies; without it nothing is cached and nothing is ever written. */
  readonly cacheDirectory?: string;
  /** The folder of the files that ship with the engine. */
  readonly assetDirectory: string;
}

/** Opens the disk. No member of the result throws. */
export function createDiskHost(options: DiskHostOptions): DiskHost {
  const guard = createPathGuard(options.roots);
  const { cacheDirectory } = options;
  let cache: FactsCache | undefined;
  let opened = false;
  const openCache = (): FactsCache | undefined => {
    if (!opened && cacheDirectory !== undefined) cache = openFactsCache(cacheDirectory);
    opened = true;
    return cache;
  };

  return {
    read(path) {
      const real = guard.resolve(path);
      if (real === undefined) return undefined;
      const file = openFile(real, { maxBytes: MAX_READ_BYTES, allowsReal: guard.allowsReal });
      if (file.kind !== 'content') return undefined;
      const decoded = decode(file.bytes);
      return 'text' in decoded ? decoded.text : undefined;
    },
    kind(path) {
      const real = guard.resolve(path);
      return real === undefined ? undefined : kindOf(real);
    },
    list(path) {
      const real = guard.resolve(path);
      return real === undefined ? [] : listFolder(real);
    },
    realpath: (path) => guard.resolve(path) ?? path,
    caches: cacheDirectory !== undefined,
    hash: (text) => createHash('sha256').update(text).digest('hex'),
    cacheGet: (key) => openCache()?.get(key),
    cachePut: (key, value) => openCache()?.put(key, value),
    asset: (name) => readAsset(options.assetDirectory, name),
    readSource: (path) => readSource(guard, path),
    replaceSource: (path, change) => replaceSource(guard, path, change),
  };
}

function kindOf(path: string): EntryKind | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    return stats.isFile() ? 'file' : stats.isDirectory() ? 'directory' : 'other';
  } catch {
    return undefined;
  }
}

function listFolder(folder: string): readonly DirectoryEntry[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries
    .map((entry): DirectoryEntry => {
      if (entry.isFile()) return { name: entry.name, kind: 'file' };
      if (entry.isDirectory()) return { name: entry.name, kind: 'directory' };
      return { name: entry.name, kind: 'other' };
    })
    .sort((left, right) => comparePaths(left.name, right.name));
}

function readAsset(directory: string, name: string): string | undefined {
  const bytes = readAssetBytes(directory, name);
  return bytes?.toString('utf8');
}

/**
 * Content of a file that ships with the engine. Names are ours, but a rule id in one may be a user's: nothing but plain
 * names below the folder is looked up.
 */
export function readAssetBytes(directory: string, name: string): Buffer | undefined {
  if (!/^[\w@-][\w@.-]*(?:\/[\w@-][\w@.-]*)*$/u.test(name)) return undefined;
  try {
    return readFileSync(`${directory}/${name}`);
  } catch {
    return undefined;
  }
}

function refuse(path: string, kind: Notice['kind'], message: string): SourceText & { readonly kind: 'refused' } {
  return { kind: 'refused', notice: { path, kind, message } };
}

function readSource(guard: PathGuard, path: string): SourceText {
  const real = guard.resolve(path);
  if (real === undefined) {
    const code = existingCode(path);
    return code === undefined
      ? refuse(path, 'outside-root', 'Not analysed: it lies outside the analysed folder.')
      : refuse(path, 'unreadable', `Not analysed: ${explainCode(code)}.`);
  }
  const file = openFile(real, { maxBytes: MAX_SOURCE_BYTES, allowsReal: guard.allowsReal });
  switch (file.kind) {
    case 'failed':
      return refuse(path, 'unreadable', `Not analysed: ${explainCode(file.code)}.`);
    case 'outside':
      return refuse(path, 'outside-root', 'Not analysed: it lies outside the analysed folder.');
    case 'too-large':
      return refuse(path, 'too-large', describeTooLarge(file.size));
    case 'content': {
      const decoded = decode(file.bytes);
      if ('problem' in decoded) return refuse(path, 'not-text', `Not analysed: ${decoded.problem}.`);
      return { kind: 'text', ...decoded };
    }
  }
}

/** Why a path does not resolve; `undefined` when it does. */
function existingCode(path: string): string | undefined {
  try {
    statSync(path);
    return undefined;
  } catch (error) {
    return errorCode(error);
  }
}

function replaceSource(
  guard: PathGuard,
  path: string,
  change: { readonly before: string; readonly after: string },
): Notice | undefined {
  const failed = (reason: string): Notice => ({
    path,
    kind: 'unreadable',
    message: `Not fixed: ${reason}.`,
  });
  const real = guard.resolve(path);
  if (real === undefined) return failed('it cannot be found any more');
  if (!guard.allowsWriting(real)) return failed('it belongs to a dependency or lies outside the analysed folder');
  const file = openFile(real, { maxBytes: MAX_READ_BYTES, allowsReal: guard.allowsReal });
  if (file.kind !== 'content') return failed(file.kind === 'failed' ? explainCode(file.code) : 'it cannot be read');
  const decoded = decode(file.bytes);
  if (!('text' in decoded) || decoded.text !== change.before) return failed('it changed meanwhile');

  // A new file under a temporary name, then one rename: a run that is killed leaves either text, never half of one.
  const temporary = `${real}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    accessSync(real, constants.W_OK);
    writeFileSync(temporary, encode(change.after, decoded), { mode: file.stats.mode & 0o777, flag: 'wx' });
    renameSync(temporary, real);
    return undefined;
  } catch (error) {
    removeQuietly(temporary);
    return failed(explainCode(errorCode(error)));
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What could not be made cannot always be removed either; the reason is reported by the caller.
  }
}
