import type { Refusal } from '../../protocol/analysis-client.js';
import type { Ask } from '../analysis/messages.js';

export type Outcome = { readonly answer: unknown } | { readonly refusal: Refusal };

/** Questions that are not answered yet; they outlive threads. */
export interface PendingQuestions {
  readonly size: number;
  /** In the order in which they were asked. */
  readonly asks: readonly Ask[];
  has(id: number): boolean;
  add(ask: Ask, settle: (outcome: Outcome) => void): void;
  settle(id: number, outcome: Outcome): void;
  refuseAll(refusal: Refusal): void;
  /** A thread ended and no file is to blame: a question that was there too often is not asked again. */
  countEnd(): void;
}

/** Threads that may end before a question is given up. */
const MAX_ENDS = 2;

export function createPendingQuestions(): PendingQuestions {
  const pending = new Map<number, { readonly ask: Ask; readonly settle: (outcome: Outcome) => void; ends: number }>();
  const settle = (id: number, outcome: Outcome): void => {
    const question = pending.get(id);
    pending.delete(id);
    question?.settle(outcome);
  };
  return {
    get size() {
      return pending.size;
    },
    get asks() {
      return [...pending.values()].map(({ ask }) => ask);
    },
    has: (id) => pending.has(id),
    add: (ask, settleOne) => void pending.set(ask.id, { ask, settle: settleOne, ends: 0 }),
    settle,
    refuseAll(refusal) {
      for (const id of [...pending.keys()]) settle(id, { refusal });
    },
    countEnd() {
      for (const question of [...pending.values()])
        if (++question.ends >= MAX_ENDS) settle(question.ask.id, { refusal: 'stopped' });
    },
  };
}
