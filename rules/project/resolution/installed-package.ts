import { findIndexFile, findModuleFile, type Wanted } from './candidates.js';
import { collectTargets } from './conditions.js';
import { versionedPaths } from './entry-fields.js';
import { isDirectory } from './file-tree.js';
import { manifestIn, type PackageFacts } from './manifest.js';
import { isWithin, joinPath } from './paths.js';
import type { Lookup, World } from './scope.js';

/** What an installed package offers under a subpath. */
export interface InstalledEntry {
  readonly typed: string | undefined;
  readonly script: string | undefined;
  /** The package closes this subpath by `null`. */
  readonly isClosed: boolean;
}

const CLOSED: InstalledEntry = { typed: undefined, script: undefined, isClosed: true };

/** Looks into one package directory; `subpath` is `.` or `./x`. */
export function findInstalledEntry(world: World, directory: string, subpath: string, lookup: Lookup): InstalledEntry {
  const facts = manifestIn(world.manifests, directory);
  let script: string | undefined;
  if (facts?.exports !== undefined) {
    const exact = collectTargets(facts.exports, subpath, lookup.isActive);
    if (exact?.isClosed === true) return CLOSED;
    // Second, conditions we do not run under (`browser`, the other module kind): a type from there beats none.
    for (const targets of [exact, collectTargets(facts.exports, subpath, () => true)]) {
      const paths = (targets?.found ?? []).map((target) => joinPath(directory, target.path));
      const found = firstOfEach(
        world,
        paths.filter((path) => isWithin(path, directory)),
        lookup,
        findModuleFile,
      );
      if (found.typed !== undefined) return found;
      script ??= found.script;
    }
  }
  // Types that stand beside `exports`; or what is not exported, but there, and older resolvers find.
  const found = findByPath(world, directory, { facts, subpath }, lookup);
  return found.typed === undefined && script !== undefined ? { ...found, script } : found;
}

interface Request {
  readonly facts: PackageFacts | undefined;
  readonly subpath: string;
}

function findByPath(world: World, directory: string, request: Request, lookup: Lookup): InstalledEntry {
  const { facts, subpath } = request;
  const isMain = subpath === '.';
  const relative = isMain ? [facts?.types, facts?.main, facts?.module, 'index'] : [subpath];
  const asked = isMain ? (facts?.types ?? facts?.main ?? 'index') : subpath;
  const versioned = facts === undefined ? [] : versionedPaths(facts, asked);
  const paths = [...versioned, ...relative]
    .filter((path) => path !== undefined)
    .map((path) => joinPath(directory, path))
    .filter((path) => isWithin(path, directory));
  return firstOfEach(
    world,
    paths,
    lookup,
    (tree, path, suffixes, wanted) =>
      findModuleFile(tree, path, suffixes, wanted) ?? findInDirectory(world, path, lookup, { wanted, top: directory }),
  );
}

/** The entry of a directory inside a package: its own manifest's fields, else its index. */
function findInDirectory(
  world: World,
  path: string,
  lookup: Lookup,
  { wanted, top }: { readonly wanted: Wanted; readonly top: string },
): string | undefined {
  const { tree } = world;
  if (!isDirectory(tree, path)) return undefined;
  const suffixes = lookup.scope.compiler.moduleSuffixes;
  const facts = path === top ? undefined : manifestIn(world.manifests, path);
  for (const field of [facts?.types, facts?.main, facts?.module]) {
    const target = field === undefined ? undefined : joinPath(path, field);
    if (target === undefined || !isWithin(target, top)) continue;
    const found = findModuleFile(tree, target, suffixes, wanted) ?? findIndexFile(tree, target, suffixes, wanted);
    if (found !== undefined) return found;
  }
  return findIndexFile(tree, path, suffixes, wanted);
}

type Find = typeof findModuleFile;

function firstOfEach(world: World, paths: readonly string[], lookup: Lookup, find: Find): InstalledEntry {
  const suffixes = lookup.scope.compiler.moduleSuffixes;
  const first = (wanted: Wanted): string | undefined => {
    for (const path of paths) {
      const found = find(world.tree, path, suffixes, wanted);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const typed = first('typed');
  return { typed, script: typed === undefined ? first('script') : undefined, isClosed: false };
}
