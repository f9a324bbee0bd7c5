import type { Session } from '../types.js';
import { databases } from './databases.js';
import { exclusive } from './exclusive.js';
import { pages } from './pages.js';
import { python } from './python.js';

/** Receivers that do one operation at a time. */
export const serialSessions: readonly Session[] = [...databases, ...exclusive, ...pages, ...python];
