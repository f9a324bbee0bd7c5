import type { Language } from '../model/language.js';
import { discoverFiles } from './discover-files.js';
import { stampOf } from './file-stamp.js';
import { findRepositoryTop } from './ignore-chain.js';
import { describeProjectLimit, maxProjectBytes } from './limits.js';
import { isInside, pathAndAncestors } from './paths.js';
import { findProjectFolders } from './project-markers.js';
import { findLanguage } from './source-kinds.js';

/** The source files of one language below a folder, as a snapshot that can tell whether it is still true. */
export interface ProjectFiles {
  readonly paths: ReadonlySet<string>;
  /** Why there are none although there are: they do not fit into memory. */
  readonly problem?: string;
  /** May files have come or gone since? One `stat` a folder. */
  isStale(): boolean;
}

/**
 * Finds the files of a project, as its ignore files want it; none where there is no project, or more of it than memory.
 */
export function findProjectFiles(root: string, language: Language, limit = maxProjectBytes()): ProjectFiles {
  const isProject = (): boolean => findProjectFolders(root, []).length > 0;
  if (!isProject()) return { paths: new Set(), isStale: isProject };
  const { files, folders } = discoverFiles(root, ['.'], { cwd: root });
  // An ignore file that is edited changes nothing about its folder, so each has a stamp of its own.
  const watched = [...folders, ...[...folders, ...foldersAbove(root)].map((folder) => `${folder}/.gitignore`)];
  const stamps = watched.map((path) => [path, stampOf(path)] as const);
  const isStale = (): boolean => stamps.some(([path, stamp]) => stampOf(path) !== stamp);
  const own = files.filter(({ path }) => findLanguage(path) === language);
  const size = own.reduce((sum, file) => sum + file.size, 0);
  if (size <= limit) return { paths: new Set(own.map(({ path }) => path)), isStale };
  const problem = `Each file is judged by itself and by what it imports, because ${describeProjectLimit({ size, limit })}.`;
  return { paths: new Set(), problem, isStale };
}

function foldersAbove(root: string): readonly string[] {
  const top = findRepositoryTop(root) ?? root;
  return pathAndAncestors(root).filter((folder) => folder !== root && isInside(top, folder));
}
