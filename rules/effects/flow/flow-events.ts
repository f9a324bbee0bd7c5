import type { FunctionId } from '../../model/facts.js';
import { FLOW, FLOW_MASK, FLOW_STRIDE as STRIDE, FLOW_WRITE, RESULT_USES } from '../../model/flow.js';
import type { FlowEvent } from '../../model/flow.js';

/** A flow tape: see `FLOW`. */
export type Tape = ArrayLike<number>;

export function operationAt(tape: Tape, row: number): number {
  return (tape[row * STRIDE] ?? 0) & FLOW_MASK;
}

export function detailAt(tape: Tape, row: number): number {
  return (tape[row * STRIDE] ?? 0) >> 8;
}

export function operandAt(tape: Tape, row: number): number {
  return tape[row * STRIDE + 1] ?? -1;
}

const WRITES: readonly (keyof typeof FLOW_WRITE)[] = ['declare', 'assign', 'update'];

/** A row as an event; nothing for rows that only mark the way. */
export function eventAt(tape: Tape, row: number): FlowEvent | undefined {
  const operand = operandAt(tape, row);
  switch (operationAt(tape, row)) {
    case FLOW.read:
      return { kind: 'read', row, expression: operand, use: RESULT_USES[detailAt(tape, row)] ?? 'other' };
    case FLOW.write: {
      const how = WRITES[detailAt(tape, row)] ?? 'assign';
      return { kind: 'write', row, how, target: operand, value: tape[row * STRIDE + 2] ?? -1 };
    }
    case FLOW.call:
      return { kind: 'call', row, call: operand };
    case FLOW.await:
      return { kind: 'await', row, suspension: operand };
    case FLOW.return:
      return { kind: 'return', row, value: operand };
    case FLOW.throw:
      return { kind: 'throw', row, expression: operand, caught: detailAt(tape, row) === 1 };
    case FLOW.enter:
      return { kind: 'function', row, function: operand };
    default:
      return undefined;
  }
}

/** The row where each function of a file begins. */
export function functionRows(tape: Tape): ReadonlyMap<FunctionId, number> {
  const rows = new Map<FunctionId, number>();
  const length = tape.length / STRIDE;
  for (let row = 0; row < length; row++) if (operationAt(tape, row) === FLOW.enter) rows.set(operandAt(tape, row), row);
  return rows;
}
