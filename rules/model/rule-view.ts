import type { Awaitable } from './awaitable.js';
import type {
  CallFact,
  CallId,
  CallbackFact,
  ExpressionId,
  FileFacts,
  FunctionFact,
  FunctionId,
  LoopFact,
} from './facts.js';
import type { ChainHop } from './finding.js';
import type { FieldFact, FlowEvent, Place, ValueParent, VariableFact } from './flow.js';
import type { MemberRead, Origin } from './origin.js';
import type { Range } from './range.js';
import type { ApiId, Blocks, LoopSharing, Summary } from './summary.js';
import type { Verdict } from './verdict.js';

/** What a callback position does with what the callback returns. */
export type ExpectedReturn = 'void' | 'boolean' | 'awaited' | 'value' | 'unknown';

/** What a callee turned out to be. */
export type CallTarget =
  | { readonly kind: 'function'; readonly path: string; readonly function: FunctionId; readonly label: string }
  | { readonly kind: 'api'; readonly ids: readonly ApiId[] }
  | { readonly kind: 'unknown' };

/** Who waits while a function runs, by the program roots that reach it. */
export interface Waiters {
  readonly sharing: LoopSharing;
  /** What the root is, for messages: "the server started in `app.ts`". Empty when no root was found. */
  readonly root: string;
}

/** What the language can wait for: a value, the elements of a list, an iteration, a disposal. */
export type Waitable = 'awaitable' | 'elements' | 'async-iterable' | 'async-disposable';

/** All that a rule may see. Every answer is derived from facts; nothing here reads a text or a tree. */
export interface RuleView {
  /** Path of the file as the host names it. */
  readonly path: string;
  readonly file: FileFacts;
  /** The rule's own options, defaults filled in. */
  readonly options: Readonly<Record<string, unknown>>;

