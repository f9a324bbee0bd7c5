import { moduleStem } from '../model/module-stem.js';
import type { ApiId } from '../model/summary.js';

/** Finds the entries of a knowledge table that match an API id; the pattern language is in `knowledge/types.ts`. */
export interface ApiTable<T> {
  /** The first match over ids and entries, ids being most specific first. */
  find(ids: readonly ApiId[]): T | undefined;
  all(ids: readonly ApiId[]): readonly T[];
  /** Last names of the entries, for a quick look before asking for ids; `*` when any name may match. */
  readonly names: ReadonlySet<string>;
  /** The same for the entries of some modules only; a default export has the name of its module: `default@glob`. */
  namesWith(modules: ReadonlySet<string>): ReadonlySet<string>;
}

interface Pattern<T> {
  readonly segments: readonly string[];
  readonly open: boolean;
  readonly entry: T;
}

interface Module<T> {
  readonly exact: Map<string, T[]>;
  readonly patterns: Pattern<T>[];
}

/** Indexes entries by the ids that `idsOf` names. */
export function createApiTable<T>(entries: readonly T[], idsOf: (entry: T) => readonly ApiId[]): ApiTable<T> {
  const modules = new Map<string, Module<T>>();
  const names = new Set<string>();
  const byModule = new Map<string, Set<string>>();
  for (const entry of entries) {
    for (const id of idsOf(entry)) {
      addEntry(modules, id, entry);
      names.add(lastName(id));
      const { module } = split(id);
      const name = lastName(id);
      const own = name === 'default' ? `default@${moduleStem(module)}` : name;
      byModule.set(module, (byModule.get(module) ?? new Set()).add(own));
    }
  }
  const all = (ids: readonly ApiId[]): readonly T[] => ids.flatMap((id) => matches(modules, id));
  return {
    names,
    namesWith(modules) {
      const found = new Set<string>();
      for (const [module, own] of byModule) {
        if (modules.has(module)) for (const name of own) found.add(name);
      }
      return found;
    },
    all,
    find(ids) {
      for (const id of ids) {
        const [first] = matches(modules, id);
        if (first !== undefined) return first;
      }
      return undefined;
    },
  };
}

function addEntry<T>(modules: Map<string, Module<T>>, id: ApiId, entry: T): void {
  const { module, path } = split(id);
  let found = modules.get(module);
  if (found === undefined) {
    found = { exact: new Map(), patterns: [] };
    modules.set(module, found);
  }
  if (path.includes('*')) {
    const segments = segmentsOf(path);
    const open = segments[segments.length - 1] === '**';
    found.patterns.push({ segments: open ? segments.slice(0, -1) : segments, open, entry });
    return;
  }
  const list = found.exact.get(path);
  if (list === undefined) found.exact.set(path, [entry]);
  else list.push(entry);
}

function matches<T>(modules: ReadonlyMap<string, Module<T>>, id: ApiId): readonly T[] {
  const { module, path } = split(id);
  const found = modules.get(module);
  if (found === undefined) return [];
  const exact = found.exact.get(path) ?? [];
  if (found.patterns.length === 0) return exact;
  const segments = segmentsOf(path);
  return [...exact, ...found.patterns.filter((pattern) => fits(pattern, segments)).map(({ entry }) => entry)];
}

function fits({ segments, open }: Pattern<unknown>, given: readonly string[]): boolean {
  if (open ? given.length < segments.length : given.length !== segments.length) return false;
  return segments.every((segment, i) => segment === given[i] || (segment === '*' && given[i] !== '()'));
}

function split(id: ApiId): { readonly module: string; readonly path: string } {
  const at = id.indexOf('#');
  return { module: id.slice(0, at), path: id.slice(at + 1) };
}

/** `a.b().c` is `a`, `b`, `()`, `c`. */
function segmentsOf(path: string): readonly string[] {
  return path
    .replaceAll('()', '.()')
    .split('.')
    .filter((segment) => segment !== '');
}

/** Name by which a call site would spell the callee. */
function lastName(id: ApiId): string {
  const segments = segmentsOf(split(id).path);
  const last = segments[segments.length - 1] ?? '*';
  return last === '()' || last === '**' || last === '*' ? '*' : last;
}
