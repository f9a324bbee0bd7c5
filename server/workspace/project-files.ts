import { discoverFiles, type DiscoveryOptions } from '../../rules/host/discover-files.js';
import { findRepositoryTop } from '../../rules/host/ignore-chain.js';
import { describeProjectLimit } from '../../rules/host/limits.js';
import { isInLibrary, isInside } from '../../rules/host/paths.js';
import { findProjectFolders } from '../../rules/host/project-markers.js';
import type { DiscoveredFile } from '../../rules/host/walk-folder.js';
import type { Notice } from '../../rules/model/notice.js';
import { formatNumber, plural } from './wording.js';

/** The repository around the root belongs to the workspace; so does whatever else is asked for by name. */
export function collectRoots(root: string, named: readonly string[]): readonly string[] {
  return [root, findRepositoryTop(root) ?? root, ...named.filter((path) => !isInside(root, path))];
}

/** Files that there is memory for. */
export interface Fitting {
  readonly kept: readonly DiscoveredFile[];
  /** Bytes of them. */
  readonly size: number;
  readonly left: readonly Notice[];
}

/** As many files as there is memory for, named ones first; `limit` is in bytes of source. */
export function fitIntoMemory(root: string, files: readonly DiscoveredFile[], limit: number): Fitting {
  const size = sizeOf(files);
  if (size <= limit) return { kept: files, size, left: [] };
  const chosen = new Set<DiscoveredFile>();
  let taken = 0;
  for (const file of [...files.filter(({ explicit }) => explicit), ...files.filter(({ explicit }) => !explicit)]) {
    if (taken + file.size > limit) break;
    taken += file.size;
    chosen.add(file);
  }
  const count = files.length - chosen.size;
  const message = `${plural(count, 'file')} of ${formatNumber(files.length)} not analysed, because ${describeProjectLimit({ size, limit })}, or name folders.`;
  return {
    kept: files.filter((file) => chosen.has(file)),
    size: taken,
    left: [{ path: root, kind: 'too-much', message }],
  };
}

function sizeOf(files: readonly DiscoveredFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

/** Files that are only read: they decide who waits for whom. */
export interface Around {
  readonly paths: readonly string[];
  readonly notices: readonly Notice[];
  /** Folders that were looked through. */
  readonly folders: ReadonlySet<string>;
}

export const NOTHING_AROUND: Around = { paths: [], notices: [], folders: new Set() };

export interface AroundRequest {
  readonly root: string;
  /** Files that are analysed, and the bytes of them. */
  readonly paths: readonly string[];
  readonly size: number;
  /** Bytes of source that there is memory for. */
  readonly limit: number;
  readonly ignores: NonNullable<DiscoveryOptions['ignores']>;
  readonly ignoring: 'on' | 'off';
}

/**
 * A part of a project is judged as the whole is: the other files are announced to the engine. Dependencies that are
 * analysed for themselves need nobody around them, and files outside of every project have nobody.
 */
export function findAround({ root, paths, size, limit, ignores, ignoring }: AroundRequest): Around {
  const own = paths.filter((path) => isInside(root, path) && !isInLibrary(path));
  if (own.length === 0) return NOTHING_AROUND;
  const projects = findProjectFolders(root, own);
  if (projects.length === 0) return NOTHING_AROUND;
  const known = new Set(paths);
  const found = discoverFiles(root, projects, { cwd: root, ignores, ignoring });
  const { folders } = found;
  const files = found.files.filter(({ path }) => !known.has(path));
  const all = size + sizeOf(files);
  if (all <= limit) return { paths: files.map(({ path }) => path), notices: [], folders };
  const message = `Only the files that were named are judged, and what they import, because ${describeProjectLimit({ size: all, limit })}.`;
  return { paths: [], notices: [{ path: root, kind: 'too-large', message }], folders };
}
