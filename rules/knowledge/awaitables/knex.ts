import type { AwaitableFamily } from '../types.js';
import { lazy } from './build.js';

const instances = ['knex#default()', 'knex#knex()', 'knex#Knex()', 'knex#Transaction()'];

/** Members of an instance that start at once although some are declared as a query, or that give no query. */
const plain = [
  'batchInsert.**',
  'client.**',
  'commit.**',
  'context.**',
  'destroy.**',
  'executionPromise.**',
  'initialize',
  'isCompleted',
  'migrate.**',
  'off',
  'on',
  'once',
  'removeListener',
  'rollback.**',
  'savepoint.**',
  'seed.**',
  'transaction',
  'transactionProvider.**',
  'withUserParams',
];

/** A knex builder runs each time it is awaited; schema builders and `raw` too. */
export const knex: AwaitableFamily = {
  library: 'knex',
  types: ['ChainableInterface', 'QueryBuilder', 'Raw', 'SchemaBuilder'].map((name) => ({ package: 'knex', name })),
  apis: instances.map((instance) => `${instance}.**`),
  except: [
    ...instances.flatMap((instance) => plain.map((member) => `${instance}.${member}`)),
    ...['commit', 'rollback', 'savepoint', 'isCompleted'].flatMap((member) =>
      ['knex#default()', 'knex#knex()'].map((instance) => `${instance}.transaction().${member}`),
    ),
  ],
  leaves: ['toSQL', 'toString', 'toQuery', 'generateDdlCommands'],
  traits: lazy('knex', ['then', 'catch', 'finally', 'asCallback', 'stream', 'pipe']),
  source: 'https://knexjs.org/guide/interfaces.html#promises; run in test/knowledge/lazy-queries',
  versions: '>=1.0.0 <4.0.0',
};
