import type { AnalysisClient } from '../protocol/analysis-client.js';

/** The analysis, which hears nothing before it knows the folders: else it would look for projects that it is told of. */
export interface GatedAnalysis extends AnalysisClient {
  /** Grows with everything that is told: an answer from before may have gone stale. */
  readonly epoch: number;
  /** Lets through what was held back, after the folders were told. */
  open(tellFolders: () => void): void;
}

/** `guard` runs what was held back, so that one event that fails does not take the others with it. */
export function createGate(analysis: AnalysisClient, guard: (task: () => void) => void): GatedAnalysis {
  let epoch = 0;
  let isOpen = false;
  let held: (() => void)[] = [];
  let letThrough = (): void => undefined;
  const opened = new Promise<void>((resolve) => (letThrough = resolve));
  return {
    get epoch() {
      return epoch;
    },
    open(tellFolders) {
      isOpen = true;
      guard(tellFolders);
      for (const tell of held) guard(tell);
      held = [];
      letThrough();
    },
    tell(event) {
      epoch++;
      if (isOpen || event.kind === 'folders') analysis.tell(event);
      else held.push(() => analysis.tell(event));
    },
    async ask(kind, ask, options) {
      if (!isOpen) await opened;
      const reply = await analysis.ask(kind, ask, options);
      // The thread was ended with the question in its hands; a second time the question may be to blame.
      const isLost = 'refusal' in reply && reply.refusal === 'stopped' && options?.signal?.isCancelled !== true;
      return isLost ? analysis.ask(kind, ask, options) : reply;
    },
    onAnnouncement: (listener) => analysis.onAnnouncement(listener),
    dispose: () => analysis.dispose(),
  };
}
