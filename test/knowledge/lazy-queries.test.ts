import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { call, isThenable, type LazyLibrary, type Value } from './lazy-queries/contract.js';
import { drizzlePostgres, drizzleSqlite, drizzleStatements } from './lazy-queries/drizzle.js';
import { knex } from './lazy-queries/knex.js';
import { mongooseAggregate, mongooseEager, mongooseQuery } from './lazy-queries/mongoose.js';
import { postgres } from './lazy-queries/postgres.js';
import { prisma } from './lazy-queries/prisma.js';
import { supabase, supabaseRefused } from './lazy-queries/supabase.js';

// The entries of the table are checked by running the libraries: real code down to a driver that records.

const libraries: Readonly<Record<string, LazyLibrary>> = {
  prisma,
  knex,
  'drizzle (SQLite)': drizzleSqlite,
  'drizzle (PostgreSQL)': drizzlePostgres,
  mongoose: mongooseQuery,
  'mongoose (aggregate)': mongooseAggregate,
  supabase,
  postgres,
};

/** Sends a query and gives what the driver had been told before it. */
async function before({ control, log }: LazyLibrary): Promise<readonly string[]> {
  const at = log.length;
  await control();
  await vi.waitFor(() => expect(log.length).toBeGreaterThan(at));
  return log.slice(0, at);
}

/** Calls a starter. Its result is not awaited before the driver has heard of it: awaiting would start it anyway. */
async function start(library: LazyLibrary, query: Value, starter: string): Promise<void> {
  const result = call(query, starter, library.starterArguments?.[starter]);
  await vi.waitFor(() => expect(library.log.length).toBeGreaterThan(0));
  if (isThenable(result)) await result;
}

/** The first kind of query stands for all where the kind makes no difference. */
function make({ queries }: LazyLibrary): Value {
  const [first] = Object.values(queries);
  if (first === undefined) throw new Error('no query');
  return first();
}

function testLoss(library: LazyLibrary): void {
  const kinds = Object.entries(library.queries);

  test.each(kinds)('%s: dropped, it never runs', async (_kind, query) => {
    query();
    expect(await before(library)).toEqual([]);
  });

  test.each(kinds)('%s: behind `void`, it never runs', async (_kind, query) => {
    void query();
    expect(await before(library)).toEqual([]);
  });

  test('a builder that is stored, changed and awaited later runs once', async () => {
    const query = make(library);
    library.amend(query);
    expect(await before(library)).toEqual([]);
    library.log.length = 0;
    await (query as unknown as PromiseLike<unknown>);
    expect(library.log).toHaveLength(1);
  });

  test('as a part of another query it is not sent on its own', async () => {
    await library.nested();
    expect(library.log.filter((text) => !['begin', 'commit', 'connect'].includes(text))).toHaveLength(1);
  });
}

function testStart(library: LazyLibrary): void {
  const { family, log } = library;

  test.each(family.traits.starters ?? [])('`.%s()` starts it', async (starter) => {
    await start(library, make(library), starter);
    expect(log).toHaveLength(1);
  });

  test.each(Object.entries(library.queries))('%s: awaited twice, it does what the table says', async (_kind, query) => {
    const lazy = query() as unknown as PromiseLike<unknown>;
    const first = await lazy;
    const [second] = await Promise.allSettled([lazy]);
    const same = second.status === 'fulfilled' && second.value === first;
    const observed = second.status === 'rejected' ? 'error' : log.length === 2 ? 'again' : same ? 'cached' : 'unknown';
    expect(observed).toBe(family.traits.reuse);
  });

  test.each(Object.entries(library.eager))('`%s` starts at once, and the table excepts it', async (name, run) => {
    void run();
    await vi.waitFor(() => expect(log.length).toBeGreaterThan(0));
    expect(family.except.some((api) => api.split(/[.#]/).includes(name))).toBe(true);
  });
}

function testMembers(library: LazyLibrary): void {
  const { family } = library;

  test.each(Object.entries(library.queries))('%s: has the methods of the table', (_kind, query) => {
    const value = query();
    const has = ['then', 'catch', 'finally'].filter((name) => typeof value[name] === 'function');
    expect(has).toEqual(family.traits.has);
  });

  const leaves = (family.leaves ?? []).filter((name) => library.absentLeaves?.includes(name) !== true);
  test.each(leaves)('`.%s()` gives nothing awaitable', (leaf) => {
    expect(isThenable(call(make(library), leaf, library.leafArguments?.[leaf]))).toBe(false);
  });
}

describe.each(Object.entries(libraries))('%s', (_name, library) => {
  beforeEach(async () => {
    await library.control();
    library.log.length = 0;
  });
  afterAll(() => library.close());

  testLoss(library);
  testStart(library);
  testMembers(library);
});

describe('drizzle statements', () => {
  test.each(Object.entries(drizzleStatements))('`%s` on the database never runs when dropped', async (_name, query) => {
    drizzleSqlite.log.length = 0;
    query();
    expect(await before(drizzleSqlite)).toEqual([]);
  });
});

describe('mongoose', () => {
  test.each(Object.entries(mongooseEager))('`%s` starts at once', async (_name, run) => {
    mongooseQuery.log.length = 0;
    void run();
    await vi.waitFor(() => expect(mongooseQuery.log).toEqual(['insertOne']));
  });
});

describe('supabase', () => {
  test('resolves with the error, and rejects only after `throwOnError`', async () => {
    supabaseRefused.fails = true;
    try {
      const { error } = await supabaseRefused.plain();
      expect(error).toMatchObject({ message: 'refused' });
      await expect(Promise.resolve(supabaseRefused.throwing())).rejects.toMatchObject({ message: 'refused' });
    } finally {
      supabaseRefused.fails = false;
    }
    expect(supabase.family.traits.rejects).toBe('never');
    expect(supabase.family.rejectsAfter).toEqual(['throwOnError']);
  });
});
