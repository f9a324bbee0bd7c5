import { createHash } from 'node:crypto';
import type { DirectoryEntry, EntryKind, Host } from '../../rules/model/host.js';

/** A disk in memory that has links, and counts how often it is asked. */
export interface LinkedHost extends Host {
  readonly files: Map<string, string>;
  /** From the path of a link to what it leads to: absolute, or relative to the folder of the link. */
  readonly links: Map<string, string>;
  readonly asked: { read: number; kind: number; list: number; realpath: number };
}

/** As many hops as file systems follow before they speak of a loop. */
const MAX_HOPS = 40;

export interface LinkedHostOptions {
  /** Hosts may list a link as such, or as what it leads to. */
  readonly listsLinksAs: 'other' | 'target';
}

export function createLinkedHost(
  files: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>> = {},
  options: LinkedHostOptions = { listsLinksAs: 'other' },
): LinkedHost {
  const disk = { files: new Map(Object.entries(files)), links: new Map(Object.entries(links)) };
  const asked = { read: 0, kind: 0, list: 0, realpath: 0 };
  return {
    ...disk,
    asked,
    read(path) {
      asked.read += 1;
      const real = follow(disk, path);
      return real === undefined ? undefined : disk.files.get(real);
    },
    kind(path) {
      asked.kind += 1;
      const real = follow(disk, path);
      return real === undefined ? undefined : kindOf(disk, real);
    },
    list(path) {
      asked.list += 1;
      const real = follow(disk, path);
      const entries = real === undefined ? [] : entriesOf(disk, real);
      if (options.listsLinksAs === 'other') return entries;
      return entries.map(({ name, kind }) => {
        const target = kind === 'other' ? follow(disk, `${real}/${name}`) : undefined;
        return { name, kind: (target === undefined ? undefined : kindOf(disk, target)) ?? kind };
      });
    },
    realpath(path) {
      asked.realpath += 1;
      return follow(disk, path) ?? path;
    },
    hash: (text) => createHash('sha256').update(text).digest('hex'),
    caches: true,
    cacheGet: () => undefined,
    cachePut: () => undefined,
    asset: () => undefined,
  };
}

type Disk = Pick<LinkedHost, 'files' | 'links'>;

/** The path with every link on the way replaced; `undefined` for loops and for what is not there. */
function follow(disk: Disk, path: string): string | undefined {
  let rest = path.split('/').filter((segment) => segment !== '');
  let real = '';
  for (let hops = 0; rest.length > 0;) {
    const [name = '', ...after] = rest;
    rest = after;
    if (name === '.') continue;
    if (name === '..') {
      real = real.slice(0, real.lastIndexOf('/'));
      continue;
    }
    const link = disk.links.get(`${real}/${name}`);
    if (link === undefined) {
      real = `${real}/${name}`;
      continue;
    }
    hops += 1;
    if (hops > MAX_HOPS) return undefined;
    rest = [...link.split('/').filter((segment) => segment !== ''), ...rest];
    if (link.startsWith('/')) real = '';
  }
  return real === '' || kindOf(disk, real) !== undefined ? real || '/' : undefined;
}

function kindOf(disk: Disk, real: string): EntryKind | undefined {
  if (real === '/' || disk.files.has(real)) return disk.files.has(real) ? 'file' : 'directory';
  const below = `${real}/`;
  return [...disk.files.keys(), ...disk.links.keys()].some((path) => path.startsWith(below)) ? 'directory' : undefined;
}

function entriesOf(disk: Disk, real: string): readonly DirectoryEntry[] {
  const below = real === '/' ? '/' : `${real}/`;
  const entries = new Map<string, EntryKind>();
  for (const [paths, kind] of [
    [disk.files.keys(), 'file'],
    [disk.links.keys(), 'other'],
  ] as const) {
    for (const path of paths) {
      if (!path.startsWith(below)) continue;
      const [name = '', ...deeper] = path.slice(below.length).split('/');
      entries.set(name, deeper.length > 0 ? 'directory' : kind);
    }
  }
  return [...entries].map(([name, kind]) => ({ name, kind }));
}
