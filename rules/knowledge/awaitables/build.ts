import type { AwaitableTraits } from '../../model/awaitable.js';

/** Traits of a query that starts when it is awaited, or by one of `starters`; the rest as promises have it. */
export function lazy(
  library: string,
  starters: readonly string[],
  differences: Partial<Omit<AwaitableTraits, 'library' | 'starters' | 'starts'>> = {},
): AwaitableTraits {
  return {
    kind: 'query',
    starts: 'await',
    reuse: 'again',
    rejects: 'may',
    has: ['then', 'catch', 'finally'],
    suspends: 'yes',
    ...differences,
    starters,
    library,
  };
}

/** Traits of what behaves as a promise does, apart from the differences. */
export function eager(
  library: string,
  differences: Partial<Omit<AwaitableTraits, 'library' | 'starts'>> = {},
): AwaitableTraits {
  return {
    kind: 'promise',
    starts: 'call',
    reuse: 'cached',
    rejects: 'may',
    has: ['then', 'catch', 'finally'],
    suspends: 'yes',
    ...differences,
    library,
  };
}
