import type { PackageCondition, Slot, SlotBehaviour, Source } from '../types.js';

export interface SlotGroup extends Source {
  readonly behaviour: SlotBehaviour;
  readonly runsOnLoop: boolean;
  readonly property?: string;
  readonly where?: PackageCondition;
  readonly unless?: NonNullable<Slot['unless']>;
}

/** One slot per callee, at the same argument position. */
export function slots(group: SlotGroup, argument: number, apis: readonly string[]): readonly Slot[] {
  return apis.map((api) => ({ api, argument, ...group }));
}

/** Every combination: `each(['vitest#', '@jest/globals#'], ['test', 'it'])`. */
export function each(starts: readonly string[], names: readonly string[]): readonly string[] {
  return starts.flatMap((start) => names.map((name) => `${start}${name}`));
}
