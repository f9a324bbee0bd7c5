import { sql } from 'drizzle-orm';
import { integer, pgTable } from 'drizzle-orm/pg-core';
import { drizzle as openPostgres } from 'drizzle-orm/pg-proxy';
import { integer as sqliteInteger, sqliteTable } from 'drizzle-orm/sqlite-core';
import { drizzle as openSqlite } from 'drizzle-orm/sqlite-proxy';
import { drizzle as family } from '../../../rules/knowledge/awaitables/drizzle.js';
import type { LazyLibrary, Value } from './contract.js';

const log: string[] = [];
const send = (text: string): Promise<{ rows: [] }> => {
  log.push(text);
  return Promise.resolve({ rows: [] });
};

const users = sqliteTable('users', { id: sqliteInteger('id') });
const people = pgTable('people', { id: integer('id') });
const sqlite = openSqlite(
  (text) => send(text),
  (batch) => {
    log.push(...batch.map((statement) => statement.sql));
    return Promise.resolve(batch.map(() => ({ rows: [] })));
  },
  { schema: { users } },
);
const postgres = openPostgres((text) => send(text), { schema: { people } });
const any = (query: unknown): Value => query as Value;
const select = (): Value => any(sqlite.select().from(users));

/** The drivers of SQLite have `run`, `all` and `get`; those of PostgreSQL and MySQL have `execute` alone. */
export const drizzleSqlite: LazyLibrary = {
  family,
  log,
  queries: {
    select,
    insert: () => any(sqlite.insert(users).values({ id: 1 })),
    update: () => any(sqlite.update(users).set({ id: 2 })),
    delete: () => any(sqlite.delete(users)),
    findMany: () => any(sqlite.query.users.findMany()),
  },
  control: () => sqlite.run(sql`control`),
  leafArguments: { as: ['other'] },
  absentLeaves: ['getQuery'],
  eager: {
    transaction: () => sqlite.transaction((tx) => Promise.resolve(tx.select().from(users))),
    batch: () => sqlite.batch([sqlite.select().from(users)]),
  },
  amend: (query) => query['limit']?.(1),
  nested: () =>
    sqlite
      .select()
      .from(users)
      .where(sql`id in ${sqlite.select().from(users)}`),
  close: () => undefined,
};

export const drizzlePostgres: LazyLibrary = {
  ...drizzleSqlite,
  family: {
    ...family,
    traits: { ...family.traits, starters: ['then', 'catch', 'finally', 'execute'] },
  },
  queries: {
    select: () => any(postgres.select().from(people)),
    insert: () => any(postgres.insert(people).values({ id: 1 })),
    findFirst: () => any(postgres.query.people.findFirst()),
  },
  control: () => postgres.execute(sql`control`),
  eager: {},
  nested: () =>
    postgres
      .select()
      .from(people)
      .where(sql`id in ${postgres.select().from(people)}`),
};

/** Declared as plain promises, or as a count, and as lazy as the rest. They are no builders. */
export const drizzleStatements: Readonly<Record<string, () => unknown>> = {
  all: () => sqlite.all(sql`select 1`),
  get: () => sqlite.get(sql`select 1`),
  run: () => sqlite.run(sql`select 1`),
  values: () => sqlite.values(sql`select 1`),
  execute: () => postgres.execute(sql`select 1`),
  $count: () => postgres.$count(people),
};
