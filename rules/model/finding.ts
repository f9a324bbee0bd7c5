import type { Fix } from './fix.js';
import type { Level } from './level.js';
import type { Range } from './range.js';

/** One step of the way from a finding to its root: which call, in which file, leads on. */
export interface ChainHop {
  /** Path of the file, relative to the root where it lies inside. */
  readonly path: string;
  readonly range: Range;
  /** One clause without a full stop: "`handler` calls `load`". */
  readonly text: string;
}

/** A reported defect. Plain data: it crosses threads and processes. */
export interface Finding {
  /** Bare rule id, without a host's prefix. */
  readonly ruleId: string;
  readonly path: string;
  readonly range: Range;
  /** Key of the rule's message table. */
  readonly messageId: string;
  /** The rendered sentence. */
  readonly message: string;
  readonly data: Readonly<Record<string, string>>;
  readonly level: Level;
  /** Why it is reported here and at this level, in sentences, where the rule says more than its message. */
  readonly why?: string;
  /** Outermost call first; empty for a finding that needs no chain. */
  readonly chain: readonly ChainHop[];
  /** The first is the preferred one. */
  readonly fixes: readonly Fix[];
}

/** A finding that a comment silences. */
export interface SuppressedFinding extends Finding {
  /** The reason that the comment gives; empty when it gives none. */
  readonly justification: string;
}
