/*
 * Programs that hold the event loop, each beside one that does the same and lets it go. `run` is what a handler would
 * call. The texts are linted and executed.
 */
export interface LoopPair {
  /** The message of `no-hot-loop` that the first one gets. */
  readonly form: string;
  readonly title: string;
  readonly frozen: string;
  readonly mended: string;
}

const noop = 'async function noop() {}\n';
const turn = "import { setImmediate as turn } from 'node:timers/promises';\n";

export const loopPairs: readonly LoopPair[] = [
  {
    form: 'busyWait',
    title: 'a busy wait on a clock',
    frozen: `export async function run() {
  const end = Date.now() + 50;
  while (Date.now() < end) {}
}`,
    mended: `import { setTimeout as sleep } from 'node:timers/promises';
export async function run() {
  await sleep(50);
}`,
  },
  {
    form: 'busyWait',
    title: 'a busy wait that keeps the time in a name',
    frozen: `export async function run() {
  const start = performance.now();
  let now = start;
  do {
    now = performance.now();
  } while (now - start < 50);
}`,
    mended: `${turn}export async function run() {
  const start = performance.now();
  let now = start;
  do {
    now = performance.now();
    await turn();
  } while (now - start < 50);
}`,
  },
  {
    form: 'spin',
    title: 'a spin on a flag that only a callback sets',
    frozen: `export async function run() {
  let ready = false;
  setTimeout(() => {
    ready = true;
  }, 1);
  while (!ready) {}
}`,
    mended: `export async function run() {
  await new Promise((resolve) => {
    setTimeout(resolve, 1);
  });
}`,
  },
  {
    form: 'spin',
    title: 'microtasks while a flag is not set',
    frozen: `export async function run() {
  let ready = false;
  setTimeout(() => {
    ready = true;
  }, 1);
  while (!ready) await null;
}`,
    mended: `${turn}export async function run() {
  let ready = false;
  setTimeout(() => {
    ready = true;
  }, 1);
  while (!ready) await turn();
}`,
  },
  {
    form: 'endless',
    title: 'an endless loop',
    frozen: `export async function run() {
  let rounds = 0;
  while (true) rounds++;
}`,
    mended: `${turn}export async function run() {
  let rounds = 0;
  while (true) {
    rounds++;
    await turn();
  }
}`,
  },
  {
    form: 'frozen',
    title: 'an endless loop whose awaits never suspend',
    frozen: `${noop}export async function run() {
  for (;;) await noop();
}`,
    mended: `${turn}async function next() {
  await turn();
}
export async function run() {
  for (;;) await next();
}`,
  },
  {
    form: 'long',
    title: 'a constant number of rounds that is long',
    frozen: `export async function run() {
  let sum = 0;
  for (let i = 0; i < 1e7; i++) sum += i;
  return sum;
}`,
    mended: `${turn}export async function run() {
  let sum = 0;
  for (let i = 0; i < 1e7; i++) {
    sum += i;
    if (i % 1e6 === 0) await turn();
  }
  return sum;
}`,
  },
  {
    form: 'long',
    title: 'nested loops whose rounds multiply',
    frozen: `const SIZE = 4_000;
export async function run() {
  let sum = 0;
  for (let i = 0; i < SIZE; i++) {
    for (let j = SIZE; j > 0; j--) sum += i * j;
  }
  return sum;
}`,
    mended: `${turn}const SIZE = 4_000;
export async function run() {
  let sum = 0;
  for (let i = 0; i < SIZE; i++) {
    for (let j = SIZE; j > 0; j--) sum += i * j;
    await turn();
  }
  return sum;
}`,
  },
  {
    form: 'long',
    title: 'a long loop whose await never suspends',
    frozen: `${noop}export async function run() {
  for (let i = 0; i < 1e7; i++) await noop();
}`,
    mended: `${noop}${turn}export async function run() {
  for (let i = 0; i < 1e7; i += 1e6) {
    await noop();
    await turn();
  }
}`,
  },
  {
    form: 'starved',
    title: 'a function that asks the queue of ticks for itself',
    frozen: `export function run() {
  process.nextTick(run);
}`,
    mended: `export function run() {
  setImmediate(run);
}`,
  },
  {
    form: 'starved',
    title: 'a function that asks the queue of microtasks for itself',
    frozen: `export function run() {
  queueMicrotask(() => run());
}`,
    mended: `export function run() {
  setTimeout(() => run(), 0);
}`,
  },
  {
    form: 'often',
    title: 'a heavy call, often',
    frozen: `import { createHash } from 'node:crypto';
export async function run() {
  let key = 'a';
  for (let i = 0; i < 100_000; i++) key = createHash('sha256').update(key).digest('hex');
  return key;
}`,
    mended: `${turn}import { createHash } from 'node:crypto';
export async function run() {
  let key = 'a';
  for (let i = 0; i < 100_000; i++) {
    key = createHash('sha256').update(key).digest('hex');
    if (i % 10_000 === 0) await turn();
  }
  return key;
}`,
  },
  {
    form: 'work',
    title: 'a heavy call in a loop over data',
    frozen: `const rows = Array.from({ length: 20_000 }, (_, at) => JSON.stringify({ at }));
export async function run() {
  for (const row of rows) JSON.parse(row);
}`,
    mended: `${turn}const rows = Array.from({ length: 20_000 }, (_, at) => JSON.stringify({ at }));
export async function run() {
  for (const row of rows) {
    JSON.parse(row);
    await turn();
  }
}`,
  },
  {
    form: 'copied',
    title: 'a list that is copied to grow',
    frozen: `const rows = Array.from({ length: 5_000 }, (_, at) => at);
export async function run() {
  return rows.reduce((all, row) => [...all, row], []);
}`,
    mended: `${turn}const rows = Array.from({ length: 5_000 }, (_, at) => at);
export async function run() {
  const all = [];
  for (const row of rows) {
    all.push(row);
    if (row % 1_000 === 0) await turn();
  }
  return all;
}`,
  },
  {
    form: 'search',
    title: 'a list that is searched for each element of another',
    frozen: `const rows = Array.from({ length: 5_000 }, (_, at) => at);
export async function run() {
  const seen = [];
  for (const row of rows) if (!seen.includes(row)) seen.push(row);
  return seen;
}`,
    mended: `${turn}const rows = Array.from({ length: 5_000 }, (_, at) => at);
export async function run() {
  const seen = new Set();
  for (const row of rows) {
    seen.add(row);
    if (row % 1_000 === 0) await turn();
  }
  return seen;
}`,
  },
  {
    form: 'nested',
    title: 'loops whose rounds multiply',
    frozen: `const left = Array.from({ length: 2_000 }, (_, at) => at);
const right = left.map((at) => at * 2);
export async function run() {
  let count = 0;
  for (const one of left) for (const other of right) if (one === other) count++;
  return count;
}`,
    mended: `${turn}const left = Array.from({ length: 2_000 }, (_, at) => at);
const right = left.map((at) => at * 2);
export async function run() {
  let count = 0;
  for (const one of left) {
    for (const other of right) if (one === other) count++;
    await turn();
  }
  return count;
}`,
  },
];
