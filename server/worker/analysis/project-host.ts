import type { FileChange } from '../../../rules/engine-types.js';
import { createDiskHost, type DiskHost } from '../../../rules/host/disk-host.js';
import type { Host } from '../../../rules/model/host.js';
import { collectRoots } from '../../workspace/project-files.js';
import type { ThreadSetup } from '../../protocol/analysis.js';
import type { Documents } from './documents.js';
import type { Quarantine } from './quarantine.js';

export interface ProjectHostOptions {
  readonly root: string;
  readonly setup: Pick<ThreadSetup, 'assetDirectory' | 'cacheDirectory'>;
  readonly documents: Documents;
  readonly quarantine: Quarantine;
  readonly onRead: OnRead;
}

/** Files read so far, of those that have to be. */
export type OnRead = (read: number, total: number) => void;

/** The disk under what an editor shows, and what the engine has seen of both. */
export interface ProjectHost {
  readonly disk: DiskHost;
  /** For the engine. */
  readonly host: Host;
  /** A text that the engine reads: of an open document, or from the disk. Nothing of one in quarantine. */
  text(path: string): string | undefined;
  /** Has the engine the text that a file holds now? */
  isSeen(path: string): boolean;
  /** Changes that the engine is told of. */
  note(changes: readonly FileChange[]): void;
  /** Files that the engine is going to read, to tell how far it is. */
  expect(paths: Iterable<string>): void;
}

export function createProjectHost({ root, setup, documents, quarantine, onRead }: ProjectHostOptions): ProjectHost {
  const disk = createDiskHost({ roots: collectRoots(root, []), ...setup });
  /** Hash of the text that the engine has of a file. */
  const seen = new Map<string, string>();
  const expected = new Set<string>();
  let total = 0;
  let lastHashed = { text: '', hash: disk.hash('') };
  let lastFromDisk: string | undefined;

  const text = (path: string): string | undefined => {
    const found = documents.find(path)?.code ?? disk.read(path);
    return found !== undefined && quarantine.judge(path, found) !== undefined ? '' : found;
  };
  /** The engine asks for the hash of what it has just read, which was made already. */
  const hash = (given: string): string => {
    if (lastHashed.text !== given) lastHashed = { text: given, hash: disk.hash(given) };
    return lastHashed.hash;
  };
  return {
    disk,
    text,
    host: {
      ...disk,
      hash,
      read(path) {
        const found = text(path);
        if (expected.delete(path)) onRead(total - expected.size, total);
        if (found === undefined) seen.delete(path);
        else seen.set(path, hash(found));
        lastFromDisk = documents.find(path) === undefined ? found : undefined;
        return found;
      },
      cachePut(key, value) {
        // Facts of a text that is being typed are never asked for again.
        if (lastHashed.text === lastFromDisk) disk.cachePut(key, value);
      },
    },
    isSeen(path) {
      const now = text(path);
      return now !== undefined && seen.get(path) === hash(now);
    },
    note(changes) {
      for (const change of changes) {
        if (change.kind === 'overlay') seen.set(change.path, hash(change.text));
        else if (change.kind !== 'settings') seen.delete(change.path);
      }
    },
    expect(paths) {
      for (const path of paths) expected.add(path);
      total = expected.size;
    },
  };
}
