import type { DeclarationRef, ModuleRef, ModuleTarget, SourceUnit } from '../inference/javascript/program.js';
import { scopeNames } from '../inference/javascript/scope.js';
import type { FileStore } from './file-store.js';
import type { Library } from './library.js';
import type { Resolver } from './resolution/resolver.js';

interface Options {
  readonly store: FileStore;
  readonly resolver: Resolver;
  readonly library: Library;
  readonly load: (path: string) => SourceUnit | undefined;
  readonly units: () => Iterable<SourceUnit>;
}

interface Globals {
  find(name: string, path: string): readonly DeclarationRef[];
  /** `declare module 'x'` of script files, by name. */
  ambientModule(name: string): ModuleTarget | undefined;
  /** Containers that add to the module in a file. */
  augmentations(path: string): ModuleRef['parts'];
  reset(): void;
}

type Part = ModuleRef['parts'][number];

/** What the project's own files add to the global scope and to other modules; made from facts at first use. */
interface Declared {
  readonly names: Map<string, DeclarationRef[]>;
  readonly modules: Map<string, Part[]>;
  readonly added: Map<string, Part[]>;
}

const NOTHING: readonly DeclarationRef[] = [];

/** Names that test runners put into the global scope when told to, and where their types are. */
const RUNNER_TYPES = ['vitest/globals', '@types/jest', '@types/mocha', '@types/jasmine'];
const RUNNER_NAMES = new Set([
  'describe',
  'it',
  'test',
  'expect',
  'vi',
  'jest',
  'beforeEach',
  'afterEach',
  'beforeAll',
  'afterAll',
  'before',
  'after',
  'suite',
]);

export function createGlobals(options: Options): Globals {
  const { store, resolver, library } = options;
  const packages = createTypePackages(options);
  const common = new Map<string, readonly DeclarationRef[]>();
  const found = new Map<string, Map<string, readonly DeclarationRef[]>>();
  let declared: Declared | undefined;

  const project = (): Declared => {
    declared ??= collect(allUnits(options), resolver);
    return declared;
  };

  /** What every file sees; one list for each name, so that what is remembered of it is remembered for all. */
  const inCommon = (name: string): readonly DeclarationRef[] => {
    let refs = common.get(name);
    if (refs === undefined) {
      const platform = library.globals(name).flatMap((unit) => globalDeclarations(unit, name));
      refs = [...platform, ...(project().names.get(name) ?? NOTHING)];
      common.set(name, refs);
    }
    return refs;
  };

  const search = (name: string, folder: string): readonly DeclarationRef[] => {
    const refs = inCommon(name);
    if (folder === '' || refs.some(isPlatform)) return refs;
    // What the project adds to a namespace or an interface of a package does not replace it.
    const others = packages.find(name, folder);
    return refs.length === 0 ? others : others.length === 0 ? refs : [...refs, ...others];
  };

  return {
    find(name, path) {
      const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
      let names = found.get(folder);
      if (names === undefined) {
        names = new Map();
        found.set(folder, names);
      }
      let refs = names.get(name);
      if (refs === undefined) {
        refs = search(name, folder);
        names.set(name, refs);
      }
      return refs;
    },
    ambientModule(name) {
      const parts = project().modules.get(name) ?? wildcard(project().modules, name);
      return parts === undefined ? undefined : { kind: 'module', module: { parts, library: undefined } };
    },
    augmentations: (path) =>
      declared === undefined && store.paths.size === 0 ? [] : (project().added.get(path) ?? []),
    reset() {
      declared = undefined;
      packages.reset();
      common.clear();
      found.clear();
    },
  };
}

function isPlatform({ unit }: DeclarationRef): boolean {
  return unit.library === 'global';
}

/** By path: a declaration file that an editor shows is announced, and its place among the others is the same. */
function allUnits(options: Options): readonly SourceUnit[] {
  return [...options.units(), ...ownDeclarations(options)].sort((left, right) => (left.path < right.path ? -1 : 1));
}

/** Files of declarations that the project holds beside its code. They are not announced: nothing in them runs. */
function* ownDeclarations({ store, resolver, load }: Options): Iterable<SourceUnit> {
  const folders = new Set<string>();
  for (const path of store.paths) folders.add(path.slice(0, Math.max(0, path.lastIndexOf('/'))));
  for (const path of resolver.ownDeclarations([...folders].sort())) {
    const unit = !store.paths.has(path) && isAmbient(store.text(path) ?? '') ? load(path) : undefined;
    if (unit !== undefined) yield unit;
  }
}

/** Does it add to the global scope or to other modules, or has neither import nor export and so is global as a whole? */
function isAmbient(text: string): boolean {
  return /\bdeclare\s+(?:global|module)\b/.test(text) || !/^(?:import|export)\b/m.test(text);
}

interface TypePackages {
  /** Declarations of a global in the type packages that files of a folder see without importing them. */
  find(name: string, folder: string): readonly DeclarationRef[];
  reset(): void;
}

