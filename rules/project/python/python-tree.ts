import type { Host } from '../../model/host.js';

/** What of a project's files module names can lead to. One listing answers every question about a folder. */
export interface PythonTree {
  hasFile(folder: string, name: string): boolean;
  hasFolder(folder: string, name: string): boolean;
  /** Does the folder itself hold Python files? */
  hasPython(folder: string): boolean;
  /** Folders on the way to the announced files, sorted. */
  readonly folders: readonly string[];
  read(path: string): string | undefined;
}

interface Listing {
  readonly files: Set<string>;
  readonly folders: Set<string>;
}

/**
 * Sees the files on disk below the root, and those that are only announced: a file that exists in an editor alone is a
 * module like any other.
 */
export function createPythonTree(host: Host, root: string, paths: Iterable<string>): PythonTree {
  const announced = new Map<string, Listing>();
  for (const path of paths) announce(announced, path, root);
  const listings = new Map<string, Listing>();
  const listing = (folder: string): Listing => {
    let known = listings.get(folder);
    if (known === undefined) {
      known = list(host, root, folder, announced.get(folder));
      listings.set(folder, known);
    }
    return known;
  };
  return {
    folders: [...announced.keys()].sort(),
    hasFile: (folder, name) => listing(folder).files.has(name),
    hasFolder: (folder, name) => listing(folder).folders.has(name),
    hasPython: (folder) => [...listing(folder).files].some((name) => /\.pyi?$/.test(name)),
    read: (path) => host.read(path),
  };
}

function announce(listings: Map<string, Listing>, path: string, root: string): void {
  let child = path;
  for (let slash = child.lastIndexOf('/'); slash > 0; slash = child.lastIndexOf('/')) {
    const folder = child.slice(0, slash);
    const name = child.slice(slash + 1);
    let listing = listings.get(folder);
    const isNew = listing === undefined;
    listing ??= { files: new Set(), folders: new Set() };
    listings.set(folder, listing);
    (child === path ? listing.files : listing.folders).add(name);
    if (!isNew || folder === root) return;
    child = folder;
  }
}

function list(host: Host, root: string, folder: string, announced: Listing | undefined): Listing {
  const listing: Listing = { files: new Set(announced?.files), folders: new Set(announced?.folders) };
  if (folder !== root && !folder.startsWith(`${root}/`)) return listing;
  for (const { name, kind: own } of host.list(folder)) {
    const kind = own === 'other' ? host.kind(`${folder}/${name}`) : own;
    if (kind === 'file') listing.files.add(name);
    else if (kind === 'directory') listing.folders.add(name);
  }
  return listing;
}
