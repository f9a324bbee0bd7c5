import type { FunctionRef } from '../inference/inference.js';
import type { EffectsInput } from './effects-input.js';
import { moduleStem } from '../model/module-stem.js';
import type { Among } from './call-groups.js';
import { keyOf } from './effects-input.js';
import type { CallbackRef, NameIndex, SiteRef } from './name-index.js';

/**
 * Who calls a function. Resolving every call of a project would cost more than everything else, so call sites are
 * found by the names a function can have, its aliases included, and only those are resolved. Names narrow the search;
 * the answer is by resolution alone.
 */
export interface CallIndex {
  /** Calls that spell their callee by one of these names, or by another name that one of them was given. */
  sitesNamed(names: Iterable<string>): readonly SiteRef[];
  callersOf(ref: FunctionRef, among?: Among): readonly SiteRef[];
  /** Callback positions that a function is passed to by name. */
  registrationsOf(ref: FunctionRef, among?: Among): readonly CallbackRef[];
}

export function createCallIndex(input: EffectsInput): CallIndex {
  const { names } = input;
  names.update(input);
  const views = { all: createView(input, 'all'), program: createView(input, 'program') };
  return {
    sitesNamed: (wanted) =>
      [...withAliases(names, wanted)].flatMap((name) => names.sites(name).flat()).sort(compareSites),
    callersOf: (ref, among = 'all') => views[among].callersOf(ref),
    registrationsOf: (ref, among = 'all') => views[among].registrationsOf(ref),
  };
}

function createView(input: EffectsInput, among: Among): Pick<CallIndex, 'callersOf' | 'registrationsOf'> {
  const { names } = input;
  const callers = new Map<string, readonly SiteRef[]>();
  const registrations = new Map<string, readonly CallbackRef[]>();

  const findCallers = (ref: FunctionRef): readonly SiteRef[] => {
    const key = keyOf(ref);
    const lists = [...namesOf(input, ref)].flatMap((name) => input.groups.under(input, name, among).get(key) ?? []);
    return lists.flat().sort(compareSites);
  };

  const findRegistrations = (ref: FunctionRef): readonly CallbackRef[] => {
    const found: CallbackRef[] = [];
    for (const name of namesOf(input, ref)) {
      for (const one of names.references(name).flat()) {
        if (among === 'program' && input.facts(one.path)?.test === true) continue;
        input.checkpoint();
        const functions = input.inference(one.path).functionsOf(one.path, one.callback.expression);
        if (functions.some((fn) => fn.function === ref.function && fn.path === ref.path)) found.push(one);
      }
    }
    return found.sort(compareRegistrations);
  };

  return {
    callersOf: (ref) => remember(callers, keyOf(ref), () => findCallers(ref)),
    registrationsOf: (ref) => remember(registrations, keyOf(ref), () => findRegistrations(ref)),
  };
}

export function remember<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

export function compareSites(a: SiteRef, b: SiteRef): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.call.range.start - b.call.range.start || a.call.id - b.call.id;
}

/** By path, then in the order of the text: an order that does not depend on when a file joined. */
function compareRegistrations(a: CallbackRef, b: CallbackRef): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.callback.call - b.callback.call || a.callback.index - b.callback.index;
}

function withAliases(names: NameIndex, start: Iterable<string>): ReadonlySet<string> {
  const all = new Set(start);
  // A set that grows while it is walked: what is added is walked, too.
  for (const name of all) for (const alias of names.aliases(name)) all.add(alias);
  return all;
}

/** How imports may spell the module of a default export: its file, or a folder above an index file. */
function defaultNames(path: string): readonly string[] {
  return path
    .split('/')
    .slice(-4)
    .map((part) => moduleStem(part));
}

/** A function's own name and every name it may be renamed to. A constructor is called by its class's name. */
function namesOf({ facts, names: index }: EffectsInput, ref: FunctionRef): ReadonlySet<string> {
  const fn = facts(ref.path)?.functions[ref.function];
  const names = new Set<string>();
  if (fn === undefined) return names;
  const queue = [fn.kind === 'constructor' ? (fn.label.split('.')[0] ?? '') : fn.name];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (name === '' || names.has(name)) continue;
    names.add(name);
    queue.push(...index.aliases(name));
    if (name === 'default') queue.push(...defaultNames(ref.path).flatMap((stem) => index.aliases(`default@${stem}`)));
  }
  return names;
}
