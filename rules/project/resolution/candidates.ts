import { firstFile, type FileTree } from './file-tree.js';
import { nameOf, parentOf } from './paths.js';

/** What a lookup accepts: anything, only what carries types, or only script text. */
export type Wanted = 'any' | 'typed' | 'script';

const TYPED = ['.ts', '.tsx', '.mts', '.cts', '.d.ts', '.d.mts', '.d.cts'];
const SCRIPT = ['.js', '.jsx', '.mjs', '.cjs'];
const COMPONENT = ['.vue', '.svelte', '.astro'];
const DECLARATION = /\.d\.(?:ts|mts|cts)$|\.d\.[\w-]+\.ts$/;
const KNOWN: ReadonlySet<string> = new Set([...TYPED, ...SCRIPT, ...COMPONENT]);

/** Without extension; `.vue` last, as its build tools do. */
const IMPLIED = [...TYPED, ...SCRIPT, '.vue'];

/** What a written extension can stand for, best first. */
const MEANT: Readonly<Record<string, readonly string[]>> = {
  '.ts': ['.ts', '.tsx', '.d.ts', '.js', '.jsx'],
  '.tsx': ['.tsx', '.ts', '.d.ts', '.jsx', '.js'],
  '.mts': ['.mts', '.d.mts', '.mjs'],
  '.cts': ['.cts', '.d.cts', '.cjs'],
  '.d.ts': ['.d.ts', '.ts'],
  '.d.mts': ['.d.mts', '.mts'],
  '.d.cts': ['.d.cts', '.cts'],
  '.js': ['.ts', '.tsx', '.d.ts', '.js', '.jsx'],
  '.jsx': ['.tsx', '.ts', '.d.ts', '.jsx', '.js'],
  '.mjs': ['.mts', '.d.mts', '.mjs'],
  '.cjs': ['.cts', '.d.cts', '.cjs'],
};

const IMPLIED_BY: Readonly<Record<Wanted, readonly string[]>> = {
  any: IMPLIED,
  typed: TYPED,
  script: [...SCRIPT, '.vue'],
};

export function isDeclaration(path: string): boolean {
  return DECLARATION.test(path);
}

/** Source text that says what it does: TypeScript that is no declaration file, script or component. */
export function isSource(path: string): boolean {
  return splitExtension(path).extension !== '' && !isDeclaration(path);
}

export function isTypeScriptSource(path: string): boolean {
  return /\.[cm]?tsx?$/.test(path) && !isDeclaration(path);
}

/** The path without its source or declaration extension, and that extension (empty when there is none). */
export function splitExtension(path: string): { readonly stem: string; readonly extension: string } {
  const dot = path.lastIndexOf('.');
  const last = dot < 0 ? '' : path.slice(dot);
  if (!KNOWN.has(last)) return { stem: path, extension: '' };
  const isDeclared = path.endsWith('.d', dot) && KNOWN.has(`.d${last}`);
  const at = isDeclared ? dot - 2 : dot;
  return { stem: path.slice(0, at), extension: path.slice(at) };
}

/** The file that a path, with or without extension, means; never a directory. */
export function findModuleFile(
  tree: FileTree,
  path: string,
  suffixes: readonly string[],
  wanted: Wanted,
): string | undefined {
  return findFileIn(tree, { directory: parentOf(path), name: nameOf(path) }, suffixes, wanted);
}

/** As `findModuleFile`, for a path that is known in parts. */
export function findFileIn(
  tree: FileTree,
  { directory, name }: { readonly directory: string; readonly name: string },
  suffixes: readonly string[],
  wanted: Wanted,
): string | undefined {
  const { stem, extension } = splitExtension(name);
  if (extension !== '' && stem !== '') {
    const all = MEANT[extension] ?? [extension];
    const meant = wanted === 'any' ? all : all.filter((each) => isWanted(each, wanted));
    const found = firstFile(tree, directory, stem, meant, suffixes);
    if (found !== undefined) return found;
  }
  // `./a.config` and `./page.server` have no extension but a dot; and `x.js.ts` may stand for `x.js`.
  return firstFile(tree, directory, name, IMPLIED_BY[wanted], suffixes);
}

export function findIndexFile(
  tree: FileTree,
  directory: string,
  suffixes: readonly string[],
  wanted: Wanted,
): string | undefined {
  return firstFile(tree, directory, 'index', IMPLIED_BY[wanted], suffixes);
}

function isWanted(extension: string, wanted: 'typed' | 'script'): boolean {
  return wanted === 'typed' ? TYPED.includes(extension) : SCRIPT.includes(extension) || COMPONENT.includes(extension);
}
