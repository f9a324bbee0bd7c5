import type { Program } from './program.js';

/*
 * Answers questions that may depend on each other in circles, so that an answer never depends on the order in which
 * questions were asked:
 * - A question that is asked again while it is being answered is "unknown" there.
 * - An answer that saw such a cut holds only as long as the question that was cut is being answered. It is kept for
 *   that long and forgotten afterwards; only the question that the circle was entered by keeps its answer.
 * - A kept answer out of a circle is not used while another question of the same circle is being answered: from there
 *   it has to be cut in another place.
 * - Depth is limited. A kept answer counts with the depth that it took, so that the limit does not move with what
 *   happens to be known.
 */

/** A question with what is known of its answer. */
export interface Cell<T> {
  value: T | undefined;
  /** Place on the stack while it is being answered, else one of the two below. */
  at: number;
  /** How much deeper the answer went. */
  height: number;
  cycle: Cycle<T> | undefined;
}

const OPEN = -1;
const KEPT = -2;

interface Cycle<T> {
  group: Group | undefined;
  /** An answer for as long as the activation of another question lasts. */
  temporary: T | undefined;
  head: Cell<unknown> | undefined;
  activation: number;
}

/** Questions that depend on each other in a circle. */
interface Group {
  active: number;
  mergedInto: Group | undefined;
}

/** What one engine's inference shares: the project, and the questions that are being answered. */
export interface Evaluation {
  readonly program: Program;
  readonly stack: Cell<unknown>[];
  readonly activations: number[];
  /** Answered under a cut, above the question that was cut. */
  readonly pending: Cell<unknown>[];
  count: number;
  depth: number;
  /** Deepest place reached so far by the question on top. */
  reached: number;
  /** Lowest place on the stack that an answer was cut at. */
  low: number;
  /** The limit of depth or of work cut something of the question at the bottom of the stack. */
  limited: boolean;
  /** Value of `count` at which the question at the bottom has taken enough work. */
  budget: number;
  /** Conditional types that both branches are taken of, innermost first, since the question on top was asked. */
  undecided: Undecided | undefined;
  /** Packages that questions led into and that are not there, by number of questions. */
  readonly missing: Map<string, number>;
}

export interface Undecided {
  readonly node: unknown;
  readonly outer: Undecided | undefined;
}

/** Deeper questions are answered "unknown": real code needs far less, and the stack has an end. */
export const MAX_DEPTH = 240;

/** A net for types that grow without end in width: no question of real code comes near it. */
const MAX_WORK = 100_000;

export function createEvaluation(program: Program): Evaluation {
  return {
    program,
    stack: [],
    activations: [],
    pending: [],
    count: 0,
    depth: 0,
    reached: 0,
    low: Infinity,
    limited: false,
    budget: MAX_WORK,
    undecided: undefined,
    missing: new Map(),
  };
}

export function createCell<T>(): Cell<T> {
  return { value: undefined, at: OPEN, height: 0, cycle: undefined };
}

/** The kept answer of a question, if it may be used here. */
export function isAnswered(ev: Evaluation, cell: Cell<unknown>): boolean {
  return (
    cell.at === KEPT && (cell.cycle === undefined || !isGroupActive(cell.cycle)) && ev.depth + cell.height <= MAX_DEPTH
  );
}

/** Answers a question once; `undefined` when it is not known, or when it is being answered already. */
export function solve<T>(ev: Evaluation, cell: Cell<T>, ask: () => T | undefined): T | undefined {
  if (isAnswered(ev, cell)) {
    if (ev.depth + cell.height > ev.reached) ev.reached = ev.depth + cell.height;
    return cell.value;
  }
  if (cell.at >= 0 && ev.stack[cell.at] === cell) {
    if (cell.at < ev.low) ev.low = cell.at;
    return undefined;
  }
  const { cycle } = cell;
  if (cycle?.head !== undefined && isActive(ev, cycle.head, cycle.activation)) {
    if (cycle.head.at < ev.low) ev.low = cycle.head.at;
    return cycle.temporary;
  }
  if (ev.stack.length === 0) {
    ev.limited = false;
    ev.budget = ev.count + MAX_WORK;
  } else if (ev.depth >= MAX_DEPTH || ev.count > ev.budget) {
    cut(ev);
    return undefined;
  }
  return answer(ev, cell, ask);
}

