import { findSource, isCertainOutput, isOutput } from './built-output.js';
import {
  findIndexFile,
  findModuleFile,
  isDeclaration,
  isSource,
  isTypeScriptSource,
  splitExtension,
  type Wanted,
} from './candidates.js';
import { collectTargets, isSourceCondition, type Target } from './conditions.js';
import { fieldTargets, versionedPaths } from './entry-fields.js';
import { isDirectory, isFile } from './file-tree.js';
import { findInstalledEntry } from './installed-package.js';
import { manifestIn, type PackageFacts } from './manifest.js';
import { findConventional } from './output-names.js';
import { isInstalled, isWithin, joinPath, parentOf } from './paths.js';
import type { Lookup, World } from './scope.js';

/**
 * What a package of the workspace offers under a subpath, as source. What the manifest names may be built or not:
 * the answer is the same, so a target's source is looked for before the target itself.
 */
export function findLocalEntry(world: World, facts: PackageFacts, subpath: string, lookup: Lookup): string | undefined {
  const isActive = (condition: string): boolean => lookup.isActive(condition) || isSourceCondition(condition);
  const exported = collectTargets(facts.exports, subpath, isActive);
  if (exported?.isClosed === true) return undefined;
  const targets = exported?.found ?? [];
  const other = targets.length > 0 ? [] : (collectTargets(facts.exports, subpath, () => true)?.found ?? []);
  const all = [...targets, ...other, ...(subpath === '.' ? fieldTargets(facts) : versioned(facts, subpath))];
  return (
    chooseSource(world, { directory: facts.directory, targets: all, isMain: subpath === '.' }, lookup) ??
    (subpath === '.' ? undefined : findLocalPath(world, joinPath(facts.directory, subpath), undefined, lookup)) ??
    findConventional(world.manifests, facts.directory, subpath) ??
    (subpath === '.' ? findIndexFile(world.tree, facts.directory, suffixesOf(lookup), 'any') : undefined)
  );
}

function versioned(facts: PackageFacts, subpath: string): readonly Target[] {
  return versionedPaths(facts, subpath).map((path) => ({ path, isSource: false }));
}

export interface Offer {
  readonly directory: string;
  readonly targets: readonly Target[];
  /** The targets are those of the package itself rather than of a subpath. */
  readonly isMain: boolean;
}

/** Of the targets that a manifest names, the one that leads to source; what is only there as output comes last. */
export function chooseSource(world: World, offer: Offer, lookup: Lookup): string | undefined {
  const { outputs } = world;
  const { directory } = offer;
  const targets = offer.targets
    .map((target) => ({ path: joinPath(directory, target.path), isSource: target.isSource }))
    .filter(({ path }) => isWithin(path, directory));
  const all = [...new Set(targets.map(({ path }) => path))];
  const named = targets.filter((target) => target.isSource).map(({ path }) => path);
  const isBuilt = all.some((path) => isCertainOutput(outputs, path));
  return (
    first(named, (path) => namedSource(world, path, lookup)) ??
    first(all, (path) => typeScriptAt(world, path, lookup)) ??
    first(all, (path) => findSource(outputs, path, 'manifest')) ??
    (isBuilt && offer.isMain ? findConventional(world.manifests, directory, '.') : undefined) ??
    // Declarations that were written by hand say more about their package than its script does.
    first(all, (path) =>
      isDeclaration(path) && !isOutput(outputs, parentOf(path), undefined) ? declarationAt(world, path) : undefined,
    ) ??
    first(all, (path) => (isCertainOutput(outputs, path) ? undefined : sourceAt(world, path, lookup))) ??
    first(all, (path) => fileAt(world, path, lookup, 'any'))
  );
}

/** What a source condition names, unless it is one more bundle (`development: ./dist/dev.js`). */
function namedSource(world: World, path: string, lookup: Lookup): string | undefined {
  const { outputs } = world;
  const isWritten = isOutput(outputs, parentOf(path), undefined);
  return (
    (isWritten ? typeScriptAt(world, path, lookup) : sourceAt(world, path, lookup)) ??
    findSource(outputs, path, 'manifest')
  );
}

function sourceAt(world: World, path: string, lookup: Lookup): string | undefined {
  const found = typeScriptAt(world, path, lookup) ?? fileAt(world, path, lookup, 'script');
  return found !== undefined && isSource(found) ? found : undefined;
}

