import type { Host } from '../../model/host.js';
import { createOutputs, type Outputs } from './built-output.js';
import { findConfiguration } from './config-owner.js';
import { activeConditions, type IsActive } from './conditions.js';
import { byRoot, createFileTree, type FileTree } from './file-tree.js';
import type { InstalledEntry } from './installed-package.js';
import { limitOf } from './installations.js';
import { createManifests, nearestManifest, type Manifests, type PackageFacts } from './manifest.js';
import { findPackagedConfiguration } from './packaged-config.js';
import { childPath, isInstalled, MAX_PATH, nameOf, normalizePath, parentOf } from './paths.js';
import type { Resolution } from './resolver.js';
import { createConfigurations, type CompilerFacts, type Configurations } from './tsconfig.js';
import { createWorkspaces, type Workspaces } from './workspaces.js';

/** Everything that has been learnt about one root, in layers: files, manifests, configurations, workspaces. */
export interface World {
  readonly tree: FileTree;
  readonly manifests: Manifests;
  readonly configurations: Configurations;
  readonly workspaces: Workspaces;
  readonly outputs: Outputs;
  readonly scopes: Map<string, Scope>;
  readonly scopeByFile: Map<string, Scope>;
  readonly installations: Map<string, readonly string[]>;
  /** By `node_modules` directory and name, where packages are. */
  readonly installed: Map<string, Map<string, string | undefined>>;
  /** Where packages were entered, by what decides about it besides the package: the same for most of a project. */
  readonly entries: Map<string, PackageEntries>;
  /** Answers that were reached by package name, by path. */
  readonly packaged: Map<string, Resolution>;
  readonly globalTypes: Map<string, readonly string[]>;
}

/** What decides where a specifier leads, apart from the specifier: shared by files with one directory and project. */
export interface Scope {
  readonly directory: string;
  /** Lookups go up to here and no further: the root, or the library that the file belongs to. */
  readonly limit: string;
  readonly manifest: PackageFacts | undefined;
  readonly compiler: CompilerFacts;
  /** Directories by the part of a relative specifier before its last name. */
  readonly places: Map<string, string>;
  readonly lookups: Readonly<Record<Mode, Lookup>>;
}

/** By directory of the package and subpath. */
export type PackageEntries = Map<string, Map<string, InstalledEntry>>;

export type Mode = 'import' | 'require';

export interface Lookup {
  readonly scope: Scope;
  readonly mode: Mode;
  readonly isActive: IsActive;
  readonly entries: PackageEntries;
  readonly known: Map<string, Resolution>;
}

export function createWorld(host: Host, root: string): World {
  const tree = createFileTree(host, normalizePath(root));
  const manifests = createManifests(tree);
  const configurations = createConfigurations(tree, (directory, specifier) =>
    findPackagedConfiguration(world, directory, specifier),
  );
  const world: World = {
    tree,
    manifests,
    configurations,
    workspaces: createWorkspaces(manifests),
    outputs: createOutputs(configurations, manifests),
    scopes: new Map(),
    scopeByFile: new Map(),
    installations: new Map(),
    installed: new Map(),
    entries: new Map(),
    packaged: new Map(),
    globalTypes: new Map(),
  };
  return world;
}

export function scopeOf(world: World, file: string): Scope {
  const known = world.scopeByFile.get(file);
  if (known !== undefined) return known;
  const path = file.length > MAX_PATH ? childPath(world.tree.root, nameOf(file)) : byRoot(world.tree, file);
  const directory = parentOf(path);
  const limit = limitOf(world.tree, directory);
  const manifest = nearestManifest(world.manifests, directory, limit);
  const isOwn = limit === world.tree.root && !isInstalled(path, limit);
  const compiler = findConfiguration(world.configurations, path, isOwn ? limit : (manifest?.directory ?? directory));
  const key = `${directory}\n${compiler.configPath ?? ''}`;
  let scope = world.scopes.get(key);
  if (scope === undefined) {
    scope = createScope(world, { directory, limit, manifest, compiler });
    world.scopes.set(key, scope);
  }
  world.scopeByFile.set(file, scope);
  return scope;
}

function createScope(world: World, base: Omit<Scope, 'places' | 'lookups'>): Scope {
  const lookups = {} as Record<Mode, Lookup>;
  const scope: Scope = { ...base, places: new Map(), lookups };
  for (const mode of ['import', 'require'] as const) {
    const isActive = activeConditions(mode, base.compiler.customConditions);
    lookups[mode] = { scope, mode, isActive, entries: entriesFor(world, mode, base.compiler), known: new Map() };
  }
  return scope;
}

function entriesFor(world: World, mode: Mode, { customConditions, moduleSuffixes }: CompilerFacts): PackageEntries {
  const key = JSON.stringify([mode, customConditions, moduleSuffixes]);
  const entries = world.entries.get(key) ?? new Map<string, Map<string, InstalledEntry>>();
  world.entries.set(key, entries);
  return entries;
}

/** Forgets what was concluded; `readings` also drops the manifests and configurations that were read. */
export function forgetConclusions(world: World, depth: 'conclusions' | 'readings'): void {
  const { manifests, configurations, workspaces, outputs } = world;
  const { scopes, scopeByFile, installations, installed, entries, packaged, globalTypes } = world;
  for (const each of [scopes, scopeByFile, installations, installed, entries, packaged, globalTypes]) each.clear();
  manifests.nearest.clear();
  workspaces.byRoot.clear();
  workspaces.visible.clear();
  configurations.above.clear();
  outputs.mappings.clear();
  outputs.around.clear();
  if (depth === 'conclusions') return;
  manifests.byDirectory.clear();
  configurations.byPath.clear();
  configurations.patterns.clear();
  configurations.texts.clear();
  configurations.asked.clear();
}
