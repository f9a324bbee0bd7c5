import type { Verdict } from './verdict.js';

/** What is true of an awaitable value; a type checker knows none of it. */
export interface AwaitableTraits {
  readonly kind: 'promise' | 'thenable' | 'coroutine' | 'task' | 'future' | 'query';
  /** When the work starts: at the call, or only when it is awaited. */
  readonly starts: 'call' | 'await';
  /** What awaiting it a second time does. */
  readonly reuse: 'cached' | 'again' | 'error';
  readonly rejects: 'may' | 'never';
  readonly has: readonly ('then' | 'catch' | 'finally')[];
  /** Does awaiting it let the event loop go? */
  readonly suspends: 'yes' | 'maybe' | 'never';
  /** For lazy queries: the methods that start it without `await`. */
  readonly starters?: readonly string[];
  /** Name of the library's entry in the knowledge tables, when it comes from one. */
  readonly library?: string;
}

/** What an expression gives, judged. */
export interface Awaitable {
  readonly verdict: Verdict;
  /** Present when the verdict is `yes` or `likely`. */
  readonly traits?: AwaitableTraits;
  /** Every member of its union is awaitable: it is one on every path. */
  readonly always: boolean;
}
