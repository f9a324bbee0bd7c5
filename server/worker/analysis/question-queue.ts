import type { Ask, Urgency } from './messages.js';

/** Questions that wait, the most urgent first and equally urgent ones in the order in which they came. */
export interface QuestionQueue {
  add(ask: Ask): void;
  /** Back to where it was taken from: it is the next of its urgency. */
  putBack(ask: Ask): void;
  take(): Ask | undefined;
  readonly size: number;
  remove(id: number): void;
  /** Takes all that ask for the same findings. */
  takeEqual(ask: Ask): readonly Ask[];
  /** Is there one that should not wait for a question of this urgency? */
  isMoreUrgent(than: Urgency): boolean;
}

const ORDER: readonly Urgency[] = ['urgent', 'normal', 'background'];

export function createQuestionQueue(): QuestionQueue {
  const queues: Record<Urgency, Ask[]> = { urgent: [], normal: [], background: [] };
  return {
    add: (ask) => void queues[ask.urgency].push(ask),
    putBack: (ask) => void queues[ask.urgency].unshift(ask),
    take() {
      for (const urgency of ORDER) {
        const ask = queues[urgency].shift();
        if (ask !== undefined) return ask;
      }
      return undefined;
    },
    get size() {
      return queues.urgent.length + queues.normal.length + queues.background.length;
    },
    remove(id) {
      for (const urgency of ORDER) queues[urgency] = queues[urgency].filter((ask) => ask.id !== id);
    },
    takeEqual(ask) {
      if (ask.question !== 'check') return [];
      const { path } = ask.ask;
      const equal: Ask[] = [];
      for (const urgency of ORDER)
        queues[urgency] = queues[urgency].filter((other) => {
          const isEqual = other.question === 'check' && other.ask.path === path;
          if (isEqual) equal.push(other);
          return !isEqual;
        });
      return equal;
    },
    isMoreUrgent: (than) => ORDER.slice(0, ORDER.indexOf(than)).some((urgency) => queues[urgency].length > 0),
  };
}
