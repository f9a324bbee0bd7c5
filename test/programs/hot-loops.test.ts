import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/catalogue/index.js';
import { analyse, findingsOf, settingsFor } from '../support/analyse.js';
import { loopPairs } from './hot-loops.js';

/** Places in the memory that the program's thread shares with the test. */
const TURNS = 0;
const STATE = 1;

const BEGUN = 1;
const ENDED = 2;

/** Counts the turns of the event loop from the call of `run` until it is over. */
const METER = `
import { workerData } from 'node:worker_threads';
const shared = new Int32Array(workerData);
const count = () => {
  if (Atomics.load(shared, ${STATE}) === ${ENDED}) return;
  Atomics.add(shared, ${TURNS}, 1);
  setImmediate(count);
};
await new Promise(setImmediate);
setImmediate(count);
Atomics.store(shared, ${STATE}, ${BEGUN});
const running = run();
// Without a promise, nobody knows when it is over.
if (running === undefined) await new Promise(() => {});
await running;
Atomics.store(shared, ${STATE}, ${ENDED});
`;

/** Until it is true; nothing is measured by it, so that a slow machine only waits longer. */
async function until(condition: () => boolean, limit: number): Promise<boolean> {
  const end = Date.now() + limit;
  while (!condition() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 5));
  return condition();
}

/**
 * How many turns others had while the program ran, or while it was watched, when it does not end. A program that is to
 * let the loop go is watched until it did.
 */
async function turnsOf(program: string, isToYield: boolean): Promise<number> {
  const memory = new SharedArrayBuffer(8);
  const shared = new Int32Array(memory);
  const text = `${program}\n${METER}`;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(text)}`), { workerData: memory });
  try {
    await new Promise((resolve, reject) => worker.once('online', resolve).once('error', reject));
    expect(await until(() => Atomics.load(shared, STATE) >= BEGUN, 20_000)).toBe(true);
    await until(
      () => Atomics.load(shared, STATE) === ENDED || (isToYield && Atomics.load(shared, TURNS) > 0),
      isToYield ? 20_000 : 300,
    );
    return Atomics.load(shared, TURNS);
  } finally {
    await worker.terminate();
  }
}

const rule = rules.find(({ id }) => id === 'no-hot-loop');
if (rule === undefined) throw new Error('There is no rule `no-hot-loop`.');

function messagesOf(program: string): readonly string[] {
  if (rule === undefined) return [];
  const results = analyse(new Map([['main.mjs', program]]), settingsFor(rule, undefined));
  return findingsOf(results, rule.id).map(({ messageId }) => messageId);
}

describe.each(loopPairs)('$title', ({ form, frozen, mended }) => {
  it('gives nobody else a turn, and is reported', async () => {
    expect(messagesOf(frozen)).toEqual([form]);
    expect(await turnsOf(frozen, false)).toBe(0);
  });

  it('gives turns when it is mended, and is silent', async () => {
    expect(messagesOf(mended)).toEqual([]);
    expect(await turnsOf(mended, true)).toBeGreaterThan(0);
  });
});