function declarationAt(world: World, path: string): string | undefined {
  return isFile(world.tree, path) ? path : undefined;
}

function typeScriptAt(world: World, path: string, lookup: Lookup): string | undefined {
  const found = fileAt(world, path, lookup, 'typed');
  return found !== undefined && isTypeScriptSource(found) && !isCertainOutput(world.outputs, found) ? found : undefined;
}

function fileAt(world: World, path: string, lookup: Lookup, wanted: Wanted): string | undefined {
  const suffixes = suffixesOf(lookup);
  const file = findModuleFile(world.tree, path, suffixes, wanted);
  const mayBeDirectory = file === undefined && splitExtension(path).extension === '';
  return mayBeDirectory ? findIndexFile(world.tree, path, suffixes, wanted) : file;
}

/**
 * The file that a path of the disk means: with or without extension, or a directory; with a slash at its end only a
 * directory. `from` is the directory of the import; a path that a build writes leads to source, unless the import
 * itself stands in that output.
 */
export function findLocalPath(
  world: World,
  asked: string,
  from: string | undefined,
  lookup: Lookup,
): string | undefined {
  const { tree, outputs } = world;
  const path = asked.length > 1 && asked.endsWith('/') ? asked.slice(0, -1) : asked;
  if (isInstalled(path, tree.root) || !isWithin(path, tree.root)) return findInstalledPath(world, path, lookup);
  // Without an importing directory it is a manifest or a package's subpath that speaks.
  const speaker = from === undefined ? 'manifest' : 'import';
  const hit = path === asked ? findModuleFile(tree, path, suffixesOf(lookup), 'any') : undefined;
  if (hit !== undefined) {
    if (!isOutput(outputs, parentOf(hit), from)) return hit;
    if (isTypeScriptSource(hit) && !isCertainOutput(outputs, hit)) return hit;
    return findSource(outputs, written(path, hit), speaker) ?? hit;
  }
  if (isDirectory(tree, path)) {
    const found = findDirectoryEntry(world, path, from, lookup);
    if (found !== undefined) return found;
  }
  return isOutput(outputs, path, from) ? findSource(outputs, path, speaker) : undefined;
}

/** `./dist/a` that is there as `dist/a.d.ts` is looked up as such: its extension says whether it was written. */
function written(path: string, hit: string): string {
  return isDeclaration(path) || isSource(path) ? path : hit;
}

function findDirectoryEntry(world: World, path: string, from: string | undefined, lookup: Lookup): string | undefined {
  const facts = manifestIn(world.manifests, path);
  const entry = facts === undefined ? undefined : chooseFields(world, facts, lookup);
  if (entry !== undefined) return entry;
  const index = findIndexFile(world.tree, path, suffixesOf(lookup), 'any');
  if (index === undefined || isTypeScriptSource(index) || !isOutput(world.outputs, path, from)) return index;
  return findSource(world.outputs, index, from === undefined ? 'manifest' : 'import') ?? index;
}

/** A directory that is imported by path starts where its fields say; targets may lie above it (`../dist/a.js`). */
function chooseFields(world: World, facts: PackageFacts, lookup: Lookup): string | undefined {
  const fields = fieldTargets(facts);
  if (fields.length === 0) {
    return facts.exports === undefined ? undefined : findLocalEntry(world, facts, '.', lookup);
  }
  const above = fields
    .map(({ path }) => joinPath(facts.directory, path))
    .filter((path) => !isWithin(path, facts.directory) && isWithin(path, world.tree.root));
  return (
    chooseSource(world, { directory: facts.directory, targets: fields, isMain: true }, lookup) ??
    first(above, (path) => findSource(world.outputs, path, 'manifest') ?? fileAt(world, path, lookup, 'any'))
  );
}

function findInstalledPath(world: World, path: string, lookup: Lookup): string | undefined {
  const suffixes = suffixesOf(lookup);
  const file = findModuleFile(world.tree, path, suffixes, 'any');
  if (file !== undefined) return file;
  if (!isDirectory(world.tree, path)) return undefined;
  const entry = findInstalledEntry(world, path, '.', lookup);
  return entry.typed ?? entry.script;
}

function suffixesOf(lookup: Lookup): readonly string[] {
  return lookup.scope.compiler.moduleSuffixes;
}

function first(paths: readonly string[], find: (path: string) => string | undefined): string | undefined {
  for (const path of paths) {
    const found = find(path);
    if (found !== undefined) return found;
  }
  return undefined;
}
