import { Writable } from 'node:stream';
import knexModule, { type Knex } from 'knex';
import { knex as family } from '../../../rules/knowledge/awaitables/knex.js';
import type { LazyLibrary, Value } from './contract.js';

const log: string[] = [];

interface Execution {
  readonly sql: string;
  response?: unknown;
}

/** The base class of all dialects, with a driver that records. */
const Base = (knexModule as unknown as { Client: new (configuration: object) => object }).Client;
class Recorder extends Base {
  acquireRawConnection(): Promise<object> {
    return Promise.resolve({});
  }
  destroyRawConnection(): Promise<void> {
    return Promise.resolve();
  }
  _driver(): object {
    return {};
  }
  _query(_connection: object, execution: Execution): Promise<Execution> {
    log.push(execution.sql);
    execution.response = [{ id: 1 }];
    return Promise.resolve(execution);
  }
  _stream(_connection: object, execution: Execution, stream: Writable): Promise<void> {
    log.push(execution.sql);
    stream.end();
    return Promise.resolve();
  }
  processResponse(execution: Execution): unknown {
    return execution.response;
  }
}
Object.assign(Recorder.prototype, { dialect: 'recorder', driverName: 'recorder' });

function open(): Knex {
  return knexModule({ client: Recorder as unknown as typeof Knex.Client, connection: {} });
}

const db = open();
const any = (query: unknown): Value => query as Value;

export const knex: LazyLibrary = {
  family,
  log,
  queries: {
    select: () => any(db('users').where({ id: 1 })),
    insert: () => any(db('users').insert({ id: 1 })),
    raw: () => any(db.raw('select 1')),
  },
  control: () => db.raw('control'),
  starterArguments: {
    asCallback: [() => undefined],
    pipe: [new Writable({ objectMode: true, write: (_chunk, _encoding, done) => done() })],
  },
  absentLeaves: ['generateDdlCommands'],
  eager: {
    transaction: () => db.transaction((trx) => trx('users')),
    batchInsert: () => db.batchInsert('users', [{ id: 1 }]),
    commit: async () => {
      const trx = await db.transaction();
      log.length = 0;
      any(trx)['commit']?.();
    },
    rollback: async () => {
      const trx = await db.transaction(undefined, { doNotRejectOnRollback: true });
      log.length = 0;
      any(trx)['rollback']?.();
    },
    savepoint: async () => {
      const trx = await db.transaction();
      log.length = 0;
      await Promise.resolve(trx.savepoint((inner) => inner('users')));
      await Promise.resolve(trx.commit());
    },
    destroy: () => {
      const other = open();
      const pool: { destroy: () => Promise<void> } = (other.client as { pool: { destroy: () => Promise<void> } }).pool;
      const destroy = pool.destroy.bind(pool);
      pool.destroy = () => {
        log.push('destroyed');
        return destroy();
      };
      return other.destroy();
    },
    migrate: () => db.migrate.latest({ directory: 'nowhere' }).catch((error: unknown) => log.push(`failed: ${error}`)),
    seed: () => db.seed.run({ directory: 'nowhere' }).catch((error: unknown) => log.push(`failed: ${error}`)),
  },
  amend: (query) => query['orderBy']?.('id'),
  nested: () => db('users').whereIn('id', db('posts').select('author')).andWhere(db.raw('1 = 1')),
  close: () => db.destroy(),
};
