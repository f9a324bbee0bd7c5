import type { FunctionFact } from '../model/facts.js';
import type { Waiters } from '../model/rule-view.js';
import type { LoopSharing } from '../model/summary.js';
import type { Root } from '../knowledge/types.js';
import type { FunctionRef } from '../inference/inference.js';
import type { Among, CallIndex } from './call-index.js';
import { remember } from './call-index.js';
import type { Callbacks, Place } from './callbacks.js';
import type { EffectsInput } from './effects-input.js';
import { keyOf } from './effects-input.js';
import { rootTable } from './tables.js';

/** From the gravest to the lightest: a function that several roots reach is judged by the first. */
const GRAVITY: readonly LoopSharing[] = [
  'shared',
  'single-request',
  'command-line',
  'boot',
  'build',
  'worker',
  'thread',
  'test',
];

/** A search that visits more functions than this gives up: nothing is known then, as for a library. */
const MAX_VISITED = 150;

const NOBODY: Waiters = { sharing: 'none', root: '' };

/** Finds the program roots that reach a function, by climbing its callers and the places it is registered at. */
export function createWaiters(
  input: EffectsInput,
  index: CallIndex,
  callbacks: Callbacks,
): (ref: FunctionRef) => Waiters {
  const answers = new Map<string, Waiters>();
  const project: Project = { input, index, callbacks };
  return (ref) => remember(answers, keyOf(ref), () => search(project, ref));
}

interface Project {
  readonly input: EffectsInput;
  readonly index: CallIndex;
  readonly callbacks: Callbacks;
}

interface Search extends Project {
  /** That tests call it too says nothing about a function of the program. */
  readonly among: Among;
}

function search(project: Project, start: FunctionRef): Waiters {
  const { input, callbacks } = project;
  const isTest = input.facts(start.path)?.test === true;
  const context: Search = { ...project, among: isTest ? 'all' : 'program' };
  const found: Waiters[] = [];
  const seen = new Set<string>();
  const queue = [callbacks.ownerOf(start).owner];
  for (let ref = queue.shift(); ref !== undefined; ref = queue.shift()) {
    const key = keyOf(ref);
    if (seen.has(key)) continue;
    if (seen.size > MAX_VISITED) return NOBODY;
    seen.add(key);
    const roots = rootsOf(context, ref);
    // Nothing is graver, and the nearest one explains best.
    if (roots.some(({ sharing }) => sharing === 'shared')) return gravest(roots, isTest);
    if (roots.length > 0) found.push(...roots);
    else queue.push(...above(context, ref));
  }
  const role = input.role(start.path);
  // Nobody is known to call it, but the file is the start of a program of its own.
  if (found.length === 0 && role.sharing !== 'none') found.push({ sharing: role.sharing, root: role.name });
  return gravest(found, isTest);
}

function gravest(found: readonly Waiters[], isTest: boolean): Waiters {
  for (const sharing of GRAVITY) {
    if (sharing === 'test' && !isTest) continue;
    const match = found
      .filter((one) => one.sharing === sharing)
      .sort((a, b) => (a.root < b.root ? -1 : a.root > b.root ? 1 : 0))[0];
    if (match !== undefined) return match;
  }
  return isTest ? { sharing: 'test', root: 'a test' } : NOBODY;
}

function rootsOf({ input, index, callbacks, among }: Search, ref: FunctionRef): readonly Waiters[] {
  const facts = input.facts(ref.path);
  const fn = facts?.functions[ref.function];
  if (facts === undefined || fn === undefined) return [];
  const role = input.role(ref.path);
  if (fn.kind === 'module') return [moduleRoot(facts.test, role)];
  const roots: Waiters[] = [];
  const place = callbacks.placeOf(ref);
  if (place !== undefined) roots.push(...rootsAt(input, ref.path, place));
  for (const { path, callback } of index.registrationsOf(ref, among)) {
    const call = input.facts(path)?.calls[callback.call];
    if (call !== undefined) roots.push(...rootsAt(input, path, { call, index: callback.index, property: '' }));
  }
  for (const entry of role.entries) {
    const isEntry = input
      .exported(ref.path, entry.export)
      .some((one) => one.function === ref.function && one.path === ref.path);
    if (isEntry) roots.push({ sharing: entry.sharing, root: entry.name });
  }
  return roots;
}

function moduleRoot(isTest: boolean, role: { readonly sharing: LoopSharing; readonly name: string }): Waiters {
  if (isTest) return { sharing: 'test', root: 'a test' };
  return role.sharing === 'none'
    ? { sharing: 'boot', root: 'the start of the program' }
    : { sharing: role.sharing, root: role.name };
}

function rootsAt(input: EffectsInput, path: string, { call, index, property }: Place): readonly Waiters[] {
  if (!rootTable.names.has(call.name) && !rootTable.names.has('*')) return [];
  const { apis } = input.inference(path).resolveCall(path, call);
  return rootTable
    .all(apis)
    .filter((root) => (root.property ?? '') === property && isAt(root, index, call.arguments.length))
    .map((root) => ({ sharing: root.loop, root: root.name }));
}

function isAt({ argument }: Root, position: number, count: number): boolean {
  if (argument === undefined || argument === -2) return argument === -2;
  return argument === -1 ? position === count - 1 : argument === position;
}

/** Functions that lead to this one: its callers, the places where it is handed over, and the function that makes it. */
function above({ input, index, callbacks, among }: Search, ref: FunctionRef): readonly FunctionRef[] {
  const fn: FunctionFact | undefined = input.facts(ref.path)?.functions[ref.function];
  if (fn === undefined) return [];
  const up: FunctionRef[] = index
    .callersOf(ref, among)
    .map(({ path, call }) => callbacks.ownerOf({ path, function: call.function }).owner);
  for (const { path, callback } of index.registrationsOf(ref, among)) up.push({ path, function: callback.function });
  // Whoever makes a function runs it in the same program: a hook in the object that a plugin returns.
  if (fn.parent > 0) up.push({ path: ref.path, function: fn.parent });
  return up;
}
