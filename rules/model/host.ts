/** What an entry of the file system is, as far as the engine cares. */
export type EntryKind = 'file' | 'directory' | 'other';

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: EntryKind;
}

/**
 * The only door to the disk; synchronous, because ESLint is.
 * Paths are absolute, normalised, with `/` as separator. No member throws: absence is `undefined`.
 */
export interface Host {
  /** Text of a file without its byte order mark, or `undefined` when it cannot be read as UTF-8 text. */
  read(path: string): string | undefined;
  kind(path: string): EntryKind | undefined;
  /** Entries of a folder as they are: a link is `other`, and `kind` says what it leads to. */
  list(path: string): readonly DirectoryEntry[];
  realpath(path: string): string;
  /** Hex digest of a text, for cache keys. */
  hash(text: string): string;
  /** Is there a facts cache? Without one nobody need make keys. */
  readonly caches: boolean;
  /** A named entry of the facts cache, when there is a cache. */
  cacheGet(key: string): string | undefined;
  cachePut(key: string, value: string): void;
  /** Content of a file that ships with the engine, for example pre-computed library summaries. */
  asset(name: string): string | undefined;
}
