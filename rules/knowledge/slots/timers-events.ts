import type { Slot } from '../types.js';
import { each, slots, type SlotGroup } from './build.js';

function handler(source: string, versions = '*'): SlotGroup {
  return { behaviour: 'drops', runsOnLoop: true, source, versions };
}

const web = 'https://developer.mozilla.org/en-US/docs/Web/API';
const node = 'https://nodejs.org/api';

const timers: readonly Slot[] = [
  ...slots(handler(`${web}/Window/setTimeout`), 0, [
    'global#queueMicrotask',
    'global#requestAnimationFrame',
    'global#requestIdleCallback',
    'global#setImmediate',
    'global#setInterval',
    'global#setTimeout',
  ]),
  ...slots(
    handler(`${node}/timers.html`, '>=20.19.0'),
    0,
    each(['node:timers#'], ['setImmediate', 'setInterval', 'setTimeout']),
  ),
  ...slots(handler(`${node}/process.html#processnexttickcallback-args`, '>=20.19.0'), 0, [
    'global#process.nextTick',
    'global#Process().nextTick',
    'node:process#nextTick',
  ]),
  ...slots({ ...handler(`${web}/Scheduler/postTask`), behaviour: 'awaits' }, 0, ['global#scheduler.postTask']),
];

const emitterMethods = ['addListener', 'on', 'once', 'prependListener', 'prependOnceListener'];
const emitters: readonly Slot[] = [
  ...slots(
    handler(`${node}/events.html#capture-rejections-of-promises`, '>=20.19.0'),
    1,
    each(
      [
        'node:events#EventEmitter().',
        'global#EventEmitter().',
        'node:cluster#',
        'node:worker_threads#parentPort.',
        'node:worker_threads#MessagePort().',
      ],
      emitterMethods,
    ),
  ),
  // When the process ends nobody waits any more, and nothing but synchronous work is done.
  ...slots(
    { ...handler(`${node}/process.html#event-exit`, '>=20.19.0'), unless: { argument: 0, texts: ['exit'] } },
    1,
    each(['global#process.', 'global#Process().', 'node:process#'], emitterMethods),
  ),
  ...slots(
    handler('https://socket.io/docs/v4/listening-to-events/', '>=3.0.0 <5.0.0'),
    1,
    each(
      ['socket.io#Server().', 'socket.io#Socket().', 'socket.io#Namespace().', 'socket.io-client#Socket().'],
      ['on', 'once'],
    ),
  ),
  ...slots(handler('https://github.com/websockets/ws/blob/master/doc/ws.md', '>=7.0.0 <9.0.0'), 1, [
    ...each(['ws#WebSocket().', 'ws#WebSocketServer().', 'ws#default().', 'ws#Server().'], ['on', 'once']),
    'ws#WebSocket().addEventListener',
  ]),
];

const targets: readonly Slot[] = [
  ...slots(handler(`${web}/EventTarget/addEventListener`), 1, [
    'global#EventTarget().addEventListener',
    'global#addEventListener',
    'node:worker_threads#MessagePort().addEventListener',
  ]),
  ...slots(handler(`${web}/MediaQueryList/addListener`), 0, ['global#MediaQueryList().addListener']),
  ...slots(handler(`${web}/IntersectionObserver/IntersectionObserver`), 0, [
    'global#IntersectionObserver',
    'global#MutationObserver',
    'global#PerformanceObserver',
    'global#ReportingObserver',
    'global#ResizeObserver',
    'node:perf_hooks#PerformanceObserver',
  ]),
  ...slots(handler(`${web}/Geolocation/getCurrentPosition`), -2, [
    'global#Geolocation().getCurrentPosition',
    'global#Geolocation().watchPosition',
  ]),
  ...slots(handler(`${web}/HTMLCanvasElement/toBlob`), 0, ['global#HTMLCanvasElement().toBlob']),
  ...slots({ ...handler(`${web}/LockManager/request`), behaviour: 'awaits' }, -1, ['global#LockManager().request']),
  ...slots({ ...handler(`${web}/Document/startViewTransition`), behaviour: 'awaits' }, 0, [
    'global#Document().startViewTransition',
  ]),
];

/** Methods of a stream's source or sink are awaited by the stream. */
const streams: readonly Slot[] = [
  ...['start', 'pull', 'cancel'].flatMap((property) =>
    slots({ ...handler(`${web}/ReadableStream/ReadableStream`), behaviour: 'awaits', property }, 0, [
      'global#ReadableStream',
    ]),
  ),
  ...['start', 'write', 'close', 'abort'].flatMap((property) =>
    slots({ ...handler(`${web}/WritableStream/WritableStream`), behaviour: 'awaits', property }, 0, [
      'global#WritableStream',
    ]),
  ),
  ...['start', 'transform', 'flush'].flatMap((property) =>
    slots({ ...handler(`${web}/TransformStream/TransformStream`), behaviour: 'awaits', property }, 0, [
      'global#TransformStream',
    ]),
  ),
];

/** Handlers, listeners and timers of browsers and Node. */
export const timersAndEvents: readonly Slot[] = [...timers, ...emitters, ...targets, ...streams];
