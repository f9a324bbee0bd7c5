import type { Base, PythonProgram, Table } from './program.js';
import type { ClassRef, Type } from './types.js';

/** One revision's evaluation: the program, and how deep the present question goes. */
export interface Evaluation {
  readonly program: PythonProgram;
  depth: number;
  /** Raised whenever an answer was cut short, by depth or by a circle. */
  cuts: number;
  /** Known subclasses of each class of the project. */
  subclasses: ReadonlyMap<ClassRef, readonly ClassRef[]> | undefined;
  readonly ancestors: Map<ClassRef, readonly Base[]>;
  /** Takes back the answers that hold for the present question only. */
  readonly provisional: (() => void)[];
}

const MAX_DEPTH = 100;

export function createEvaluation(program: PythonProgram): Evaluation {
  return { program, depth: 0, cuts: 0, subclasses: undefined, ancestors: new Map(), provisional: [] };
}

/**
 * Computes a value once; what asks for itself meanwhile is unknown. An answer inside a circle depends on where the
 * question came from, and what is remembered may depend on the project alone: such answers are kept until the outermost
 * question is answered, and no longer.
 */
export function remembered<K>(
  ev: Evaluation,
  table: Table<K>,
  key: K,
  compute: () => Type | undefined,
): Type | undefined {
  const known = table.answers.get(key);
  if (known !== undefined || table.answers.has(key)) return known;
  if (ev.depth > MAX_DEPTH || table.open.has(key)) {
    ev.cuts++;
    return undefined;
  }
  const { cuts } = ev;
  table.open.add(key);
  ev.depth++;
  try {
    const value = compute();
    table.answers.set(key, value);
    if (ev.cuts !== cuts && ev.depth > 1) ev.provisional.push(() => table.answers.delete(key));
    return value;
  } finally {
    ev.depth--;
    table.open.delete(key);
    if (ev.depth === 0) for (const takeBack of ev.provisional.splice(0)) takeBack();
  }
}

/** Guards a computation that is not remembered against going too deep. */
export function bounded<T>(ev: Evaluation, otherwise: T, compute: () => T): T {
  if (ev.depth > MAX_DEPTH) {
    ev.cuts++;
    return otherwise;
  }
  ev.depth++;
  try {
    return compute();
  } finally {
    ev.depth--;
  }
}
