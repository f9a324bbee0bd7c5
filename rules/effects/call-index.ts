import { NONE } from '../model/facts.js';
import type { CallFact, CallbackFact } from '../model/facts.js';
import type { FunctionRef } from '../inference/inference.js';
import type { EffectsInput } from './effects-input.js';
import { moduleStem } from '../model/module-stem.js';
import { keyOf } from './effects-input.js';

export interface SiteRef {
  readonly path: string;
  readonly call: CallFact;
}

export interface CallbackRef {
  readonly path: string;
  readonly callback: CallbackFact;
}

/**
 * Who calls a function. Resolving every call of a project would cost more than everything else, so call sites are
 * found by the names a function can have, its aliases included, and only those are resolved. Names narrow the search;
 * the answer is by resolution alone.
 */
export interface CallIndex {
  /** Calls that spell their callee by one of these names, or by another name that one of them was given. */
  sitesNamed(names: Iterable<string>): readonly SiteRef[];
  /** Functions passed by name or member, by that name. */
  readonly referencesByName: ReadonlyMap<string, readonly CallbackRef[]>;
  callersOf(ref: FunctionRef, among?: Among): readonly SiteRef[];
  /** Callback positions that a function is passed to by name. */
  registrationsOf(ref: FunctionRef, among?: Among): readonly CallbackRef[];
}

/** Who is looked at: in many projects most calls stand in tests, and whoever asks for the program does not need them. */
export type Among = 'all' | 'program';

export function createCallIndex(input: EffectsInput): CallIndex {
  const { sites, references } = collect(input);
  const index: Index = { input, sites, references, aliases: collectAliases(input) };
  const views = { all: createView(index, 'all'), program: createView(index, 'program') };
  return {
    sitesNamed: (names) =>
      [...withAliases(index.aliases, names)].flatMap((name) => sites.get(name) ?? []).sort(compareSites),
    referencesByName: references,
    callersOf: (ref, among = 'all') => views[among].callersOf(ref),
    registrationsOf: (ref, among = 'all') => views[among].registrationsOf(ref),
  };
}

interface Index extends Collected {
  readonly input: EffectsInput;
  readonly aliases: ReadonlyMap<string, ReadonlySet<string>>;
}

function createView(
  { input, sites, references, aliases }: Index,
  among: Among,
): Pick<CallIndex, 'callersOf' | 'registrationsOf'> {
  const callers = new Map<string, readonly SiteRef[]>();
  const targets = new Map<string, SitesByTarget>();
  const registrations = new Map<string, readonly CallbackRef[]>();
  const isSeen = ({ path }: { readonly path: string }): boolean => among === 'all' || input.facts(path)?.test !== true;

  const findCallers = (ref: FunctionRef): readonly SiteRef[] => {
    const lists = [...namesOf(input, aliases, ref)].flatMap((name) => {
      const known = remember(targets, name, () => groupByTarget(input, (sites.get(name) ?? []).filter(isSeen)));
      return known.get(keyOf(ref)) ?? [];
    });
    return lists.flat().sort(compareSites);
  };

  const findRegistrations = (ref: FunctionRef): readonly CallbackRef[] => {
    const found: CallbackRef[] = [];
    for (const name of namesOf(input, aliases, ref)) {
      for (const one of references.get(name) ?? []) {
        if (!isSeen(one)) continue;
        const functions = input.inference(one.path).functionsOf(one.path, one.callback.expression);
        if (functions.some((fn) => fn.function === ref.function && fn.path === ref.path)) found.push(one);
      }
    }
    return found;
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

/** Lists of call sites by the key of each function that they call. */
type SitesByTarget = ReadonlyMap<string, readonly (readonly SiteRef[])[]>;

/** Sites that call the same functions share one list: a method may have as many implementations as callers. */
function groupByTarget(input: EffectsInput, sites: readonly SiteRef[]): SitesByTarget {
  const groups = new Map<readonly FunctionRef[], SiteRef[]>();
  for (const site of sites) {
    const { functions } = input.inference(site.path).resolveCall(site.path, site.call);
    remember(groups, functions, () => []).push(site);
  }
  const byTarget = new Map<string, (readonly SiteRef[])[]>();
  for (const [functions, list] of groups) {
    for (const fn of functions) remember(byTarget, keyOf(fn), () => []).push(list);
  }
  return byTarget;
}

export function compareSites(a: SiteRef, b: SiteRef): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.call.range.start - b.call.range.start || a.call.id - b.call.id;
}

interface Collected {
  readonly sites: ReadonlyMap<string, SiteRef[]>;
  readonly references: ReadonlyMap<string, CallbackRef[]>;
}

function collect(input: EffectsInput): Collected {
  const sites = new Map<string, SiteRef[]>();
  const references = new Map<string, CallbackRef[]>();
  for (const path of input.paths) {
    const facts = input.facts(path);
    if (facts === undefined) continue;
    for (const call of facts.calls) if (call.name !== '') add(sites, call.name, { path, call });
    const inference = input.inference(path);
    for (const callback of facts.callbacks) {
      if (callback.inline !== NONE) continue;
      const name = lastName(inference.describe(path, callback.expression).replace(/\.bind\(\)$/, ''));
      if (name !== '') add(references, name, { path, callback });
    }
  }
  return { sites, references };
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function lastName(text: string): string {
  return text.slice(text.lastIndexOf('.') + 1);
}

function collectAliases(input: EffectsInput): ReadonlyMap<string, ReadonlySet<string>> {
  const aliases = new Map<string, Set<string>>();
  for (const path of input.paths) {
    for (const [from, to] of input.inference(path).aliases(path)) {
      const names = aliases.get(from);
      if (names === undefined) aliases.set(from, new Set([to]));
      else names.add(to);
    }
  }
  return aliases;
}

function withAliases(aliases: ReadonlyMap<string, ReadonlySet<string>>, start: Iterable<string>): ReadonlySet<string> {
  const names = new Set(start);
  // A set that grows while it is walked: what is added is walked, too.
  for (const name of names) for (const alias of aliases.get(name) ?? []) names.add(alias);
  return names;
}

/** How imports may spell the module of a default export: its file, or a folder above an index file. */
function defaultNames(path: string): readonly string[] {
  return path
    .split('/')
    .slice(-4)
    .map((part) => moduleStem(part));
}

/** A function's own name and every name it may be renamed to. A constructor is called by its class's name. */
function namesOf(
  input: EffectsInput,
  aliases: ReadonlyMap<string, ReadonlySet<string>>,
  ref: FunctionRef,
): ReadonlySet<string> {
  const fn = input.facts(ref.path)?.functions[ref.function];
  const names = new Set<string>();
  if (fn === undefined) return names;
  const queue = [fn.kind === 'constructor' ? (fn.label.split('.')[0] ?? '') : fn.name];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (name === '' || names.has(name)) continue;
    names.add(name);
    queue.push(...(aliases.get(name) ?? []));
    if (name === 'default')
      queue.push(...defaultNames(ref.path).flatMap((stem) => [...(aliases.get(`default@${stem}`) ?? [])]));
  }
  return names;
}
