import type { KnownCall } from '../types.js';

const tc39 = 'https://tc39.es/ecma262/#sec-promise-constructor';
const timers = 'https://nodejs.org/api/timers.html#timers-promises-api: rejects when its signal aborts';

function settles(apis: readonly string[], source: string, upTo?: number): readonly KnownCall[] {
  return apis.map((api) => ({
    api,
    verdict: 'never-rejects',
    ...(upTo === undefined ? {} : { upTo }),
    source,
    versions: '*',
  }));
}

/**
 * Calls whose promise is always fulfilled, most of them as long as nobody hands in a signal. Left out: `Promise.resolve()`,
 * which stands for any promise where code is sketched.
 */
export const neverRejecting: readonly KnownCall[] = [
  ...settles(['global#Promise.allSettled'], tc39),
  ...settles(['node:timers/promises#setTimeout'], timers, 2),
  ...settles(['node:timers/promises#setImmediate', 'node:timers/promises#scheduler.wait'], timers, 1),
  ...settles(
    ['node:timers/promises#scheduler.yield', 'global#scheduler.yield'],
    'https://developer.mozilla.org/en-US/docs/Web/API/Scheduler/yield',
  ),
];
