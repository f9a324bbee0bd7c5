import type { AwaitableFamily } from '../../../rules/knowledge/types.js';

/** Any value of a library: only its members by name matter here. */
export type Value = Record<string, (...values: unknown[]) => unknown>;

/** One library with a driver that only records, and what is needed to check its entry in the table. */
export interface LazyLibrary {
  readonly family: AwaitableFamily;
  /** What the driver was told to do. */
  readonly log: string[];
  /** Makes queries of several kinds, none of which may start. */
  readonly queries: Readonly<Record<string, () => Value>>;
  /** A query that is sent, to see that nothing stands before it in the log. */
  readonly control: () => PromiseLike<unknown>;
  /** Arguments of the starters that need some. */
  readonly starterArguments?: Readonly<Record<string, readonly unknown[]>>;
  readonly leafArguments?: Readonly<Record<string, readonly unknown[]>>;
  /** Members of `leaves` that `queries` of this kind do not have. */
  readonly absentLeaves?: readonly string[];
  /** By the last name of an entry in `except`: calls that start without being awaited. */
  readonly eager: Readonly<Record<string, () => unknown>>;
  /** Calls methods on a stored builder. */
  readonly amend: (query: Value) => void;
  /** A query that holds another one as a part; gives the number of statements that it is sent as. */
  readonly nested: () => PromiseLike<unknown>;
  readonly close: () => unknown;
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as Value)['then'] === 'function';
}

export function call(value: Value, name: string, values: readonly unknown[] = []): unknown {
  const member = value[name];
  if (typeof member !== 'function') throw new TypeError(`no method ${name}`);
  return member.apply(value, [...values]);
}
