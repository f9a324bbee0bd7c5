import { isDirectory, realDirectory, type FileTree } from './file-tree.js';
import { ancestorsOf, childPath, installationOf, isWithin, joinPath, nameOf, parentOf } from './paths.js';
import type { World } from './scope.js';

/** A library outside the root reaches to where it is installed, or, when it is linked, to its own manifest. */
export function limitOf(tree: FileTree, directory: string): string {
  if (isWithin(directory, tree.root)) return tree.root;
  const installation = installationOf(`${directory}/`);
  if (installation !== undefined) return installation;
  const top = directory.startsWith('/') ? '/' : (directory.split('/')[0] ?? directory);
  return (
    ancestorsOf(directory, top).find((each) => tree.host.kind(joinPath(each, 'package.json')) === 'file') ?? directory
  );
}

/** The `node_modules` directories that a directory sees, nearest first, by its real place before its apparent one. */
export function installationsOf(world: World, directory: string): readonly string[] {
  const real = realDirectory(world.tree, directory);
  const found = installationsAbove(world, real);
  return real === directory ? found : [...new Set([...found, ...installationsAbove(world, directory)])];
}

function installationsAbove(world: World, directory: string): readonly string[] {
  const known = world.installations.get(directory);
  if (known !== undefined) return known;
  const limit = limitOf(world.tree, directory);
  const above = directory === limit ? [] : installationsAbove(world, parentOf(directory));
  const own = childPath(directory, 'node_modules');
  const isOne = nameOf(directory) !== 'node_modules' && isDirectory(world.tree, own);
  const result = isOne ? [own, ...above] : above;
  world.installations.set(directory, result);
  return result;
}

/** The real directory of a package in a `node_modules` directory. */
export function findInstallation(world: World, modules: string, name: string): string | undefined {
  let byName = world.installed.get(modules);
  if (byName === undefined) {
    byName = new Map();
    world.installed.set(modules, byName);
  }
  if (byName.has(name)) return byName.get(name);
  const path = joinPath(modules, name);
  const found = isDirectory(world.tree, path) ? realDirectory(world.tree, path) : undefined;
  byName.set(name, found);
  return found;
}
