import type { DirectiveFact } from './directive-fact.js';
import type { Language } from './language.js';
import type { Range } from './range.js';

/** Index of an expression in its file's expression table. */
export type ExpressionId = number;
/** Index of a function in its file's function table; 0 is the module body. */
export type FunctionId = number;
/** Index of a call in its file's call table. */
export type CallId = number;
/** Index of a loop in its file's loop table. */
export type LoopId = number;

/** Stands for "none" wherever an id is optional: facts hold no `undefined`, so that they survive JSON. */
export const NONE = -1;

export type FunctionKind =
  'module' | 'function' | 'arrow' | 'method' | 'constructor' | 'getter' | 'setter' | 'initializer' | 'lambda';

export interface FunctionFact {
  readonly id: FunctionId;
  /** Declared or inferred name, empty when there is none. */
  readonly name: string;
  /** How messages name it: `load`, `Store.load`, `the callback of setTimeout`. */
  readonly label: string;
  readonly kind: FunctionKind;
  readonly range: Range;
  /** Where `async` would be inserted. */
  readonly head: number;
  readonly async: boolean;
  readonly generator: boolean;
  readonly parent: FunctionId;
  /** Holds a syntax error: it gives no finding and proves nothing. */
  readonly incomplete: boolean;
  /** The call that this function is an argument of, with its position, when it is written inline. */
  readonly argumentOf: CallId;
  readonly argumentIndex: number;
  /**
   * True when nothing in the body can throw past it: the whole body is in a `try` whose handler does not rethrow. Of a
   * synchronous executor: the promise never rejects.
   */
  readonly catchesAll: boolean;
  /** True when it can reject only as the calls do that it awaits or returns outside of a `try`. */
  readonly forwards: boolean;
}

/** What becomes of the value of a call. */
export type ResultUse =
  | 'awaited'
  | 'returned'
  | 'yielded'
  | 'dropped'
  | 'void'
  | 'assigned'
  | 'passed'
  | 'tested'
  | 'receiver'
  | 'element'
  | 'interpolated'
  | 'spread'
  | 'other'
  | 'thrown'
  /** By `typeof`, `instanceof` or `in`. */
  | 'inspected';

export interface CallFact {
  readonly id: CallId;
  readonly expression: ExpressionId;
  readonly callee: ExpressionId;
  readonly arguments: readonly ExpressionId[];
  readonly range: Range;
  readonly calleeRange: Range;
  /** Last name of the callee, empty when it has none. */
  readonly name: string;
  readonly function: FunctionId;
  readonly use: ResultUse;
  /** `new X()` rather than `x()`. */
  readonly construct: boolean;
  /** Innermost loop of the same function. */
  readonly loop: LoopId;
  /** In the block of a `try` with a handler, in the same function. */
  readonly caught: boolean;
  /** Behind `if (!cache)`, `??=`, `||=` or the like: runs once. */
  readonly guarded: boolean;
  /** Every argument is a literal or made of literals. */
  readonly constant: boolean;
}

/** One `.then(…)`, `.catch(…)` or `.finally(…)` at the end of a dropped expression. */
export interface SettleLink {
  readonly method: 'then' | 'catch' | 'finally';
  readonly arguments: readonly ExpressionId[];
  /** Per argument: is it something that can be a handler (`undefined` and `null` are not)? */
  readonly handles: readonly boolean[];
}

/** A value that an expression statement throws away. */
export interface DropOperand {
  readonly expression: ExpressionId;
  readonly range: Range;
  /** The expression before its settle links; equals `expression` when there are none. */
  readonly origin: ExpressionId;
  readonly links: readonly SettleLink[];
  /** Call that the origin is, or `NONE`. */
  readonly call: CallId;
  /** The name or field that a chain of calls starts from, `q` in `q.where(a).limit(1)`, or `NONE`. */
  readonly base: ExpressionId;
  /** Immediately invoked function expression. */
  readonly iife: boolean;
  /** Behind an explicit `void`. */
  readonly void: boolean;
  /** `await` before the operand needs parentheses around it. */
  readonly parentheses: boolean;
}

/** An expression in statement position. */
export interface DropFact {
  readonly range: Range;
  /** The statement with its terminator. */
  readonly statement: Range;
  readonly function: FunctionId;
  readonly loop: LoopId;
  readonly operands: readonly DropOperand[];
  /** The statement is a single operand, not `a && b()` or the like. */
  readonly single: boolean;
  /** A bare arrow body `() => f()` is not a statement; a `do` one-liner is. Kept for the fixes. */
  readonly block: boolean;
}

/** Where a value is used as a truth value. */
export interface ConditionFact {
  readonly expression: ExpressionId;
  readonly range: Range;
  readonly function: FunctionId;
  readonly place: 'if' | 'while' | 'for' | 'conditional' | 'not' | 'and' | 'or' | 'nullish' | 'equality';
  readonly call: CallId;
  readonly parentheses: boolean;
  /** The branch assigns what is tested: `if (!x) { x = … }` makes it at first use. */
  readonly guard: boolean;
}

/** A function-like value in a place that receives a callback. */
export interface CallbackFact {
  readonly place: 'argument' | 'attribute' | 'property' | 'return' | 'variable' | 'method';
  readonly expression: ExpressionId;
  readonly range: Range;
  readonly function: FunctionId;
  /** For `argument`: the call; for `property` too, where its object literal is an argument. */
  readonly call: CallId;
  /**
   * For the same: the position; for `attribute`: the element, as an expression; for any other `property`: the object
   * literal; for `method`: the class, as inference counts them.
   */
  readonly index: number;
  /** The function written there, when it is written inline; a method may have none. */
  readonly inline: FunctionId;
  /** Attribute, property or method name. */
  readonly name: string;
}

