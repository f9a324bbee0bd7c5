import type { EntryKind, Host } from '../../model/host.js';
import { childPath, isWithin, joinPath, nameOf, parentOf } from './paths.js';

type Listing = ReadonlyMap<string, EntryKind>;

/**
 * What resolution has seen of the disk. One directory listing answers every question about the files in it, so
 * probing a dozen extensions costs no system call. Listings are kept by real path: a directory that is reached
 * through several links has one listing, and forgetting it forgets it for all of them.
 */
export interface FileTree {
  readonly host: Host;
  readonly root: string;
  readonly realRoot: string;
  readonly byApparentPath: Map<string, Listing | undefined>;
  readonly byRealPath: Map<string, Listing>;
  readonly realDirectories: Map<string, string>;
  /** Kinds of what links lead to. */
  readonly links: Map<string, EntryKind | undefined>;
}

export function createFileTree(host: Host, root: string): FileTree {
  return {
    host,
    root,
    realRoot: host.realpath(root),
    byApparentPath: new Map(),
    byRealPath: new Map(),
    realDirectories: new Map(),
    links: new Map(),
  };
}

/** Kind of the file or directory at a path, links followed. */
export function kindOf(tree: FileTree, path: string): EntryKind | undefined {
  if (path === tree.root) return 'directory';
  const parent = parentOf(path);
  if (parent === path) return tree.host.kind(path);
  const kind = listingOf(tree, parent)?.get(nameOf(path));
  return kind === 'other' ? linkedKind(tree, path) : kind;
}

export function isFile(tree: FileTree, path: string): boolean {
  return kindOf(tree, path) === 'file';
}

export function isDirectory(tree: FileTree, path: string): boolean {
  return kindOf(tree, path) === 'directory';
}

/** Names in a directory, sorted by code unit; none when there is no such directory. */
export function namesIn(tree: FileTree, directory: string): readonly string[] {
  return [...(listingOf(tree, directory)?.keys() ?? [])].sort();
}

/** The first file in `directory` named `stem`, a suffix, an extension; extensions outrank suffixes. */
export function firstFile(
  tree: FileTree,
  directory: string,
  stem: string,
  extensions: readonly string[],
  suffixes: readonly string[],
): string | undefined {
  const listing = listingOf(tree, directory);
  if (listing === undefined) return undefined;
  for (const extension of extensions) {
    for (const suffix of suffixes) {
      const name = stem + suffix + extension;
      const kind = listing.get(name);
      if (kind === undefined || kind === 'directory') continue;
      const path = childPath(directory, name);
      if (kind === 'file' || linkedKind(tree, path) === 'file') return path;
    }
  }
  return undefined;
}

/** The path without links. What lies in the root is expressed by the root as it was given, link or not. */
export function realPath(tree: FileTree, path: string): string {
  const parent = parentOf(path);
  const kind = listingOf(tree, parent)?.get(nameOf(path));
  if (kind === 'file') {
    const real = realDirectory(tree, parent);
    return real === parent ? path : childPath(real, nameOf(path));
  }
  return kind === 'directory' ? realDirectory(tree, path) : byRoot(tree, tree.host.realpath(path));
}

export function realDirectory(tree: FileTree, directory: string): string {
  let real = tree.realDirectories.get(directory);
  if (real === undefined) {
    real = byRoot(tree, tree.host.realpath(directory));
    tree.realDirectories.set(directory, real);
  }
  return real;
}

/** Re-expresses a path below the real root by the given root: the names under which files were discovered. */
export function byRoot(tree: FileTree, path: string): string {
  const { root, realRoot } = tree;
  return root !== realRoot && isWithin(path, realRoot) ? joinPath(root, path.slice(realRoot.length)) : path;
}

/**
 * Forgets what no longer holds after `path` changed. True when files have come or gone, so that resolutions may
 * differ; false when it is only a file's text.
 */
export function forgetPath(tree: FileTree, path: string): boolean {
  const parent = parentOf(path);
  // The parent may have become, or ceased to be, a link: ask afresh.
  const real = joinPath(byRoot(tree, tree.host.realpath(parent)), nameOf(path));
  const known = tree.realDirectories.get(path);
  const isRetargeted = known !== undefined && known !== byRoot(tree, tree.host.realpath(path));
  const hasChanged = [...new Set([path, real])].map((each) => forgetStale(tree, each)).includes(true) || isRetargeted;
  if (hasChanged) {
    tree.byApparentPath.clear();
    tree.realDirectories.clear();
    tree.links.clear();
  }
  return hasChanged;
}

function forgetStale(tree: FileTree, path: string): boolean {
  // Outside the root absence is remembered without a listing, so anything there may matter.
  let hasChanged = !isWithin(path, tree.root) && !tree.byRealPath.has(parentOf(path));
  for (const directory of tree.byRealPath.keys()) {
    if (!isWithin(directory, path)) continue;
    tree.byRealPath.delete(directory);
    hasChanged = true;
  }
  // The file may have come together with directories above it: go up to the first entry that is as it was.
  for (let at = path; at !== tree.root && parentOf(at) !== at; at = parentOf(at)) {
    const listing = tree.byRealPath.get(parentOf(at));
    if (listing === undefined) continue;
    if (isAsListed(tree, at, listing)) break;
    tree.byRealPath.delete(parentOf(at));
    hasChanged = true;
  }
  return hasChanged;
}

/** Whether an entry is still what a listing says. Of a link that cannot be told: what it leads to may differ. */
function isAsListed(tree: FileTree, path: string, listing: Listing): boolean {
  const name = nameOf(path);
  const before = listing.get(name);
  const now = tree.host.kind(path);
  if (before !== now || before === 'other') return false;
  // A link that leads nowhere yet has a name but no kind.
  return before !== undefined || !tree.host.list(parentOf(path)).some((entry) => entry.name === name);
}

function listingOf(tree: FileTree, directory: string): Listing | undefined {
  const { byApparentPath, root } = tree;
  const known = byApparentPath.get(directory);
  if (known !== undefined || byApparentPath.has(directory)) return known;
  // From the top down and not by recursion: a specifier may name ten thousand directories.
  const pending = [directory];
  for (let at = directory; at !== root && isWithin(at, root) && !byApparentPath.has(parentOf(at));) {
    at = parentOf(at);
    pending.push(at);
  }
  for (const each of pending.reverse()) {
    byApparentPath.set(each, isPresent(tree, each) ? readListing(tree, each) : undefined);
  }
  return byApparentPath.get(directory);
}

/** Outside the root the parent is never listed: only what resolution was led to is looked at. */
function isPresent(tree: FileTree, directory: string): boolean {
  if (directory === tree.root) return true;
  return isWithin(directory, tree.root) ? isDirectory(tree, directory) : tree.host.kind(directory) === 'directory';
}

function readListing(tree: FileTree, directory: string): Listing {
  const real = realDirectory(tree, directory);
  let listing = tree.byRealPath.get(real);
  if (listing === undefined) {
    listing = new Map(tree.host.list(directory).map((entry) => [entry.name, entry.kind]));
    tree.byRealPath.set(real, listing);
  }
  return listing;
}

function linkedKind(tree: FileTree, path: string): EntryKind | undefined {
  if (!tree.links.has(path)) tree.links.set(path, tree.host.kind(path));
  return tree.links.get(path);
}
