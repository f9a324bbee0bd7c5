import type { CallId, ExpressionId, FunctionId } from './facts.js';
import type { Range } from './range.js';

/** Where a value comes from, as far as its own file tells: names are followed to what they are bound to for good. */
export type Origin =
  | { readonly kind: 'call'; readonly call: CallId }
  | { readonly kind: 'function'; readonly function: FunctionId }
  /** Handed in, or a part of what is handed in, as far as destructuring takes it apart. */
  | { readonly kind: 'parameter'; readonly function: FunctionId; readonly index: number }
  | { readonly kind: 'member'; readonly object: ExpressionId; readonly name: string }
  /** An array literal; `spread` when it holds the elements of another collection. */
  | { readonly kind: 'array'; readonly elements: readonly ExpressionId[]; readonly spread: boolean }
  /** One of the elements of a list: by its index, by destructuring, or as the variable of a loop over it. */
  | { readonly kind: 'element'; readonly list: ExpressionId }
  | { readonly kind: 'regexp'; readonly expression: ExpressionId }
  | { readonly kind: 'literal' }
  | { readonly kind: 'unknown' };

/** `object.name` as a value. */
export interface MemberRead {
  readonly object: ExpressionId;
  readonly range: Range;
}
