import type { AwaitableTraits } from '../../model/awaitable.js';
import type { AwaitableFamily } from '../types.js';

const coroutine: AwaitableTraits = {
  kind: 'coroutine',
  starts: 'await',
  reuse: 'error',
  rejects: 'may',
  has: [],
  suspends: 'yes',
  library: 'asyncio',
};

const shared = { library: 'asyncio', except: [], versions: '>=3.9' };

const streams = [
  'StreamReader().read',
  'StreamReader().readline',
  'StreamReader().readexactly',
  'StreamWriter().drain',
];

/** What `asyncio` gives: a coroutine waits to be awaited, a task or a future is under way. */
export const python: readonly AwaitableFamily[] = [
  {
    ...shared,
    types: [{ package: 'typing', name: 'Coroutine' }],
    apis: [
      'sleep',
      'wait',
      'wait_for',
      'to_thread',
      'open_connection',
      'start_server',
      'create_subprocess_exec',
      'create_subprocess_shell',
      ...streams,
    ].map((name) => `asyncio#${name}`),
    traits: coroutine,
    source: 'https://docs.python.org/3/library/asyncio-task.html#coroutines',
  },
  {
    ...shared,
    types: [],
    // Free or not full, they return without giving the loop a turn.
    apis: [
      'Queue().put',
      'Queue().get',
      'Queue().join',
      'Lock().acquire',
      'Semaphore().acquire',
      'Event().wait',
      'Condition().wait',
      'Barrier().wait',
    ].map((name) => `asyncio#${name}`),
    traits: { ...coroutine, suspends: 'maybe' },
    source: 'https://docs.python.org/3/library/asyncio-sync.html',
  },
  {
    ...shared,
    types: [{ package: 'asyncio', name: 'Task' }],
    apis: [
      'create_task',
      'ensure_future',
      'get_event_loop().create_task',
      'get_running_loop().create_task',
      'new_event_loop().create_task',
      'TaskGroup().create_task',
    ].map((name) => `asyncio#${name}`),
    traits: { ...coroutine, kind: 'task', starts: 'call', reuse: 'cached' },
    source: 'https://docs.python.org/3/library/asyncio-task.html#asyncio.create_task',
  },
  {
    ...shared,
    types: [{ package: 'asyncio', name: 'Future' }],
    apis: [
      'gather',
      'shield',
      'wrap_future',
      'get_running_loop().run_in_executor',
      'get_event_loop().run_in_executor',
    ].map((name) => `asyncio#${name}`),
    traits: { ...coroutine, kind: 'future', starts: 'call', reuse: 'cached' },
    source: 'https://docs.python.org/3/library/asyncio-task.html#asyncio.gather',
  },
];
