import type { CallId, ExpressionId, FunctionId, ResultUse } from './facts.js';

/*
 * The flow of a file is a tape: what its functions do, in the order in which they do it, with marks where ways part and
 * meet. A graph is made of it for the few functions that a rule asks about. As a graph for every function it would be
 * most of the facts. A row is three numbers: the operation with a detail in the second byte, and two operands.
 */

export const FLOW_STRIDE = 3;
export const FLOW_MASK = 255;

/** Operations of a flow tape. They are part of cached facts. */
export const FLOW = {
  /** A function's rows begin and end; those of functions inside it lie between. Operand: the function. */
  enter: 0,
  leave: 1,
  /** A name, or a member of `this`, is read. Detail: what becomes of it; operand: the expression. */
  read: 2,
  /** A place is written. Detail: how; operands: declaration or target expression, value. */
  write: 3,
  /** Operand: the call, after its arguments. */
  call: 4,
  /** Operand: the suspension. */
  await: 5,
  /** Operand: the value. */
  return: 6,
  /** Detail: 1 where it is caught in the same function; operand: the expression. */
  throw: 7,
  /** Two ways part, the second begins, both meet. */
  branch: 8,
  else: 9,
  join: 10,
  /** A loop begins; it may end here; a round ends; the next one begins. Operand of the first: the loop. */
  loop: 11,
  test: 12,
  next: 13,
  repeat: 14,
  switch: 15,
  case: 16,
  default: 17,
  closeSwitch: 18,
  label: 19,
  closeLabel: 20,
  /** Detail: 1 with a handler, 2 with a `finally`, 3 with both. */
  try: 21,
  catch: 22,
  finally: 23,
  closeTry: 24,
  /** Operand: the row of the loop, `switch` or label that is left, or whose next round begins. */
  break: 25,
  continue: 26,
} as const;

/** Details of `write`: a declaration, `x = v`, and `x += v`. */
export const FLOW_WRITE = { declare: 0, assign: 1, update: 2 } as const;

/** Details of `read`, by number. */
export const RESULT_USES: readonly ResultUse[] = [
  'awaited',
  'returned',
  'yielded',
  'dropped',
  'void',
  'assigned',
  'passed',
  'tested',
  'receiver',
  'element',
  'interpolated',
  'spread',
  'other',
  'thrown',
  'inspected',
];

/** One thing that a function does. */
export type FlowEvent =
  | { readonly kind: 'read'; readonly row: number; readonly expression: ExpressionId; readonly use: ResultUse }
  | {
      readonly kind: 'write';
      readonly row: number;
      readonly how: keyof typeof FLOW_WRITE;
      /** Declaration for `declare`, otherwise the target as an expression. */
      readonly target: number;
      readonly value: ExpressionId;
    }
  | { readonly kind: 'call'; readonly row: number; readonly call: CallId }
  | { readonly kind: 'await'; readonly row: number; readonly suspension: number }
  | { readonly kind: 'return'; readonly row: number; readonly value: ExpressionId }
  /** `caught`: in the block of a `try` with a handler, in the same function. */
  | { readonly kind: 'throw'; readonly row: number; readonly expression: ExpressionId; readonly caught: boolean }
  /** A nested function is made; its own rows are not among these. */
  | { readonly kind: 'function'; readonly row: number; readonly function: FunctionId };

/** Events that follow each other without a way in or out. */
export interface FlowBlock {
  /** Their rows on the tape, in order. */
  readonly rows: readonly number[];
  readonly successors: readonly number[];
  /** How the function ends after it, if it does. */
  readonly end: 'none' | 'return' | 'end' | 'throw';
}

/** The ways through one function, exceptions left out: whatever throws is taken to end the way. Block 0 is the entry. */
export interface ControlFlow {
  readonly blocks: readonly FlowBlock[];
}

/** Where a variable is read. */
export interface VariableRead {
  readonly expression: ExpressionId;
  readonly use: ResultUse;
  readonly function: FunctionId;
  readonly row: number;
}

/** Where a variable is written. */
export interface VariableWrite {
  readonly value: ExpressionId;
  readonly how: keyof typeof FLOW_WRITE;
  readonly function: FunctionId;
  readonly row: number;
}

/** A variable whose value may come from a call, with everything that the file does with it. */
export interface VariableFact {
  readonly name: string;
  /** The function whose local it is; 0 for the module's own. */
  readonly function: FunctionId;
  /** Others may see it: it is exported, or the top level is shared. */
  readonly shared: boolean;
  readonly writes: readonly VariableWrite[];
  readonly reads: readonly VariableRead[];
}

/** What can be read and written: a variable, a field, or a member of one. */
export interface Place {
  /** Equal for the same place within a file. */
  readonly key: string;
  readonly root: 'this' | 'variable' | 'parameter';
  /** The function whose local the variable is; 0 for the module's. */
  readonly function: FunctionId;
  /** Members behind the root. */
  readonly members: number;
}

/** A private field that is written. */
export interface FieldFact {
  readonly name: string;
  readonly values: readonly ExpressionId[];
}

/** What an expression is a part of. */
export type ValueParent =
  | { readonly kind: 'argument'; readonly expression: ExpressionId; readonly call: CallId; readonly index: number }
  | { readonly kind: 'callee'; readonly expression: ExpressionId; readonly call: CallId }
  | { readonly kind: 'member'; readonly expression: ExpressionId; readonly name: string }
  | { readonly kind: 'element' | 'await' | 'value' | 'part'; readonly expression: ExpressionId }
  | { readonly kind: 'none' };
