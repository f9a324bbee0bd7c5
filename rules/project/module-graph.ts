import type { JavaScriptFacts } from '../facts/javascript/model.js';
import type { FileStore } from './file-store.js';
import { isJavaScript, libraryOf } from './javascript-program.js';
import type { Resolver } from './resolution/resolver.js';

/** Which files of the project import which; libraries import nothing of the project. */
export interface ModuleGraph {
  /** Files that import one directly or through others, itself included; declarations of the project among them. */
  dependants(path: string): ReadonlySet<string>;
  /** A file has other facts than before. */
  change(path: string): void;
  /** Files came or went, or specifiers lead elsewhere. */
  clear(): void;
}

type Importers = Map<string, Set<string>>;

export function createModuleGraph(store: FileStore, resolver: Resolver): ModuleGraph {
  const targets = new Map<string, readonly string[]>();
  /** Until some file imports something else. */
  const known = new Map<string, ReadonlySet<string>>();
  let importers: Importers | undefined;

  const targetsOf = (path: string): readonly string[] => {
    const facts = store.paths.has(path) ? store.facts(path) : store.declarations(path);
    return isJavaScript(facts) ? resolveAll(resolver, path, facts) : [];
  };

  const collect = (): Importers => {
    const found: Importers = new Map();
    const queue = [...store.paths];
    const seen = new Set(queue);
    for (const path of queue) {
      const list = targetsOf(path);
      targets.set(path, list);
      for (const target of list) {
        link(found, path, target);
        if (seen.has(target)) continue;
        seen.add(target);
        queue.push(target);
      }
    }
    return found;
  };

  return {
    dependants(path) {
      const before = known.get(path);
      if (before !== undefined) return before;
      importers ??= collect();
      const found = new Set([path]);
      // A set that grows while it is walked: what is added is walked, too.
      for (const one of found) for (const importer of importers.get(one) ?? []) found.add(importer);
      known.set(path, found);
      return found;
    },
    change(path) {
      if (importers === undefined) return;
      const list = targetsOf(path);
      if (list.join('\0') === targets.get(path)?.join('\0')) return;
      known.clear();
      for (const target of targets.get(path) ?? []) importers.get(target)?.delete(path);
      targets.set(path, list);
      for (const target of list) {
        // Nothing is known of what a file imports that nobody imported before.
        if (!targets.has(target)) importers = undefined;
        if (importers === undefined) return;
        link(importers, path, target);
      }
    },
    clear() {
      importers = undefined;
      targets.clear();
      known.clear();
    },
  };
}

function link(importers: Importers, path: string, target: string): void {
  const known = importers.get(target);
  if (known === undefined) importers.set(target, new Set([path]));
  else known.add(path);
}

function resolveAll(resolver: Resolver, path: string, { modules }: JavaScriptFacts): readonly string[] {
  const found = modules.flatMap((specifier) => {
    const target = resolver.resolve(path, specifier, 'import');
    return target.kind === 'file' && libraryOf(target.path) === undefined ? [target.path] : [];
  });
  return [...new Set(found)];
}
