import { formatNumber } from '../workspace/wording.js';
import type { Environment } from './environment.js';

/** Tells a waiting person how far a run is. */
export interface Progress {
  /** One more of `total` is done; `verb` says of what. */
  step(verb: string, done: number, total: number): void;
  /** Removes the line, so that other text can follow. */
  clear(): void;
}

/** Shorter runs say nothing. */
const QUIET_MS = 1000;
const INTERVAL_MS = 100;

/** One line on standard error that is written over; nothing at all where no terminal or nobody is there. */
export function createProgress(environment: Environment): Progress {
  const { stderr, variables, now } = environment;
  const silent = !stderr.isTerminal || (variables['CI'] ?? '') !== '' || variables['TERM'] === 'dumb';
  if (silent) return { step: () => undefined, clear: () => undefined };
  const begin = now();
  let shown = -Infinity;
  return {
    step(verb, done, total) {
      const time = now();
      if (time - begin < QUIET_MS || time - shown < INTERVAL_MS) return;
      shown = time;
      stderr.write(`\r\u001B[K${verb} ${formatNumber(done)} of ${formatNumber(total)} files`);
    },
    clear() {
      if (shown > -Infinity) stderr.write('\r\u001B[K');
      shown = -Infinity;
    },
  };
}
