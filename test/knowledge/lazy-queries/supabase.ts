import { createClient } from '@supabase/supabase-js';
import { supabase as family } from '../../../rules/knowledge/awaitables/clients.js';
import type { LazyLibrary, Value } from './contract.js';

const log: string[] = [];
let fails = false;

class Transport {}

const client = createClient('http://localhost', 'key', {
  global: {
    fetch: (url) => {
      log.push(new URL(String(url)).pathname);
      const body = fails ? '{"message":"refused","code":"1"}' : '[]';
      return Promise.resolve(new Response(body, { status: fails ? 400 : 200 }));
    },
  },
  // Node 20 has no WebSocket of its own, and nothing here opens one.
  realtime: { transport: Transport as never },
  auth: { persistSession: false, autoRefreshToken: false },
});
const any = (query: unknown): Value => query as Value;

export const supabase: LazyLibrary = {
  family,
  log,
  queries: {
    select: () => any(client.from('users').select()),
    insert: () => any(client.from('users').insert({ id: 1 })),
    rpc: () => any(client.rpc('work')),
    single: () => any(client.from('users').select().single()),
  },
  control: () => client.from('control').select(),
  eager: { storage: () => client.storage.from('bucket').list() },
  amend: (query) => query['eq']?.('id', 1),
  nested: () => client.from('users').select('id, posts(id)'),
  close: () => undefined,
};

/** The same query against a server that refuses it. */
export const supabaseRefused = {
  plain: (): PromiseLike<{ error: unknown }> => client.from('users').select(),
  throwing: (): PromiseLike<unknown> => client.from('users').select().throwOnError(),
  set fails(value: boolean) {
    fails = value;
  },
};
