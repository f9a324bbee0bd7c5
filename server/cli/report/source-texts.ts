import { normalisePath } from '../../../rules/host/paths.js';
import { createLineIndex, type LineIndex, type Position } from '../../workspace/line-index.js';

export interface Source {
  readonly text: string;
  readonly lines: LineIndex;
}

/** The texts that a report shows pieces of, each read and indexed once. */
export interface SourceTexts {
  /** `undefined` when the file cannot be read any more. */
  find(path: string): Source | undefined;
  positionAt(path: string, offset: number): Position;
  /** Absolute path of a chain hop, which is relative to the root where it lies inside. */
  resolve(path: string): string;
}

/** Reads through `read`, which knows texts that are not on the disk. */
export function createSourceTexts(root: string, read: (path: string) => string | undefined): SourceTexts {
  const known = new Map<string, Source | undefined>();
  const find = (path: string): Source | undefined => {
    if (!known.has(path)) {
      const text = read(path);
      known.set(path, text === undefined ? undefined : { text, lines: createLineIndex(text) });
    }
    return known.get(path);
  };
  return {
    find,
    positionAt: (path, offset) => find(path)?.lines.positionAt(offset) ?? { line: 1, column: 1 },
    resolve: (path) => normalisePath(path, root),
  };
}
