import type { Root } from '../types.js';
import { decorators, entries, members, programs } from './build.js';

const shared = { loop: 'shared' } as const;
const verbs = ['all', 'delete', 'get', 'head', 'options', 'patch', 'post', 'put', 'use'];

const node = {
  ...shared,
  rejections: 'crash',
  name: 'a Node server',
  source: 'https://nodejs.org/api/net.html#serverlisten',
  versions: '>=20.19.0',
} as const;

const nodeServers: readonly Root[] = [
  ...programs(node, [
    ...members(['node:http#', 'node:https#', 'node:net#', 'node:tls#'], ['createServer().listen']),
    ...members(['node:http2#'], ['createServer().listen', 'createSecureServer().listen']),
    ...members(['node:http#', 'node:https#', 'node:net#', 'node:tls#'], ['Server().listen']),
    'node:dgram#createSocket().bind',
  ]),
  ...entries({ ...node, name: 'a request handler' }, -1, [
    ...members(['node:http#', 'node:https#', 'node:net#', 'node:tls#'], ['createServer']),
    ...members(['node:http2#'], ['createServer', 'createSecureServer']),
  ]),
  ...entries({ ...node, name: 'a server event' }, 1, [
    ...members(['node:net#Server().', 'node:http#Server().', 'node:net#Socket().'], ['on', 'once']),
  ]),
];

const express = {
  ...shared,
  rejections: 'framework',
  name: 'an Express route',
  source: 'https://expressjs.com/en/5x/api.html',
  versions: '>=5.0.0 <6.0.0',
} as const;
const expressReceivers = [
  'express#default().',
  'express#Router().',
  'express#default.Router().',
  'express-serve-static-core#Application().',
  'express-serve-static-core#IRouter().',
  'express-serve-static-core#Router().',
];

const fastify = {
  ...shared,
  rejections: 'framework',
  name: 'a Fastify route',
  source: 'https://fastify.dev/docs/latest/Reference/Routes/',
  versions: '>=3.0.0 <6.0.0',
} as const;
const fastifyReceivers = ['fastify#default().', 'fastify#fastify().', 'fastify#FastifyInstance().'];

const koa = {
  ...shared,
  rejections: 'framework',
  name: 'a Koa middleware',
  source: 'https://koajs.com/#application',
  versions: '>=2.0.0 <4.0.0',
} as const;

const hono = {
  ...shared,
  rejections: 'framework',
  name: 'a Hono route',
  source: 'https://hono.dev/docs/api/routing',
  versions: '>=3.0.0 <5.0.0',
} as const;

const frameworks: readonly Root[] = [
  ...programs({ ...express, name: 'an Express server' }, [
    'express#default().listen',
    'express-serve-static-core#Application().listen',
  ]),
  ...entries(express, -2, members(expressReceivers, verbs)),
  ...programs({ ...fastify, name: 'a Fastify server' }, members(fastifyReceivers, ['listen'])),
  ...entries(fastify, -1, members(fastifyReceivers, verbs)),
  ...entries({ ...fastify, name: 'a Fastify hook' }, 1, members(fastifyReceivers, ['addHook'])),
  ...entries({ ...fastify, property: 'handler' }, 0, members(fastifyReceivers, ['route'])),
  ...programs({ ...koa, name: 'a Koa server' }, ['koa#default().listen', 'koa#Application().listen']),
  ...entries(koa, 0, ['koa#default().use', 'koa#Application().use']),
  ...entries(
    { ...koa, name: 'a Koa route', versions: '>=8.0.0 <16.0.0' },
    -2,
    members(['@koa/router#default().', '@koa/router#Router().', 'koa-router#default().'], verbs),
  ),
  ...programs({ ...hono, name: 'a Hono server', versions: '>=1.0.0 <3.0.0' }, ['@hono/node-server#serve']),
  ...entries(hono, -2, members(['hono#Hono().', 'hono/tiny#Hono().', 'hono/quick#Hono().'], verbs)),
];

