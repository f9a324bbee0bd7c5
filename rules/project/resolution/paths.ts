/** Paths here are what `Host` gives: absolute, `/` as separator, no trailing slash (except the top itself). */

/** No file system has longer paths. It also bounds how deep anything that follows a path can go. */
export const MAX_PATH = 4096;

/** The directory that holds a path; a top such as `/` or `C:` is its own parent. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash < 0) return path;
  return slash === 0 ? '/' : path.slice(0, slash);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Resolves `.`, `..` and doubled slashes; `..` at the top stays at the top. */
export function normalizePath(path: string): string {
  if (!path.includes('/.') && !path.includes('//') && !path.endsWith('/')) return path;
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') {
      if (kept.length > 1) kept.pop();
    } else if (kept.length === 0 || (segment !== '' && segment !== '.')) {
      kept.push(segment);
    }
  }
  return kept.length === 1 && kept[0] === '' ? '/' : kept.join('/');
}

/** The path of an entry of a directory, by its plain name. */
export function childPath(directory: string, name: string): string {
  return directory === '/' ? `/${name}` : `${directory}/${name}`;
}

export function joinPath(directory: string, relative: string): string {
  return normalizePath(directory === '/' ? `/${relative}` : `${directory}/${relative}`);
}

export function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:\//.test(path);
}

/** True for the directory itself too. */
export function isWithin(path: string, directory: string): boolean {
  if (!path.startsWith(directory)) return false;
  return path.length === directory.length || directory.endsWith('/') || path.charCodeAt(directory.length) === 47;
}

/** The part of `path` below `directory`, empty for the directory itself. `path` must be within it. */
export function below(directory: string, path: string): string {
  return path.slice(directory.endsWith('/') ? directory.length : directory.length + 1);
}

/** `from` and the directories above it, nearest first, up to and with `limit`; only `from` when it is elsewhere. */
export function ancestorsOf(from: string, limit: string): readonly string[] {
  const result = [from];
  if (!isWithin(from, limit)) return result;
  for (let at = from; at !== limit;) {
    at = parentOf(at);
    result.push(at);
  }
  return result;
}

const MODULES = '/node_modules/';

/** True when a path below `base` runs through an installed package. */
export function isInstalled(path: string, base: string): boolean {
  const isBelow = path.indexOf(MODULES, base === '/' ? 0 : base.length) >= 0 || path.endsWith('/node_modules');
  return isBelow && isWithin(path, base);
}

/** The package whose files hold `path`, judged by its innermost `node_modules`. */
export function installedName(path: string): string | undefined {
  const at = path.lastIndexOf(MODULES);
  return at < 0 ? undefined : splitPackage(path.slice(at + MODULES.length))?.name;
}

/** The parent of the outermost `node_modules` on the way to a path. */
export function installationOf(path: string): string | undefined {
  const at = path.indexOf(MODULES);
  if (at < 0) return undefined;
  return at === 0 ? '/' : path.slice(0, at);
}

/**
 * `@a/b/c/d` gives `@a/b` and `./c/d`; `undefined` for what cannot be the name of a package. `$` is for folders that
 * a project links under names of its own: no registry has it.
 */
export function splitPackage(specifier: string): { readonly name: string; readonly subpath: string } | undefined {
  const match = /^(@[\w~-][\w.~-]*\/)?[\w$-][\w.~$-]*/.exec(specifier);
  if (match === null) return undefined;
  const name = match[0];
  const rest = specifier.slice(name.length);
  if (rest !== '' && !rest.startsWith('/')) return undefined;
  return { name, subpath: rest === '' || rest === '/' ? '.' : `.${rest}` };
}
