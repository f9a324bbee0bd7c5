import type { AwaitableFamily } from '../types.js';
import { lazy } from './build.js';

const bases = ['Gel', 'MySql', 'Pg', 'SQLite', 'SingleStore'];
const asyncDrivers = [
  'bun-sql',
  'd1',
  'gel',
  'libsql',
  'mysql-proxy',
  'mysql2',
  'neon-http',
  'neon-serverless',
  'node-postgres',
  'pg-proxy',
  'pglite',
  'planetscale-serverless',
  'postgres-js',
  'singlestore',
  'sqlite-proxy',
  'tidb-serverless',
  'vercel-postgres',
];
/** Their `run`, `all`, `get` and `values` on the database itself are synchronous and run at once. */
const syncDrivers = ['better-sqlite3', 'bun-sqlite', 'expo-sqlite', 'sql-js'];

/** `select()`, `insert(t)` and `update(t)` alone have no `then`; they become a query with the next call. */
const builders = [
  '$count',
  'delete.**',
  'insert().select.**',
  'insert().values.**',
  'query.*.findFirst.**',
  'query.*.findMany.**',
  'select().from.**',
  'selectDistinct().from.**',
  'selectDistinctOn().from.**',
  'update().set.**',
];
/** Declared as a plain promise, and as lazy as the others. */
const statements = ['all', 'execute', 'get', 'run', 'values'];

/** A drizzle query runs each time it is awaited. */
export const drizzle: AwaitableFamily = {
  library: 'drizzle-orm',
  types: [
    'GelRaw',
    'PgRaw',
    'QueryPromise',
    'SQLiteRaw',
    ...bases.flatMap((base) => [
      `${base}CountBuilder`,
      `${base}DeleteBase`,
      `${base}InsertBase`,
      `${base}RelationalQuery`,
      `${base}SelectBase`,
      `${base}UpdateBase`,
    ]),
  ].map((name) => ({ package: 'drizzle-orm', name })),
  apis: [
    ...[...asyncDrivers, ...syncDrivers].flatMap((driver) =>
      builders.map((builder) => `drizzle-orm/${driver}#drizzle().${builder}`),
    ),
    ...asyncDrivers.flatMap((driver) => statements.map((name) => `drizzle-orm/${driver}#drizzle().${name}`)),
  ],
  except: [...asyncDrivers, ...syncDrivers].flatMap((driver) =>
    ['batch', 'transaction'].map((name) => `drizzle-orm/${driver}#drizzle().${name}`),
  ),
  leaves: ['_prepare', 'as', 'getQuery', 'getSQL', 'getSelectedFields', 'prepare', 'toSQL'],
  // `values` starts a select of SQLite, and is how an insert gets its rows: as a starter it would hide every insert.
  traits: lazy('drizzle-orm', ['then', 'catch', 'finally', 'execute', 'run', 'all', 'get']),
  source: 'https://orm.drizzle.team/docs/goodies; run in test/knowledge/lazy-queries',
  versions: '>=0.29.0 <1.0.0',
};
