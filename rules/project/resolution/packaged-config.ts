import { activeConditions, collectTargets } from './conditions.js';
import { isFile } from './file-tree.js';
import { findInstallation, installationsOf } from './installations.js';
import { manifestIn } from './manifest.js';
import { joinPath, splitPackage } from './paths.js';
import type { World } from './scope.js';
import { findMember } from './workspaces.js';

/** The configuration that `extends: "@company/tsconfig/base"` means, installed or a member of the workspace. */
export function findPackagedConfiguration(world: World, directory: string, specifier: string): string | undefined {
  const split = splitPackage(specifier);
  if (split === undefined) return undefined;
  const installed = installationsOf(world, directory)
    .map((each) => findInstallation(world, each, split.name))
    .filter((each) => each !== undefined);
  const member = findMember(world.workspaces, directory, split.name)?.directory;
  for (const each of member === undefined ? installed : [...installed, member]) {
    const found = findInPackage(world, each, split.subpath);
    if (found !== undefined) return found;
  }
  return undefined;
}

function findInPackage(world: World, directory: string, subpath: string): string | undefined {
  const facts = manifestIn(world.manifests, directory);
  const exported = collectTargets(facts?.exports, subpath, activeConditions('require', []))?.found ?? [];
  const plain =
    subpath === '.' ? [facts?.tsconfig ?? 'tsconfig.json'] : [subpath, `${subpath}.json`, `${subpath}/tsconfig.json`];
  const candidates = [...exported.map((target) => target.path), ...plain].map((path) => joinPath(directory, path));
  for (const candidate of candidates) world.configurations.asked.add(candidate);
  return candidates.find((candidate) => candidate.endsWith('.json') && isFile(world.tree, candidate));
}
