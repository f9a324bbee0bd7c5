import { lstatSync } from 'node:fs';
import { namesOf, parseIgnoreRules, type IgnoreRules, type IgnoreVerdict } from './ignore-rules.js';
import { openFile } from './open-file.js';
import { isInside, parentFolder, pathAndAncestors } from './paths.js';

/** Folders that hold no code of the project, by name, wherever they are. A path that is given explicitly enters them. */
export const SKIPPED_FOLDERS: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  '.jj',
  'node_modules',
  'bower_components',
  'jspm_packages',
  '.yarn',
  '.pnpm-store',
  '.cache',
  '.nyc_output',
  '.venv',
  '__pycache__',
  '.tox',
  '.nox',
  '.eggs',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  'site-packages',
]);

/** A longer list of patterns is not one that a person keeps. */
const MAX_IGNORE_FILE_BYTES = 1024 * 1024;

/** The nearest folder, from the given one upwards, that holds a `.git`. */
export function findRepositoryTop(folder: string): string | undefined {
  return pathAndAncestors(folder).find((path) => isThere(`${path}/.git`));
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** Patterns of a folder's `.gitignore` (or of another file of that form); `undefined` when there is none. */
export function readIgnoreFile(file: string, folder: string): IgnoreRules | undefined {
  if (!isThere(file)) return undefined;
  // As in Git, a link is no ignore file: it could lead to anything.
  const opened = openFile(file, { maxBytes: MAX_IGNORE_FILE_BYTES, allowsReal: (real) => real === file });
  if (opened.kind !== 'content') return undefined;
  const text = opened.bytes.toString('utf8').replace(/^\uFEFF/u, '');
  return parseIgnoreRules(text.split('\n'), folder);
}

/** The verdict of the nearest list that speaks of a path; lists are ordered from the top folder down. */
export function judgeByChain(
  chain: readonly IgnoreRules[],
  names: readonly string[],
  kind: 'file' | 'directory',
): IgnoreVerdict {
  for (let index = chain.length - 1; index >= 0; index--) {
    const verdict = (chain[index] as IgnoreRules).judge(names, kind);
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}

/**
 * The ignore files of all folders above a folder, from the repository's top (or `root` where there is no repository)
 * down. `undefined` when they, or the names of skipped folders, exclude the folder itself.
 */
export function collectIgnoreChain(folder: string, root: string): readonly IgnoreRules[] | undefined {
  const top = findRepositoryTop(folder) ?? (isInside(root, folder) ? root : folder);
  const chain: IgnoreRules[] = [];
  const add = (rules: IgnoreRules | undefined): void => {
    if (rules !== undefined) chain.push(rules);
  };
  add(readIgnoreFile(`${top}/.git/info/exclude`, top));
  const way = pathAndAncestors(folder)
    .filter((path) => path !== top && isInside(top, path))
    .reverse();
  for (const path of way) {
    const names = namesOf(path);
    add(readIgnoreFile(`${parentFolder(path)}/.gitignore`, parentFolder(path)));
    if (SKIPPED_FOLDERS.has(names[names.length - 1] as string)) return undefined;
    if (judgeByChain(chain, names, 'directory')?.ignored === true) return undefined;
  }
  return chain;
}

/** The verdict of a list on a path or on the nearest folder above it that the list excludes. */
export function judgeWithFolders(rules: IgnoreRules, path: string, kind: 'file' | 'directory'): IgnoreVerdict {
  const names = namesOf(path);
  for (let length = rules.depth + 1; length < names.length; length++) {
    const verdict = rules.judge(names.slice(0, length), 'directory');
    if (verdict?.ignored === true) return verdict;
  }
  return rules.judge(names, kind);
}
