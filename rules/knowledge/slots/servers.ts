import type { Slot } from '../types.js';
import type { SlotGroup } from './build.js';
import { each, slots } from './build.js';

function awaited(source: string, versions: string): SlotGroup {
  return { behaviour: 'awaits', runsOnLoop: true, source, versions };
}

const verbs = ['all', 'delete', 'get', 'head', 'options', 'patch', 'post', 'put'];

const expressGroup = awaited('https://expressjs.com/en/guide/migrating-5.html#rejected-promises', '>=5.0.0 <6.0.0');
/** Version 4 throws away what a handler returns, unless a package patches it; where no version is known, it is 5. */
const oldExpressGroup: SlotGroup = {
  ...expressGroup,
  behaviour: 'drops',
  source: 'https://expressjs.com/en/guide/error-handling.html#catching-errors',
  versions: '>=4.0.0 <5.0.0',
  where: {
    package: 'express',
    versions: '<5.0.0',
    without: ['express-async-errors', 'express-async-error', '@root/async-router', 'express-promise-router'],
  },
};
const expressRouters = [
  'express#default().',
  'express#default.Router().',
  'express#Router().',
  'express#default.Application().',
  'express#default.Express().',
  'express#Application().',
  'express#Express().',
  'express-serve-static-core#Application().',
  'express-serve-static-core#IRouter().',
  'express-serve-static-core#Router().',
];

function expressSlots(group: SlotGroup): readonly Slot[] {
  return [
    ...slots(group, -2, each(expressRouters, [...verbs, 'use'])),
    ...slots(group, 1, each(expressRouters, ['param'])),
    ...slots(
      group,
      -2,
      each(
        expressRouters.map((router) => `${router}route().`),
        verbs,
      ),
    ),
    ...slots(group, -2, each(['express-serve-static-core#IRoute().'], verbs)),
  ];
}

const express: readonly Slot[] = [
  ...expressSlots(oldExpressGroup),
  ...expressSlots(expressGroup),
  ...slots({ ...expressGroup, versions: '>=2.0.0 <3.0.0' }, -2, each(['router#default().'], [...verbs, 'use'])),
];

const fastifyGroup = awaited('https://fastify.dev/docs/latest/Reference/Routes/#async-await', '>=3.0.0 <6.0.0');
const fastifyInstances = ['fastify#default().', 'fastify#fastify().', 'fastify#FastifyInstance().'];
const fastify: readonly Slot[] = [
  ...slots(fastifyGroup, -1, each(fastifyInstances, verbs)),
  ...slots(fastifyGroup, 1, each(fastifyInstances, ['addHook'])),
  ...slots(
    fastifyGroup,
    0,
    each(fastifyInstances, ['after', 'ready', 'register', 'setErrorHandler', 'setNotFoundHandler']),
  ),
  ...['errorHandler', 'handler', 'onRequest', 'onResponse', 'onSend', 'preHandler', 'preValidation'].flatMap(
    (property) => slots({ ...fastifyGroup, property }, 0, each(fastifyInstances, ['route'])),
  ),
];

const koaGroup = awaited('https://github.com/koajs/koa#middleware', '>=2.0.0 <4.0.0');
const koaRouters = ['@koa/router#default().', '@koa/router#Router().', 'koa-router#default().', 'koa-router#Router().'];
const koa: readonly Slot[] = [
  ...slots(koaGroup, 0, ['koa#default().use', 'koa#Application().use']),
  ...slots({ ...koaGroup, versions: '>=8.0.0 <16.0.0' }, -2, each(koaRouters, [...verbs, 'del', 'register', 'use'])),
  ...slots({ ...koaGroup, versions: '>=8.0.0 <16.0.0' }, 1, each(koaRouters, ['param'])),
];

const honoGroup = awaited('https://hono.dev/docs/api/hono', '>=3.0.0 <5.0.0');
const honoInstances = ['hono#Hono().', 'hono/tiny#Hono().', 'hono/quick#Hono().', '@hono/zod-openapi#OpenAPIHono().'];
const hono: readonly Slot[] = [
  ...slots(honoGroup, -2, each(honoInstances, [...verbs, 'on', 'use'])),
  ...slots(honoGroup, 0, each(honoInstances, ['notFound', 'onError'])),
  ...slots(honoGroup, -1, each(['hono/factory#'], ['createMiddleware'])),
];

