import { realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isInside, normalisePath, parentFolder, pathAndAncestors } from './paths.js';

/** Entries that stand where a package or a repository begins. */
const PACKAGE_MARKERS: readonly string[] = ['package.json', 'pyproject.toml', '.git'];

/** Entries that say of a folder that somebody meant the code below it to belong together. */
const PROJECT_MARKERS: readonly string[] = [
  ...PACKAGE_MARKERS,
  'looplint.config.json',
  'tsconfig.json',
  'jsconfig.json',
  'deno.json',
  'deno.jsonc',
  'pnpm-workspace.yaml',
  'eslint.config.js',
  'eslint.config.mjs',
  'eslint.config.cjs',
  'eslint.config.ts',
  'eslint.config.mts',
  'eslint.config.cts',
  '.oxlintrc.json',
  'setup.py',
  'setup.cfg',
  'requirements.txt',
  'Pipfile',
  '.hg',
  '.svn',
  '.jj',
];

export function isPackageFolder(folder: string): boolean {
  return holdsOneOf(folder, PACKAGE_MARKERS) && !isNobodys(folder);
}

/**
 * The folders whose code belongs together with the given paths: the root where it is a project or lies in one, else the
 * topmost projects between it and the paths. A path outside of every project stands for itself alone: what else lies in
 * a folder such as `/tmp` or `Downloads` has nothing to do with it.
 */
export function findProjectFolders(root: string, paths: readonly string[]): readonly string[] {
  if (pathAndAncestors(root).some(isProjectFolder)) return [root];
  const known = new Map<string, string | undefined>([[root, undefined]]);
  const topmost = (folder: string): string | undefined => {
    if (known.has(folder)) return known.get(folder);
    const above = topmost(parentFolder(folder));
    const found = above ?? (isProjectFolder(folder) ? folder : undefined);
    known.set(folder, found);
    return found;
  };
  const inside = paths.filter((path) => isInside(root, path) && path !== root);
  const folders = new Set(inside.map((path) => topmost(parentFolder(path))));
  return [...folders].filter((folder) => folder !== undefined).sort();
}

function isProjectFolder(folder: string): boolean {
  return holdsOneOf(folder, PROJECT_MARKERS) && !isNobodys(folder);
}

/** A manifest in the folder of temporary files, or at the top of the disk, is there by mistake. */
function isNobodys(folder: string): boolean {
  return parentFolder(folder) === folder || folder === realTemporaryFolder();
}

function realTemporaryFolder(): string {
  try {
    return normalisePath(realpathSync.native(tmpdir()));
  } catch {
    return normalisePath(tmpdir());
  }
}

function holdsOneOf(folder: string, names: readonly string[]): boolean {
  return names.some((name) => exists(`${folder === '/' ? '' : folder}/${name}`));
}

function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
