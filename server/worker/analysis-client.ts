import type { Announcement } from '../protocol/analysis.js';
import type { AnalysisClient } from '../protocol/analysis-client.js';
import type { JournalEntry } from './analysis/control.js';
import type { Ask, FromThread } from './analysis/messages.js';
import { createClientMemory, type ClientMemory } from './client/client-memory.js';
import { DEFAULT_LIMITS, type AnalysisLimits } from './client/limits.js';
import { createPendingQuestions, type Outcome, type PendingQuestions } from './client/pending-questions.js';
import { createThreadKeeper, type KeeperOptions, type ThreadEnd, type ThreadKeeper } from './client/thread-keeper.js';

export interface AnalysisClientOptions extends KeeperOptions {
  readonly limits?: Partial<AnalysisLimits>;
}

interface Parts {
  readonly options: AnalysisClientOptions;
  readonly limits: AnalysisLimits;
  readonly memory: ClientMemory;
  readonly pending: PendingQuestions;
  readonly announce: (announcement: Announcement) => void;
}

/** Makes the analysis for the main thread. The thread is started with the first document or question. */
export function createAnalysisClient(options: AnalysisClientOptions): AnalysisClient {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const memory = createClientMemory();
  const pending = createPendingQuestions();
  const listeners: ((announcement: Announcement) => void)[] = [];
  let lastId = 0;
  let isDisposed = false;

  const announce = (announcement: Announcement): void => {
    for (const listener of listeners) listener(announcement);
  };
  const keeper = keepThread({ options, limits, memory, pending, announce });

  return {
    tell(event) {
      if (isDisposed) return;
      memory.remember(event);
      keeper.send({ kind: 'event', event });
      if (event.kind === 'text') keeper.start();
    },
    ask: (kind, ask, { signal, urgency = 'normal' } = {}) =>
      new Promise((resolve) => {
        if (isDisposed) return resolve({ refusal: 'stopped' });
        if (signal?.isCancelled === true) return resolve({ refusal: 'cancelled' });
        const message = { kind: 'ask', id: ++lastId, question: kind, ask, urgency } as unknown as Ask;
        const { id } = message;
        // A thread that is started now is told what it should do before it knows of this question.
        keeper.start();
        pending.add(message, resolve as (outcome: Outcome) => void);
        keeper.send(message);
        keeper.setBusy(true);
        signal?.onCancel(() => {
          if (!pending.has(id)) return;
          pending.settle(id, { refusal: 'cancelled' });
          keeper.send({ kind: 'cancel', id });
        });
      }),
    onAnnouncement: (listener) => void listeners.push(listener),
    async dispose() {
      isDisposed = true;
      pending.refuseAll('stopped');
      await keeper.dispose();
    },
  };
}

function keepThread(parts: Parts): ThreadKeeper {
  const { options, limits, memory, pending, announce } = parts;
  const keeper = createThreadKeeper(options, limits, {
    onStart(send) {
      for (const event of memory.events()) send({ kind: 'event', event });
      for (const ask of pending.asks) send(ask);
      keeper.setBusy(pending.size > 0);
    },
    onMessage(message) {
      if (message.kind === 'restart') keeper.replace();
      else takeMessage(parts, message);
      keeper.setBusy(pending.size > 0);
    },
    onEnd(end) {
      explainEnd(parts, end);
      announce({ kind: 'progress-end' });
      announce({ kind: 'changed', paths: 'all' });
    },
    isWanted: () => memory.hasDocuments || pending.size > 0,
  });
  return keeper;
}

function takeMessage(
  { memory, pending, announce }: Parts,
  message: Exclude<FromThread, { readonly kind: 'restart' }>,
): void {
  switch (message.kind) {
    case 'answer':
      pending.settle(message.id, { answer: message.answer });
      break;
    case 'failed':
      pending.settle(message.id, { refusal: 'failed' });
      break;
    case 'announce':
      announce(message.announcement);
      break;
    case 'quarantine':
      memory.remember(message);
      break;
  }
}

/** Says why a thread ended, and puts the file that is to blame into quarantine. */
function explainEnd({ options: { log }, limits, memory, pending }: Parts, end: ThreadEnd): void {
  switch (end.kind) {
    case 'asked':
      log('warning', 'The analysis is started again, because its memory was nearly used up.');
      break;
    case 'stuck': {
      const seconds = String(Math.round(limits.stuck / 1000));
      log('error', `The analysis of ${end.path} was stopped after ${String(limits.stuck)} ms.`);
      memory.blame(end.path, `Analysis of this file was stopped after ${seconds} s.`);
      break;
    }
    case 'died': {
      const { error, entry } = end;
      const cause = error === undefined ? 'without a reason' : `(${error.message})`;
      log('error', `The analysis ended ${cause}${entry === undefined ? '' : ` while it read ${entry.path}`}.`);
      if (entry === undefined || isLastStraw(error, entry)) pending.countEnd();
      else memory.blame(entry.path, 'Analysis of this file was stopped because it ended the analysis of everything.');
      break;
    }
  }
}

/** In use before the work on a file began, in percent: with more, whichever file came next used up the memory. */
const NEARLY_FULL = 75;

function isLastStraw(error: (Error & { readonly code?: string }) | undefined, { heapPercent }: JournalEntry): boolean {
  return error?.code === 'ERR_WORKER_OUT_OF_MEMORY' && heapPercent >= NEARLY_FULL;
}
