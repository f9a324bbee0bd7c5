/** How long is too long, in milliseconds, and how large is too large. */
export interface AnalysisLimits {
  /** A file that takes longer is written to the log. */
  readonly slow: number;
  /** A file that takes longer stops the thread. */
  readonly stuck: number;
  /** The wait before the second new start in a row; it doubles up to the longest one, and nothing is ever given up. */
  readonly firstDelay: number;
  readonly longestDelay: number;
  /** A thread that lived so long was healthy: the next new start does not wait. */
  readonly healthy: number;
  /** Of the thread, in MiB. */
  readonly heap: number;
}

export const DEFAULT_LIMITS: AnalysisLimits = {
  slow: 2_000,
  stuck: 10_000,
  firstDelay: 250,
  longestDelay: 30_000,
  healthy: 60_000,
  heap: 2_048,
};
