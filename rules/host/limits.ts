/** Larger source files are not analysed; they are bundles or data far more often than code that a person wrote. */
export const MAX_SOURCE_BYTES = 1024 * 1024;

/** Larger files are not read at all, whatever they are for. The largest declaration files have a few megabytes. */
export const MAX_READ_BYTES = 50 * 1024 * 1024;

/** One sentence about a source file over the limit. */
export function describeTooLarge(size: number): string {
  const megabytes = (size / MAX_SOURCE_BYTES).toFixed(1);
  return `Not analysed: it has ${megabytes} MiB, more than the limit of 1 MiB.`;
}
