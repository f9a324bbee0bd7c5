import type { FileReport } from '../protocol/analysis.js';
import type { CancelSignal, Refusal, Reply } from '../protocol/analysis-client.js';
import { createCanceller, whenCancelled, type Canceller } from './cancel.js';
import type { Documents } from './documents.js';
import type { GatedAnalysis } from './gate.js';

export type Urgency = 'urgent' | 'normal' | 'background';

/** A report, or why there is none. `outdated`: the document went on before the answer came. */
export type CheckOutcome =
  | { readonly kind: 'report'; readonly report: FileReport }
  | { readonly kind: 'none'; readonly reason: Refusal | 'outdated' };

/**
 * Reports of files. However often and by whomever a file is asked for, at most one analysis of it is in work; what an
 * edit has made useless is cancelled before the next begins.
 */
export interface Checks {
  check(path: string, options: { readonly signal: CancelSignal; readonly urgency: Urgency }): Promise<CheckOutcome>;
}

interface Run {
  readonly revision: number | undefined;
  readonly epoch: number;
  readonly canceller: Canceller;
  readonly done: Promise<Reply<'check'>>;
  waiters: number;
}

export function createChecks(analysis: GatedAnalysis, documents: Documents): Checks {
  const runs = new Map<string, Run>();

  const start = (path: string, urgency: Urgency): Run => {
    const canceller = createCanceller();
    const done = analysis.ask('check', { path }, { signal: canceller, urgency }).finally(() => {
      if (runs.get(path) === run) runs.delete(path);
    });
    const run: Run = { revision: documents.at(path)?.revision, epoch: analysis.epoch, canceller, done, waiters: 0 };
    runs.set(path, run);
    return run;
  };
  const join = async (path: string, run: Run, signal: CancelSignal): Promise<CheckOutcome> => {
    run.waiters++;
    const reply = await Promise.race([run.done, whenCancelled(signal)]);
    run.waiters--;
    if (reply === undefined || signal.isCancelled) {
      if (run.waiters === 0) run.canceller.cancel();
      return { kind: 'none', reason: 'cancelled' };
    }
    // Not this asker gave up: an edit ended the work.
    if ('refusal' in reply) return { kind: 'none', reason: reply.refusal === 'cancelled' ? 'outdated' : reply.refusal };
    const isCurrent = reply.answer.version === documents.at(path)?.revision;
    return isCurrent ? { kind: 'report', report: reply.answer } : { kind: 'none', reason: 'outdated' };
  };
  return {
    async check(path, { signal, urgency }) {
      for (;;) {
        if (signal.isCancelled) return { kind: 'none', reason: 'cancelled' };
        const run = runs.get(path) ?? start(path, urgency);
        const isSameText = run.revision === documents.at(path)?.revision;
        if (isSameText && run.epoch === analysis.epoch) return join(path, run, signal);
        if (!isSameText) run.canceller.cancel();
        await Promise.race([run.done, whenCancelled(signal)]);
      }
    },
  };
}
