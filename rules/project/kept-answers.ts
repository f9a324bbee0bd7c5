import type { JavaScriptFacts } from '../facts/javascript/model.js';
import { clearAnswers, createAnswers } from '../inference/answers.js';
import type { Answers, FileParents } from '../inference/answers.js';
import type { CallResolution, FunctionRef } from '../inference/inference.js';
import { hasHeritage, isSameSurface, surfaceOf } from '../inference/javascript/surface.js';
import type { Surface, Words } from '../inference/javascript/surface.js';
import type { FileFacts } from '../model/facts.js';
import { isGlobal, isJavaScript } from './javascript-program.js';
import type { ModuleGraph } from './module-graph.js';

type FactsOf = (path: string) => FileFacts | undefined;

/** A file's facts in two revisions. */
export interface FactsChange {
  readonly path: string;
  readonly before: FileFacts;
  readonly after: FileFacts;
}

/** What of the project's state some changes leave as it was. */
export interface Aftermath {
  /** What inference remembers of these files may refer to what changed. */
  readonly forgotten: ReadonlySet<string>;
  /**
   * Which classes stand below which has to be asked again for some files. False when that is another now: then nothing
   * is certain.
   */
  confirm(ask: (path: string) => FileParents): boolean;
}

/**
 * Keeps the answers of inference from one revision to the next as far as they are certain to be the same. An answer
 * about a file follows from its own facts, from the surfaces of what it imports, directly or not, from what is global,
 * and from the classes below those that its calls go through.
 */
export interface KeptAnswers {
  readonly answers: Answers;
  /** Forgets what changes of texts may have made untrue; `undefined` when that is everything. */
  advance(changes: readonly FactsChange[]): Aftermath | undefined;
  /** Files, links, packages or configuration changed. */
  clear(): void;
}

export function createKeptAnswers(graph: ModuleGraph, factsOf: FactsOf): KeptAnswers {
  const answers = createAnswers();
  const words: Words = new Map();
  const context: Context = {
    graph,
    answers,
    surface: remembering((facts) => surfaceOf(facts, words)),
    heads: remembering((facts) => surfaceOf(facts, words, 'heads')),
    reachesAll: remembering((paths) => [...paths].some((path) => isGlobal(factsOf(path)))),
  };
  return {
    answers,
    clear() {
      clearAnswers(answers);
      graph.clear();
    },
    advance(changes) {
      const reach: Reach = {
        forgotten: new Set(),
        affected: new Set(),
        doubtful: new Set(),
        overridden: new Set(),
        old: new Map(),
      };
      for (const change of changes) if (!follow(context, change, reach)) return undefined;
      const { forgotten, affected, doubtful, overridden, old } = reach;
      if (affected.size === 0) return { forgotten, confirm: () => true };
      answers.generation = {};
      for (const path of affected) {
        answers.calls.delete(path);
        answers.functions.delete(path);
      }
      const parents = takeParents(answers, doubtful, (path) => old.get(path) ?? factsOf(path));
      forgetOverridden(answers, overridden, factsOf);
      return {
        forgotten,
        confirm: (ask) => [...parents].every(([path, text]) => describeParents(ask(path), factsOf, path) === text),
      };
    },
  };
}

interface Context {
  readonly graph: ModuleGraph;
  readonly answers: Answers;
  readonly surface: (facts: JavaScriptFacts) => Surface;
  readonly heads: (facts: JavaScriptFacts) => Surface;
  /** Is one of them seen without being imported? */
  readonly reachesAll: (paths: ReadonlySet<string>) => boolean;
}

/** How far changes reach. */
interface Reach {
  forgotten: ReadonlySet<string>;
  /** Files whose answers may be others. */
  readonly affected: Set<string>;
  /** Files whose classes may stand below others. */
  readonly doubtful: Set<string>;
  /** Names of methods that may have other bodies. */
  readonly overridden: Set<string>;
  /** Facts that the numbers in kept parents still refer to. */
  readonly old: Map<string, FileFacts>;
}

/** Follows one change; false when it may matter to everything. */
function follow(context: Context, { path, before, after }: FactsChange, reach: Reach): boolean {
  const { graph, answers, surface, reachesAll } = context;
  if (!isJavaScript(before) || !isJavaScript(after)) return !isJavaScript(before) && !isJavaScript(after);
  answers.calls.delete(path);
  answers.functions.delete(path);
  graph.change(path);
  const dependants = graph.dependants(path);
  reach.forgotten = reach.forgotten.size === 0 ? dependants : new Set([...reach.forgotten, ...dependants]);
  if (isGlobal(before) || isGlobal(after) || reachesAll(dependants)) return false;
  const [left, right] = [surface(before), surface(after)];
  if (isSameSurface(left, right)) {
    renumberFunctions(answers, path, numbering(left.functions, right.functions));
    renumberClasses(answers, path, numbering(left.classes, right.classes));
    return true;
  }
  for (const one of dependants) reach.affected.add(one);
  for (const name of [...overrides(before), ...overrides(after)]) reach.overridden.add(name);
  followHeads(context, { path, before, after }, { dependants, reach });
  return true;
}

