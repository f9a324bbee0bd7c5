import type { ControlReader } from '../analysis/control.js';

/** Watches a thread by what it writes down: one that stands still, or stays with one file, is stuck. */
export interface Watchdog {
  /** Is there something that the thread should be doing? */
  setBusy(isBusy: boolean): void;
  dispose(): void;
}

interface WatchdogLimits {
  readonly slow: number;
  readonly stuck: number;
}

interface WatchdogEvents {
  readonly onSlow: (path: string) => void;
  readonly onStuck: (path: string) => void;
}

/** Looks this often within the time that is slow. */
const LOOKS = 8;
/** A file whose analysis shows signs of life may take so many times longer: what it asks about is the whole project. */
const PATIENCE = 30;

export function createWatchdog(control: ControlReader, limits: WatchdogLimits, events: WatchdogEvents): Watchdog {
  const interval = Math.max(10, Math.min(limits.slow, limits.stuck) / LOOKS);
  let timer: NodeJS.Timeout | undefined;
  let entryNumber = -1;
  let beats = -1;
  /** Milliseconds for which the same file is in work, and for which nothing moved. */
  let inWork = 0;
  let still = 0;
  let isReported = false;
  let last = 0;

  const look = (): void => {
    const now = performance.now();
    // A computer that slept, or a main thread that was busy, says nothing about the file.
    const passed = Math.min(now - last, 2 * interval);
    last = now;
    const number = control.entryNumber();
    const beat = control.beats();
    if (number !== entryNumber) {
      inWork = 0;
      isReported = false;
    } else inWork += passed;
    still = number === entryNumber && beat === beats ? still + passed : 0;
    entryNumber = number;
    beats = beat;
    const isStuck = still >= limits.stuck || inWork >= PATIENCE * limits.stuck;
    if (still < limits.slow && !isStuck) return;
    const entry = control.entry();
    if (entry === undefined) return;
    if (!isReported) events.onSlow(entry.path);
    isReported = true;
    if (isStuck) events.onStuck(entry.path);
  };

  return {
    setBusy(isBusy) {
      if (!isBusy) {
        clearInterval(timer);
        timer = undefined;
      } else if (timer === undefined) {
        last = performance.now();
        inWork = 0;
        still = 0;
        timer = setInterval(look, interval);
        timer.unref();
      }
    },
    dispose() {
      clearInterval(timer);
    },
  };
}
