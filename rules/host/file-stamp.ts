import { statSync } from 'node:fs';

/**
 * A short text that differs when a file or folder was changed or replaced; empty when there is none. A file that is
 * written twice within one tick of the file system's clock (a few milliseconds), with the same size, looks unchanged.
 */
export function stampOf(path: string): string {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats === undefined ? '' : `${stats.mtimeMs}:${stats.ctimeMs}:${stats.size}:${stats.ino}`;
  } catch {
    return '';
  }
}
