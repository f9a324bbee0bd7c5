import { parse } from 'smol-toml';
import type { PythonTree } from './python-tree.js';

/** Folders from which a file's absolute imports are looked for, nearest first. */
export type SourceRoots = (folder: string) => readonly string[];

/**
 * Python learns its roots from the environment, which is not there. Every folder above a file that is no package
 * itself is taken for one, then the folders that distributions of the project keep their packages in: one that lies
 * beside another is usually installed for it.
 */
export function createSourceRoots(tree: PythonTree, root: string): SourceRoots {
  const known = new Map<string, readonly string[]>();
  let distributed: readonly string[] | undefined;
  return (folder) => {
    let roots = known.get(folder);
    if (roots === undefined) {
      distributed ??= tree.folders.filter((each) => isDistribution(tree, each)).flatMap((each) => rootsAt(tree, each));
      roots = [...new Set([...rootsAbove(tree, root, folder), ...distributed])];
      known.set(folder, roots);
    }
    return roots;
  };
}

function isDistribution(tree: PythonTree, folder: string): boolean {
  return ['pyproject.toml', 'setup.py', 'setup.cfg'].some((name) => tree.hasFile(folder, name));
}

function rootsAbove(tree: PythonTree, root: string, folder: string): readonly string[] {
  const roots: string[] = [];
  for (let at = folder; ; at = at.slice(0, at.lastIndexOf('/'))) {
    roots.push(...rootsAt(tree, at));
    if (at === root || at.lastIndexOf('/') <= 0) return roots;
  }
}

function rootsAt(tree: PythonTree, folder: string): readonly string[] {
  const named = configured(tree, folder).map((name) => (name === '' ? folder : `${folder}/${name}`));
  const source = tree.hasFolder(folder, 'src') ? [`${folder}/src`] : [];
  return [...(isPackage(tree, folder) ? [] : [folder]), ...named, ...source];
}

export function isPackage(tree: PythonTree, folder: string): boolean {
  return tree.hasFile(folder, '__init__.py') || tree.hasFile(folder, '__init__.pyi');
}

/** Where build tools, test runners and type checkers are told to look. */
const SETTINGS: readonly (readonly string[])[] = [
  ['tool', 'setuptools', 'package-dir', ''],
  ['tool', 'setuptools', 'packages', 'find', 'where'],
  ['tool', 'poetry', 'packages', '*', 'from'],
  ['tool', 'pytest', 'ini_options', 'pythonpath'],
  ['tool', 'pyright', 'extraPaths'],
  ['tool', 'basedpyright', 'extraPaths'],
  ['tool', 'hatch', 'build', 'targets', 'wheel', 'sources'],
];

function configured(tree: PythonTree, folder: string): readonly string[] {
  const text = tree.hasFile(folder, 'pyproject.toml') ? tree.read(`${folder}/pyproject.toml`) : undefined;
  if (text === undefined) return [];
  const config = parseToml(text);
  return SETTINGS.flatMap((keys) => textsAt(config, keys)).flatMap(relativeFolder);
}

function parseToml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

function textsAt(value: unknown, keys: readonly string[]): readonly string[] {
  const [key, ...rest] = keys;
  if (key === undefined) {
    if (typeof value === 'string') return value.split(/\s+/);
    return Array.isArray(value) ? value.filter((part) => typeof part === 'string') : [];
  }
  if (key === '*') return Array.isArray(value) ? value.flatMap((part) => textsAt(part, rest)) : [];
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return [];
  return textsAt((value as Readonly<Record<string, unknown>>)[key], rest);
}

/** Only what lies below: nothing outside of the project is read because a file says so. */
function relativeFolder(text: string): readonly string[] {
  const parts = text.split('/').filter((part) => part !== '' && part !== '.');
  return text.startsWith('/') || parts.includes('..') ? [] : [parts.join('/')];
}
