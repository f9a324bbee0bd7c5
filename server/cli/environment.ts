import type { Extract } from '../../rules/engine.js';
import type { Host } from '../../rules/model/host.js';
import type { RuleMeta } from '../../rules/model/rule-meta.js';
import type { Settings } from '../../rules/model/settings.js';
import type { Engine } from '../../rules/engine-types.js';

/** Where text goes: a terminal, a pipe, a test. */
export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
}

export interface EngineOptions {
  readonly host: Host;
  readonly root: string;
  readonly settings: Settings;
  readonly measure?: boolean;
  readonly extract?: Extract;
}

/** Everything around a run: what it is told, and what it may do. Tests hand in their own. */
export interface Environment {
  /** Arguments after the program's name. */
  readonly arguments: readonly string[];
  readonly cwd: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** All of standard input. */
  readonly readInput: () => Uint8Array;
  /** Milliseconds that never go back. */
  readonly now: () => number;
  /** Bytes of memory in use at the most. */
  readonly peakMemory: () => number;
  /** Bytes of source that there is memory for. */
  readonly maxProjectBytes: () => number;
  readonly version: string;
  readonly assetDirectory: string;
  readonly rules: readonly RuleMeta[];
  readonly createEngine: (options: EngineOptions) => Engine;
  /** The script of the threads that extract facts. */
  readonly threadScript: URL;
  /** Starts the language server, which lives until its client goes. */
  readonly serve: () => void;
}

/** 0: clean, or warnings within the limit. 1: findings. 2: the run itself went wrong. */
export type ExitCode = 0 | 1 | 2;

/** Ends a run with exit code 2 and one sentence that says what to do. */
export class UsageError extends Error {}
