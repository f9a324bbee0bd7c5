import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';

/** What threads and the main thread share: who takes which file next, and how far each is. */
export interface ThreadData<Setup> {
  readonly paths: readonly string[];
  /** See the slots below; any thread adds to them. */
  readonly counters: Int32Array;
  readonly port: MessagePort;
  readonly setup: Setup;
}

/** Results as they travel: the index of a path, and what was made of the file. */
export type Batch<Result> = readonly (readonly [number, Result])[];

/** Index of the next path that nobody has taken. */
export const NEXT = 0;
/** Threads that have sent everything. */
export const FINISHED = 1;
/** Grows with every file, so that a thread that died is not waited for. */
export const BEATS = 2;

export interface PoolOptions<Setup, Result> {
  /** Threads beside this one. */
  readonly threads: number;
  /** The script that they run. */
  readonly script: URL;
  readonly setup: Setup;
  /** The same work in this thread. */
  readonly work: (path: string) => Result;
  /** A thread that does nothing for so many milliseconds, while others wait for it, is given up. */
  readonly patience?: number;
}

const PATIENCE_MS = 10_000;

/**
 * Shares work on files among threads, this one among them, and waits without giving up control: hosts of the engine are
 * synchronous. Paths that a lost thread had taken are missing from the result.
 */
export function workInThreads<Setup, Result>(
  paths: readonly string[],
  options: PoolOptions<Setup, Result>,
): ReadonlyMap<string, Result> {
  const counters = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
  const results = new Map<string, Result>();
  const threads = Array.from({ length: options.threads }, () => startThread(paths, counters, options));
  const drain = (): void => {
    for (const { port } of threads) {
      for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port))
        for (const [index, result] of next.message as Batch<Result>) results.set(paths[index] as string, result);
    }
  };
  try {
    for (let index = take(counters); index < paths.length; index = take(counters)) {
      results.set(paths[index] as string, options.work(paths[index] as string));
      drain();
    }
    waitForThreads(counters, threads.length, options.patience ?? PATIENCE_MS);
    drain();
    return results;
  } finally {
    for (const { worker, port } of threads) {
      port.close();
      // It has nothing left to do, and nobody has to wait for its end.
      worker.unref();
    }
  }
}

function startThread<Setup, Result>(
  paths: readonly string[],
  counters: Int32Array,
  { script, setup }: PoolOptions<Setup, Result>,
): { readonly worker: Worker; readonly port: MessagePort } {
  const { port1, port2 } = new MessageChannel();
  const workerData: ThreadData<Setup> = { paths, counters, port: port2, setup };
  const worker = new Worker(script, { workerData, transferList: [port2] });
  // What it had taken is done again by whoever needs it.
  worker.on('error', () => undefined);
  return { worker, port: port1 };
}

function waitForThreads(counters: Int32Array, threads: number, patience: number): void {
  let beats = -1;
  for (;;) {
    const finished = Atomics.load(counters, FINISHED);
    if (finished >= threads) return;
    const now = Atomics.load(counters, BEATS);
    if (now === beats) return;
    beats = now;
    Atomics.wait(counters, FINISHED, finished, patience);
  }
}

/** The index of a path that no other thread works on. */
export function take(counters: Int32Array): number {
  return Atomics.add(counters, NEXT, 1);
}

/** The other side: takes paths until none is left, and sends what was made of them. */
export function serveThread<Setup, Result>(data: ThreadData<Setup>, work: (path: string) => Result): void {
  const { paths, counters, port } = data;
  let batch: (readonly [number, Result])[] = [];
  const send = (): void => {
    if (batch.length > 0) port.postMessage(batch satisfies Batch<Result>);
    batch = [];
  };
  for (let index = take(counters); index < paths.length; index = take(counters)) {
    batch.push([index, work(paths[index] as string)]);
    Atomics.add(counters, BEATS, 1);
    if (batch.length >= BATCH_SIZE) send();
  }
  send();
  Atomics.add(counters, FINISHED, 1);
  Atomics.notify(counters, FINISHED);
}

/** Files per message. */
const BATCH_SIZE = 16;
