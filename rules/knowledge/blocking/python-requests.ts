import type { BlockingApi } from '../types.js';
import { blocking, type Library, type Name } from './build.js';

const requests: Library = {
  module: 'requests',
  kind: 'network',
  forms: 'named',
  twins: 'asyncio',
  source: 'https://requests.readthedocs.io/en/latest/user/advanced/#blocking-or-non-blocking',
  versions: '>=2.0',
};

const verbs = ['delete', 'get', 'head', 'options', 'patch', 'post', 'put', 'request'];

const inThread = (name: string): Name => [name, 'to_thread', 'takes the function, then its arguments'];

/** `requests` has no async form: a thread keeps the loop free. */
export const pythonRequests: readonly BlockingApi[] = blocking(requests, 'unbounded', [
  ...verbs.map(inThread),
  ...['Session()', 'session()'].flatMap((session) => [...verbs, 'send'].map((name) => inThread(`${session}.${name}`))),
]);
