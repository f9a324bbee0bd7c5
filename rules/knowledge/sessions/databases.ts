import type { Session } from '../types.js';

function serial(source: string, versions: string, apis: readonly string[]): readonly Session[] {
  return apis.map((api) => ({ api, serial: true, source, versions }));
}

function transactions(source: string, versions: string, apis: readonly string[]): readonly Session[] {
  return apis.map((api) => ({ api, serial: true, callback: true, source, versions }));
}

/** Transactions and single connections: one statement at a time, and one failure ends them all. */
export const databases: readonly Session[] = [
  ...serial('https://www.prisma.io/docs/orm/prisma-client/queries/transactions', '>=4.7.0 <8.0.0', [
    '@prisma/client#TransactionClient()',
  ]),
  ...serial('https://knexjs.org/guide/transactions.html', '>=1.0.0 <4.0.0', [
    'knex#Transaction()',
    'knex#default().transaction()',
    'knex#knex().transaction()',
  ]),
  ...serial(
    'https://orm.drizzle.team/docs/transactions',
    '>=0.29.0 <1.0.0',
    ['Gel', 'MySql', 'Pg', 'SQLite', 'SingleStore'].map((base) => `drizzle-orm#${base}Transaction()`),
  ),
  ...serial('https://github.com/porsager/postgres#transactions', '>=3.0.0 <4.0.0', [
    'postgres#ReservedSql()',
    'postgres#TransactionSql()',
  ]),
  ...serial('https://node-postgres.com/features/queries; one connection queues its queries', '>=8.0.0 <9.0.0', [
    'pg#Client()',
    'pg#ClientBase()',
    'pg#Pool().connect()',
    'pg#PoolClient()',
  ]),
  ...serial('https://sidorares.github.io/node-mysql2/docs; one connection queues its queries', '>=2.0.0 <4.0.0', [
    'mysql2/promise#Connection()',
    'mysql2/promise#PoolConnection()',
    'mysql2/promise#createConnection()',
  ]),
  ...transactions('https://www.prisma.io/docs/orm/prisma-client/queries/transactions', '>=4.7.0 <8.0.0', [
    '@prisma/client#PrismaClient().$transaction',
  ]),
  ...transactions('https://knexjs.org/guide/transactions.html', '>=1.0.0 <4.0.0', [
    'knex#Knex().transaction',
    'knex#default().transaction',
    'knex#knex().transaction',
  ]),
  ...transactions(
    'https://orm.drizzle.team/docs/transactions',
    '>=0.29.0 <1.0.0',
    [
      'better-sqlite3',
      'libsql',
      'mysql2',
      'neon-serverless',
      'node-postgres',
      'pglite',
      'postgres-js',
      'sqlite-proxy',
    ].map((driver) => `drizzle-orm/${driver}#drizzle().transaction`),
  ),
  ...transactions('https://github.com/porsager/postgres#transactions', '>=3.0.0 <4.0.0', [
    'postgres#Sql().begin',
    'postgres#default().begin',
  ]),
  ...transactions('https://sequelize.org/docs/v6/other-topics/transactions/', '>=5.0.0 <8.0.0', [
    'sequelize#Sequelize().transaction',
  ]),
];
