import type { Slot } from '../types.js';
import { applications } from './applications.js';
import { ecmascript } from './ecmascript.js';
import { nodeCallbacks } from './node-callbacks.js';
import { python } from './python.js';
import { servers } from './servers.js';
import { testRunners } from './test-runners.js';
import { timersAndEvents } from './timers-events.js';
import { utilities } from './utilities.js';

/** What callback positions do with the functions that they receive. */
export const callbackSlots: readonly Slot[] = [
  ...ecmascript,
  ...timersAndEvents,
  ...nodeCallbacks,
  ...servers,
  ...testRunners,
  ...utilities,
  ...applications,
  ...python,
];
