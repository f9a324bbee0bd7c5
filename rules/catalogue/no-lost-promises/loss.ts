import type { Range } from '../../model/range.js';

/** A finding of `no-lost-promises`. */
export type Loss = { readonly range: Range } & (
  | { readonly message: 'unused'; readonly data: { readonly callee: string } }
  | { readonly message: 'looked'; readonly data: { readonly callee: string; readonly use: string } }
  | { readonly message: 'collected'; readonly data: { readonly name: string } }
  | {
      readonly message: 'overwritten' | 'forgotten' | 'field' | 'query';
      readonly data: { readonly callee: string; readonly name: string };
    }
);
