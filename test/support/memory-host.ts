import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './repository.js';
import type { DirectoryEntry, EntryKind, Host } from '../../rules/model/host.js';

/** A host whose disk is a map. Files may be added and taken away between two questions. */
export interface MemoryHost extends Host {
  readonly files: Map<string, string>;
}

/** Makes a host of absolute paths and texts. What ships with the engine comes from the build. */
export function createMemoryHost(files: Iterable<readonly [string, string]>): MemoryHost {
  const texts = new Map(files);
  const cache = new Map<string, string>();
  const kind = (path: string): EntryKind | undefined => {
    if (texts.has(path)) return 'file';
    const prefix = path.endsWith('/') ? path : `${path}/`;
    return [...texts.keys()].some((name) => name.startsWith(prefix)) ? 'directory' : undefined;
  };
  return {
    files: texts,
    kind,
    read: (path) => texts.get(path)?.replace(/^\uFEFF/, ''),
    list: (path) => listFolder(texts, path),
    realpath: (path) => path,
    hash: (text) => createHash('sha256').update(text).digest('hex'),
    caches: true,
    cacheGet: (key) => cache.get(key),
    cachePut: (key, value) => void cache.set(key, value),
    asset: readAsset,
  };
}

function listFolder(texts: ReadonlyMap<string, string>, path: string): readonly DirectoryEntry[] {
  const prefix = path.endsWith('/') ? path : `${path}/`;
  const entries = new Map<string, DirectoryEntry>();
  for (const name of texts.keys()) {
    if (!name.startsWith(prefix)) continue;
    const [first = '', ...rest] = name.slice(prefix.length).split('/');
    entries.set(first, { name: first, kind: rest.length > 0 ? 'directory' : 'file' });
  }
  return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

const assets = new Map<string, string | undefined>();

/** Read once a process: the summaries of the standard library are megabytes. */
function readAsset(name: string): string | undefined {
  if (!assets.has(name)) assets.set(name, tryRead(join(repositoryRoot, 'dist', 'assets', name)));
  return assets.get(name);
}

function tryRead(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
