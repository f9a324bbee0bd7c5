import type { KnownCall } from '../types.js';
import { mustAwaitCalls } from './must-await.js';
import { neverRejecting } from './never-rejects.js';
import { safeCalls, safePython } from './safe.js';

/** Calls whose promise nobody has to await, calls that somebody must, and those that never fail. */
export const knownCalls: readonly KnownCall[] = [...safeCalls, ...safePython, ...mustAwaitCalls, ...neverRejecting];
