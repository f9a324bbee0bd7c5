import type { AwaitableFamily } from '../types.js';
import { lazy } from './build.js';

const operations = [
  'aggregate',
  'count',
  'create',
  'createMany',
  'createManyAndReturn',
  'delete',
  'deleteMany',
  'findFirst',
  'findFirstOrThrow',
  'findMany',
  'findUnique',
  'findUniqueOrThrow',
  'groupBy',
  'update',
  'updateMany',
  'updateManyAndReturn',
  'upsert',
];

const raw = ['$executeRaw', '$executeRawUnsafe', '$queryRaw', '$queryRawTyped', '$queryRawUnsafe', '$runCommandRaw'];

/** A `PrismaPromise` sends nothing before it is awaited, keeps its result, and sends it once. */
export const prisma: AwaitableFamily = {
  library: 'prisma',
  types: [
    { package: '@prisma/client', name: 'PrismaPromise' },
    { package: '.prisma/client', name: 'PrismaPromise' },
  ],
  apis: [
    // `prisma.user.findUnique(…).posts()` is a query of its own: nothing of it has run either.
    ...operations.map((name) => `@prisma/client#PrismaClient().*.${name}.**`),
    ...raw.map((name) => `@prisma/client#PrismaClient().${name}`),
  ],
  // These are plain promises; with an array, `$transaction` starts the queries in it.
  except: ['$connect', '$disconnect', '$transaction'].map((name) => `@prisma/client#PrismaClient().${name}`),
  traits: lazy('prisma', ['then', 'catch', 'finally'], { reuse: 'cached' }),
  source:
    'https://www.prisma.io/docs/orm/prisma-client/queries/raw-database-access; run in test/knowledge/lazy-queries',
  versions: '>=4.0.0 <8.0.0',
};
