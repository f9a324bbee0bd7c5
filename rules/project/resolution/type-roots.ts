import { findIndexFile, findModuleFile } from './candidates.js';
import { isDirectory, namesIn, realDirectory, realPath } from './file-tree.js';
import { findInstalledEntry } from './installed-package.js';
import { installationsOf } from './installations.js';
import { isWithin, joinPath, parentOf, splitPackage } from './paths.js';
import { mangledName } from './package-lookup.js';
import { resolveSpecifier } from './resolve-specifier.js';
import type { Resolution } from './resolver.js';
import type { Scope, World } from './scope.js';

/** The declaration files that a project sees without importing them, sorted. */
export function findGlobalTypes(world: World, scope: Scope): readonly string[] {
  // Not the directory itself: a project of a thousand directories sees the same types in each of them.
  const { limit, manifest, compiler } = scope;
  const key = [compiler.configPath, limit, manifest?.directory, ...installationsOf(world, scope.directory)].join('\n');
  const known = world.globalTypes.get(key);
  if (known !== undefined) return known;
  const { types } = compiler;
  // Without `types` everything that is installed counts. TypeScript 6 would take none of it, but which TypeScript a
  // project uses is not asked, and a declaration too many does not hurt.
  const names = types === undefined || types.includes('*') ? [...(types ?? []), ...presentTypes(world, scope)] : types;
  const files = new Set<string>();
  for (const name of names) {
    const found = name === '*' ? undefined : findTypes(world, scope, name);
    if (found !== undefined) files.add(found);
  }
  const result = [...files].sort();
  world.globalTypes.set(key, result);
  return result;
}

/** `/// <reference types="x" />`: the type roots before packages of that name. */
export function resolveTypeReference(world: World, scope: Scope, name: string): Resolution {
  const path = findTypes(world, scope, name);
  if (path === undefined) {
    const packageName = splitPackage(name)?.name;
    return { kind: 'missing', ...(packageName !== undefined && { packageName }) };
  }
  const external = !isWithin(path, world.tree.root) || path.includes('/node_modules/');
  return { kind: 'file', path, external, packageName: splitPackage(name)?.name ?? name };
}

function typeRootsOf(world: World, scope: Scope): readonly string[] {
  const { typeRoots } = scope.compiler;
  if (typeRoots !== undefined) return typeRoots.filter((root) => isWithin(root, scope.limit));
  return installationsOf(world, scope.directory).map((modules) => joinPath(modules, '@types'));
}

function presentTypes(world: World, scope: Scope): readonly string[] {
  return typeRootsOf(world, scope)
    .flatMap((root) => namesIn(world.tree, root).filter((name) => isDirectory(world.tree, joinPath(root, name))))
    .filter((name) => !name.startsWith('.'));
}

function findTypes(world: World, scope: Scope, name: string): string | undefined {
  const { tree } = world;
  const lookup = scope.lookups.import;
  if (name.startsWith('.')) {
    const path = joinPath(parentOf(scope.compiler.configPath ?? joinPath(scope.directory, 'x')), name);
    if (!isWithin(path, scope.limit)) return undefined;
    const file = findModuleFile(tree, path, [''], 'typed') ?? findIndexFile(tree, path, [''], 'typed');
    return file && realPath(tree, file);
  }
  const split = splitPackage(name);
  if (split === undefined) return undefined;
  for (const root of typeRootsOf(world, scope)) {
    for (const each of new Set([split.name, mangledName(split.name)])) {
      const directory = joinPath(root, each);
      if (!isDirectory(tree, directory)) continue;
      const { typed } = findInstalledEntry(world, realDirectory(tree, directory), split.subpath, lookup);
      if (typed !== undefined) return realPath(tree, typed);
    }
  }
  const found = resolveSpecifier(world, name, lookup);
  return found.kind === 'file' && /\.[cm]?tsx?$/.test(found.path) ? found.path : undefined;
}
