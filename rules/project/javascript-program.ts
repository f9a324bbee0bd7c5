import type { JavaScriptFacts } from '../facts/javascript/model.js';
import type { DeclarationRef, ModuleRef, ModuleTarget, Program, SourceUnit } from '../inference/javascript/program.js';
import { createUnit } from '../inference/javascript/program.js';
import { scopeNames } from '../inference/javascript/scope.js';
import type { FileFacts } from '../model/facts.js';
import type { FileStore } from './file-store.js';
import { createGlobals } from './globals.js';
import type { Library } from './library.js';
import { dependencyRange } from './resolution/manifest.js';
import type { Resolver } from './resolution/resolver.js';
import { coversVersion, lowestVersion } from './resolution/version-range.js';

/** The JavaScript half of a project: units by file, modules by specifier, globals by name. */
export interface JavaScriptProject extends Program {
  unit(path: string): SourceUnit | undefined;
  /** Forgets what is derived from some files; facts stay in the store. */
  forget(paths: ReadonlySet<string>): void;
  /** Forgets everything derived. */
  reset(): void;
}

export function isJavaScript(facts: FileFacts | undefined): facts is JavaScriptFacts {
  return facts?.language === 'javascript';
}

export function createJavaScriptProject(store: FileStore, resolver: Resolver, library: Library): JavaScriptProject {
  const units = createUnits(store);
  const globals = createGlobals({
    store,
    resolver,
    library,
    load: units.load,
    units: () => globalUnits(store, units.load),
  });
  const modules = new Map<SourceUnit, ModuleRef>();
  const targets = new Map<SourceUnit, Map<string, ModuleTarget | undefined>>();

  const moduleOf = (unit: SourceUnit): ModuleRef => {
    let found = modules.get(unit);
    if (found === undefined) {
      const parts = [{ unit, container: 0 }, ...globals.augmentations(unit.path)];
      found = { parts, library: unit.library, exports: new Map() };
      modules.set(unit, found);
    }
    return found;
  };
  const context: Finder = { resolver, library, globals, load: units.load, moduleOf };

  return {
    unit: units.load,
    resolve(unit, specifier) {
      let known = targets.get(unit);
      if (known === undefined) {
        known = new Map();
        targets.set(unit, known);
      }
      if (!known.has(specifier)) known.set(specifier, findModule(context, unit, specifier));
      return known.get(specifier);
    },
    globals: (name, unit): readonly DeclarationRef[] => globals.find(name, unit.path),
    packageOf: (unit, specifier) => packageOf(context, unit, specifier),
    versionOf: (unit, name) => versionOf(resolver, unit.path, name),
    covers: coversVersion,
    forget(paths) {
      for (const path of paths) {
        const unit = units.forget(path);
        if (unit === undefined) continue;
        targets.delete(unit);
        modules.delete(unit);
      }
    },
    reset() {
      units.reset();
      targets.clear();
      modules.clear();
      globals.reset();
      library.reset();
    },
  };
}

interface Units {
  load(path: string): SourceUnit | undefined;
  /** Gives what was there. */
  forget(path: string): SourceUnit | undefined;
  reset(): void;
}

function createUnits(store: FileStore): Units {
  const units = new Map<string, SourceUnit | undefined>();
  return {
    load(path) {
      if (units.has(path)) return units.get(path);
      const name = store.paths.has(path) ? undefined : libraryOf(path);
      // Script inside packages is not read: typed linting does not either, and it is large.
      const isForeignScript = name !== undefined && /\.[mc]?jsx?$/.test(path);
      const factsOf = name === undefined ? store.facts : store.declarations;
      const facts = isForeignScript ? undefined : factsOf(path);
      const unit = isJavaScript(facts) ? createUnit(path, facts, name) : undefined;
      units.set(path, unit);
      return unit;
    },
    forget(path) {
      const unit = units.get(path);
      units.delete(path);
      return unit;
    },
    reset: () => {
      units.clear();
    },
  };
}

interface Finder {
  readonly resolver: Resolver;
  readonly library: Library;
  readonly globals: ReturnType<typeof createGlobals>;
  readonly load: (path: string) => SourceUnit | undefined;
  readonly moduleOf: (unit: SourceUnit) => ModuleRef;
}

