import { getHeapStatistics } from 'node:v8';

/** Larger source files are not analysed; they are bundles or data far more often than code that a person wrote. */
export const MAX_SOURCE_BYTES = 1024 * 1024;

/** Larger files are not read at all, whatever they are for. The largest declaration files have a few megabytes. */
export const MAX_READ_BYTES = 50 * 1024 * 1024;

const MEBIBYTE = 1024 * 1024;
/** What the engine takes before it has read a file. */
const HEAP_AT_REST = 64 * MEBIBYTE;
/** A byte of source costs 20 to 50 bytes of heap: its facts, and what is worked out about them (see the architecture). */
const HEAP_PER_BYTE = 50;

/** Bytes of source that this process has the memory for. */
export function maxProjectBytes(): number {
  return Math.max(0, getHeapStatistics().heap_size_limit - HEAP_AT_REST) / HEAP_PER_BYTE;
}

/** Why a project is not read as a whole, as the end of a sentence: "because …". */
export function describeProjectLimit({ size, limit }: { readonly size: number; readonly limit: number }): string {
  const mebibytes = (bytes: number): string => (bytes / MEBIBYTE).toFixed(1);
  const heap = Math.ceil((size * HEAP_PER_BYTE + HEAP_AT_REST) / MEBIBYTE / 1024) * 1024;
  return (
    `${mebibytes(size)} MiB of source need more memory than this process has (${mebibytes(limit)} MiB fit in); ` +
    `set NODE_OPTIONS=--max-old-space-size=${String(heap)}`
  );
}

/** One sentence about a source file over the limit. */
export function describeTooLarge(size: number): string {
  const megabytes = (size / MAX_SOURCE_BYTES).toFixed(1);
  return `Not analysed: it has ${megabytes} MiB, more than the limit of 1 MiB.`;
}
