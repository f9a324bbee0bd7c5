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
  /** Tables with answers that hold for the present question only. */
  readonly provisional: Set<Forgetful>;
}

interface Forgetful {
  readonly provisional: { clear(): void };
}

const MAX_DEPTH = 200;

export function createEvaluation(program: PythonProgram): Evaluation {
  return { program, depth: 0, cuts: 0, subclasses: undefined, ancestors: new Map(), provisional: new Set() };
}

/**
 * Computes a value once; what asks for itself meanwhile is unknown. An answer inside a circle depends on where the
 * question came from, while what is remembered may depend on the project alone: such an answer, and whatever was made
 * of it, is kept until the outermost question is answered, and no longer.
 */
export function remembered<K>(
  ev: Evaluation,
  table: Table<K>,
  key: K,
  compute: () => Type | undefined,
): Type | undefined {
  const known = table.answers.get(key);
  if (known !== undefined || table.answers.has(key)) return known;
  if (ev.depth > MAX_DEPTH || table.open.has(key) || table.provisional.has(key)) {
    ev.cuts++;
    return table.provisional.get(key);
  }
  const { cuts } = ev;
  table.open.add(key);
  ev.depth++;
  try {
    const value = compute();
    if (ev.cuts === cuts) table.answers.set(key, value);
    else {
      table.provisional.set(key, value);
      ev.provisional.add(table);
    }
    return value;
  } finally {
    ev.depth--;
    table.open.delete(key);
    if (ev.depth === 0) forgetProvisional(ev);
  }
}

function forgetProvisional({ provisional }: Evaluation): void {
  for (const table of provisional) table.provisional.clear();
  provisional.clear();
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