function findModule(finder: Finder, unit: SourceUnit, specifier: string): ModuleTarget | undefined {
  const { resolver, library, globals } = finder;
  const builtin = builtinModule(library, specifier);
  if (builtin !== undefined) return builtin;
  const missing = (name = packageName(specifier)): ModuleTarget =>
    globals.ambientModule(specifier) ?? { kind: 'missing', packageName: name };
  if (unit.path.startsWith('library:')) return missing();
  const found = resolver.resolve(unit.path, specifier, 'import');
  if (found.kind === 'builtin')
    return builtinModule(library, found.name) ?? { kind: 'missing', packageName: found.name };
  const target = found.kind === 'file' ? finder.load(found.path) : undefined;
  if (target === undefined) return missing(found.packageName);
  // A declaration file without exports only declares its module by name.
  if (target.facts.module) return { kind: 'module', module: finder.moduleOf(target) };
  const module = finder.moduleOf(target);
  const own = target.facts.ambientModules.filter(({ m }) => m === specifier);
  if (own.length === 0) return globals.ambientModule(specifier) ?? { kind: 'module', module };
  return { kind: 'module', module: { ...module, parts: own.map(({ c }) => ({ unit: target, container: c })) } };
}

function packageOf({ resolver, library }: Finder, unit: SourceUnit, specifier: string): string | undefined {
  if (specifier.startsWith('.') || specifier.startsWith('/')) return undefined;
  if (library.isModule(specifier)) return `node:${specifier.replace(/^node:/, '')}`;
  const found = unit.path.startsWith('library:') ? undefined : resolver.resolve(unit.path, specifier, 'import');
  if (found?.kind === 'builtin') return found.name;
  // With its subpath: `drizzle-orm/node-postgres` is another module than `drizzle-orm`.
  return found?.kind === 'file' && !found.external ? undefined : specifier;
}

function versionOf(resolver: Resolver, path: string, name: string): string | undefined {
  const installed = resolver.packageVersion(path, name);
  if (installed !== undefined) return installed;
  const manifest = resolver.packageOf(path);
  const range = manifest === undefined ? undefined : dependencyRange(manifest, name);
  return range === undefined ? undefined : lowestVersion(range);
}

/** Files of the project that add to the global scope or to other modules, by path. */
function globalUnits(store: FileStore, load: (path: string) => SourceUnit | undefined): readonly SourceUnit[] {
  return store.sortedPaths().flatMap((path) => (isGlobal(store.facts(path)) ? (load(path) ?? []) : []));
}

/** Does it say something about code that does not import it? */
export function isGlobal(facts: FileFacts | undefined): boolean {
  if (!isJavaScript(facts)) return false;
  const { module, declarationFile, globals, ambientModules, globalNamespaces } = facts;
  return (!module && declarationFile) || globals.length > 0 || ambientModules.length > 0 || globalNamespaces.length > 0;
}

function builtinModule(library: Library, specifier: string): ModuleTarget | undefined {
  if (!library.isModule(specifier)) return undefined;
  const unit = library.module(specifier);
  if (unit === undefined) return undefined;
  const bare = specifier.replace(/^node:/, '');
  const containers = unit.facts.ambientModules.filter(({ m }) => m === `node:${bare}` || m === bare);
  // The prefixed module holds the declarations; the bare one only repeats them, or the other way round.
  const main = containers.filter(({ c }) => scopeNames(unit, unit.facts.containers[c]?.sc ?? 0).size > 0);
  const parts = (main.length > 0 ? main : containers).map(({ c }) => ({ unit, container: c }));
  return { kind: 'module', module: { parts, library: `node:${bare}` } };
}

/** The package that a file inside `node_modules` belongs to; types packages count as what they describe. */
export function libraryOf(path: string): string | undefined {
  const at = path.lastIndexOf('/node_modules/');
  if (at < 0) return undefined;
  const name = packageName(path.slice(at + '/node_modules/'.length));
  if (!name.startsWith('@types/')) return name;
  const described = name.slice('@types/'.length);
  return described.includes('__') ? `@${described.replace('__', '/')}` : described;
}

/** `@scope/name/sub` is of the package `@scope/name`. */
export function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}
