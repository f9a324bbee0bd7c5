import type { ExitCode } from './environment.js';

/** A run whose input is known. What a language needs can be started before it is executed. */
export interface Plan {
  /** Every file that the engine may read as source. */
  readonly paths: readonly string[];
  readonly execute: () => ExitCode;
}
