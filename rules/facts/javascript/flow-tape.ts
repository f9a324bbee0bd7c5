import { FLOW, FLOW_MASK, FLOW_STRIDE as STRIDE, RESULT_USES } from '../../model/flow.js';
import { NONE } from '../../model/facts.js';
import type { ResultUse } from '../../model/facts.js';
import type { Builder } from './builder.js';

/** What `break` and `continue` may lead to, around the cursor. */
interface JumpTarget {
  readonly kind: 'loop' | 'switch' | 'label' | 'function';
  readonly label: string;
  readonly row: number;
}

/** A flow tape under construction. */
export interface FlowDraft {
  data: Int32Array;
  length: number;
  readonly targets: JumpTarget[];
  /** Label of the statement that comes next. */
  label: string;
}

export function createFlowDraft(textLength: number): FlowDraft {
  // Code has about an event for every twenty characters.
  return { data: new Int32Array(STRIDE * (16 + Math.ceil(textLength / 16))), length: 0, targets: [], label: '' };
}

/** Appends a row; gives its number. Declaration files do nothing. */
export function emit({ flow, ambient }: Builder, operation: number, first = NONE, second = NONE): number {
  if (ambient) return NONE;
  const row = flow.length++;
  const at = row * STRIDE;
  if (at + STRIDE > flow.data.length) {
    const grown = new Int32Array(flow.data.length * 2);
    grown.set(flow.data);
    flow.data = grown;
  }
  flow.data[at] = operation;
  flow.data[at + 1] = first;
  flow.data[at + 2] = second;
  return row;
}

const USE_CODES = new Map(RESULT_USES.map((use, code) => [use, code << 8]));

export function emitRead(b: Builder, expression: number, use: ResultUse): void {
  emit(b, FLOW.read | (USE_CODES.get(use) ?? 0), expression);
}

/** The target of a plain assignment is reached, not read. */
export function retractRead({ flow }: Builder, expression: number): void {
  const at = (flow.length - 1) * STRIDE;
  if (((flow.data[at] ?? 0) & FLOW_MASK) === FLOW.read && flow.data[at + 1] === expression) flow.length--;
}

export function emitWrite(b: Builder, how: number, target: number, value: number): void {
  emit(b, FLOW.write | (how << 8), target, value);
}

/** Opens something that jumps may lead to. */
export function openTarget(b: Builder, kind: JumpTarget['kind'], operation: number, operand = NONE): void {
  const { flow } = b;
  const label = kind === 'function' ? '' : flow.label;
  flow.label = '';
  flow.targets.push({ kind, label, row: emit(b, operation, operand) });
}

export function closeTarget(b: Builder, operation: number, operand = NONE): void {
  b.flow.targets.pop();
  emit(b, operation, operand);
}

/** `break` and `continue`, to the nearest that they can mean. */
export function emitJump(b: Builder, operation: number, label: string): void {
  const { targets } = b.flow;
  for (let i = targets.length - 1; i >= 0; i--) {
    const target = targets[i];
    if (target === undefined || target.kind === 'function') return;
    const isMeant =
      label === ''
        ? target.kind === 'loop' || (target.kind === 'switch' && operation === FLOW.break)
        : target.label === label && (operation === FLOW.break || target.kind === 'loop');
    if (!isMeant) continue;
    emit(b, operation, target.row);
    return;
  }
}

/** The tape as facts hold it. */
export function packFlow({ data, length }: FlowDraft): Int32Array {
  return data.slice(0, length * STRIDE);
}
