import type { Wrapper } from '../types.js';
import { javascript } from './javascript.js';
import { python } from './python.js';

/** What wrappers and decorators make of the functions that they receive. */
export const functionWrappers: readonly Wrapper[] = [...javascript, ...python];
