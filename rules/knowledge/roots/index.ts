import type { Root } from '../types.js';
import { interfaces } from './interfaces.js';
import { queues } from './queues.js';
import { servers } from './servers.js';
import { serverless } from './serverless.js';
import { testsAndWorkers } from './tests-workers.js';
import { tools } from './tools.js';

/** How program entries are recognised, and who else waits while they run. */
export const programRoots: readonly Root[] = [
  ...servers,
  ...queues,
  ...serverless,
  ...interfaces,
  ...tools,
  ...testsAndWorkers,
];
