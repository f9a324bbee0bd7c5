import { comparePaths, isInside, parentFolder } from '../../../rules/host/paths.js';
import type { EntryKind } from '../../../rules/model/host.js';

/** The engine works with real paths; an editor may name the same files through links. */
export interface RealPaths {
  /** The real path of a file that need not exist. */
  toReal(path: string): string;
  /** The path by which the editor knows a file: through the folder that it opened. */
  toEditor(real: string): string;
  /** The folders that the editor has open. */
  setFolders(folders: readonly string[]): void;
}

interface LinkHost {
  kind(path: string): EntryKind | undefined;
  realpath(path: string): string;
}

export function createRealPaths(host: LinkHost): RealPaths {
  let links: readonly { readonly path: string; readonly real: string }[] = [];
  const toReal = (path: string): string => {
    if (host.kind(path) !== undefined) return host.realpath(path);
    const folder = parentFolder(path);
    if (folder === path) return path;
    const real = toReal(folder);
    return `${real === '/' ? '' : real}${path.slice(path.lastIndexOf('/'))}`;
  };
  return {
    toReal,
    toEditor(real) {
      const link = links.find((one) => isInside(one.real, real));
      return link === undefined ? real : `${link.path}${real.slice(link.real.length)}`;
    },
    setFolders(folders) {
      links = folders
        .map((path) => ({ path, real: toReal(path) }))
        .filter(({ path, real }) => path !== real)
        // The deepest folder that holds a file names it.
        .sort((left, right) => right.real.length - left.real.length || comparePaths(left.path, right.path));
    },
  };
}
