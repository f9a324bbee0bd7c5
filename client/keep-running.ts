/** Something that can be started once, and that ends some day. */
export interface Runnable {
  /** Resolves when it runs; rejects when it does not come up. */
  start(): Promise<void>;
  /** Resolves when it has ended, whether it ran or not. Never rejects. */
  readonly ended: Promise<void>;
  /** Ends it. Never rejects. */
  stop(): Promise<void>;
}

export interface Supervision {
  /** Makes the next one; each is started once. */
  readonly create: () => Runnable;
  /** Something ended that should run; the next start is so many milliseconds away. */
  readonly onPause: (milliseconds: number) => void;
  readonly now: () => number;
  /** Calls back after a time; the result takes it back. */
  readonly later: (action: () => void, milliseconds: number) => () => void;
}

export interface Supervisor {
  /** Ends what runs, if anything does, and starts the next one at once. */
  restart(): Promise<void>;
  /** Ends what runs for good. */
  dispose(): Promise<void>;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;
/** Whoever ran for so long is not in a crash loop. */
const STEADY_MS = 30_000;

/**
 * Keeps something running for as long as the editor does. The usual policy of language clients is to give up after five
 * ends in three minutes, which leaves the user without findings and without a way back but a reload: here the pause
 * between two starts grows instead, to a minute.
 */
export function keepRunning({ create, onPause, now, later }: Supervision): Supervisor {
  let current: Runnable | undefined;
  let cancelPause: (() => void) | undefined;
  let pause = FIRST_PAUSE_MS;
  let isDisposed = false;

  const begin = (): void => {
    cancelPause = undefined;
    const mine = create();
    const started = now();
    current = mine;
    // Its end says the same as its failure to start, and comes after it.
    mine.start().catch(() => undefined);
    void mine.ended.then(() => {
      if (current !== mine || isDisposed) return;
      current = undefined;
      if (now() - started >= STEADY_MS) pause = FIRST_PAUSE_MS;
      onPause(pause);
      cancelPause = later(begin, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    });
  };

  const end = async (): Promise<void> => {
    cancelPause?.();
    cancelPause = undefined;
    const last = current;
    // Before it ends, so that its end is not taken for a crash.
    current = undefined;
    await last?.stop();
  };

  begin();
  return {
    restart: async () => {
      await end();
      pause = FIRST_PAUSE_MS;
      if (!isDisposed && current === undefined) begin();
    },
    dispose: async () => {
      isDisposed = true;
      await end();
    },
  };
}