  awaitable(expression: ExpressionId): Awaitable;
  /** Is it an array (or tuple) of awaitables? */
  awaitableElements(expression: ExpressionId): Verdict;
  /** Is it a promise of the platform, which has no member of this name? */
  lacksMember(promise: ExpressionId, name: string): boolean;
  /** Is it certain that nothing can be waited for? More than a verdict of `no`, which says that it is not usual. */
  isSurelyNot(expression: ExpressionId, what: Waitable): boolean;
  target(call: CallFact): CallTarget;
  /** Known API ids of what a call calls, most specific first; empty when it is none. */
  apiIds(call: CallFact): readonly ApiId[];
  /** Summary of what a call calls, over every implementation it may reach. */
  summaryOf(call: CallFact): Summary | undefined;
  /** Blocking effects of a call, direct or through helpers, ready to report: the call itself first in the chain. */
  blocksOf(call: CallFact): readonly Blocks[];
  /** The async function that does the same as the synchronous function of the project that is called. */
  asyncTwin(call: CallFact): string | undefined;
  summaryOfFunction(fn: FunctionFact): Summary;
  /** What the position of a callback does with the callback's result. */
  expectedReturn(callback: CallbackFact): ExpectedReturn;
  /** The same by declared types alone, without what tables know of the callee. */
  declaredReturn(callback: CallbackFact): ExpectedReturn;
  /** What a function-like value returns: is it async, or does it give an awaitable? */
  returnsAwaitable(callback: CallbackFact): Awaitable;
  /** Can awaiting this value, or calling this inline function, reject? */
  mayReject(expression: ExpressionId): Verdict;
  /** Does a callback do some work, and no failure of it is left to whoever takes its promise? */
  handlesFailure(callback: CallbackFact): boolean;
  /** Async, or entered by the loop: a handler, a listener, a timer callback. */
  runsOnLoop(fn: FunctionFact): Verdict;
  /** The function whose turn of the loop a body runs in: callbacks that run at once belong to their caller. */
  ownerOf(fn: FunctionFact): FunctionFact;
  waiters(fn: FunctionFact): Waiters;
  /** Does a loop let the event loop go on every round, on some rounds, or never? */
  loopSuspends(loop: LoopFact): 'yes' | 'maybe' | 'never';
  /** The expression as a short name for messages: `fs.readFileSync`, `this.store.load`. */
  describe(expression: ExpressionId): string;
  functionOf(id: FunctionId): FunctionFact;
  call(id: CallId): CallFact;
  /** Does a call work in a session that does one operation at a time, as a method of it or with it as an argument? */
  isInSession(call: CallFact): boolean;
  /** The session that a call works in, where operations that run at the same time do harm, and which harm. */
  exclusiveSessionOf(call: CallFact): { readonly expression: ExpressionId; readonly consequence: string } | undefined;
  /** The nearest enclosing function that decides whether `await` is allowed: `NONE` when it is not. */
  canAwait(fn: FunctionId): boolean;
  /** One chain hop in this file. */
  hop(range: { readonly start: number; readonly end: number }, text: string): ChainHop;
  /** Tables know that the call must be awaited, although its type may not say so. */
  mustAwait(call: CallFact): boolean;
  /** Tables know that the call reads an argument as it is; `deep`: with what literals in it hold. */
  plainArgument(call: CallFact): { readonly argument: number; readonly deep: boolean } | undefined;
  /** Tables know that nobody need wait for the call. */
  isSafeToDrop(call: CallFact): boolean;
  /** Local variables that may hold what a call gave, with every read and write of them. */
  variables(): readonly VariableFact[];
  /** Where a value comes from in this file. */
  originOf(expression: ExpressionId): Origin;
  /** The function that declares the name which a chain of members starts with; `NONE` when there is none. */
  declaringFunction(expression: ExpressionId): FunctionId;
  /** The call that an expression is. */
  callOf(expression: ExpressionId): CallFact | undefined;
  /** What a string literal holds; nothing for any other expression, and for texts too long to be a name. */
  textOf(expression: ExpressionId): string | undefined;
  /** What a method is called on, or `NONE`. */
  receiverOf(call: CallFact): ExpressionId;
  /** A collection that is written down, or a constant that is bound to one: as large as the text says. */
  isWritten(expression: ExpressionId): boolean;
  /** What a call does that is nothing once, and a standstill when a loop makes it often. */
  heavyWork(call: CallFact): 'work' | 'search' | 'sort' | undefined;
  /** Where this file reads a member of that name. */
  readsOf(member: string): readonly MemberRead[];
  /** Names under which tables may know a value, by the way to it and by its type. */
  valueIds(expression: ExpressionId): readonly ApiId[];
  /** Private fields that are written and that nothing in the file can read. */
  unreadFields(): readonly FieldFact[];
  /** What an expression reads or writes, when that is a variable, a field, or a member of one. */
  placeOf(expression: ExpressionId): Place | undefined;
  /** What an expression is a part of, casts, choices and assignments left out. */
  parentOf(expression: ExpressionId): ValueParent;
  /** Everything that a function does, in the order of its text; what functions inside it do is left out. */
  events(fn: FunctionId): readonly FlowEvent[];
  /**
   * Follows every way through a function from behind a row of its events, until `visit` stops it. True when one of them
   * reaches a normal end of the function; ways that throw are not counted.
   */
  follow(fn: FunctionId, row: number, visit: (event: FlowEvent) => 'stop' | 'go'): boolean;
  /** Elements of an array literal, those that are spread left out; empty for anything else. */
  elementsOf(expression: ExpressionId): readonly ExpressionId[];
  rangeOf(expression: ExpressionId): Range;
  /** Whether what a call calls is one of a user's `{from, package, path, name}` specifiers. */
  matchesCallee(call: CallFact, specifiers: readonly unknown[]): boolean;
  /** Whether the type of a value is; of an array, that of its elements. */
  matchesType(expression: ExpressionId, specifiers: readonly unknown[]): boolean;
  /** Can a value be called, whatever of its type it is? Whether there is a value at all is not asked. */
  isCallable(expression: ExpressionId): Verdict;
}
