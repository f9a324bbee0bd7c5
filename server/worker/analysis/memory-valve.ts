import { getHeapStatistics } from 'node:v8';

/** Watches how much of its memory the thread uses. */
export interface MemoryValve {
  /** Share of the heap in use, in percent, dead objects among it. */
  share(): number;
  /**
   * Looks at the memory; `drop` gives up what can be worked out again, and is called when that is called for. Says when
   * only a new beginning helps.
   */
  relieve(drop: () => void): 'fine' | 'full';
  /** Gives memory back that is not in use, while nobody waits. */
  rest(): void;
}

const TIGHT_PERCENT = 75;
const FULL_PERCENT = 90;
/** A collection of everything takes as long as many questions: there is none before this much more is in use. */
const STEP_PERCENT = 5;

/** Growth since the last collection, in bytes, that makes another one worth its time when there is nothing to do. */
const GROWTH = 48 * 1024 * 1024;

/**
 * V8 gives its collector as a function where the process asked for it: only then is known what is really in use. Run
 * from the event loop, with nothing on the stack, it also moves what is left together and gives the rest of the pages
 * back: after 100 edits in a project of 3,583 files the process has 271 MB instead of 459 (Node 20.20).
 */
declare const gc: ((options?: { readonly type: 'major'; readonly execution: 'async' }) => unknown) | undefined;

export function createMemoryValve(): MemoryValve {
  /** In use after the first question: no new beginning brings it below that. */
  let first: number | undefined;
  let collected = 0;
  let restedAt = 0;
  const share = (): number => {
    const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
    return Math.round((100 * used) / limit);
  };
  const collect = (): number => {
    if (typeof gc === 'function') gc();
    collected = share();
    return collected;
  };
  return {
    share,
    relieve(drop) {
      if (share() < Math.max(TIGHT_PERCENT, collected + STEP_PERCENT)) {
        first ??= share();
        return 'fine';
      }
      const used = collect();
      first ??= used;
      if (used < TIGHT_PERCENT) return 'fine';
      drop();
      return collect() >= FULL_PERCENT && first < TIGHT_PERCENT ? 'full' : 'fine';
    },
    rest() {
      if (typeof gc !== 'function' || getHeapStatistics().used_heap_size < restedAt + GROWTH) return;
      restedAt = Infinity;
      const compact = (): unknown => gc?.({ type: 'major', execution: 'async' });
      const note = (): void => {
        restedAt = getHeapStatistics().used_heap_size;
      };
      // The first round finds what is dead, and only the second one empties the pages that it left sparse.
      Promise.resolve(compact()).then(compact).then(note, note);
    },
  };
}
