import type {
  CallFact,
  CallbackFact,
  ConditionFact,
  DropFact,
  DropOperand,
  LoopFact,
  ReturnFact,
  SuspensionFact,
} from '../model/facts.js';
import type { Fix } from '../model/fix.js';
import type { Range } from '../model/range.js';

/** A value where a promise is of no use. */
export type AwaitedValue = Pick<ConditionFact, 'expression' | 'range' | 'function' | 'parentheses'> & {
  /** A name that is a property of an object literal, perhaps in its short form. */
  readonly property?: string;
};

/** Builds the fixes that rules offer. It knows the language of the file; rules do not. */
export interface FixBuilder {
  /** `await` before a dropped value, where the function is async; empty otherwise. */
  awaitDropped(drop: DropFact, operand: DropOperand): readonly Fix[];
  /** `await` before a value that is used as it is. */
  awaitValue(value: AwaitedValue): readonly Fix[];
  /** `await Promise.all(…)` around a list that is used as it is. */
  awaitElements(value: AwaitedValue): readonly Fix[];
  /** `void` before a dropped promise, with a place for the reason. */
  voidDropped(drop: DropFact, operand: DropOperand): readonly Fix[];
  /** `.catch(…)` after a dropped promise whose type has one. */
  catchDropped(drop: DropFact, operand: DropOperand): readonly Fix[];
  /** Keep a reference to a background task. */
  keepTask(drop: DropFact, call: CallFact): readonly Fix[];
  /** Replace a call by its async twin, where that is one local edit. */
  useAsyncTwin(call: CallFact): readonly Fix[];
  /** Wrap a callback so that it returns nothing and its rejection is handled. */
  wrapCallback(callback: CallbackFact): readonly Fix[];
  /** Take `await` away from before a value that is no promise. */
  removeAwait(point: SuspensionFact): readonly Fix[];
  /** Put `await` before a returned promise, or take it away. */
  awaitReturned(returned: ReturnFact): readonly Fix[];
  /** `for…of` instead of `for await…of`. */
  plainLoop(loop: LoopFact): readonly Fix[];
  /** `using` instead of `await using`. */
  plainUsing(point: SuspensionFact): readonly Fix[];
  /** The suppression comment for a rule on the line of a range. */
  suppress(ruleId: string, range: Range): Fix;
}