/** `...value` in an object literal or in arguments. */
export interface SpreadFact {
  readonly expression: ExpressionId;
  readonly range: Range;
  readonly function: FunctionId;
  /** A name or a field: what it holds was perhaps asked before. */
  readonly stored: boolean;
}

/** `@decorator(…)` on a function or method: a decorator that is called. */
export interface DecorationFact {
  readonly function: FunctionId;
  /** The call that gives the decorator. */
  readonly call: CallId;
}

/** A point where a function may let the event loop go. */
export interface SuspensionFact {
  readonly range: Range;
  /** `return`: the promise that an async function of JavaScript returns, which it waits for. */
  readonly kind: 'await' | 'yield' | 'return' | 'for-await' | 'with-await';
  readonly function: FunctionId;
  readonly loop: LoopId;
  /** The awaited expression, or `NONE`. */
  readonly operand: ExpressionId;
  /** Call that the operand is, or `NONE`. */
  readonly call: CallId;
}

/** A value that an `async` function of JavaScript returns; both branches of a `?:` are values for themselves. */
export interface ReturnFact {
  /** What is returned; what stands behind `await`, when it is awaited. */
  readonly expression: ExpressionId;
  /** With its `await`. */
  readonly range: Range;
  readonly function: FunctionId;
  readonly awaited: boolean;
  /** `catch` or `finally` of the same function, or the end of a `using`, comes after what is awaited here. */
  readonly sheltered: boolean;
  /** `await` before it needs parentheses around it. */
  readonly parentheses: boolean;
}

/** `requeue`: no statement, but a function that asks for itself again before anybody else has a turn. */
export type LoopKind = 'for' | 'for-of' | 'for-in' | 'for-await' | 'while' | 'do-while' | 'requeue';

export interface LoopFact {
  readonly id: LoopId;
  readonly kind: LoopKind;
  readonly range: Range;
  /** From the keyword to the end of its parentheses. */
  readonly head: Range;
  readonly function: FunctionId;
  readonly parent: LoopId;
  /** No condition, or one that is always true. */
  readonly infinite: boolean;
  /** Constant number of rounds, 0 when it is not known. */
  readonly trips: number;
  /** `break`, `return` or `throw` leaves it. */
  readonly exits: boolean;
  /** The condition reads a clock: `Date.now() < t`. */
  readonly clock: boolean;
  /** Names that the condition reads, when it only reads names and negates or compares them. */
  readonly flags: readonly string[];
  /** The flags are written in the body, or a call in the body may write them. */
  readonly flagsMayChange: boolean;
  /** Names bound by the loop head. */
  readonly variables: readonly string[];
  /** Names declared outside and written inside, except pushes and keyed writes into a fresh result. */
  readonly carried: readonly string[];
  readonly hasBody: boolean;
  /** Names declared in its body. */
  readonly declared: readonly string[];
  /** The iterated expression of `for…of`, or `NONE`. */
  readonly iterated: ExpressionId;
}

/** `@blocking` or `@nonBlocking` in the documentation of a function. */
export interface MarkFact {
  readonly function: FunctionId;
  readonly blocking: boolean;
}

/** A collection that is copied to grow: `[...all, one]` in a reduction or a loop. */
export interface AccumulationFact {
  readonly range: Range;
  readonly function: FunctionId;
  /** Of an assignment in a loop, or `NONE`: then the function is the reducer. */
  readonly loop: LoopId;
  readonly name: string;
}

/** A regular expression that may repeat something without end, as it is written. */
export interface RegexpFact {
  readonly expression: ExpressionId;
  readonly pattern: string;
  readonly flags: string;
}

/** The language-neutral facts of one file: all that rules may see of it. Plain JSON data. */
export interface FileFacts {
  readonly language: Language;
  /** Offset of each line's first code unit. */
  readonly lines: readonly number[];
  readonly length: number;
  /** `@generated`, minified, or a blanket disable at the top. */
  readonly generated: boolean;
  /** A test file by what it imports or declares. */
  readonly test: boolean;
  readonly functions: readonly FunctionFact[];
  readonly calls: readonly CallFact[];
  readonly drops: readonly DropFact[];
  readonly conditions: readonly ConditionFact[];
  readonly callbacks: readonly CallbackFact[];
  readonly spreads: readonly SpreadFact[];
  readonly decorations: readonly DecorationFact[];
  readonly regexps: readonly RegexpFact[];
  /** Blocks that run after a failure, or come what may: of `catch`, `except` and `finally`. */
  readonly recoveries: readonly Range[];
  /** Functions whose body holds nothing, and that no comment in it, above it or behind it explains. */
  readonly emptyFunctions: readonly FunctionId[];
  /** What is awaited for its own sake: expressions whose awaited value nobody takes. */
  readonly droppedAwaits: readonly ExpressionId[];
  readonly suspensions: readonly SuspensionFact[];
  readonly returns: readonly ReturnFact[];
  readonly loops: readonly LoopFact[];
  readonly accumulations: readonly AccumulationFact[];
  readonly marks: readonly MarkFact[];
  readonly directives: readonly DirectiveFact[];
  /** Text of markup and templates that goes over lines: a comment on a line of its own would be text there. */
  readonly texts: readonly Range[];
  /** What its functions do, in order: see `FLOW`. */
  readonly flow: ArrayLike<number>;
  /** Ranges with syntax errors. */
  readonly broken: readonly Range[];
}
