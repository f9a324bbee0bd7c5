import type { LoopFact } from '../../model/facts.js';

/** A loop under construction: what its body does to names from outside. */
export interface LoopState extends Omit<LoopFact, 'carried' | 'declared' | 'exits' | 'flagsMayChange'> {
  /** Names (`x`, `this.x`) assigned in the body. */
  readonly written: Set<string>;
  /** Names that only receive pushes, adds or keyed writes. */
  readonly collected: Set<string>;
  readonly read: Set<string>;
  readonly declared: Set<string>;
  exits: boolean;
  calls: boolean;
}

/** Closes a loop: which outer names one round hands to the next. */
export function finishLoop(state: LoopState, fresh: ReadonlySet<string>): LoopFact {
  const { written, collected, read, declared, calls, ...rest } = state;
  const own = new Set([...declared, ...state.variables]);
  const carried = [...written].filter((name) => !own.has(rootName(name)));
  for (const name of collected) {
    const root = rootName(name);
    if (own.has(root)) continue;
    if (!fresh.has(name) || read.has(name)) carried.push(name);
  }
  const flagsMayChange = calls || state.flags.some((name) => written.has(name));
  return { ...rest, carried: [...new Set(carried)].sort(), declared: [...declared], flagsMayChange };
}

function rootName(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? name : name.slice(0, dot);
}
