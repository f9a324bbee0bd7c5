import { typeOfDeclarations } from './declarations.js';
import type { Evaluation } from './evaluation.js';
import type { SourceUnit } from './program.js';
import type { Type } from './types.js';

const NO_TYPES: readonly (Type | undefined)[] = [];

/** An instance of one of the platform's own types, such as `Array`. */
export function globalInstance(
  ev: Evaluation,
  name: string,
  args: readonly (Type | undefined)[] = NO_TYPES,
): Type | undefined {
  return typeOfDeclarations(ev, ev.program.globals(name, PLATFORM), args);
}

/** Asks for what every file sees. */
const PLATFORM = { path: '', library: 'global' } as unknown as SourceUnit;
