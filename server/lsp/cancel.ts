import type { CancelSignal } from '../protocol/analysis-client.js';

export interface Canceller extends CancelSignal {
  cancel(): void;
}

export function createCanceller(): Canceller {
  let cancelled = false;
  let listeners: (() => void)[] = [];
  return {
    get isCancelled() {
      return cancelled;
    },
    onCancel(listener) {
      if (cancelled) listener();
      else listeners.push(listener);
    },
    cancel() {
      if (cancelled) return;
      cancelled = true;
      const told = listeners;
      listeners = [];
      for (const listener of told) listener();
    },
  };
}

/** Resolves when the signal is given, and never otherwise. */
export function whenCancelled(signal: CancelSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.onCancel(resolve);
  });
}
