import type { FunctionFact } from '../model/facts.js';
import type { Waiters } from '../model/rule-view.js';
import type { LoopSharing } from '../model/summary.js';
import type { Root } from '../knowledge/types.js';
import type { FunctionRef } from '../inference/inference.js';
import type { Among } from './call-groups.js';
import type { CallIndex } from './call-index.js';
import { remember } from './call-index.js';
import type { Callbacks, Place } from './callbacks.js';
import type { EffectsInput } from './effects-input.js';
import type { Decorators } from './decorators.js';
import { keyOf } from './effects-input.js';
import type { CallbackRef } from './name-index.js';
import type { Programs } from './programs.js';
import { entryTable } from './tables.js';

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

const WORKER: Waiters = { sharing: 'worker', root: 'a worker' };

const START: Waiters = { sharing: 'boot', root: 'the start of the program' };

/** Finds the program roots that reach a function, by climbing its callers and the places it is registered at. */
export function createWaiters(context: WaitersInput): (ref: FunctionRef) => Waiters {
  const answers = new Map<string, Waiters>();
  return (ref) => remember(answers, keyOf(ref), () => search(context, ref));
}

export interface WaitersInput {
  readonly input: EffectsInput;
  readonly index: CallIndex;
  readonly callbacks: Callbacks;
  readonly decorators: Decorators;
  readonly programs: Programs;
  readonly workerFiles: ReadonlySet<string>;
}

interface Search extends WaitersInput {
  /** That tests call it too says nothing about a function of the program. */
  readonly among: Among;
  /** Calls that may mean several implementations lead to each of them, or to none. */
  readonly edges: 'certain' | 'all';
}

function search(project: WaitersInput, start: FunctionRef): Waiters {
  const { input } = project;
  const isTest = input.facts(start.path)?.test === true || input.role(start.path).sharing === 'test';
  const among: Among = isTest ? 'all' : 'program';
  const certain = climb({ ...project, among, edges: 'certain' }, start);
  if (certain === undefined) return NOBODY;
  const found = certain.length > 0 ? certain : programOf(project, start);
  if (found.length > 0) return gravest(found, isTest);
  // That one of several implementations is meant proves nothing about who waits for the others.
  const likely = climb({ ...project, among, edges: 'all' }, start) ?? [];
  return gravest(
    likely.filter(({ sharing }) => sharing !== 'shared'),
    isTest,
  );
}

/** Nobody is known to call it, but the file is the start of a program of its own. */
function programOf({ input, programs, workerFiles }: WaitersInput, start: FunctionRef): readonly Waiters[] {
  if (workerFiles.has(start.path)) return [WORKER];
  const role = input.role(start.path);
  const own = programs(start.path);
  return [
    ...(own.starters.has(start.function) ? [START] : own.programs),
    ...(role.sharing === 'none' ? [] : [{ sharing: role.sharing, root: role.name }]),
  ];
}

/** The roots that lead to a function; `undefined` when there are too many ways to look at. */
function climb(context: Search, start: FunctionRef): readonly Waiters[] | undefined {
  const found: Waiters[] = [];
  const seen = new Set<string>();
  const queue: Above[] = [{ ref: context.callbacks.ownerOf(start).owner, later: false }];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { ref, later } = next;
    const key = `${later ? 'later ' : ''}${keyOf(ref)}`;
    if (seen.has(key)) continue;
    if (seen.size > MAX_VISITED) return undefined;
    seen.add(key);
    context.input.checkpoint();
    // What the start of a program hands to a function that nobody knows is called when it has long started.
    const roots = rootsOf(context, ref).filter((root) => !later || root !== START);
    // Nothing is graver, and the nearest one explains best.
    if (roots.some(({ sharing }) => sharing === 'shared')) return roots;
    if (roots.length > 0) found.push(...roots);
    else queue.push(...above(context, ref).map((one) => ({ ...one, later: later || one.later })));
  }
  return found;
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

