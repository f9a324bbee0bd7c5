import type { FunctionRef, Inference } from '../inference/inference.js';
import type { FileFacts } from '../model/facts.js';
import type { NameIndex, SiteRef } from './name-index.js';
import { keyOf } from './effects-input.js';

/** Lists of call sites by the key of each function that they call. */
export type SitesByTarget = ReadonlyMap<string, readonly (readonly SiteRef[])[]>;

/** Who is looked at: in many projects most calls stand in tests, and whoever asks for the program does not need them. */
export type Among = 'all' | 'program';

/**
 * Call sites of one name by what they call. Grouping thousands of sites is most of what an edit costs, so groups outlive
 * revisions: those of a file as long as answers about it stay, those of a name as long as nothing under it changes.
 */
export interface CallGroups {
  under(revision: GroupedRevision, name: string, among: Among): SitesByTarget;
}

export interface GroupedRevision {
  readonly names: NameIndex;
  facts(path: string): FileFacts | undefined;
  inference(path: string): Inference;
  checkpoint(): void;
}

/** Sites of one file that call the same functions. */
interface Group {
  readonly keys: readonly string[];
  readonly sites: readonly SiteRef[];
}

interface FileGroups {
  readonly epoch: unknown;
  readonly groups: readonly Group[];
}

interface NameGroups {
  readonly version: number;
  readonly generations: readonly unknown[];
  readonly byTarget: SitesByTarget;
}

export function createCallGroups(): CallGroups {
  const files = new WeakMap<readonly SiteRef[], FileGroups>();
  const names: Readonly<Record<Among, Map<string, NameGroups>>> = { all: new Map(), program: new Map() };
  const keys = new WeakMap<readonly FunctionRef[], readonly string[]>();

  const groupsOf = ({ inference: inferenceOf, checkpoint }: GroupedRevision, list: readonly SiteRef[]): FileGroups => {
    const path = list[0]?.path ?? '';
    const inference = inferenceOf(path);
    const known = files.get(list);
    if (known !== undefined && known.epoch === inference.epoch(path)) return known;
    const found = new Map<readonly FunctionRef[], SiteRef[]>();
    for (const site of list) {
      checkpoint();
      const { functions } = inference.resolveCall(path, site.call);
      if (functions.length === 0) continue;
      const group = found.get(functions);
      if (group === undefined) found.set(functions, [site]);
      else group.push(site);
    }
    const groups = [...found].map(([functions, sites]) => ({ keys: keysOf(keys, functions), sites }));
    const made = { epoch: inference.epoch(path), groups };
    files.set(list, made);
    return made;
  };

  return {
    under(revision, name, among) {
      const lists = revision.names.sites(name);
      const version = revision.names.version(name);
      const generations = generationsOf(revision, lists);
      const known = names[among].get(name);
      if (known?.version === version && isSame(known.generations, generations)) return known.byTarget;
      const byTarget = new Map<string, (readonly SiteRef[])[]>();
      for (const list of lists) {
        if (among === 'program' && revision.facts(list[0]?.path ?? '')?.test === true) continue;
        for (const group of groupsOf(revision, list).groups) {
          for (const key of group.keys) {
            const sites = byTarget.get(key);
            if (sites === undefined) byTarget.set(key, [group.sites]);
            else sites.push(group.sites);
          }
        }
      }
      names[among].set(name, { version, generations: generationsOf(revision, lists), byTarget });
      return byTarget;
    },
  };
}

/** One per language that has files under a name. */
function generationsOf({ inference }: GroupedRevision, lists: readonly (readonly SiteRef[])[]): readonly unknown[] {
  const found: unknown[] = [];
  let last: Inference | undefined;
  for (const list of lists) {
    const one = inference(list[0]?.path ?? '');
    if (one === last) continue;
    last = one;
    const generation = one.generation();
    if (!found.includes(generation)) found.push(generation);
  }
  return found;
}

function isSame(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((one, at) => one === right[at]);
}

/** Calls of a method with many implementations share one list of them. */
function keysOf(
  known: WeakMap<readonly FunctionRef[], readonly string[]>,
  functions: readonly FunctionRef[],
): readonly string[] {
  let keys = known.get(functions);
  if (keys === undefined) {
    keys = functions.map(keyOf);
    known.set(functions, keys);
  }
  return keys;
}
