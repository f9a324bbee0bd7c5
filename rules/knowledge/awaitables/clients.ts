import type { AwaitableFamily } from '../types.js';
import { lazy } from './build.js';

const verbs = ['delete', 'insert', 'select', 'update', 'upsert'];
const supabaseClients = ['@supabase/supabase-js#createClient()', '@supabase/supabase-js#SupabaseClient()'];

function supabaseFamily(
  clients: readonly string[],
  types: AwaitableFamily['types'],
  versions: string,
): AwaitableFamily {
  return {
    library: 'supabase',
    types,
    apis: clients.flatMap((client) =>
      [client, `${client}.schema()`].flatMap((start) => [
        ...verbs.map((verb) => `${start}.from().${verb}.**`),
        `${start}.rpc.**`,
      ]),
    ),
    // Storage buckets are reached by a `from` of their own, and their methods start at once.
    except: clients.map((client) => `${client}.storage.**`),
    rejectsAfter: ['throwOnError'],
    traits: lazy('supabase', ['then'], { has: ['then'], rejects: 'never' }),
    source: 'https://supabase.com/docs/reference/javascript/using-modifiers; run in test/knowledge/lazy-queries',
    versions,
  };
}

/** Resolves with `{ data, error }`: nothing rejects unless `throwOnError` was called. It has `then` and no `catch`. */
export const supabase: AwaitableFamily = supabaseFamily(
  supabaseClients,
  ['PostgrestBuilder', 'PostgrestFilterBuilder', 'PostgrestTransformBuilder'].map((name) => ({
    package: '@supabase/postgrest-js',
    name,
  })),
  '>=2.0.0 <3.0.0',
);

/** The clients for servers with cookies are the same, made by another package with versions of its own. */
export const supabaseServer: AwaitableFamily = supabaseFamily(
  ['@supabase/ssr#createBrowserClient()', '@supabase/ssr#createServerClient()'],
  [],
  '>=0.1.0 <1.0.0',
);

const postgresTags = ['postgres#default()', 'postgres#Sql()', 'postgres#TransactionSql()', 'postgres#ReservedSql()'];

/** A tagged query of postgres.js; the same value embedded in another template is a fragment of that one. */
export const postgres: AwaitableFamily = {
  library: 'postgres',
  types: ['PendingQuery', 'PendingRawQuery', 'PendingValuesQuery', 'PendingDescribeQuery'].map((name) => ({
    package: 'postgres',
    name,
  })),
  apis: postgresTags.flatMap((tag) => [
    tag,
    ...['file', 'unsafe'].map((name) => `${tag}.${name}`),
    ...['describe', 'raw', 'simple', 'values'].map((name) => `${tag}().${name}`),
  ]),
  except: postgresTags.flatMap((tag) =>
    ['begin', 'end', 'listen', 'notify', 'reserve', 'savepoint', 'subscribe'].map((name) => `${tag}.${name}`),
  ),
  leaves: ['cursor'],
  traits: lazy('postgres', ['then', 'catch', 'finally', 'execute', 'forEach', 'readable', 'writable'], {
    reuse: 'cached',
  }),
  source: 'https://github.com/porsager/postgres#query-basics; run in test/knowledge/lazy-queries',
  versions: '>=3.0.0 <4.0.0',
};

const bunTags = ['bun#sql', 'bun#SQL()', 'global#Bun.sql', 'global#Bun.SQL()', 'bun#TransactionSQL()'];

export const bunSql: AwaitableFamily = {
  library: 'bun',
  types: [{ package: 'bun', name: 'Query' }],
  apis: bunTags.flatMap((tag) => [
    tag,
    ...['file', 'unsafe'].map((name) => `${tag}.${name}`),
    ...['raw', 'simple', 'values'].map((name) => `${tag}().${name}`),
  ]),
  except: bunTags.flatMap((tag) =>
    ['begin', 'beginDistributed', 'close', 'end', 'flush', 'reserve', 'savepoint', 'transaction'].map(
      (name) => `${tag}.${name}`,
    ),
  ),
  traits: lazy('bun', ['then', 'catch', 'finally', 'execute', 'run'], { reuse: 'cached' }),
  source: 'https://bun.sh/docs/api/sql; each form run on Bun 1.4 with its SQLite adapter',
  versions: '>=1.2.0 <2.0.0',
};

/** Bun's shell starts no process before it is awaited, which zx and execa do at once. */
export const bunShell: AwaitableFamily = {
  library: 'bun',
  types: [{ package: 'bun', name: 'ShellPromise' }],
  apis: ['bun#$', 'global#Bun.$'].flatMap((tag) => [
    tag,
    ...['cwd', 'env', 'nothrow', 'quiet', 'throws'].map((name) => `${tag}().${name}`),
  ]),
  except: ['bun#$', 'global#Bun.$'].flatMap((tag) =>
    ['braces', 'cwd', 'env', 'escape', 'nothrow', 'throws'].map((name) => `${tag}.${name}`),
  ),
  leaves: ['lines'],
  traits: lazy('bun', ['then', 'catch', 'finally', 'run', 'text', 'json', 'blob', 'arrayBuffer', 'bytes'], {
    kind: 'promise',
    reuse: 'cached',
  }),
  source: 'https://bun.sh/docs/runtime/shell; each form run on Bun 1.4',
  versions: '>=1.1.0 <2.0.0',
};

export const neon: AwaitableFamily = {
  library: '@neondatabase/serverless',
  types: [{ package: '@neondatabase/serverless', name: 'NeonQueryPromise' }],
  apis: ['', '.query'].map((name) => `@neondatabase/serverless#neon()${name}`),
  except: ['@neondatabase/serverless#neon().transaction'],
  traits: lazy('@neondatabase/serverless', ['then', 'catch', 'finally']),
  source: 'https://github.com/neondatabase/serverless/blob/main/CONFIG.md; each form run on 1.2.0 with a fake fetch',
  versions: '>=1.0.0 <2.0.0',
};

const queries = ['$query', '$relatedQuery'];

export const objection: AwaitableFamily = {
  library: 'objection',
  types: [{ package: 'objection', name: 'QueryBuilder' }],
  apis: [
    ...['query', 'relatedQuery'].map((name) => `objection#Model.${name}.**`),
    ...queries.map((name) => `objection#Model().${name}.**`),
  ],
  except: [],
  leaves: ['toFindQuery', 'toKnexQuery'],
  traits: lazy('objection', ['then', 'catch', 'execute', 'resultSize'], { has: ['then', 'catch'] }),
  source: 'https://vincit.github.io/objection.js/guide/query-examples.html; each form run on 3.1.5 with a fake client',
  versions: '>=2.0.0 <4.0.0',
};
