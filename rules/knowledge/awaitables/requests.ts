import type { AwaitableFamily } from '../types.js';
import { lazy } from './build.js';

const verbs = ['del', 'delete', 'get', 'head', 'options', 'patch', 'post', 'put'];
const paths = [
  ...verbs.flatMap((verb) => [`superagent#${verb}`, `superagent#default.${verb}`, `superagent#agent().${verb}`]),
  'superagent#default',
  ...verbs.flatMap((verb) => ['default()', 'agent()', 'default.agent()'].map((start) => `supertest#${start}.${verb}`)),
];

/** A request of superagent or supertest is sent when it is awaited, or by `end`, `pipe` or a last callback. */
export const superagent: AwaitableFamily = {
  library: 'superagent',
  types: [
    ...['Request', 'RequestBase', 'SARequest', 'SuperAgentRequest'].map((name) => ({ package: 'superagent', name })),
    { package: 'supertest', name: 'Test' },
  ],
  apis: paths.map((path) => `${path}.**`),
  except: ['superagent#default.agent.**', 'superagent#agent'],
  callbackStarters: ['expect'],
  leaves: ['abort', 'on', 'toJSON', 'toString', 'write'],
  traits: lazy('superagent', ['then', 'catch', 'end', 'pipe'], {
    kind: 'thenable',
    reuse: 'cached',
    has: ['then', 'catch'],
  }),
  source: 'https://forwardemail.github.io/superagent/#promise-and-generator-support; each form run on 10.4 and 7.3',
  versions: '>=6.0.0 <11.0.0',
};