/** Starts over after a question that ended with an exception. */
export function resetEvaluation(ev: Evaluation): void {
  ev.stack.length = 0;
  ev.activations.length = 0;
  ev.pending.length = 0;
  ev.depth = 0;
  ev.reached = 0;
  ev.low = Infinity;
  ev.undecided = undefined;
}

/** Notes that an answer is incomplete because the limit of depth was reached. */
export function cut(ev: Evaluation): void {
  ev.low = 0;
  ev.limited = true;
  ev.reached = MAX_DEPTH;
}

/** Runs a question that is not remembered, one level deeper. */
export function deeper<T>(ev: Evaluation, ask: () => T | undefined): T | undefined {
  if (ev.depth >= MAX_DEPTH || ev.count > ev.budget) {
    cut(ev);
    return undefined;
  }
  ev.count++;
  ev.depth++;
  if (ev.depth > ev.reached) ev.reached = ev.depth;
  const value = ask();
  ev.depth--;
  return value;
}

function isActive(ev: Evaluation, cell: Cell<unknown>, activation: number): boolean {
  return cell.at >= 0 && ev.stack[cell.at] === cell && ev.activations[cell.at] === activation;
}

function answer<T>(ev: Evaluation, cell: Cell<T>, ask: () => T | undefined): T | undefined {
  const wasKept = cell.at === KEPT;
  const { low, reached, undecided } = ev;
  const place = ev.stack.length;
  const pending = ev.pending.length;
  const group = cell.cycle?.group === undefined ? undefined : groupOf(cell.cycle.group);
  if (group !== undefined) group.active++;
  cell.at = place;
  ev.stack.push(cell);
  ev.activations.push(++ev.count);
  ev.depth++;
  ev.low = Infinity;
  ev.reached = ev.depth;
  ev.undecided = undefined;
  const value = ask();
  ev.undecided = undecided;
  const height = ev.reached - ev.depth + 1;
  ev.depth--;
  ev.stack.pop();
  ev.activations.pop();
  cell.at = wasKept ? KEPT : OPEN;
  if (group !== undefined) group.active--;
  if (ev.low >= place) {
    if (!wasKept) {
      cell.at = KEPT;
      cell.value = value;
      cell.height = height;
    }
    if (ev.pending.length > pending) closeCycle(ev, cell, pending);
    ev.low = low;
  } else {
    keepForNow(ev, cell, value);
    ev.low = Math.min(low, ev.low);
  }
  ev.reached = Math.max(reached, ev.depth + height);
  return value;
}

function cycleOf<T>(cell: Cell<T>): Cycle<T> {
  cell.cycle ??= { group: undefined, temporary: undefined, head: undefined, activation: 0 };
  return cell.cycle;
}

/** The answer depends on a question further down, which was cut: it holds until that one is answered. */
function keepForNow<T>(ev: Evaluation, cell: Cell<T>, value: T | undefined): void {
  const head = ev.stack[ev.low];
  if (head === undefined) return;
  const cycle = cycleOf(cell);
  cycle.temporary = value;
  cycle.head = head;
  cycle.activation = ev.activations[ev.low] ?? 0;
  ev.pending.push(cell);
}

/** The question that a circle was entered by is answered: the others of the circle are known to belong to it. */
function closeCycle(ev: Evaluation, head: Cell<unknown>, from: number): void {
  const cycle = cycleOf(head);
  let group = cycle.group === undefined ? { active: 0, mergedInto: undefined } : groupOf(cycle.group);
  for (let i = from; i < ev.pending.length; i++) {
    const member = ev.pending[i];
    if (member === undefined) continue;
    const own = cycleOf(member);
    own.temporary = undefined;
    own.head = undefined;
    // What the limit cut hangs together by chance only.
    if (ev.limited) continue;
    if (own.group !== undefined) group = merge(group, groupOf(own.group));
    own.group = group;
  }
  cycle.group = group;
  ev.pending.length = from;
}

function groupOf(group: Group): Group {
  let at = group;
  while (at.mergedInto !== undefined) at = at.mergedInto;
  return at;
}

function merge(group: Group, other: Group): Group {
  if (group === other) return group;
  other.active += group.active;
  group.mergedInto = other;
  return other;
}

function isGroupActive(cycle: Cycle<unknown>): boolean {
  return cycle.group !== undefined && groupOf(cycle.group).active > 0;
}
