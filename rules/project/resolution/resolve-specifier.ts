import { isOutput } from './built-output.js';
import { builtinName } from './builtins.js';
import { findFileIn } from './candidates.js';
import { conclude, isLocal, isReachable } from './conclude.js';
import { collectTargets, fillStar, isSourceCondition } from './conditions.js';
import { bestPattern } from './entry-fields.js';
import { realDirectory } from './file-tree.js';
import { chooseSource, findLocalPath } from './local-package.js';
import { findInPackages } from './package-lookup.js';
import { below, isAbsolute, isWithin, joinPath, MAX_PATH, splitPackage } from './paths.js';
import type { Resolution } from './resolver.js';
import type { Lookup, World } from './scope.js';

const MISSING: Resolution = { kind: 'missing' };

/** Where a specifier leads from the files of one scope. */
export function resolveSpecifier(world: World, specifier: string, lookup: Lookup): Resolution {
  if (specifier === '' || specifier.length > MAX_PATH) return MISSING;
  if (specifier.startsWith('.') && /^\.{1,2}(?:\/|$)/.test(specifier)) return resolveRelative(world, specifier, lookup);
  if (isAbsolute(specifier)) return resolveAbsolute(world, specifier, lookup);
  const mapped = resolveMapped(world, specifier, lookup, 'named');
  if (mapped !== undefined) return mapped;
  if (specifier.startsWith('#')) return resolveImports(world, specifier, lookup);
  const builtin = builtinName(specifier);
  if (builtin !== undefined) return { kind: 'builtin', name: builtin };
  return (
    resolveMapped(world, specifier, lookup, 'anything') ??
    resolveScheme(world, specifier, lookup) ??
    resolvePackage(world, specifier, lookup)
  );
}

function resolveRelative(world: World, specifier: string, lookup: Lookup): Resolution {
  return resolvePlain(world, specifier, lookup) ?? resolveSomewhere(world, specifier, lookup);
}

/**
 * A file where the specifier says, and no build output: nearly every relative import. Paths of directories are kept
 * by their part of the specifier, because building and hashing them anew was a third of the time.
 */
function resolvePlain(world: World, specifier: string, lookup: Lookup): Resolution | undefined {
  const { scope } = lookup;
  const cut = specifier.lastIndexOf('/') + 1;
  const name = specifier.slice(cut);
  if (name === '' || name === '.' || name === '..') return undefined;
  const part = specifier.slice(0, cut);
  let place = scope.places.get(part);
  if (place === undefined) {
    place = joinPath(scope.directory, part);
    scope.places.set(part, place);
  }
  if (!isReachable(world, place, lookup)) return undefined;
  const hit = findFileIn(world.tree, { directory: place, name }, scope.compiler.moduleSuffixes, 'any');
  const isPlain = hit !== undefined && !isOutput(world.outputs, place, scope.directory);
  return isPlain ? conclude(world, hit, lookup) : undefined;
}

function resolveSomewhere(world: World, specifier: string, lookup: Lookup): Resolution {
  const { directory } = lookup.scope;
  const isDirectoryOnly = /(?:^|\/)\.{0,2}$/.test(specifier);
  const slash = isDirectoryOnly ? '/' : '';
  const starts = new Set([directory, realDirectory(world.tree, directory), ...otherRoots(lookup)]);
  for (const start of starts) {
    const path = joinPath(start, specifier);
    const found = isReachable(world, path, lookup)
      ? conclude(world, findLocalPath(world, path + slash, directory, lookup), lookup)
      : undefined;
    if (found !== undefined) return found;
  }
  return MISSING;
}

/** The places that `rootDirs` lay over the importing directory, so that `./x` may be in any of them. */
function otherRoots(lookup: Lookup): readonly string[] {
  const { directory, compiler } = lookup.scope;
  const own = compiler.rootDirs
    .filter((root) => isWithin(directory, root))
    .sort((left, right) => right.length - left.length)[0];
  if (own === undefined) return [];
  return compiler.rootDirs.map((root) => joinPath(root, below(own, directory)));
}

/** `/src/x` is a path of the disk, or, with bundlers, of the package. */
function resolveAbsolute(world: World, specifier: string, lookup: Lookup): Resolution {
  const { manifest, directory } = lookup.scope;
  const top = manifest?.directory ?? world.tree.root;
  for (const path of [specifier, joinPath(top, specifier)]) {
    if (!isReachable(world, joinPath(path, '.'), lookup)) continue;
    const found = conclude(world, findLocalPath(world, joinPath(path, '.'), directory, lookup), lookup);
    if (found !== undefined) return found;
  }
  return MISSING;
}

/**
 * `paths` and `baseUrl`. Runtime modules stand between the two calls: a project may well map `events`, but a
 * `baseUrl` that happens to hold a `util.ts` is no reason to take `util` for it.
 */