const nestRoutes = ['All', 'Delete', 'Get', 'Head', 'Options', 'Patch', 'Post', 'Put', 'Search', 'Sse'];
const nest = {
  ...shared,
  rejections: 'framework',
  name: 'a Nest handler',
  source: 'https://docs.nestjs.com/controllers',
  versions: '>=8.0.0 <15.0.0',
} as const;

const decorated: readonly Root[] = [
  ...decorators(nest, [
    ...members(['@nestjs/common#'], nestRoutes),
    ...members(['@nestjs/microservices#'], ['EventPattern', 'GrpcMethod', 'MessagePattern']),
    ...members(['@nestjs/websockets#'], ['SubscribeMessage']),
    ...members(['@nestjs/graphql#'], ['Mutation', 'Query', 'ResolveField', 'Subscription']),
    ...members(['@nestjs/event-emitter#'], ['OnEvent']),
  ]),
  ...decorators(
    { ...nest, rejections: 'crash', name: 'a Nest schedule' },
    members(['@nestjs/schedule#'], ['Cron', 'Interval', 'Timeout']),
  ),
  ...decorators({ ...nest, name: 'a Nest queue consumer' }, members(['@nestjs/bull#'], ['Process'])),
  ...programs({ ...nest, name: 'a Nest server' }, [
    '@nestjs/core#NestFactory.create().listen',
    '@nestjs/core#NestFactory.createMicroservice().listen',
    '@nestjs/common#INestApplication().listen',
    '@nestjs/common#INestMicroservice().listen',
  ]),
];

const sockets = {
  ...shared,
  rejections: 'crash',
  name: 'a socket handler',
  source: 'https://socket.io/docs/v4/server-api/',
  versions: '>=3.0.0 <5.0.0',
} as const;
const ws = { ...sockets, source: 'https://github.com/websockets/ws/blob/master/doc/ws.md', versions: '>=7.0.0 <9.0.0' };

const socketServers: readonly Root[] = [
  ...programs({ ...sockets, name: 'a socket server' }, ['socket.io#Server']),
  ...entries(
    sockets,
    1,
    members(['socket.io#Server().', 'socket.io#Socket().', 'socket.io#Namespace().'], ['on', 'once']),
  ),
  ...programs({ ...ws, name: 'a socket server' }, ['ws#WebSocketServer', 'ws#Server', 'ws#default.Server']),
  ...entries(ws, 1, members(['ws#WebSocketServer().', 'ws#Server().', 'ws#WebSocket().'], ['on', 'once'])),
];

const runtime = { ...shared, rejections: 'framework' } as const;
const runtimes: readonly Root[] = [
  ...programs(
    { ...runtime, name: 'a Bun server', source: 'https://bun.sh/docs/api/http', versions: '>=1.0.0 <2.0.0' },
    ['global#Bun.serve', 'global#Bun.listen', 'bun#serve', 'bun#listen'],
  ),
  ...entries(
    {
      ...runtime,
      property: 'fetch',
      name: 'a Bun server',
      source: 'https://bun.sh/docs/api/http',
      versions: '>=1.0.0 <2.0.0',
    },
    0,
    ['global#Bun.serve', 'bun#serve'],
  ),
  ...programs(
    {
      ...runtime,
      name: 'a Deno server',
      source: 'https://docs.deno.com/api/deno/~/Deno.serve',
      versions: '>=1.35.0 <3.0.0',
    },
    ['global#Deno.serve', 'global#Deno.listen'],
  ),
  ...entries(
    {
      ...runtime,
      name: 'a Deno server',
      source: 'https://docs.deno.com/api/deno/~/Deno.serve',
      versions: '>=1.35.0 <3.0.0',
    },
    -1,
    ['global#Deno.serve'],
  ),
];

/** Programs that serve many at once from one loop, and the functions through which they are entered. */
export const servers: readonly Root[] = [...nodeServers, ...frameworks, ...decorated, ...socketServers, ...runtimes];
