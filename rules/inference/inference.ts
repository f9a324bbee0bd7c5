import type { Awaitable } from '../model/awaitable.js';
import type { CallFact, CallbackFact, ExpressionId, FunctionId } from '../model/facts.js';
import type { FieldFact, Place, ValueParent, VariableFact } from '../model/flow.js';
import type { MemberRead, Origin } from '../model/origin.js';
import type { ExpectedReturn, Waitable } from '../model/rule-view.js';
import type { ApiId } from '../model/summary.js';
import type { Range } from '../model/range.js';
import type { Verdict } from '../model/verdict.js';

/** A function of the project. */
export interface FunctionRef {
  readonly path: string;
  readonly function: FunctionId;
}

/** Everything that a call may call. */
export interface CallResolution {
  /** Functions of the project whose bodies are known. */
  readonly functions: readonly FunctionRef[];
  /** Names under which knowledge tables may know the callee, most specific first. */
  readonly apis: readonly ApiId[];
  /** No other implementation can be meant. */
  readonly complete: boolean;
}

/** An argument position of a call, or a property of the object literal there. */
export interface ArgumentPlace {
  readonly argument: number;
  readonly property?: string;
}

/** What a call writes at a place: a literal, nothing, or something whose value is not known. */
export type ArgumentValue = boolean | 'absent' | 'present' | 'unknown';

/** Where values come from and where they are read, within one file. */
export interface ValueQuestions {
  originOf(path: string, expression: ExpressionId): Origin;
  /** The function that declares the name which a chain of members starts with; `NONE` when there is none. */
  declaringFunction(path: string, expression: ExpressionId): FunctionId;
  /** What a method is called on, or `NONE`. */
  receiverOf(path: string, call: CallFact): ExpressionId;
  /** A collection that is written down, or a constant that is bound to one: as large as the text says. */
  isWritten(path: string, expression: ExpressionId): boolean;
  /** What a member is taken of, or `NONE`. */
  objectOf(path: string, expression: ExpressionId): ExpressionId;
  /** Values of the properties of an object literal; empty for anything else. */
  propertiesOf(path: string, expression: ExpressionId): readonly ExpressionId[];
  /** Where a file reads a member of that name. */
  readsOf(path: string, member: string): readonly MemberRead[];
}

/** What one language's inference answers; effects and rules ask through it and know no language. */
export interface Inference {
  readonly values: ValueQuestions;
  awaitable(path: string, expression: ExpressionId): Awaitable;
  awaitableElements(path: string, expression: ExpressionId): Verdict;
  /** Is it a promise of the platform, which has no member of this name? */
  lacksMember(path: string, promise: ExpressionId, name: string): boolean;
  /** Is it certain that nothing can be waited for? More than a verdict of `no`, which says that it is not usual. */
  isSurelyNot(path: string, expression: ExpressionId, what: Waitable): boolean;
  resolveCall(path: string, call: CallFact): CallResolution;
  /** Functions that a function-like value may be. */
  functionsOf(path: string, expression: ExpressionId): readonly FunctionRef[];
  expectedReturn(path: string, callback: CallbackFact): ExpectedReturn;
  /** The same by declared types alone, without what tables know of the callee. */
  declaredReturn(path: string, callback: CallbackFact): ExpectedReturn;
  returnsAwaitable(path: string, callback: CallbackFact): Awaitable;
  /** An expression as a short name for messages: `fs.readFileSync`, `this.store.load`. */
  describe(path: string, expression: ExpressionId): string;
  argumentValue(path: string, call: CallFact, place: ArgumentPlace): ArgumentValue;
  /** What a string literal holds; nothing for any other expression, and for texts too long to be a name. */
  textOf(path: string, expression: ExpressionId): string | undefined;
  /** Names under which tables may know a value; of an object literal, those of its properties. */
  valueIds(path: string, expression: ExpressionId): readonly ApiId[];
  /** Variables of a file that may hold what a call gave. */
  variables(path: string): readonly VariableFact[];
  /** Private fields of a file's classes that nothing reads. */
  unreadFields(path: string): readonly FieldFact[];
  /** What an expression reads or writes, when that is a variable, a field, or a member of one. */
  placeOf(path: string, expression: ExpressionId): Place | undefined;
  /** What an expression is a part of. */
  parentOf(path: string, expression: ExpressionId): ValueParent;
  /** Elements of an array literal; empty for anything else. */
  elementsOf(path: string, expression: ExpressionId): readonly ExpressionId[];
  rangeOf(path: string, expression: ExpressionId): Range;
  /** Whether a function that is called is one of a user's `{from, package, path, name}` specifiers. */
  matchesCallee(path: string, callee: ExpressionId, specifiers: readonly unknown[]): boolean;
  /** Whether the type of a value is. */
  matchesType(path: string, expression: ExpressionId, specifiers: readonly unknown[]): boolean;
  /** Can a value be called, whatever of its type it is? */
  isCallable(path: string, expression: ExpressionId): Verdict;
  /** Other names under which functions may be called, from renaming imports, exports and assignments. */
  aliases(path: string): readonly (readonly [from: string, to: string])[];
  /** Modules that a file imports, as it names them. */
  modules(path: string): readonly string[];
  /** Another one whenever an answer of `resolveCall` about a file may differ from before; compared by identity. */
  epoch(path: string): unknown;
  /** Another one whenever that is so for a file whose facts did not change. */
  generation(): unknown;
  /** Calls that were resolved so far; those whose answer was remembered do not count. */
  resolutions(): number;
  /** Packages that questions led into and that could not be read, by number of questions. */
  missing(): ReadonlyMap<string, number>;
}
