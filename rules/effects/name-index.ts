import { NONE } from '../model/facts.js';
import type { CallFact, CallbackFact, FileFacts } from '../model/facts.js';
import type { EffectsInput } from './effects-input.js';

export interface SiteRef {
  readonly path: string;
  readonly call: CallFact;
}

export interface CallbackRef {
  readonly path: string;
  readonly callback: CallbackFact;
}

/**
 * Which names stand where in a project. Each file's part follows from its facts alone, so the index outlives revisions
 * and only the parts of files that changed are made again.
 */
export interface NameIndex {
  /** Brings the index to a revision's state. */
  update(revision: NamedFiles): void;
  /** Calls that spell their callee by a name: a list for each file, the same one as long as the file is. */
  sites(name: string): readonly (readonly SiteRef[])[];
  /** Another number whenever `sites` of the name gives something else. */
  version(name: string): number;
  /** Functions passed by name or member, by that name. */
  references(name: string): readonly (readonly CallbackRef[])[];
  /** Other names that a name is given. */
  aliases(name: string): readonly string[];
  /** All that the project imports, with and without `node:`; the same set as long as it holds the same. */
  modules(): ReadonlySet<string>;
}

export type NamedFiles = Pick<EffectsInput, 'paths' | 'facts' | 'inference' | 'checkpoint'>;

/** What one file adds. */
interface Part {
  readonly facts: FileFacts;
  readonly sites: ReadonlyMap<string, readonly SiteRef[]>;
  readonly references: ReadonlyMap<string, readonly CallbackRef[]>;
  readonly aliases: readonly (readonly [from: string, to: string])[];
  readonly modules: readonly string[];
}

export function createNameIndex(): NameIndex {
  const parts = new Map<string, Part>();
  const sites = createMultiMap<SiteRef>();
  const references = createMultiMap<CallbackRef>();
  const aliases = new Map<string, Map<string, number>>();
  const moduleCounts = new Map<string, number>();
  let modules: ReadonlySet<string> | undefined;
  let paths: readonly string[] | undefined;

  const countAliases = (part: Part, step: 1 | -1): void => {
    for (const [from, to] of part.aliases) {
      let names = aliases.get(from);
      if (names === undefined) aliases.set(from, (names = new Map()));
      count(names, to, step);
      if (names.size === 0) aliases.delete(from);
    }
  };
  const countModules = (part: Part, step: 1 | -1): void => {
    for (const module of part.modules) if (count(moduleCounts, module, step)) modules = undefined;
  };
  const remove = (path: string, part: Part): void => {
    if (parts.get(path) === part) parts.delete(path);
    sites.remove(part.sites);
    references.remove(part.references);
    countAliases(part, -1);
    countModules(part, -1);
  };
  const join = (path: string, part: Part): void => {
    parts.set(path, part);
    sites.add(part.sites);
    references.add(part.references);
    countAliases(part, 1);
    countModules(part, 1);
  };

  return {
    update(revision) {
      if (paths !== revision.paths) {
        const present = new Set(revision.paths);
        for (const [path, part] of parts) if (!present.has(path)) remove(path, part);
      }
      paths = revision.paths;
      for (const path of paths) {
        const before = parts.get(path);
        revision.checkpoint();
        const facts = revision.facts(path);
        if (before?.facts === facts) continue;
        // First the new one: what stands in both neither goes nor comes.
        if (facts !== undefined) join(path, partOf(revision, path, facts));
        if (before !== undefined) remove(path, before);
      }
    },
    sites: sites.get,
    version: sites.version,
    references: references.get,
    aliases: (name) => [...(aliases.get(name)?.keys() ?? [])],
    modules: () =>
      (modules ??= new Set(['global', ...[...moduleCounts.keys()].flatMap((name) => [name, `node:${name}`])])),
  };
}

function partOf({ inference: inferenceOf }: NamedFiles, path: string, facts: FileFacts): Part {
  const inference = inferenceOf(path);
  const sites = new Map<string, SiteRef[]>();
  const references = new Map<string, CallbackRef[]>();
  for (const call of facts.calls) if (call.name !== '') add(sites, call.name, { path, call });
  for (const callback of facts.callbacks) {
    if (callback.inline !== NONE || (callback.place !== 'argument' && callback.place !== 'attribute')) continue;
    const name = lastName(inference.describe(path, callback.expression).replace(/\.bind\(\)$/, ''));
    if (name !== '') add(references, name, { path, callback });
  }
  return { facts, sites, references, aliases: inference.aliases(path), modules: inference.modules(path) };
}

function lastName(text: string): string {
  return text.slice(text.lastIndexOf('.') + 1);
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Adds to a count; true when the key came or went. */
function count(counts: Map<string, number>, key: string, step: 1 | -1): boolean {
  const before = counts.get(key) ?? 0;
  if (before + step === 0) counts.delete(key);
  else counts.set(key, before + step);
  return before === 0 || before + step === 0;
}

/** The lists that files have under one name. Most names stand in one file. */
interface MultiMap<T> {
  add(part: ReadonlyMap<string, readonly T[]>): void;
  remove(part: ReadonlyMap<string, readonly T[]>): void;
  get(name: string): readonly (readonly T[])[];
  version(name: string): number;
}

function createMultiMap<T>(): MultiMap<T> {
  const lists = new Map<string, { lists: (readonly T[])[]; version: number }>();
  let count = 0;
  return {
    add(part) {
      count++;
      for (const [name, list] of part) {
        const known = lists.get(name);
        if (known === undefined) lists.set(name, { lists: [list], version: count });
        else {
          known.lists.push(list);
          known.version = count;
        }
      }
    },
    remove(part) {
      count++;
      for (const [name, list] of part) {
        const known = lists.get(name);
        if (known === undefined) continue;
        known.lists = known.lists.filter((other) => other !== list);
        known.version = count;
        if (known.lists.length === 0) lists.delete(name);
      }
    },
    get: (name) => lists.get(name)?.lists ?? [],
    version: (name) => lists.get(name)?.version ?? 0,
  };
}