function followHeads(
  { answers, heads }: Context,
  { path, before, after }: { readonly path: string; readonly before: JavaScriptFacts; readonly after: JavaScriptFacts },
  { dependants, reach }: { readonly dependants: ReadonlySet<string>; readonly reach: Reach },
): void {
  const [left, right] = [heads(before), heads(after)];
  const isSame = isSameSurface(left, right);
  if (isSame) renumberClasses(answers, path, numbering(left.classes, right.classes));
  else reach.old.set(path, before);
  for (const one of dependants) if (!isSame || answers.parents.get(one)?.byName !== true) reach.doubtful.add(one);
}

function remembering<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    let found = known.get(key);
    if (found === undefined) {
      found = { value: make(key) };
      known.set(key, found);
    }
    return found.value;
  };
}

/** Forgets what the classes of some files stand below, and says what it was. */
function takeParents(answers: Answers, paths: ReadonlySet<string>, factsOf: FactsOf): ReadonlyMap<string, string> {
  const parents = new Map<string, string>();
  for (const path of paths) {
    const known = answers.parents.get(path);
    if (known !== undefined) parents.set(path, describeParents(known, factsOf, path));
  }
  for (const path of paths) answers.parents.delete(path);
  return parents;
}

/** Names of members that may stand in for those of a class above, wherever that is called. */
function overrides({ classes }: JavaScriptFacts): readonly string[] {
  return classes.filter(hasHeritage).flatMap(({ members }) => members.flatMap(({ n }) => n ?? []));
}

function forgetOverridden({ calls, functions }: Answers, names: ReadonlySet<string>, factsOf: FactsOf): void {
  if (names.size === 0) return;
  functions.clear();
  for (const [path, list] of calls) {
    const facts = factsOf(path);
    // The lists have holes: only what was asked is there. A changed list is a new one.
    const fresh: CallResolution[] = [];
    let isChanged = false;
    list.forEach((answer, id) => {
      if (names.has(facts?.calls[id]?.name ?? '')) isChanged = true;
      else fresh[id] = answer;
    });
    if (isChanged) calls.set(path, fresh);
  }
}

/** Parents in a form that does not depend on the numbers of classes. */
function describeParents({ classes }: FileParents, factsOf: FactsOf, path: string): string {
  const nameOf = (owner: string, id: number): string => {
    const facts = factsOf(owner);
    return isJavaScript(facts) ? `${owner}#${facts.classes[id]?.n ?? ''}` : `${owner}#${String(id)}`;
  };
  return classes
    .map((one) => `${nameOf(path, one.class)}<${one.parents.map((above) => nameOf(above.path, above.class)).join()}`)
    .join('\n');
}

/** The file's classes have other numbers now. */
function renumberClasses({ parents }: Answers, path: string, numbers: Numbering | undefined): void {
  if (numbers === undefined) return;
  const own = (owner: string, id: number): number => (owner === path ? (numbers.get(id) ?? id) : id);
  for (const [file, known] of parents) {
    const isMeant = file === path || known.classes.some((one) => one.parents.some((above) => above.path === path));
    if (!isMeant) continue;
    const classes = known.classes.map((one) => ({
      class: own(file, one.class),
      parents: one.parents.map((above) => ({ path: above.path, class: own(above.path, above.class) })),
    }));
    parents.set(file, { ...known, classes });
  }
}

type Numbering = ReadonlyMap<number, number>;

/** What each number became; `undefined` when none changed. */
function numbering(before: readonly number[], after: readonly number[]): Numbering | undefined {
  if (before.every((id, at) => id === after[at])) return undefined;
  return new Map(before.map((id, at) => [id, after[at] ?? id]));
}

/** The file's functions have other numbers now, and everything else about it is the same. */
function renumberFunctions(answers: Answers, path: string, numbers: Numbering | undefined): void {
  if (numbers === undefined) return;
  const { calls, functions } = answers;
  // Calls of one method share their list, and whoever groups calls by it relies on that.
  const renewed = new Map<readonly FunctionRef[], readonly FunctionRef[]>();
  const renew = (list: readonly FunctionRef[]): readonly FunctionRef[] => {
    if (!list.some((one) => one.path === path)) return list;
    const known = renewed.get(list);
    if (known !== undefined) return known;
    const fresh = list.map((one) =>
      one.path === path ? { path, function: numbers.get(one.function) ?? one.function } : one,
    );
    renewed.set(list, fresh);
    return fresh;
  };
  answers.generation = {};
  for (const [file, list] of calls) {
    const fresh: CallResolution[] = [];
    let isChanged = false;
    list.forEach((answer, id) => {
      const renewedList = renew(answer.functions);
      isChanged ||= renewedList !== answer.functions;
      fresh[id] = renewedList === answer.functions ? answer : { ...answer, functions: renewedList };
    });
    if (isChanged) calls.set(file, fresh);
  }
  for (const list of functions.values()) {
    list.forEach((answer, id) => {
      list[id] = renew(answer);
    });
  }
}
