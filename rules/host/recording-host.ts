import type { DirectoryEntry, EntryKind, Host } from '../model/host.js';
import { stampOf } from './file-stamp.js';
import { parentFolder } from './paths.js';

/** A host that remembers what it was asked, so that it can tell which answers are no longer true. */
export interface RecordingHost extends Host {
  /** Was a file read that has changed since, or came or went? */
  isStale(path: string): boolean;
  /** What would be answered differently now. */
  findChanges(): HostChanges;
  /** Files that will be read again: their old texts no longer matter. */
  forget(paths: readonly string[]): void;
}

export interface HostChanges {
  /** Files that were read and whose content may differ, or that came or went. */
  readonly files: readonly string[];
  /** Other entries that came, went, or are something else now. */
  readonly entries: readonly string[];
}

interface Listing {
  readonly stamp: string;
  readonly entries: readonly DirectoryEntry[];
}

/** What was answered, by path. */
interface Answers {
  /** Stamps of files when they were read. */
  readonly reads: Map<string, string>;
  readonly listings: Map<string, Listing>;
  readonly kinds: Map<string, EntryKind | undefined>;
  readonly links: Map<string, string>;
}

/** Records the questions to a host. Remembering costs one `stat` a question; looking for changes one a remembered path. */
export function createRecordingHost(host: Host): RecordingHost {
  const answers: Answers = { reads: new Map(), listings: new Map(), kinds: new Map(), links: new Map() };
  const { reads, listings, kinds, links } = answers;
  return {
    ...host,
    read(path) {
      // The first stamp stays: what was made from the first reading may still be in use.
      if (!reads.has(path)) reads.set(path, stampOf(path));
      return host.read(path);
    },
    list: (path) => remember(listings, path, { stamp: stampOf(path), entries: host.list(path) }).entries,
    kind: (path) => remember(kinds, path, host.kind(path)),
    realpath: (path) => remember(links, path, host.realpath(path)),
    isStale: (path) => reads.has(path) && isChanged(path, reads.get(path)),
    findChanges: () => ({
      files: [...reads].filter(([path, stamp]) => isChanged(path, stamp)).map(([path]) => path),
      entries: changedEntries(host, answers),
    }),
    forget(paths) {
      for (const path of paths) reads.delete(path);
    },
  };
}

function remember<Answer>(answers: Map<string, Answer>, path: string, answer: Answer): Answer {
  answers.set(path, answer);
  return answer;
}

function isChanged(path: string, stamp: string | undefined): boolean {
  return stampOf(path) !== stamp;
}

function changedEntries(host: Host, { listings, kinds, links }: Answers): readonly string[] {
  const changed: string[] = [];
  const folders = new Set<string>();
  for (const [folder, known] of listings) {
    const stamp = stampOf(folder);
    if (stamp === known.stamp) continue;
    folders.add(folder);
    const entries = host.list(folder);
    // Editors that replace files by renaming change the folder, but not what it holds.
    listings.set(folder, { stamp, entries });
    changed.push(...difference(known.entries, entries).map((name) => `${folder}/${name}`));
  }
  // A link that leads elsewhere now is a new entry of the same name.
  if (folders.size > 0)
    for (const [path, real] of links)
      if (folders.has(parentFolder(path)) && host.realpath(path) !== real) changed.push(path);
  for (const [path, kind] of kinds) if (host.kind(path) !== kind) changed.push(path);
  return changed;
}

/** Names that only one of two listings has, or that are something else in the other. */
function difference(before: readonly DirectoryEntry[], after: readonly DirectoryEntry[]): readonly string[] {
  const kinds = new Map(before.map(({ name, kind }) => [name, kind]));
  const changed = after.filter(({ name, kind }) => kinds.get(name) !== kind).map(({ name }) => name);
  const present = new Set(after.map(({ name }) => name));
  return [...changed, ...before.map(({ name }) => name).filter((name) => !present.has(name))];
}
