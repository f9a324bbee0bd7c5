import { realPath } from './file-tree.js';
import { installedName, isInstalled, isWithin } from './paths.js';
import type { Resolution } from './resolver.js';
import type { Lookup, World } from './scope.js';

/** Part of the project rather than a library: inside the root and not installed. */
export function isLocal(world: World, directory: string): boolean {
  return isWithin(directory, world.tree.root) && !isInstalled(directory, world.tree.root);
}

/** Nothing outside the root is even looked at by path, except by a library in its own place. */
export function isReachable(world: World, path: string, lookup: Lookup): boolean {
  return isWithin(path, world.tree.root) || isWithin(path, lookup.scope.limit);
}

/** The canonical path, if it stays inside the root or, reached by package name or from a library, in a library. */
export function conclude(
  world: World,
  path: string | undefined,
  lookup: Lookup,
  packageName?: string,
): Resolution | undefined {
  if (path === undefined) return undefined;
  const { tree } = world;
  const real = realPath(tree, path);
  const isInside = isWithin(real, tree.root);
  if (!isInside && packageName === undefined && !isWithin(real, lookup.scope.limit)) return undefined;
  const name = packageName ?? installedName(real);
  const external = !isInside || isInstalled(real, tree.root);
  return { kind: 'file', path: real, external, ...(name !== undefined && { packageName: name }) };
}
