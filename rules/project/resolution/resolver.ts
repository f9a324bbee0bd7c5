import type { Host } from '../../model/host.js';
import { splitExtension } from './candidates.js';
import { isConfigName } from './config-owner.js';
import { byRoot, forgetPath } from './file-tree.js';
import { findInstallation, installationsOf } from './installations.js';
import { manifestIn, type PackageFacts } from './manifest.js';
import { findOwnDeclarations } from './own-declarations.js';
import { nameOf, normalizePath } from './paths.js';
import { resolveSpecifier } from './resolve-specifier.js';
import { createWorld, forgetConclusions, scopeOf, type World } from './scope.js';
import type { CompilerFacts } from './tsconfig.js';
import { findGlobalTypes, resolveTypeReference } from './type-roots.js';
import { findMember, WORKSPACE_FILES } from './workspaces.js';

/**
 * - `file`: a source or declaration file, canonical (links followed) and inside the root or a library.
 *   `external` says that it lies in a library; `packageName` is set for anything reached through a package name.
 * - `builtin`: a module of the runtime, normalised (`node:fs`).
 * - `missing`: nothing that holds code. JSON, styles and images count as missing too.
 */
export type Resolution =
  | { readonly kind: 'file'; readonly path: string; readonly external: boolean; readonly packageName?: string }
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'missing'; readonly packageName?: string };

/** Answers from what is on disk, for any file, in any order; no answer depends on the questions before it. */
export interface Resolver {
  /**
   * Where a specifier leads: TypeScript sources first, then declaration files, then script; for packages of the
   * project their source, built or not. `fromFile` need not exist: with the path of a manifest as `fromFile`, the
   * targets that it names (`bin`, `main`) resolve to source as well.
   */
  resolve(fromFile: string, specifier: string, mode: 'import' | 'require'): Resolution;
  /** Where `/// <reference types="…" />` leads. */
  resolveTypes(fromFile: string, name: string): Resolution;
  /** The nearest manifest of a file, inside the root or its library. */
  packageOf(file: string): PackageFacts | undefined;
  /** The configuration of the project that a file belongs to, merged with what it extends. */
  compilerOptionsOf(file: string): CompilerFacts;
  /** Declaration files whose globals a file sees without importing them, sorted. */
  globalTypeFiles(file: string): readonly string[];
  /** Declaration files of the project itself around the given folders, sorted. */
  ownDeclarations(folders: Iterable<string>): readonly string[];
  /** Version of a package as seen from a file: installed, or in the workspace. */
  packageVersion(fromFile: string, name: string): string | undefined;
  /**
   * Forgets what depends on files or directories that were added, changed or removed; a directory stands for all in
   * it. True when resolutions may now differ: they must be asked again.
   */
  invalidate(paths: readonly string[]): boolean;
}

/** A resolver for the files below `root`, an absolute path; relative imports never leave it. */
export function createResolver(host: Host, root: string): Resolver {
  const world = createWorld(host, root);
  return {
    resolve(fromFile, specifier, mode) {
      const lookup = scopeOf(world, fromFile).lookups[mode];
      let found = lookup.known.get(specifier);
      if (found === undefined) {
        found = resolveSpecifier(world, specifier, lookup);
        lookup.known.set(specifier, found);
      }
      return found;
    },
    resolveTypes: (fromFile, name) => resolveTypeReference(world, scopeOf(world, fromFile), name),
    packageOf: (file) => scopeOf(world, file).manifest,
    compilerOptionsOf: (file) => scopeOf(world, file).compiler,
    globalTypeFiles: (file) => findGlobalTypes(world, scopeOf(world, file)),
    ownDeclarations: (folders) => findOwnDeclarations(world, folders),
    packageVersion: (fromFile, name) => findVersion(world, scopeOf(world, fromFile).directory, name),
    invalidate: (paths) => invalidate(world, paths),
  };
}

function findVersion(world: World, directory: string, name: string): string | undefined {
  for (const modules of installationsOf(world, directory)) {
    const installed = findInstallation(world, modules, name);
    const version = installed && manifestIn(world.manifests, installed)?.version;
    if (version !== undefined) return version;
  }
  return findMember(world.workspaces, directory, name)?.version;
}

function invalidate(world: World, given: readonly string[]): boolean {
  const paths = given.map((path) => byRoot(world.tree, normalizePath(path)));
  // Every path must be forgotten, so no short cut after the first that matters.
  const hasMoved = paths.map((path) => forgetPath(world.tree, path)).includes(true);
  const isReading = paths.some((path) => isReadFile(world, path));
  if (!hasMoved && !isReading) return false;
  // A source file that comes or goes changes no manifest and no configuration; a directory or a link may.
  const isPlain = paths.every((path) => splitExtension(path).extension !== '');
  forgetConclusions(world, isReading || !isPlain ? 'readings' : 'conclusions');
  return true;
}

function isReadFile(world: World, path: string): boolean {
  const name = nameOf(path);
  const isKnownName = name === 'package.json' || WORKSPACE_FILES.has(name) || isConfigName(name);
  return isKnownName || world.configurations.asked.has(path) || /^[tj]sconfig\..*\.json$/.test(name);
}
