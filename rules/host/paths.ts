import { posix, resolve, sep } from 'node:path';

/** Makes a path absolute (against `base`) and gives it the form every layer uses: `/` between names, none at the end. */
export function normalisePath(path: string, base: string = process.cwd()): string {
  const absolute = resolve(base, path);
  const forward = sep === '/' ? absolute : absolute.replaceAll(sep, '/');
  return forward.replace(/^[a-z]:/u, (drive) => drive.toUpperCase());
}

/** The path of `to` as seen from the folder `from`; both normalised. Equal paths give `.`. */
export function relativePath(from: string, to: string): string {
  const relative = posix.relative(from, to);
  return relative === '' ? '.' : relative;
}

/** Is a path the folder itself, or below it? Both normalised. */
export function isInside(folder: string, path: string): boolean {
  if (path === folder) return true;
  return path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** Order by code units: the same on every machine, whatever its locale. */
export function comparePaths(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The folder that holds a normalised path; a file system root holds itself. */
export function parentFolder(path: string): string {
  return posix.dirname(path);
}

/** A path and all folders above it, nearest first. */
export function pathAndAncestors(path: string): readonly string[] {
  const all = [path];
  for (let current = path, next = parentFolder(path); next !== current; current = next, next = parentFolder(next))
    all.push(next);
  return all;
}

/** Is a path in a folder of installed dependencies, of JavaScript or Python? */
export function isInLibrary(path: string): boolean {
  return /\/(?:node_modules|site-packages|dist-packages)(?:\/|$)/u.test(path);
}