function createTypePackages({ store, resolver, load }: Options): TypePackages {
  const present = new Map<string, TypeList>();
  const runners = new Map<string, TypeList>();
  const lists = new Map<string, TypeList>();

  /** Type packages differ by the project that a folder belongs to, and many folders see the same ones. */
  const listOf = (byFolder: Map<string, TypeList>, folder: string, filesOf: (path: string) => readonly string[]) => {
    let list = byFolder.get(folder);
    if (list === undefined) {
      const files = filesOf(`${folder}/file.ts`);
      const key = files.join('\n');
      list = lists.get(key) ?? { files: closure(files, store, resolver), names: new Map() };
      lists.set(key, list);
      byFolder.set(folder, list);
    }
    return list;
  };

  /** Only files that hold the word are parsed: a project has dozens of type packages, and few declare globals. */
  const declarationsIn = ({ files, names }: TypeList, name: string): readonly DeclarationRef[] => {
    let refs = names.get(name);
    if (refs === undefined) {
      refs = files
        .filter((file) => file.text.includes(name))
        .flatMap((file) => load(file.path) ?? [])
        .flatMap((unit) => globalDeclarations(unit, name));
      names.set(name, refs);
    }
    return refs;
  };

  return {
    find(name, folder) {
      const refs = declarationsIn(listOf(present, folder, resolver.globalTypeFiles), name);
      if (refs.length > 0 || !RUNNER_NAMES.has(name)) return refs;
      return declarationsIn(
        listOf(runners, folder, (path) => RUNNER_TYPES.flatMap((runner) => typeFile(resolver, path, runner))),
        name,
      );
    },
    reset() {
      for (const each of [present, runners, lists]) each.clear();
    },
  };
}

function typeFile(resolver: Resolver, path: string, name: string): readonly string[] {
  const target = resolver.resolveTypes(path, name.replace(/^@types\//, ''));
  return target.kind === 'file' ? [target.path] : [];
}

function wildcard(modules: ReadonlyMap<string, Part[]>, name: string): Part[] | undefined {
  for (const [pattern, parts] of modules) {
    const star = pattern.indexOf('*');
    if (star < 0) continue;
    const matches =
      name.length >= pattern.length - 1 &&
      name.startsWith(pattern.slice(0, star)) &&
      name.endsWith(pattern.slice(star + 1));
    if (matches) return parts;
  }
  return undefined;
}

/** Global declarations of a name in one unit. */
function globalDeclarations(unit: SourceUnit, name: string): readonly DeclarationRef[] {
  const { facts } = unit;
  const scopes = facts.globals.map((id) => facts.containers[id]?.sc ?? 0);
  if (!facts.module) scopes.push(0);
  return scopes.flatMap((scope) => scopeNames(unit, scope).get(name) ?? []);
}

interface TypeList {
  readonly files: readonly TypeFile[];
  readonly names: Map<string, readonly DeclarationRef[]>;
}

interface TypeFile {
  readonly path: string;
  readonly text: string;
}

/** What leads from one declaration file to others: references, and imports of neighbours. */
const LEADS = /\/\/\/\s*<reference\s+(types|path)\s*=\s*["']([^"']+)["']|(?:from|import)\s*\(?["'](\.[^"']*)["']/g;

function closure(files: readonly string[], store: FileStore, resolver: Resolver): readonly TypeFile[] {
  const out: TypeFile[] = [];
  const seen = new Set<string>();
  const queue = [...files];
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    // Node's own types are summarised with the platform.
    if (seen.has(file) || file.includes('/@types/node/')) continue;
    seen.add(file);
    const text = store.text(file);
    if (text === undefined) continue;
    out.push({ path: file, text });
    for (const [, kind, name = '', neighbour] of text.matchAll(LEADS)) {
      const target =
        kind === 'types'
          ? resolver.resolveTypes(file, name)
          : resolver.resolve(file, neighbour ?? relative(name), 'import');
      if (target.kind === 'file') queue.push(target.path);
    }
  }
  return out;
}

function relative(path: string): string {
  return path.startsWith('.') ? path : `./${path}`;
}

function collect(units: Iterable<SourceUnit>, resolver: Resolver): Declared {
  const declared: Declared = { names: new Map(), modules: new Map(), added: new Map() };
  for (const unit of units) collectUnit(declared, unit, resolver);
  return declared;
}

function collectUnit({ names, modules, added }: Declared, unit: SourceUnit, resolver: Resolver): void {
  const { facts } = unit;
  const scopes = facts.globals.map((id) => facts.containers[id]?.sc ?? 0);
  // Scripts share their top level only where they declare it for others: two pages' scripts are strangers.
  if (!facts.module && facts.declarationFile) scopes.push(0);
  for (const scope of scopes) {
    for (const [name, refs] of scopeNames(unit, scope)) append(names, name, refs);
  }
  for (const { m, c } of facts.ambientModules) {
    const part = { unit, container: c };
    if (!facts.module) {
      append(modules, m, [part]);
      continue;
    }
    const target = resolver.resolve(unit.path, m, 'import');
    if (target.kind === 'file') append(added, target.path, [part]);
  }
}

function append<T>(map: Map<string, T[]>, key: string, values: readonly T[]): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [...values]);
  else list.push(...values);
}
