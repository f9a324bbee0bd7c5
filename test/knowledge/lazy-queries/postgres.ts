import { EventEmitter } from 'node:events';
import openPostgres from 'postgres';
import { postgres as family } from '../../../rules/knowledge/awaitables/clients.js';
import type { LazyLibrary, Value } from './contract.js';

const log: string[] = [];

function frame(type: string, ...body: number[]): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, Buffer.from(body)]);
}

const complete = frame('C', ...Buffer.from('SELECT 0\0'));
const ready = frame('Z', 0x49);
/** What the server says to each message: parse, describe, bind, execute, sync, simple query. */
const answers: Readonly<Record<string, readonly Buffer[]>> = {
  P: [frame('1')],
  D: [frame('t', 0, 0), frame('n')],
  B: [frame('2')],
  E: [complete],
  S: [ready],
  Q: [complete, ready],
};

/** The socket of a server that accepts everyone and finds nothing. */
class Server extends EventEmitter {
  readonly readyState = 'open';
  private started = false;

  write(bytes: Uint8Array): boolean {
    const data = Buffer.from(bytes);
    queueMicrotask(() => {
      for (const answer of this.answer(data)) this.emit('data', answer);
    });
    return true;
  }

  private answer(data: Buffer): readonly Buffer[] {
    if (!this.started) {
      this.started = true;
      return [frame('R', 0, 0, 0, 0), ready];
    }
    const replies: Buffer[] = [];
    for (let at = 0; at < data.length; at += 1 + data.readInt32BE(at + 1)) {
      const type = data.toString('latin1', at, at + 1);
      if (type === 'E' || type === 'Q') log.push(type);
      replies.push(...(answers[type] ?? []));
    }
    return replies;
  }

  end(): void {
    this.emit('close');
  }
  destroy(): void {
    this.emit('close');
  }
  setKeepAlive(): void {}
  pause(): void {}
  resume(): void {}
}

function open(): openPostgres.Sql {
  const options = { max: 1, fetch_types: false, prepare: false, socket: () => new Server(), onclose: () => undefined };
  return openPostgres(options as openPostgres.Options<Record<string, never>>) as openPostgres.Sql;
}

const sql = open();
const any = (query: unknown): Value => query as Value;

export const postgres: LazyLibrary = {
  family,
  log,
  queries: {
    tag: () => any(sql`select 1`),
    unsafe: () => any(sql.unsafe('select 1')),
    values: () => any(sql`select 1`.values()),
    simple: () => any(sql`select 1`.simple()),
  },
  control: () => sql`control`,
  starterArguments: { forEach: [() => undefined] },
  eager: {
    begin: () => open().begin(() => Promise.resolve()),
    notify: () => open().notify('channel', 'text'),
    listen: () => open().listen('channel', () => undefined),
  },
  amend: (query) => query['simple']?.(),
  nested: () => sql`select * from users where ${sql`id = 1`}`,
  close: () => sql.end({ timeout: 0 }),
};
