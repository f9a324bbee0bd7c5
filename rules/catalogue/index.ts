// Written by `npm run generate`.
import type { Rule } from './define-rule.js';
import awaitThenable from './await-thenable/rule.js';
import noAwaitInLoop from './no-await-in-loop/rule.js';
import noBlockingCall from './no-blocking-call/rule.js';
import noBrokenExecutor from './no-broken-executor/rule.js';
import noDanglingTask from './no-dangling-task/rule.js';
import noFloatingPromises from './no-floating-promises/rule.js';
import noHotLoop from './no-hot-loop/rule.js';
import noLeakedTimer from './no-leaked-timer/rule.js';
import noLostPromises from './no-lost-promises/rule.js';
import noMisusedPromises from './no-misused-promises/rule.js';
import noPromiseAsValue from './no-promise-as-value/rule.js';
import noRaceAcrossAwait from './no-race-across-await/rule.js';
import noSharedSessionConcurrency from './no-shared-session-concurrency/rule.js';
import noSlowRegex from './no-slow-regex/rule.js';
import noSwallowedRejection from './no-swallowed-rejection/rule.js';
import noUnhandledRejectionWindow from './no-unhandled-rejection-window/rule.js';
import returnAwait from './return-await/rule.js';

/** Every rule of the catalogue, sorted by id. */
export const rules: readonly Rule[] = [
  awaitThenable,
  noAwaitInLoop,
  noBlockingCall,
  noBrokenExecutor,
  noDanglingTask,
  noFloatingPromises,
  noHotLoop,
  noLeakedTimer,
  noLostPromises,
  noMisusedPromises,
  noPromiseAsValue,
  noRaceAcrossAwait,
  noSharedSessionConcurrency,
  noSlowRegex,
  noSwallowedRejection,
  noUnhandledRejectionWindow,
  returnAwait,
];
