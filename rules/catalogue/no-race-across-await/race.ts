import type { Range } from '../../model/range.js';

/** A finding of `no-race-across-await`. */
export type Race = { readonly range: Range } & (
  | { readonly message: 'update' | 'check'; readonly data: { readonly place: string } }
  | { readonly message: 'snapshot'; readonly data: { readonly place: string; readonly name: string } }
);