function resolveMapped(
  world: World,
  specifier: string,
  lookup: Lookup,
  part: 'named' | 'anything',
): Resolution | undefined {
  const { compiler, directory } = lookup.scope;
  const candidates: string[] = [];
  if (compiler.paths.length > 0) {
    const patterns = compiler.paths.map((mapping) => mapping.pattern);
    const best = bestPattern(patterns, specifier);
    if (best !== undefined && (best.pattern === '*') === (part === 'anything')) {
      const mapping = compiler.paths.find((each) => each.pattern === best.pattern);
      candidates.push(...(mapping?.targets ?? []).map((target) => fillStar(target, best.star)));
    }
  }
  if (part === 'anything' && compiler.baseUrl !== undefined) candidates.push(joinPath(compiler.baseUrl, specifier));
  for (const candidate of candidates) {
    const path = joinPath(candidate, '.');
    const found = isReachable(world, path, lookup)
      ? conclude(world, findLocalPath(world, path, directory, lookup), lookup)
      : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `#x`: the `imports` of the package that the file belongs to. */
function resolveImports(world: World, specifier: string, lookup: Lookup): Resolution {
  const { manifest } = lookup.scope;
  if (manifest === undefined) return MISSING;
  const isOwn = isLocal(world, manifest.directory);
  const isActive = (condition: string): boolean =>
    lookup.isActive(condition) || (isOwn && isSourceCondition(condition));
  const targets = collectTargets(manifest.imports, specifier, isActive)?.found ?? [];
  const inside = targets.filter((target) => target.path.startsWith('./'));
  const { directory } = manifest;
  const path = isOwn
    ? chooseSource(world, { directory, targets: inside, isMain: false }, lookup)
    : inside
        .map((target) => joinPath(directory, target.path))
        .filter((each) => isWithin(each, directory))
        .map((each) => findLocalPath(world, each, undefined, lookup))
        .find((each) => each !== undefined);
  const found = conclude(world, path, lookup);
  if (found !== undefined) return found;
  for (const target of targets) {
    if (target.path.startsWith('.') || target.path.startsWith('#')) continue;
    const builtin = builtinName(target.path);
    return builtin === undefined ? resolvePackage(world, target.path, lookup) : { kind: 'builtin', name: builtin };
  }
  return MISSING;
}

/** `npm:chalk@5/x` is the package; what other runtimes fetch (`jsr:`, `https:`) is only named. */
function resolveScheme(world: World, specifier: string, lookup: Lookup): Resolution | undefined {
  const match = specifier.includes(':') ? /^([a-z][a-z0-9+.-]*):(.*)$/.exec(specifier) : null;
  if (match === null) return undefined;
  const plain = (match[2] ?? '').replace(/^\/+/, '').replace(/^((?:@[^/@]+\/)?[^/@]+)@[^/]*/, '$1');
  if (match[1] === 'npm') return resolvePackage(world, plain, lookup);
  const name = match[1] === 'jsr' ? splitPackage(plain)?.name : undefined;
  return name === undefined ? MISSING : { kind: 'missing', packageName: name };
}

function resolvePackage(world: World, specifier: string, lookup: Lookup): Resolution {
  const split = splitPackage(specifier);
  const found = split === undefined ? undefined : findInPackages(world, split, lookup);
  if (found !== undefined) return found;
  const byConvention = resolveConvention(world, specifier, lookup);
  if (byConvention !== undefined) return byConvention;
  return split === undefined || split.name.includes('$') ? MISSING : { kind: 'missing', packageName: split.name };
}

/** Aliases that frameworks put into configurations which they generate, so that a fresh clone lacks them. */
const CONVENTIONS: readonly { readonly prefix: string; readonly folders: readonly string[] }[] = [
  { prefix: '$lib/', folders: ['src/lib'] },
  { prefix: '@/', folders: ['src', 'app', '.'] },
  { prefix: '~/', folders: ['src', 'app', '.'] },
  { prefix: '@@/', folders: ['.'] },
  { prefix: '~~/', folders: ['.'] },
];

function resolveConvention(world: World, specifier: string, lookup: Lookup): Resolution | undefined {
  const { manifest, directory } = lookup.scope;
  const convention = CONVENTIONS.find(({ prefix }) => specifier.startsWith(prefix) || `${specifier}/` === prefix);
  const top = manifest?.directory ?? world.tree.root;
  if (convention === undefined || !isLocal(world, top)) return undefined;
  for (const folder of convention.folders) {
    const path = joinPath(top, `${folder}/${specifier.slice(convention.prefix.length)}`);
    const found = isReachable(world, path, lookup)
      ? conclude(world, findLocalPath(world, path, directory, lookup), lookup)
      : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
