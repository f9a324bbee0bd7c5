import type { QuarantinedFile } from '../../protocol/analysis.js';

/** Files that stopped a thread before: each is left alone as long as it holds the text that did the damage. */
export interface Quarantine {
  replace(files: readonly QuarantinedFile[]): void;
  /**
   * Why a text of a file is not analysed. A file that holds another text now is let go. Where nobody knew the text
   * that did the damage, because the thread died with it, the first one that is seen is taken for it.
   */
  judge(path: string, text: string): string | undefined;
  readonly files: readonly QuarantinedFile[];
  /** Did `judge` let files go, or learn hashes, since the last question? */
  takeChange(): boolean;
}

export function createQuarantine(hash: (text: string) => string): Quarantine {
  const entries = new Map<string, QuarantinedFile>();
  let hasChanged = false;
  return {
    get files() {
      return [...entries.values()];
    },
    replace(files) {
      entries.clear();
      for (const file of files) entries.set(file.path, file);
    },
    judge(path, text) {
      const entry = entries.get(path);
      if (entry === undefined) return undefined;
      const actual = hash(text);
      if (entry.hash === actual) return entry.reason;
      hasChanged = true;
      if (entry.hash === '') {
        entries.set(path, { ...entry, hash: actual });
        return entry.reason;
      }
      entries.delete(path);
      return undefined;
    },
    takeChange() {
      const changed = hasChanged;
      hasChanged = false;
      return changed;
    },
  };
}
