import { createRequire } from 'node:module';
import { getPrismaClient, type SqlDriverAdapterFactory } from '@prisma/client/runtime/client';
import { prisma as family } from '../../../rules/knowledge/awaitables/prisma.js';
import type { LazyLibrary, Value } from './contract.js';

const require = createRequire(import.meta.url);
const compiler = '@prisma/client/runtime/query_compiler_small_bg.sqlite';
/** A global of Node that the library of this project's configuration does not declare. */
const { compile } = (globalThis as unknown as { WebAssembly: { compile(bytes: Uint8Array): Promise<unknown> } })
  .WebAssembly;
const log: string[] = [];

function record(text: string): void {
  log.push(text);
}

const queryable = {
  provider: 'sqlite' as const,
  adapterName: 'recorder',
  queryRaw: (query: { sql: string }) => {
    record(query.sql);
    return Promise.resolve({ columnNames: ['id', 'name'], columnTypes: [0, 7], rows: [[1, 'a']] });
  },
  executeRaw: (query: { sql: string }) => {
    record(query.sql);
    return Promise.resolve(1);
  },
};

const adapter = {
  provider: 'sqlite',
  adapterName: 'recorder',
  connect: () => {
    record('connect');
    return Promise.resolve({
      ...queryable,
      executeScript: () => Promise.resolve(),
      dispose: () => Promise.resolve(record('dispose')),
      startTransaction: () => {
        record('begin');
        return Promise.resolve({
          ...queryable,
          options: { usePhantomQuery: true },
          commit: () => Promise.resolve(record('commit')),
          rollback: () => Promise.resolve(record('rollback')),
        });
      },
    });
  },
} as SqlDriverAdapterFactory;

function field(name: string, type: string, isId: boolean): object {
  const flags = { isList: false, isUnique: false, isReadOnly: false, hasDefaultValue: false, isGenerated: false };
  return { name, kind: 'scalar', type, isId, isRequired: true, isUpdatedAt: false, ...flags };
}

/**
 * What `prisma generate` would write for this schema. The command downloads an engine, so the runtime is configured by
 * hand; the query compiler and everything after it are the real ones, down to the driver adapter.
 */
const inlineSchema = [
  'generator client {\n provider = "prisma-client"\n}',
  'datasource db {\n provider = "sqlite"\n}',
  'model User {\n id Int @id\n name String\n}',
].join('\n');

const Client = getPrismaClient({
  runtimeDataModel: {
    models: {
      User: {
        dbName: null,
        schema: null,
        fields: [field('id', 'Int', true), field('name', 'String', false)] as never,
        primaryKey: null,
        uniqueFields: [],
        uniqueIndexes: [],
        isGenerated: false,
      },
    },
    enums: {},
    types: {},
  },
  previewFeatures: [],
  clientVersion: '7.10.0',
  engineVersion: '0',
  activeProvider: 'sqlite',
  inlineSchema,
  compilerWasm: {
    getRuntime: () => Promise.resolve(require(`${compiler}.js`)),
    getQueryCompilerWasmModule: () =>
      compile(Buffer.from(require(`${compiler}.wasm-base64.js`).wasm as string, 'base64')),
    importName: './query_compiler_small_bg.js',
  },
  // An empty graph of parameters: nothing in these queries is worth a parameter.
  parameterizationSchema: { strings: [], graph: 'AAAAAAAAAAAAAAAAAAAAAAAA' },
});

interface Prisma {
  readonly user: Value;
  $queryRaw(text: TemplateStringsArray): Value;
  $executeRaw(text: TemplateStringsArray): Value;
  $transaction(work: unknown): Promise<unknown>;
  $connect(): Promise<void>;
  $disconnect(): Promise<void>;
}

const client = new Client({ adapter }) as unknown as Prisma;
const users = (): Value => client.user['findMany']?.() as Value;

export const prisma: LazyLibrary = {
  family,
  log,
  queries: {
    findMany: users,
    create: () => client.user['create']?.({ data: { id: 1, name: 'a' } }) as Value,
    $queryRaw: () => client.$queryRaw`select 1`,
    $executeRaw: () => client.$executeRaw`delete from User`,
  },
  control: () => client.$queryRaw`select 'control'` as unknown as PromiseLike<unknown>,
  eager: {
    $connect: () => new (Client as unknown as new (options: object) => Prisma)({ adapter }).$connect(),
    $disconnect: () => client.$disconnect(),
    $transaction: () => client.$transaction([users(), users()]),
  },
  amend: () => undefined,
  // The batch form takes queries that have not started.
  nested: () => client.$transaction([client.$queryRaw`select 1`]),
  close: () => client.$disconnect(),
};
