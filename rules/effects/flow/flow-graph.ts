import { FLOW, FLOW_STRIDE as STRIDE } from '../../model/flow.js';
import type { ControlFlow, FlowBlock } from '../../model/flow.js';
import { detailAt, operandAt, operationAt } from './flow-events.js';
import type { Tape } from './flow-events.js';

interface BlockDraft {
  readonly rows: number[];
  readonly successors: number[];
  end: FlowBlock['end'];
}

/** Something that is open around the row: a way that parted, or what jumps may leave. */
interface Frame {
  readonly row: number;
  readonly kind: 'branch' | 'loop' | 'switch' | 'label' | 'try';
  /** Where the ways parted. */
  readonly start: number;
  /** Where they meet. */
  readonly after: number;
  /** `loop`: where the next round begins; `try`: its `finally`, or none. */
  readonly next: number;
  /** `try`: its handler, or none. */
  readonly handler: number;
  /** `branch`: the end of the first way. */
  first: number;
  hasDefault: boolean;
  /** Where jumps that pass a `finally` go on, and how many frames around them stay open there. */
  readonly pending: Map<number, number>;
}

interface State {
  readonly tape: Tape;
  readonly blocks: BlockDraft[];
  readonly frames: Frame[];
  current: number;
}

const NOWHERE = -1;

/** The graph of the function whose rows begin at `enter`. */
export function buildFlowGraph(tape: Tape, enter: number): ControlFlow {
  const state: State = { tape, blocks: [], frames: [], current: 0 };
  state.current = addBlock(state);
  let row = enter + 1;
  for (; row * STRIDE < tape.length; row++) {
    const operation = operationAt(tape, row);
    if (operation === FLOW.leave) break;
    if (operation === FLOW.enter) {
      blockOf(state).rows.push(row);
      row = endOfFunction(tape, row);
    } else step(state, row, operation);
  }
  leave(state, 'end');
  return { blocks: state.blocks };
}

function endOfFunction(tape: Tape, enter: number): number {
  let depth = 0;
  for (let row = enter; ; row++) {
    const operation = operationAt(tape, row);
    if (operation === FLOW.enter) depth++;
    else if (operation === FLOW.leave && --depth === 0) return row;
    if (row * STRIDE >= tape.length) return row;
  }
}

function addBlock({ blocks }: State): number {
  blocks.push({ rows: [], successors: [], end: 'none' });
  return blocks.length - 1;
}

function blockOf({ blocks, current }: State): BlockDraft {
  return blocks[current] as BlockDraft;
}

function link({ blocks }: State, from: number, to: number): void {
  const list = blocks[from]?.successors;
  if (list !== undefined && to !== NOWHERE && !list.includes(to)) list.push(to);
}

/** Goes on in another block, which the current one leads to. */
function goOn(state: State, to: number): void {
  link(state, state.current, to);
  state.current = to;
}

function step(state: State, row: number, operation: number): void {
  switch (operation) {
    case FLOW.branch:
    case FLOW.else:
    case FLOW.join:
      stepBranch(state, row, operation);
      return;
    case FLOW.loop:
    case FLOW.test:
    case FLOW.next:
    case FLOW.repeat:
      stepLoop(state, row, operation);
      return;
    case FLOW.switch:
    case FLOW.case:
    case FLOW.default:
    case FLOW.closeSwitch:
      stepSwitch(state, row, operation);
      return;
    case FLOW.label:
      open(state, { row, kind: 'label', after: addBlock(state) });
      return;
    case FLOW.closeLabel:
      goOn(state, state.frames.pop()?.after ?? NOWHERE);
      return;
    case FLOW.try:
    case FLOW.catch:
    case FLOW.finally:
    case FLOW.closeTry:
      stepTry(state, row, operation);
      return;
    case FLOW.break:
    case FLOW.continue:
      jump(state, operation, operandAt(state.tape, row));
      return;
    default:
      blockOf(state).rows.push(row);
      if (operation === FLOW.return) leave(state, 'return');
      else if (operation === FLOW.throw) leave(state, 'throw');
  }
}

function open(state: State, frame: Pick<Frame, 'row' | 'kind' | 'after'> & Partial<Frame>): void {
  state.frames.push({
    start: state.current,
    next: NOWHERE,
    handler: NOWHERE,
    first: NOWHERE,
    hasDefault: false,
    pending: new Map(),
    ...frame,
  });
}

