import { lstatSync, realpathSync, statSync } from 'node:fs';
import { isInLibrary, isInside, normalisePath, parentFolder } from './paths.js';

/** Keeps reads inside the folders that a run is about. */
export interface PathGuard {
  /** The real path of something that exists and may be read; `undefined` otherwise. */
  resolve(path: string): string | undefined;
  /** May a path that is already real be read? */
  allowsReal(real: string): boolean;
  /** Is a real path inside a root, and not in a dependency? Only there may anything be written. */
  allowsWriting(real: string): boolean;
}

const LINKED_PACKAGE = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)(?:\/|$)/u;
/** Linux has no longer paths, and nothing here should go as deep as a longer one. */
const MAX_PATH = 4096;
/** Ends in a name, and not in `.`, `..` or a slash. */
const PLAIN_NAME = /\/(?!\.{1,2}$)[^/]+$/u;
const RESERVED_NAME = /(?:^|\/)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.[^/]*)?(?:\/|$)/iu;

/**
 * Roots are the workspace; without them everything may be read, and nothing written. Library folders may be read
 * wherever they lie. A package that `node_modules` links to (a workspace member, a package store) may be read too,
 * unless the link leads to a folder above a root.
 *
 * Folders are resolved once: links between folders do not change during a run, and whoever opens a file checks the
 * opened file again.
 */
export function createPathGuard(roots: readonly string[] | undefined): PathGuard {
  const realRoots = (roots ?? []).map((root) => realFolder(normalisePath(root)) ?? normalisePath(root));
  const folders = new Map<string, string>();
  const libraries = new Set<string>();

  const allowsReal = (real: string): boolean =>
    roots === undefined ||
    realRoots.some((root) => isInside(root, real)) ||
    isInLibrary(real) ||
    [...libraries].some((library) => isInside(library, real));

  const resolveFolder = (folder: string): string | undefined => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const real = plainFolder(folder) ?? realFolder(folder);
    // A folder that is missing now may be there later: only what exists is remembered.
    if (real !== undefined) folders.set(folder, real);
    const link = LINKED_PACKAGE.exec(`${folder}/`)?.[1];
    if (real !== undefined && link !== undefined && link === folder && isPackage(real)) {
      if (!realRoots.some((root) => isInside(real, root))) libraries.add(real);
    }
    if (real !== undefined && link !== undefined && link !== folder) resolveFolder(link);
    return real;
  };

  /** A folder that is no link lies where its parent does: one question instead of one for each name of the path. */
  const plainFolder = (folder: string): string | undefined => {
    // Elsewhere the disk may know a name in another spelling.
    if (process.platform !== 'linux' || folder.length > MAX_PATH || !PLAIN_NAME.test(folder)) return undefined;
    const parent = resolveFolder(parentFolder(folder));
    if (parent === undefined) return undefined;
    const stats = tryOrUndefined(() => lstatSync(folder, { throwIfNoEntry: false }));
    return stats?.isDirectory() === true
      ? `${parent === '/' ? '' : parent}${folder.slice(folder.lastIndexOf('/'))}`
      : undefined;
  };

  return {
    allowsReal,
    allowsWriting: (real) => realRoots.some((root) => isInside(root, real)) && !isInLibrary(real),
    resolve(path) {
      if (!isPlainPath(path)) return undefined;
      const parent = parentFolder(path);
      const folder = resolveFolder(parent);
      // Under Node's permission model a root can be read where the folder that holds it cannot.
      if (folder === undefined) return realRoots.includes(path) ? realFolder(path) : undefined;
      const joined = parent === path ? folder : `${folder === '/' ? '' : folder}${path.slice(path.lastIndexOf('/'))}`;
      const stats = tryOrUndefined(() => lstatSync(joined, { throwIfNoEntry: false }));
      if (stats === undefined) return undefined;
      if (!stats.isSymbolicLink()) return allowsReal(joined) ? joined : undefined;
      // A linked package has to be registered before anything in it is judged.
      const real = LINKED_PACKAGE.exec(`${path}/`)?.[1] === path ? resolveFolder(path) : realFolder(joined);
      return real !== undefined && allowsReal(real) ? real : undefined;
    },
  };
}

/** Absolute, without NUL, and no name that Windows takes for a device, a share or a drive-relative path. */
function isPlainPath(path: string): boolean {
  if (path.includes('\0')) return false;
  if (process.platform !== 'win32') return path.startsWith('/');
  return /^[A-Za-z]:\//u.test(path) && !RESERVED_NAME.test(path.slice(2)) && !path.slice(2).includes(':');
}

/** Asks whether it exists first: an error costs ten times more than an answer, and most questions are for nothing. */
function realFolder(path: string): string | undefined {
  return tryOrUndefined(() =>
    statSync(path, { throwIfNoEntry: false }) === undefined ? undefined : normalisePath(realpathSync.native(path)),
  );
}

function isPackage(folder: string): boolean {
  return tryOrUndefined(() => statSync(`${folder}/package.json`, { throwIfNoEntry: false })?.isFile()) === true;
}

function tryOrUndefined<Value>(action: () => Value): Value | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
