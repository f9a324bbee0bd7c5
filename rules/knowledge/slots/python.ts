import type { Slot } from '../types.js';
import { each, slots, type SlotGroup } from './build.js';

function group(behaviour: SlotGroup['behaviour'], source: string, versions = '>=3.8'): SlotGroup {
  return { behaviour, runsOnLoop: behaviour === 'drops', source, versions };
}

const docs = 'https://docs.python.org/3/library';
const loops = ['asyncio#get_event_loop().', 'asyncio#get_running_loop().', 'asyncio#new_event_loop().'];

/** Asyncio's own callbacks are plain functions: a coroutine that one returns never runs. */
const callbacks: readonly Slot[] = [
  ...slots(
    group('drops', `${docs}/asyncio-eventloop.html#scheduling-callbacks`),
    0,
    each(loops, ['call_soon', 'call_soon_threadsafe']),
  ),
  ...slots(
    group('drops', `${docs}/asyncio-eventloop.html#scheduling-delayed-callbacks`),
    1,
    each(loops, ['call_at', 'call_later']),
  ),
  ...slots(group('drops', `${docs}/asyncio-eventloop.html#unix-signals`), 1, each(loops, ['add_signal_handler'])),
  ...slots(group('drops', `${docs}/asyncio-task.html#asyncio.Task.add_done_callback`), 0, [
    'asyncio#create_task().add_done_callback',
    'asyncio#ensure_future().add_done_callback',
    'asyncio#Task().add_done_callback',
    'asyncio#Future().add_done_callback',
  ]),
  ...slots(group('drops', `${docs}/signal.html#signal.signal`), 1, ['signal#signal']),
  ...slots(group('tests', `${docs}/functions.html#filter`), 0, ['builtins#filter']),
  ...slots(group('value', `${docs}/functions.html#map`), 0, ['builtins#map']),
];

/** The function runs on another thread or in another process. A call in its place runs here, before. */
const threads: readonly Slot[] = [
  ...slots(group('offloads', `${docs}/asyncio-task.html#asyncio.to_thread`, '>=3.9'), 0, ['asyncio#to_thread']),
  ...slots(
    group('offloads', `${docs}/asyncio-eventloop.html#asyncio.loop.run_in_executor`),
    1,
    each(loops, ['run_in_executor']),
  ),
  ...slots(
    group('offloads', `${docs}/concurrent.futures.html`),
    0,
    each(['concurrent.futures#ThreadPoolExecutor().', 'concurrent.futures#ProcessPoolExecutor().'], ['map', 'submit']),
  ),
  ...slots({ ...group('offloads', `${docs}/threading.html#threading.Thread`), property: 'target' }, 1, [
    'threading#Thread',
    'multiprocessing#Process',
  ]),
  ...slots(group('offloads', `${docs}/threading.html#threading.Timer`), 1, ['threading#Timer']),
  ...slots(group('offloads', 'https://anyio.readthedocs.io/en/stable/threads.html', '>=3.0'), 0, [
    'anyio.to_thread#run_sync',
  ]),
  ...slots(group('offloads', 'https://www.starlette.io/threadpool/', '>=0.13'), 0, [
    'starlette.concurrency#run_in_threadpool',
    'fastapi.concurrency#run_in_threadpool',
  ]),
  ...slots(group('offloads', 'https://docs.djangoproject.com/en/stable/topics/async/#sync-to-async', '>=3.0'), 0, [
    'asgiref.sync#sync_to_async',
  ]),
];

/** Callback positions of Python. */
export const python: readonly Slot[] = [...callbacks, ...threads];
