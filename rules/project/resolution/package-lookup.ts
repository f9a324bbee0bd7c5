import { conclude, isLocal } from './conclude.js';
import { findInstalledEntry, type InstalledEntry } from './installed-package.js';
import { findInstallation, installationsOf } from './installations.js';
import { findLocalEntry, findLocalPath } from './local-package.js';
import { dependencyRange, manifestIn, type PackageFacts } from './manifest.js';
import { joinPath } from './paths.js';
import type { Resolution } from './resolver.js';
import type { Lookup, World } from './scope.js';
import { findMember } from './workspaces.js';

export interface PackagePath {
  readonly name: string;
  readonly subpath: string;
}

/**
 * In this order: the package itself (when it has `exports`), what is installed, from near to far, with a package's
 * own types before `@types` before its script, then the workspace by name, then linked folders.
 */
export function findInPackages(world: World, wanted: PackagePath, lookup: Lookup): Resolution | undefined {
  const { name, subpath } = wanted;
  const { manifest, directory } = lookup.scope;
  if (manifest?.name === name && manifest.exports !== undefined) {
    const found = enterPackage(world, manifest.directory, subpath, lookup);
    const own = found.typed ?? found.script;
    if (own !== undefined) return concludePackage(world, own, lookup, name);
  }
  const member = findMember(world.workspaces, directory, name);
  let script: string | undefined;
  for (const modules of installationsOf(world, directory)) {
    const installed = findInstallation(world, modules, name);
    const entry = installed === undefined ? NOTHING : enterInstalled(world, installed, { wanted, member }, lookup);
    const typed = entry.typed ?? (entry.isClosed ? undefined : enterTypes(world, modules, wanted, lookup));
    if (typed !== undefined) return concludePackage(world, typed, lookup, name);
    script ??= entry.script;
  }
  if (script !== undefined) return concludePackage(world, script, lookup, name);
  const facts = member ?? findLinked(world, name, lookup);
  const source = facts && enterPackage(world, facts.directory, subpath, lookup).typed;
  return source === undefined ? undefined : concludePackage(world, source, lookup, name);
}

/** Most of a project's packages are imported from everywhere: one answer serves them all. */
function concludePackage(world: World, path: string, lookup: Lookup, name: string): Resolution | undefined {
  const known = world.packaged.get(path);
  if (known?.kind === 'file' && known.packageName === name) return known;
  const found = conclude(world, path, lookup, name);
  if (found !== undefined) world.packaged.set(path, found);
  return found;
}

const NOTHING: InstalledEntry = { typed: undefined, script: undefined, isClosed: false };

function enterInstalled(
  world: World,
  directory: string,
  { wanted, member }: { readonly wanted: PackagePath; readonly member: PackageFacts | undefined },
  lookup: Lookup,
): InstalledEntry {
  // A copy of a workspace package (injected dependencies) stands for the package itself.
  const isCopy = member?.version !== undefined && member.version === manifestIn(world.manifests, directory)?.version;
  return enterPackage(world, isCopy ? member.directory : directory, wanted.subpath, lookup);
}

/** A package of the project is entered by its source, which stands for all it has; another one by its types. */
function enterPackage(world: World, directory: string, subpath: string, lookup: Lookup): InstalledEntry {
  const known = lookup.entries.get(directory)?.get(subpath);
  if (known !== undefined) return known;
  const entry = isLocal(world, directory)
    ? { ...NOTHING, typed: enterLocal(world, directory, subpath, lookup) }
    : findInstalledEntry(world, directory, subpath, lookup);
  const bySubpath = lookup.entries.get(directory) ?? new Map<string, InstalledEntry>();
  lookup.entries.set(directory, bySubpath.set(subpath, entry));
  return entry;
}

function enterLocal(world: World, directory: string, subpath: string, lookup: Lookup): string | undefined {
  const facts = manifestIn(world.manifests, directory);
  return facts === undefined
    ? findLocalPath(world, joinPath(directory, subpath), undefined, lookup)
    : findLocalEntry(world, facts, subpath, lookup);
}

function enterTypes(world: World, modules: string, wanted: PackagePath, lookup: Lookup): string | undefined {
  if (wanted.name.startsWith('@types/')) return undefined;
  const directory = findInstallation(world, modules, `@types/${mangledName(wanted.name)}`);
  return directory && enterPackage(world, directory, wanted.subpath, lookup).typed;
}

/** `@a/b` is `a__b` below `@types`. */
export function mangledName(name: string): string {
  return name.startsWith('@') ? name.slice(1).replace('/', '__') : name;
}

/** A dependency that is a folder of the project (`file:../a`, `link:../a`), before anything is installed. */
function findLinked(world: World, name: string, lookup: Lookup): PackageFacts | undefined {
  const { manifest } = lookup.scope;
  const range = manifest && dependencyRange(manifest, name);
  const folder = /^(?:file|link|portal):(.+)$/.exec(range ?? '')?.[1];
  if (manifest === undefined || folder === undefined) return undefined;
  const directory = joinPath(manifest.directory, folder);
  return isLocal(world, directory) ? manifestIn(world.manifests, directory) : undefined;
}
