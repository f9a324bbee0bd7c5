import type { JavaScriptFacts } from '../facts/javascript/model.js';
import { clearAnswers, createAnswers } from '../inference/answers.js';
import type { Answers, ClassParents } from '../inference/answers.js';
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
  confirm(ask: (path: string) => readonly ClassParents[]): boolean;
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

const NOTHING_CHANGED: Aftermath = { forgotten: new Set(), confirm: () => true };

export function createKeptAnswers(graph: ModuleGraph, factsOf: FactsOf): KeptAnswers {
  const answers = createAnswers();
  const words: Words = new Map();
  const surface = remembering((facts: JavaScriptFacts) => surfaceOf(facts, words));
  /** Is one of them seen without being imported? */
  const reachesAll = remembering((paths: ReadonlySet<string>) => [...paths].some((path) => isGlobal(factsOf(path))));

  return {
    answers,
    clear() {
      clearAnswers(answers);
      graph.clear();
    },
    advance(changes) {
      const scripts = changes.filter(isOfScript);
      if (scripts.length === 0) return NOTHING_CHANGED;
      let forgotten: ReadonlySet<string> = new Set();
      const affected = new Set<string>();
      const overridden = new Set<string>();
      /** Facts that the numbers in kept parents still refer to. */
      const old = new Map<string, FileFacts>();
      for (const { path, before, after } of scripts) {
        if (!isJavaScript(before) || !isJavaScript(after)) return undefined;
        answers.calls.delete(path);
        answers.functions.delete(path);
        graph.change(path);
        const dependants = graph.dependants(path);
        forgotten = forgotten.size === 0 ? dependants : new Set([...forgotten, ...dependants]);
        if (isGlobal(before) || isGlobal(after) || reachesAll(dependants)) return undefined;
        const [left, right] = [surface(before), surface(after)];
        if (isSameSurface(left, right)) {
          renumber(answers, path, left, right);
          continue;
        }
        old.set(path, before);
        for (const one of dependants) affected.add(one);
        for (const name of [...overrides(before), ...overrides(after)]) overridden.add(name);
      }
      if (affected.size === 0) return { forgotten, confirm: () => true };
      answers.generation = {};
      const parents = forget(answers, affected, (path) => old.get(path) ?? factsOf(path));
      forgetOverridden(answers, overridden, factsOf);
      return {
        forgotten,
        confirm: (ask) => [...parents].every(([path, text]) => describeParents(ask(path), factsOf, path) === text),
      };
    },
  };
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

function isOfScript({ before, after }: FactsChange): boolean {
  return isJavaScript(before) || isJavaScript(after);
}

/** Drops the answers about some files; gives what their classes stood below. */
function forget(answers: Answers, paths: ReadonlySet<string>, factsOf: FactsOf): ReadonlyMap<string, string> {
  const parents = new Map<string, string>();
  for (const path of paths) {
    const known = answers.parents.get(path);
    if (known !== undefined) parents.set(path, describeParents(known, factsOf, path));
    answers.calls.delete(path);
    answers.functions.delete(path);
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
function describeParents(list: readonly ClassParents[], factsOf: FactsOf, path: string): string {
  const nameOf = (owner: string, id: number): string => {
    const facts = factsOf(owner);
    return isJavaScript(facts) ? `${owner}#${facts.classes[id]?.n ?? ''}` : `${owner}#${String(id)}`;
  };
  return list
    .map((one) => `${nameOf(path, one.class)}<${one.parents.map((above) => nameOf(above.path, above.class)).join()}`)
    .join('\n');
}

/** The file's functions and classes have other numbers now, and everything else about it is the same. */
function renumber(answers: Answers, path: string, before: Surface, after: Surface): void {
  const functions = numbering(before.functions, after.functions);
  const classes = numbering(before.classes, after.classes);
  if (functions !== undefined) renumberFunctions(answers, path, functions);
  if (classes === undefined) return;
  for (const [file, list] of answers.parents) {
    const isMeant = file === path || list.some(({ parents }) => parents.some((one) => one.path === path));
    if (!isMeant) continue;
    const own = (owner: string, id: number): number => (owner === path ? (classes.get(id) ?? id) : id);
    answers.parents.set(
      file,
      list.map(({ class: id, parents }) => ({
        class: own(file, id),
        parents: parents.map((one) => ({ path: one.path, class: own(one.path, one.class) })),
      })),
    );
  }
}

/** What each number became; `undefined` when none changed. */
function numbering(before: readonly number[], after: readonly number[]): ReadonlyMap<number, number> | undefined {
  if (before.every((id, at) => id === after[at])) return undefined;
  return new Map(before.map((id, at) => [id, after[at] ?? id]));
}

function renumberFunctions(answers: Answers, path: string, numbers: ReadonlyMap<number, number>): void {
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
