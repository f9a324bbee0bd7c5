import type { Announcement } from '../../protocol/analysis.js';

/** Tells how far reading a project is. */
export interface Progress {
  step(done: number, total: number): void;
  /** The work is over, or begins anew. */
  end(): void;
}

/** What is over sooner is not worth a word. */
const QUIET_MS = 150;
const INTERVAL_MS = 100;

export function createProgress(announce: (announcement: Announcement) => void): Progress {
  let begun: number | undefined;
  let shown: number | undefined;
  return {
    step(done, total) {
      const now = performance.now();
      begun ??= now;
      if (now - begun < QUIET_MS || (shown !== undefined && now - shown < INTERVAL_MS)) return;
      shown = now;
      announce({ kind: 'progress', title: 'Reading files', done, total });
    },
    end() {
      if (shown !== undefined) announce({ kind: 'progress-end' });
      begun = undefined;
      shown = undefined;
    },
  };
}
