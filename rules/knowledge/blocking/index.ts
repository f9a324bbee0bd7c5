import type { BlockingApi, ConditionalBlockingApi } from '../types.js';
import { browser, browserWhen } from './browser.js';
import { bun } from './bun.js';
import { denoApis } from './deno.js';
import { electron } from './electron.js';
import { nodeFs } from './node-fs.js';
import { nodeOther } from './node-other.js';
import { npmComputation, npmComputationWhen } from './npm-computation.js';
import { npmDatabases } from './npm-databases.js';
import { npmFiles } from './npm-files.js';
import { npmProcesses, npmProcessesWhen } from './npm-processes.js';
import { npmSearch } from './npm-search.js';
import { npmWaits } from './npm-waits.js';
import { pythonRequests } from './python-requests.js';
import { pythonStandard } from './python-standard.js';

/** Calls that block the thread they run on, however they are called. */
export const blockingApis: readonly BlockingApi[] = [
  ...nodeFs,
  ...nodeOther,
  ...browser,
  ...denoApis,
  ...bun,
  ...electron,
  ...npmFiles,
  ...npmSearch,
  ...npmProcesses,
  ...npmWaits,
  ...npmDatabases,
  ...npmComputation,
  ...pythonStandard,
  ...pythonRequests,
];

/** Calls that block only with certain arguments. */
export const conditionalBlockingApis: readonly ConditionalBlockingApi[] = [
  ...browserWhen,
  ...npmProcessesWhen,
  ...npmComputationWhen,
];
