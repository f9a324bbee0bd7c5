import type { ApiId } from '../../model/summary.js';
import type { Source } from '../types.js';

/** Calls that start the file that they name in a thread or process of its own. */
export interface WorkerStarter extends Source {
  readonly api: ApiId;
}

export const workerStarters: readonly WorkerStarter[] = [
  {
    api: 'node:worker_threads#Worker',
    source: 'https://nodejs.org/api/worker_threads.html#new-workerfilename-options',
    versions: '>=20.19.0',
  },
  {
    api: 'global#Worker',
    source: 'https://developer.mozilla.org/en-US/docs/Web/API/Worker/Worker',
    versions: '*',
  },
  {
    api: 'node:child_process#fork',
    source: 'https://nodejs.org/api/child_process.html#child_processforkmodulepath-args-options',
    versions: '>=20.19.0',
  },
  ...['piscina#default', 'piscina#Piscina', 'tinypool#default', 'tinypool#Tinypool'].map((api) => ({
    api,
    source: 'https://github.com/piscinajs/piscina#class-piscina',
    versions: '*',
  })),
  ...['workerpool#pool', 'workerpool#default.pool'].map((api) => ({
    api,
    source: 'https://github.com/josdejong/workerpool#pool',
    versions: '>=6.0.0 <11.0.0',
  })),
];
