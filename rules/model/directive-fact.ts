import type { Range } from './range.js';

/** What a comment asks to silence. */
export interface DirectiveFact {
  readonly range: Range;
  readonly scope: 'line' | 'next-line' | 'file' | 'block-start' | 'block-end';
  /** Rule ids as written, without a prefix that is ours; empty means every rule. */
  readonly rules: readonly string[];
  /** Whose comment it is: ours and ESLint's for our ids, or a peer's for an equivalent rule. */
  readonly origin: 'looplint' | 'eslint' | 'oxlint' | 'biome' | 'deno' | 'noqa' | 'ruff';
  readonly reason: string;
  /** Line of the comment, from 0. */
  readonly line: number;
}
