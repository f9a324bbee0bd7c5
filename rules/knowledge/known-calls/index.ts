import type { KnownCall } from '../types.js';
import { mustAwaitCalls } from './must-await.js';
import { safeCalls, safePython } from './safe.js';

/** Calls whose promise nobody has to await, and calls that somebody must. */
export const knownCalls: readonly KnownCall[] = [...safeCalls, ...safePython, ...mustAwaitCalls];