function rootsOf(search: Search, ref: FunctionRef): readonly Waiters[] {
  const { input, index, callbacks, decorators, among } = search;
  const facts = input.facts(ref.path);
  const fn = facts?.functions[ref.function];
  if (facts === undefined || fn === undefined) return [];
  const role = input.role(ref.path);
  if (fn.kind === 'module') return [moduleRoot(search, ref.path, facts.test)];
  const roots: Waiters[] = decorators(ref).map(({ loop, name }) => ({ sharing: loop, root: name }));
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

function moduleRoot({ input, programs, workerFiles }: Search, path: string, isTest: boolean): Waiters {
  if (isTest) return { sharing: 'test', root: 'a test' };
  if (workerFiles.has(path)) return WORKER;
  const role = input.role(path);
  // A script of the manifest may start a server: while its module runs, nobody waits yet.
  const isServer =
    role.sharing === 'command-line' && programs(path).programs.some(({ sharing }) => sharing === 'shared');
  if (isServer) return START;
  return role.sharing === 'none' ? START : { sharing: role.sharing, root: role.name };
}

function rootsAt(input: EffectsInput, path: string, { call, index, property }: Place): readonly Waiters[] {
  if (!entryTable.names.has(call.name) && !entryTable.names.has('*')) return [];
  const { apis } = input.inference(path).resolveCall(path, call);
  return entryTable
    .all(apis)
    .filter((root) => isNamed(root, property) && isAt(root, index, call.arguments.length))
    .map((root) => ({ sharing: root.loop, root: root.name }));
}

function isNamed(root: Root, property: string): boolean {
  return root.property === '*' ? property !== '' : (root.property ?? '') === property;
}

function isAt({ argument }: Root, position: number, count: number): boolean {
  if (argument === undefined || argument === -2) return argument === -2;
  return argument === -1 ? position === count - 1 : argument === position;
}

/** What comes after a promise is what a program does next. */
const SETTLING = new Set(['then', 'catch', 'finally']);

interface Above {
  readonly ref: FunctionRef;
  /** It only hands the function to one that nobody knows. */
  readonly later: boolean;
}

/** Functions that lead to this one: its callers, the places where it is handed over, and the function that makes it. */
function above(context: Search, ref: FunctionRef): readonly Above[] {
  const { input, index, callbacks, among, edges } = context;
  const fn: FunctionFact | undefined = input.facts(ref.path)?.functions[ref.function];
  if (fn === undefined) return [];
  const up: Above[] = index
    .callersOf(ref, among)
    .filter(({ path, call }) => edges === 'all' || input.inference(path).resolveCall(path, call).functions.length === 1)
    .map(({ path, call }) => ({
      ref: callbacks.ownerOf({ path, function: call.function }).owner,
      later: false,
    }));
  for (const registration of index.registrationsOf(ref, among)) {
    const { path, callback } = registration;
    if (!isKeptByServer(context, registration)) up.push({ ref: { path, function: callback.function }, later: false });
  }
  const outer = callbacks.callAtOnce(ref);
  if (outer !== undefined) up.push({ ref: { path: ref.path, function: outer.function }, later: false });
  // Whoever makes a function runs it in the same program: a hook in the object that a plugin returns.
  if (fn.parent > 0) {
    const later = outer === undefined && isHandedOver(input, ref.path, fn);
    up.push({ ref: { path: ref.path, function: fn.parent }, later });
  }
  return up;
}

/** Given to a call that nobody waits for and that leads out of the project: `bot.command('status', async () => …)`. */
function isHandedOver(input: EffectsInput, path: string, fn: FunctionFact): boolean {
  const call = input.facts(path)?.calls[fn.argumentOf];
  if (call?.use !== 'dropped' || SETTLING.has(call.name)) return false;
  return input.inference(path).resolveCall(path, call).functions.length === 0;
}

/** What the start of a server hands to a function that nobody knows may run at any time, not only then. */
function isKeptByServer({ input, callbacks, programs }: Search, { path, callback }: CallbackRef): boolean {
  if (callback.function !== 0 || !programs(path).programs.some(({ sharing }) => sharing === 'shared')) return false;
  const call = input.facts(path)?.calls[callback.call];
  return call !== undefined && !callbacks.isCalledThere(path, { call, index: callback.index, property: '' });
}
