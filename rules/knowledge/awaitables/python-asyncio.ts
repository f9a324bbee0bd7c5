import type { AwaitableFamily } from '../types.js';

const docs = 'https://docs.python.org/3/library';
const loop = 'get_running_loop()';

const traits: AwaitableFamily['traits'] = {
  kind: 'coroutine',
  starts: 'await',
  reuse: 'error',
  rejects: 'may',
  has: [],
  suspends: 'maybe',
  library: 'asyncio',
};

function family(source: string, names: readonly string[], module = 'asyncio'): AwaitableFamily {
  return {
    library: module,
    types: [],
    apis: names.map((name) => `${module}#${name}`),
    except: [],
    traits: { ...traits, library: module },
    source,
    versions: '>=3.9',
  };
}

/** Coroutine methods of asyncio's objects, beside the functions that everybody calls; a loop has the name of the running one. */
export const pythonAsyncio: readonly AwaitableFamily[] = [
  family(`${docs}/asyncio-stream.html`, [
    'open_unix_connection',
    'start_unix_server',
    'StreamReader().readuntil',
    'StreamWriter().start_tls',
    'StreamWriter().wait_closed',
  ]),
  family(`${docs}/asyncio-subprocess.html`, ['subprocess.Process().communicate', 'subprocess.Process().wait']),
  family(`${docs}/asyncio-sync.html`, ['Condition().wait_for', 'Barrier().abort', 'Barrier().reset']),
  family(`${docs}/asyncio-eventloop.html#asyncio.Server`, [
    'Server().serve_forever',
    'Server().start_serving',
    'Server().wait_closed',
  ]),
  family(
    `${docs}/asyncio-eventloop.html`,
    [
      'connect_accepted_socket',
      'connect_read_pipe',
      'connect_write_pipe',
      'create_connection',
      'create_datagram_endpoint',
      'create_server',
      'create_unix_connection',
      'create_unix_server',
      'getaddrinfo',
      'getnameinfo',
      'sendfile',
      'shutdown_asyncgens',
      'shutdown_default_executor',
      'sock_accept',
      'sock_connect',
      'sock_recv',
      'sock_recv_into',
      'sock_recvfrom',
      'sock_recvfrom_into',
      'sock_sendall',
      'sock_sendfile',
      'sock_sendto',
      'start_tls',
      'subprocess_exec',
      'subprocess_shell',
    ].map((name) => `${loop}.${name}`),
  ),
  family(`${docs}/contextlib.html#contextlib.AsyncExitStack`, ['AsyncExitStack().aclose'], 'contextlib'),
];
