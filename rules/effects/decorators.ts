import type { Root } from '../knowledge/types.js';
import type { FunctionRef } from '../inference/inference.js';
import type { CallId, FunctionId } from '../model/facts.js';
import type { EffectsInput } from './effects-input.js';
import { remember } from './call-index.js';
import { decoratorTable } from './tables.js';

/** Functions that are entries of the program because of what decorates them: routes, subscriptions, schedules. */
export type Decorators = (ref: FunctionRef) => readonly Root[];

const NO_ROOTS: readonly Root[] = [];

export function createDecorators(input: EffectsInput): Decorators {
  const byPath = new Map<string, ReadonlyMap<FunctionId, readonly Root[]>>();
  return (ref) => remember(byPath, ref.path, () => rootsIn(input, ref.path)).get(ref.function) ?? NO_ROOTS;
}

function rootsIn(input: EffectsInput, path: string): ReadonlyMap<FunctionId, readonly Root[]> {
  const roots = new Map<FunctionId, readonly Root[]>();
  for (const decoration of input.facts(path)?.decorations ?? []) {
    const found = rootsOf(input, path, decoration.call);
    if (found.length > 0) roots.set(decoration.function, [...(roots.get(decoration.function) ?? []), ...found]);
  }
  return roots;
}

function rootsOf(input: EffectsInput, path: string, id: CallId): readonly Root[] {
  const call = input.facts(path)?.calls[id];
  if (call === undefined || !decoratorTable.names.has(call.name)) return NO_ROOTS;
  return decoratorTable.all(input.inference(path).resolveCall(path, call).apis);
}
