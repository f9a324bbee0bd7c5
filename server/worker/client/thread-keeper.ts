import { setFlagsFromString } from 'node:v8';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import type { ThreadSetup } from '../../protocol/analysis.js';
import { createControlBuffer, readControl, type ControlReader, type JournalEntry } from '../analysis/control.js';
import type { AnalysisThreadData, FromThread, ToThread } from '../analysis/messages.js';
import type { AnalysisLimits } from './limits.js';
import { createWatchdog, type Watchdog } from './watchdog.js';

export interface KeeperOptions {
  readonly setup: ThreadSetup;
  /** The built `analysis-thread`: a path or a URL. */
  readonly threadScript: string | URL;
  readonly log: (level: 'info' | 'warning' | 'error', message: string) => void;
}

/** Why a thread is no more. */
export type ThreadEnd =
  /** It stood still with a file, and was ended. */
  | { readonly kind: 'stuck'; readonly path: string }
  /** It wanted to begin anew. */
  | { readonly kind: 'asked' }
  /** It ended by itself, at work on a file or not. */
  | { readonly kind: 'died'; readonly error: Error | undefined; readonly entry: JournalEntry | undefined };

export interface KeeperEvents {
  /** A new thread is there, and knows nothing. */
  readonly onStart: (send: (message: ToThread) => void) => void;
  readonly onMessage: (message: FromThread) => void;
  readonly onEnd: (end: ThreadEnd) => void;
  /** Is there anything that a thread is needed for? */
  readonly isWanted: () => boolean;
}

/** Keeps one thread alive: starts it, watches it, and starts another one whenever it ends. */
export interface ThreadKeeper {
  /** Starts a thread where there is none. */
  start(): void;
  /** What is sent while there is no thread is lost: the next one is told everything. */
  send(message: ToThread): void;
  /** Is the thread meant to be at work? Only then is it watched. */
  setBusy(isBusy: boolean): void;
  /** Ends the thread, and starts another one. */
  replace(): void;
  dispose(): Promise<void>;
}

interface Thread {
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly control: ControlReader;
  readonly watchdog: Watchdog;
  readonly startedAt: number;
  /** Whatever it still says does not count. */
  isEnding: boolean;
}

export function createThreadKeeper(options: KeeperOptions, limits: AnalysisLimits, events: KeeperEvents): ThreadKeeper {
  let thread: Thread | undefined;
  let waiting: NodeJS.Timeout | undefined;
  let failures = 0;
  let isDisposed = false;

  const send = ({ port, control }: Thread, message: ToThread): void => {
    port.postMessage(message);
    control.ring();
  };
  const start = (): void => {
    clearTimeout(waiting);
    waiting = undefined;
    if (isDisposed || thread !== undefined) return;
    const started = openThread(options, limits, { onMessage: events.onMessage, onEnd: end });
    thread = started;
    events.onStart((message) => send(started, message));
  };
  const end = (from: Thread, reason: ThreadEnd): void => {
    if (from.isEnding) return;
    from.isEnding = true;
    from.watchdog.dispose();
    void from.worker.terminate();
    if (thread === from) thread = undefined;
    if (isDisposed) return;
    failures = performance.now() - from.startedAt > limits.healthy ? 1 : failures + 1;
    events.onEnd(reason);
    if (!events.isWanted()) return;
    const delay = Math.min(limits.firstDelay * 2 ** (failures - 2), limits.longestDelay);
    waiting ??= setTimeout(start, failures === 1 ? 0 : delay);
  };

  return {
    start() {
      // One that follows an end comes in its own time.
      if (waiting === undefined) start();
    },
    send(message) {
      if (thread !== undefined) send(thread, message);
    },
    setBusy: (isBusy) => thread?.watchdog.setBusy(isBusy),
    replace() {
      if (thread !== undefined) end(thread, { kind: 'asked' });
    },
    async dispose() {
      isDisposed = true;
      clearTimeout(waiting);
      const last = thread;
      thread = undefined;
      if (last === undefined) return;
      last.isEnding = true;
      last.watchdog.dispose();
      await last.worker.terminate();
    },
  };
}

/** Of the young generation, in MiB. Node's default of 48 costs 20 MiB of memory more, and is no faster. */
const YOUNG_GENERATION = 16;

function openThread(
  { setup, threadScript, log }: KeeperOptions,
  limits: AnalysisLimits,
  events: {
    readonly onMessage: (message: FromThread) => void;
    readonly onEnd: (thread: Thread, reason: ThreadEnd) => void;
  },
): Thread {
  // The thread asks for a collection before it gives something up. The process is ours alone.
  setFlagsFromString('--expose-gc');
  const buffer = createControlBuffer();
  const { port1, port2 } = new MessageChannel();
  const workerData: AnalysisThreadData = { setup, control: buffer, port: port2 };
  const worker = new Worker(threadScript, {
    workerData,
    transferList: [port2],
    name: 'looplint analysis',
    resourceLimits: { maxOldGenerationSizeMb: limits.heap, maxYoungGenerationSizeMb: YOUNG_GENERATION },
    // The standard output may be the wire that a protocol is spoken on.
    stdout: true,
    stderr: true,
  });
  for (const stream of [worker.stdout, worker.stderr])
    stream.on('data', (chunk: Buffer) => log('warning', chunk.toString().trimEnd()));
  const control = readControl(buffer);
  const watchdog = createWatchdog(control, limits, {
    onSlow: (path) => log('warning', `The analysis of ${path} takes longer than ${String(limits.slow)} ms.`),
    onStuck: (path) => events.onEnd(thread, { kind: 'stuck', path }),
  });
  const thread: Thread = { worker, port: port1, control, startedAt: performance.now(), isEnding: false, watchdog };
  let error: Error | undefined;
  port1.on('message', (message: FromThread) => {
    if (!thread.isEnding) events.onMessage(message);
  });
  worker.on('error', (cause) => {
    error = cause instanceof Error ? cause : new Error(String(cause));
  });
  worker.on('exit', () => {
    port1.close();
    events.onEnd(thread, { kind: 'died', error, entry: control.entry() });
  });
  return thread;
}
