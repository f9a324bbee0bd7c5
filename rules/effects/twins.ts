import type { CallFact, FileFacts, FunctionFact } from '../model/facts.js';
import type { FunctionRef } from '../inference/inference.js';
import type { CallIndex } from './call-index.js';
import type { EffectsInput } from './effects-input.js';

/** A synchronous function of the project, and the async one that does the same. */
export interface Twin {
  readonly sync: FunctionRef;
  /** How messages name the async one. */
  readonly label: string;
}

/** Functions that are followed to find out whether a body does nothing but compute. */
const MAX_STEPS = 3;

/** Calls of synchronous functions that have an async twin, by path and call. */
export function findTwinCalls(input: EffectsInput, index: CallIndex): ReadonlyMap<string, string> {
  const calls = new Map<string, string>();
  for (const path of input.paths) {
    const facts = input.facts(path);
    if (facts?.language !== 'javascript' || facts.test) continue;
    for (const { sync, async: twin } of pairsIn(facts)) {
      const ref = { path, function: sync.id };
      if (onlyComputes(input, ref, 0)) continue;
      for (const site of index.callersOf(ref, 'program')) {
        // The async function that begins with the synchronous one is no better for it.
        if (site.path === path && isWithin(facts, site.call, twin)) continue;
        calls.set(`${site.path}\0${String(site.call.id)}`, twin.label);
      }
    }
  }
  return calls;
}

interface Pair {
  readonly sync: FunctionFact;
  readonly async: FunctionFact;
}

/** `loadSync` beside `load` or `loadAsync`, `load` beside `loadAsync`: siblings of one class or module. */
function pairsIn({ functions }: FileFacts): readonly Pair[] {
  const named = functions.filter(({ name }) => name.endsWith('Sync') || name.endsWith('Async'));
  if (named.length === 0) return [];
  const siblings = new Map(functions.filter(({ name }) => name !== '').map((fn) => [siblingKey(fn, fn.label), fn]));
  const find = (fn: FunctionFact, from: string, to: string): FunctionFact | undefined =>
    siblings.get(siblingKey(fn, fn.label.slice(0, fn.label.length - from.length) + to));
  return named.flatMap((fn): readonly Pair[] => {
    const sync = fn.name.endsWith('Sync') ? fn : find(fn, 'Async', '');
    const twin = fn.name.endsWith('Sync') ? (find(fn, 'Sync', '') ?? find(fn, 'Sync', 'Async')) : fn;
    return sync !== undefined && twin !== undefined && !sync.async && !sync.generator && twin.async
      ? [{ sync, async: twin }]
      : [];
  });
}

function siblingKey({ parent }: FunctionFact, label: string): string {
  return `${String(parent)} ${label}`;
}

/** Every call leads to functions of the project that only compute, or to what the platform has and no table fears. */
function onlyComputes(input: EffectsInput, ref: FunctionRef, steps: number): boolean {
  const facts = input.facts(ref.path);
  const calls = facts?.calls.filter((call) => call.function === ref.function) ?? [];
  return calls.every((call) => {
    const { functions, apis } = input.inference(ref.path).resolveCall(ref.path, call);
    if (functions.length > 0) return steps < MAX_STEPS && functions.every((fn) => onlyComputes(input, fn, steps + 1));
    return apis.some((id) => id.startsWith('global#'));
  });
}

function isWithin({ functions }: FileFacts, { function: from }: CallFact, twin: FunctionFact): boolean {
  for (let fn = functions[from]; fn !== undefined; fn = functions[fn.parent]) if (fn.id === twin.id) return true;
  return false;
}
