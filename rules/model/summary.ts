import type { ChainHop } from './finding.js';
import type { Verdict } from './verdict.js';

/** Identifies a known API: `node:fs#readFileSync`, `better-sqlite3#default().exec`. */
export type ApiId = string;

export type BlockingKind = 'file' | 'process' | 'sleep' | 'network' | 'database' | 'input' | 'cpu' | 'lock';

/** How long a blocking call holds the loop; see the page of `no-blocking-call`. */
export type BlockingTier = 'unbounded' | 'password' | 'cpu' | 'disk' | 'metadata';

/** The calls that lead to an effect, outermost first, then the known API. */
export interface Evidence {
  readonly chain: readonly ChainHop[];
  readonly root: ApiId;
  /** The root as the program writes it, for messages. */
  readonly rootText: string;
}

export interface Blocks {
  readonly kind: BlockingKind;
  readonly tier: BlockingTier;
  readonly verdict: Verdict;
  readonly evidence: Evidence;
  /** Behind a memo or a guard: happens once. */
  readonly guarded: boolean;
  /** Arguments at the root are constant: the same small work each time. */
  readonly constant: boolean;
  /** Somewhere on the chain the call stands in a loop. */
  readonly repeated: boolean;
}

/** Work that a function starts and does not await. */
export interface Spawn {
  readonly path: string;
  readonly call: number;
}

/** What a call to a function means for whoever calls it. */
export interface Summary {
  readonly returns: Verdict;
  /** At most one per kind and tier. */
  readonly blocks: readonly Blocks[];
  readonly cost: 'constant' | 'linear' | 'polynomial' | 'unbounded' | 'unknown';
  readonly mayReject: Verdict;
  /** Does awaiting it let the event loop go? */
  readonly suspends: 'yes' | 'maybe' | 'never';
  readonly spawns: readonly Spawn[];
}

/** How the program entry that reaches a function shares its event loop. */
export type LoopSharing =
  'shared' | 'single-request' | 'build' | 'boot' | 'command-line' | 'test' | 'worker' | 'thread' | 'none';
