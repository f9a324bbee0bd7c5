import { EXTRACTOR_VERSION, extractFacts } from '../facts/extract-facts.js';
import type { Extraction } from '../facts/extract-facts.js';
import type { FileFacts } from '../model/facts.js';
import type { Host } from '../model/host.js';
import type { Notice } from '../model/notice.js';

/** Texts and facts of files, from overlays or the disk, made on demand. */
export interface FileStore {
  /** Files of the project: what was announced, sorted. */
  readonly paths: ReadonlySet<string>;
  /** Unsaved texts by path; they win over the disk. */
  readonly overlays: ReadonlyMap<string, string>;
  facts(path: string): FileFacts | undefined;
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

/** Makes facts of a text; threads may have made them before. */
export type Extract = typeof extractFacts;

export function createFileStore(host: Host, extractText: Extract = extractFacts): FileStore {
  const paths = new Set<string>();
  const overlays = new Map<string, string>();
  const entries = new Map<string, Entry>();

  const text = (path: string): string | undefined => overlays.get(path) ?? host.read(path);

  const load = (path: string): Entry => {
    const known = entries.get(path);
    if (known !== undefined) return known;
    const entry = { extraction: extract(host, path, text(path), extractText) };
    entries.set(path, entry);
    return entry;
  };

  return {
    paths,
    overlays,
    text,
    facts(path) {
      const { extraction } = load(path);
      return extraction.ok ? extraction.facts : undefined;
    },
    notice(path) {
      const { extraction } = load(path);
      return extraction.ok ? undefined : { path, kind: extraction.kind, message: extraction.message };
    },
    announce: (path) => void paths.add(path),
    setOverlay(path, value) {
      entries.delete(path);
      if (value === undefined) overlays.delete(path);
      else overlays.set(path, value);
    },
    forget: (path) => void entries.delete(path),
    remove(path) {
      paths.delete(path);
      overlays.delete(path);
      entries.delete(path);
    },
    adopt: (path, extraction) => void entries.set(path, { extraction }),
  };
}

function extract(host: Host, path: string, text: string | undefined, extractText: Extract): Extraction {
  if (text === undefined) return { ok: false, kind: 'unreadable', message: 'The file cannot be read as text.' };
  if (!host.caches) return extractFacts(path, text);
  const key = `facts-${String(EXTRACTOR_VERSION)}-${dialect(path)}-${host.hash(text)}`;
  const cached = readCached(host.cacheGet(key));
  if (cached !== undefined) return cached;
  const extraction = extractText(path, text);
  if (extraction.ok) host.cachePut(key, JSON.stringify(extraction));
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

function readCached(text: string | undefined): Extraction | undefined {
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text) as Extraction;
    return value.ok ? value : undefined;
  } catch {
    return undefined;
  }
}
