import type { Language } from '../model/language.js';
import { discoverFiles } from './discover-files.js';
import { stampOf } from './file-stamp.js';
import { findRepositoryTop } from './ignore-chain.js';
import { isInside, pathAndAncestors } from './paths.js';
import { findLanguage } from './source-kinds.js';

/** The source files of one language below a folder, as a snapshot that can tell whether it is still true. */
export interface ProjectFiles {
  readonly paths: ReadonlySet<string>;
  /** May files have come or gone since? One `stat` a folder. */
  isStale(): boolean;
}

/** Finds the files of a project, as its ignore files want it. */
export function findProjectFiles(root: string, language: Language): ProjectFiles {
  const { files, folders } = discoverFiles(root, ['.'], { cwd: root });
  // An ignore file that is edited changes nothing about its folder, so each has a stamp of its own.
  const watched = [...folders, ...[...folders, ...foldersAbove(root)].map((folder) => `${folder}/.gitignore`)];
  const stamps = watched.map((path) => [path, stampOf(path)] as const);
  return {
    paths: new Set(files.map(({ path }) => path).filter((path) => findLanguage(path) === language)),
    isStale: () => stamps.some(([path, stamp]) => stampOf(path) !== stamp),
  };
}

function foldersAbove(root: string): readonly string[] {
  const top = findRepositoryTop(root) ?? root;
  return pathAndAncestors(root).filter((folder) => folder !== root && isInside(top, folder));
}