const runtimes: readonly Slot[] = [
  ...['error', 'fetch'].flatMap((property) =>
    slots({ ...awaited('https://bun.sh/docs/api/http', '>=1.0.0 <2.0.0'), property }, 0, [
      'global#Bun.serve',
      'bun#serve',
    ]),
  ),
  ...slots(awaited('https://docs.deno.com/api/deno/~/Deno.serve', '>=1.35.0 <3.0.0'), -1, ['global#Deno.serve']),
  ...slots(awaited('https://github.com/honojs/node-server#usage', '>=1.0.0 <3.0.0'), 0, [
    '@hono/node-server#getRequestListener',
  ]),
];

const brokers: readonly Slot[] = [
  ...slots(awaited('https://docs.bullmq.io/guide/workers', '>=1.0.0 <7.0.0'), 1, ['bullmq#Worker']),
  ...slots(awaited('https://optimalbits.github.io/bull/#queueprocess', '>=3.0.0 <5.0.0'), -1, [
    'bull#default().process',
    'bull#Queue().process',
  ]),
  ...['eachBatch', 'eachMessage'].flatMap((property) =>
    slots({ ...awaited('https://kafka.js.org/docs/consuming', '>=1.0.0 <3.0.0'), property }, 0, [
      'kafkajs#Kafka().consumer().run',
      'kafkajs#Consumer().run',
    ]),
  ),
  ...slots(
    {
      ...awaited('https://amqp-node.github.io/amqplib/channel_api.html#channel_consume', '>=0.8.0 <3.0.0'),
      behaviour: 'drops',
    },
    1,
    ['amqplib#Channel().consume', 'amqplib#ConfirmChannel().consume', 'amqplib#connect().createChannel().consume'],
  ),
];

/** Transactions run their callback and wait for it. */
const transactions: readonly Slot[] = [
  ...slots(awaited('https://www.prisma.io/docs/orm/prisma-client/queries/transactions', '>=4.7.0 <8.0.0'), 0, [
    '@prisma/client#PrismaClient().$transaction',
  ]),
  ...slots(awaited('https://knexjs.org/guide/transactions.html', '>=1.0.0 <4.0.0'), 0, [
    'knex#default().transaction',
    'knex#knex().transaction',
    'knex#Knex().transaction',
  ]),
  ...slots(
    awaited('https://orm.drizzle.team/docs/transactions', '>=0.29.0 <1.0.0'),
    0,
    ['libsql', 'mysql2', 'neon-serverless', 'node-postgres', 'pglite', 'postgres-js', 'sqlite-proxy'].map(
      (driver) => `drizzle-orm/${driver}#drizzle().transaction`,
    ),
  ),
  ...slots(awaited('https://github.com/porsager/postgres#transactions', '>=3.0.0 <4.0.0'), -1, [
    'postgres#default().begin',
    'postgres#Sql().begin',
    'postgres#TransactionSql().savepoint',
  ]),
  ...slots(
    {
      ...awaited(
        'https://github.com/WiseLibs/better-sqlite3/blob/master/docs/api.md#transactionfunction---function',
        '>=7.0.0 <13.0.0',
      ),
      behaviour: 'throws',
      runsOnLoop: false,
    },
    0,
    ['better-sqlite3#default().transaction', 'better-sqlite3#Database().transaction'],
  ),
  ...slots(
    {
      ...awaited('https://orm.drizzle.team/docs/transactions', '>=0.29.0 <1.0.0'),
      behaviour: 'throws',
      runsOnLoop: false,
    },
    0,
    ['drizzle-orm/better-sqlite3#drizzle().transaction'],
  ),
  ...slots(awaited('https://mongoosejs.com/docs/middleware.html', '>=6.0.0 <10.0.0'), -1, [
    'mongoose#Schema().pre',
    'mongoose#Schema().post',
    'mongoose#default.Schema().pre',
    'mongoose#default.Schema().post',
  ]),
];

/** Handlers of servers, queues and databases. */
export const servers: readonly Slot[] = [
  ...express,
  ...fastify,
  ...koa,
  ...hono,
  ...runtimes,
  ...brokers,
  ...transactions,
];