function stepBranch(state: State, row: number, operation: number): void {
  if (operation === FLOW.branch) {
    open(state, { row, kind: 'branch', after: addBlock(state) });
    goOn(state, addBlock(state));
    return;
  }
  const frame = state.frames.at(-1);
  if (frame === undefined) return;
  if (operation === FLOW.else) {
    frame.first = state.current;
    state.current = addBlock(state);
    link(state, frame.start, state.current);
    return;
  }
  state.frames.pop();
  link(state, frame.first, frame.after);
  goOn(state, frame.after);
}

function stepLoop(state: State, row: number, operation: number): void {
  if (operation === FLOW.loop) {
    const head = addBlock(state);
    goOn(state, head);
    open(state, { row, kind: 'loop', start: head, after: addBlock(state), next: addBlock(state) });
    return;
  }
  const frame = state.frames.at(-1);
  if (frame === undefined) return;
  if (operation === FLOW.test) {
    link(state, state.current, frame.after);
    goOn(state, addBlock(state));
  } else if (operation === FLOW.next) goOn(state, frame.next);
  else {
    state.frames.pop();
    link(state, state.current, frame.start);
    state.current = frame.after;
  }
}

function stepSwitch(state: State, row: number, operation: number): void {
  if (operation === FLOW.switch) {
    open(state, { row, kind: 'switch', after: addBlock(state) });
    // Nothing stands between the head and the first case.
    state.current = addBlock(state);
    return;
  }
  const frame = state.frames.at(-1);
  if (frame === undefined) return;
  if (operation === FLOW.closeSwitch) {
    state.frames.pop();
    if (!frame.hasDefault) link(state, frame.start, frame.after);
    goOn(state, frame.after);
    return;
  }
  frame.hasDefault ||= operation === FLOW.default;
  const block = addBlock(state);
  link(state, frame.start, block);
  goOn(state, block);
}

function stepTry(state: State, row: number, operation: number): void {
  if (operation === FLOW.try) {
    const detail = detailAt(state.tape, row);
    const after = addBlock(state);
    const handler = (detail & 1) === 0 ? NOWHERE : addBlock(state);
    open(state, { row, kind: 'try', after, handler, next: (detail & 2) === 0 ? NOWHERE : addBlock(state) });
    return;
  }
  const frame = state.frames.at(-1);
  if (frame === undefined) return;
  if (operation === FLOW.catch) {
    goOn(state, frame.next === NOWHERE ? frame.after : frame.next);
    // No edge leads here: ways that throw are not followed.
    state.current = frame.handler;
  } else if (operation === FLOW.finally) {
    goOn(state, frame.next);
    // Jumps may not pass it again.
    state.frames.pop();
    open(state, { ...frame, next: NOWHERE });
  } else {
    state.frames.pop();
    for (const [target, outer] of frame.pending) passFinally(state, target, outer);
    goOn(state, frame.after);
  }
}

function jump(state: State, operation: number, target: number): void {
  const at = state.frames.findIndex((frame) => frame.row === target);
  const frame = state.frames[at];
  if (frame !== undefined) passFinally(state, operation === FLOW.break ? frame.after : frame.next, at);
  state.current = addBlock(state);
}

/** Leads to a block, through the `finally` of every `try` around the cursor that is inside of frame `outer`. */
function passFinally(state: State, to: number, outer: number): void {
  for (let i = state.frames.length - 1; i > outer; i--) {
    const frame = state.frames[i];
    if (frame?.kind !== 'try' || frame.next === NOWHERE) continue;
    link(state, state.current, frame.next);
    frame.pending.set(to, outer);
    return;
  }
  link(state, state.current, to);
}

function leave(state: State, end: 'return' | 'end' | 'throw'): void {
  const hasFinally = end !== 'throw' && state.frames.some((frame) => frame.kind === 'try' && frame.next !== NOWHERE);
  if (hasFinally) {
    const exit = addBlock(state);
    (state.blocks[exit] as BlockDraft).end = end;
    passFinally(state, exit, NOWHERE);
  } else blockOf(state).end = end;
  state.current = addBlock(state);
}
