import { extractFacts, type Extract } from '../../rules/engine.js';
import { createDiskHost } from '../../rules/host/disk-host.js';
import { workInThreads } from './extract-pool.js';

/** What a thread needs to open the disk as the main thread does. */
export interface ExtractSetup {
  readonly roots: readonly string[];
  readonly assetDirectory: string;
}

/** Facts of a file as they travel between threads, with what tells whether they are those of a text. */
export interface Extracted {
  readonly hash: string;
  readonly extraction: ReturnType<Extract>;
}

export interface AheadOptions {
  readonly setup: ExtractSetup;
  /** Threads beside this one. */
  readonly threads: number;
  readonly script: URL;
}

/**
 * Extracts the facts of files in threads before anything asks for them. The result stands in for `extractFacts`: each
 * of those facts serves once, and only for the very text that they were made of.
 */
export function extractAhead(paths: readonly string[], { setup, threads, script }: AheadOptions): Extract {
  const results = new Map(workInThreads(paths, { threads, script, setup, work: createExtractor(setup) }));
  const { hash } = createDiskHost(setup);
  return (path, text) => {
    const ahead = results.get(path);
    results.delete(path);
    return ahead !== undefined && ahead.hash === hash(text) ? ahead.extraction : extractFacts(path, text);
  };
}

/** The work on one file; `undefined` for one that cannot be read. */
export function createExtractor(setup: ExtractSetup): (path: string) => Extracted | undefined {
  const host = createDiskHost(setup);
  return (path) => {
    const text = host.read(path);
    return text === undefined ? undefined : { hash: host.hash(text), extraction: extractFacts(path, text) };
  };
}
