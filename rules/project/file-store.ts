import { EXTRACTOR_VERSION, extractFacts } from '../facts/extract-facts.js';
import type { Extraction } from '../facts/extract-facts.js';
import { decodeFacts, encodeFacts } from '../facts/javascript/encode.js';
import type { FileFacts } from '../model/facts.js';
import type { Host } from '../model/host.js';
import type { Notice } from '../model/notice.js';
import { isJavaScript } from './javascript-program.js';
import { isPlainData } from './plain-data.js';

/** Texts and facts of files, from overlays or the disk, made on demand. */
export interface FileStore {
  /** Files of the project: what was announced. */
  readonly paths: ReadonlySet<string>;
  sortedPaths(): readonly string[];
  /** Texts that win over the disk, by path. */
  readonly overlays: ReadonlyMap<string, string>;
  facts(path: string): FileFacts | undefined;
  /** Facts that are there already. */
  known(path: string): FileFacts | undefined;
  /** Facts of a file in a package; of one that holds plain data those of nothing, so that what it names is unknown. */
  declarations(path: string): FileFacts | undefined;
  text(path: string): string | undefined;
  notice(path: string): Notice | undefined;
  announce(path: string): void;
  setOverlay(path: string, text: string | undefined): void;
  /** The file on disk changed. */
  forget(path: string): void;
  remove(path: string): void;
  /** Takes facts that were extracted elsewhere, for example in a worker, from exactly this text. */
  adopt(path: string, extraction: Extraction): void;
}

interface Entry {
  readonly extraction: Extraction;
}

function factsIn(entry: Entry | undefined): FileFacts | undefined {
  return entry?.extraction.ok === true ? entry.extraction.facts : undefined;
}

/** Makes facts of a text; threads may have made them before. */
export type Extract = typeof extractFacts;

export function createFileStore(host: Host, extractText: Extract = extractFacts): FileStore {
  const paths = new Set<string>();
  let sorted: readonly string[] | undefined;
  const overlays = new Map<string, string>();
  const entries = new Map<string, Entry>();
  /** What stands for the files of packages that hold plain data. */
  const plain = new Map<string, Entry>();

  const text = (path: string): string | undefined => overlays.get(path) ?? host.read(path);

  const load = (path: string, source = text(path)): Entry => {
    const entry = { extraction: extract({ host, overlays, extractText }, path, source) };
    entries.set(path, entry);
    return entry;
  };

  const drop = (path: string): void => {
    entries.delete(path);
    plain.delete(path);
  };

  return {
    paths,
    overlays,
    text,
    known: (path) => factsIn(entries.get(path)),
    facts: (path) => factsIn(entries.get(path) ?? load(path)),
    declarations(path) {
      const known = plain.get(path) ?? entries.get(path);
      if (known !== undefined) return factsIn(known);
      const source = text(path);
      if (source === undefined || !isPlainData(source)) return factsIn(load(path, source));
      const entry = { extraction: extractText(path, 'export {};') };
      plain.set(path, entry);
      return factsIn(entry);
    },
    notice(path) {
      const { extraction } = entries.get(path) ?? load(path);
      return extraction.ok ? undefined : { path, kind: extraction.kind, message: extraction.message };
    },
    sortedPaths: () => (sorted ??= [...paths].sort()),
    announce(path) {
      if (paths.has(path)) return;
      paths.add(path);
      sorted = undefined;
    },
    setOverlay(path, value) {
      drop(path);
      if (value === undefined) overlays.delete(path);
      else overlays.set(path, value);
    },
    forget: drop,
    remove(path) {
      if (paths.delete(path)) sorted = undefined;
      overlays.delete(path);
      drop(path);
    },
    adopt: (path, extraction) => void entries.set(path, { extraction }),
  };
}

interface Extracting {
  readonly host: Host;
  readonly overlays: ReadonlyMap<string, string>;
  readonly extractText: Extract;
}

function extract({ host, overlays, extractText }: Extracting, path: string, text: string | undefined): Extraction {
  if (text === undefined) return { ok: false, kind: 'unreadable', message: 'The file cannot be read as text.' };
  // A text that is being typed is not there the next time: to look for it in the cache, or to keep it, is for nothing.
  if (!host.caches || overlays.has(path)) return extractText(path, text);
  const key = `facts-${String(EXTRACTOR_VERSION)}-${dialect(path)}-${host.hash(text)}`;
  const cached = decode(host.cacheGet(key));
  if (cached !== undefined) return cached;
  const extraction = extractText(path, text);
  if (extraction.ok) host.cachePut(key, encode(extraction.facts));
  return extraction;
}

/** What of a path decides the facts: its extensions. */
function dialect(path: string): string {
  return path
    .slice(path.lastIndexOf('/') + 1)
    .split('.')
    .slice(-2)
    .join('.')
    .replace(/[^\w.]/g, '')
    .slice(-12);
}

const JAVASCRIPT = 'javascript:';

function encode(facts: FileFacts): string {
  return isJavaScript(facts) ? JAVASCRIPT + encodeFacts(facts) : JSON.stringify(facts);
}

/** A cached entry that cannot be read is as good as none. */
function decode(text: string | undefined): Extraction | undefined {
  if (text === undefined) return undefined;
  try {
    const facts = text.startsWith(JAVASCRIPT)
      ? decodeFacts(text.slice(JAVASCRIPT.length))
      : (JSON.parse(text) as FileFacts);
    return { ok: true, facts };
  } catch {
    return undefined;
  }
}
