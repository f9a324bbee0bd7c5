import { NONE } from '../model/facts.js';
import type { CallFact, FileFacts, FunctionFact } from '../model/facts.js';
import type { Slot } from '../knowledge/types.js';
import type { FunctionRef } from '../inference/inference.js';
import type { CallIndex } from './call-index.js';
import { remember } from './call-index.js';
import type { EffectsInput } from './effects-input.js';
import type { Decorators } from './decorators.js';
import { keyOf } from './effects-input.js';
import { slotTable } from './tables.js';

/** A position that a call takes a function at: an argument, or a property of an object literal that is one. */
export interface Place {
  readonly call: CallFact;
  readonly index: number;
  /** Empty when the function is the argument itself. */
  readonly property: string;
}

/** When callbacks run: at once within the call that takes them, or later, entered by the loop. */
export interface Callbacks {
  /** The function whose turn of the loop a function's body runs in: itself, unless it is a callback that runs at once. */
  ownerOf(ref: FunctionRef): { readonly owner: FunctionRef; readonly repeated: boolean };
  /** Does the loop enter it on its own? */
  isEntered(ref: FunctionRef): boolean;
  /** Is what stands at this place called at once, before the call is over? */
  isCalledThere(path: string, place: Place): boolean;
  /** The call that runs a function where it is written. */
  callAtOnce(ref: FunctionRef): CallFact | undefined;
  /** Where a function is handed over, when it is written there. */
  placeOf(ref: FunctionRef): Place | undefined;
}

/** Methods that call their callback once per element; their table entries decide, these names only narrow. */
const REPEATING = new Set([
  'forEach',
  'map',
  'filter',
  'some',
  'every',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'flatMap',
  'reduce',
  'reduceRight',
  'sort',
  'toSorted',
  'from',
]);

export function createCallbacks(input: EffectsInput, index: CallIndex, decorators: Decorators): Callbacks {
  const owners = new Map<string, { readonly owner: FunctionRef; readonly repeated: boolean }>();
  const entered = new Map<string, boolean>();

  const properties = new Map<string, ReadonlyMap<number, Place>>();

  const placeOf = ({ path, function: id }: FunctionRef): Place | undefined => {
    const facts = input.facts(path);
    const fn = facts?.functions[id];
    if (facts === undefined || fn === undefined) return undefined;
    const call = facts.calls[fn.argumentOf];
    if (call !== undefined) return { call, index: fn.argumentIndex, property: '' };
    return remember(properties, path, () => propertyPlaces(facts)).get(id);
  };

  const findOwner = (ref: FunctionRef): { readonly owner: FunctionRef; readonly repeated: boolean } => {
    const facts = input.facts(ref.path);
    const fn = facts?.functions[ref.function];
    const own = { owner: ref, repeated: false };
    if (fn === undefined || fn.async) return own;
    const call = callAtOnce(input, ref);
    if (call === undefined) return own;
    const outer = ownerOf({ path: ref.path, function: call.function });
    return { owner: outer.owner, repeated: outer.repeated || REPEATING.has(call.name) };
  };

  const ownerOf = (ref: FunctionRef): { readonly owner: FunctionRef; readonly repeated: boolean } =>
    remember(owners, keyOf(ref), () => findOwner(ref));

  const isRegistered = (ref: FunctionRef): boolean =>
    index.registrationsOf(ref).some(({ path, callback }) => {
      const call = input.facts(path)?.calls[callback.call];
      return (
        call !== undefined && slotAt(input, path, { call, index: callback.index, property: '' })?.runsOnLoop === true
      );
    });

  const findEntered = (ref: FunctionRef): boolean => {
    const facts = input.facts(ref.path);
    const fn = facts?.functions[ref.function];
    if (fn === undefined || fn.kind === 'module' || facts === undefined) return false;
    const place = placeOf(ref);
    if (place !== undefined && slotAt(input, ref.path, place)?.runsOnLoop === true) return true;
    if (decorators(ref).length > 0) return true;
    return fn.argumentOf === NONE && fn.name !== '' && isRegistered(ref);
  };

  return {
    ownerOf,
    placeOf,
    callAtOnce: (ref) => callAtOnce(input, ref),
    isCalledThere: (path, place) => isCalledThere(input, path, place),
    isEntered: (ref) => remember(entered, keyOf(ref), () => findEntered(ref)),
  };
}

/** The call that runs a function where it is written, an async one up to its first `await`. */
function callAtOnce(input: EffectsInput, { path, function: id }: FunctionRef): CallFact | undefined {
  const facts = input.facts(path);
  const fn = facts?.functions[id];
  if (facts === undefined || fn === undefined || fn.parent === NONE) return undefined;
  const call = fn.argumentOf === NONE ? immediateCall(facts.calls, fn) : facts.calls[fn.argumentOf];
  if (call === undefined || isCalledAtOnce(call, fn)) return call;
  return isCalledThere(input, path, { call, index: fn.argumentIndex, property: '' }) ? call : undefined;
}

function isCalledThere(input: EffectsInput, path: string, place: Place): boolean {
  return REPEATING.has(place.call.name) && callsAtOnce(slotAt(input, path, place));
}

/** A function that is called where it is written, and the executor of a promise. */
function isCalledAtOnce(call: CallFact, fn: FunctionFact): boolean {
  return fn.argumentOf === NONE || (call.construct && call.name === 'Promise' && fn.argumentIndex === 0);
}

function callsAtOnce(slot: Slot | undefined): boolean {
  return slot !== undefined && !slot.runsOnLoop && slot.behaviour !== 'offloads' && slot.behaviour !== 'awaits';
}

function slotAt(input: EffectsInput, path: string, { call, index, property }: Place): Slot | undefined {
  if (!slotTable.names.has(call.name)) return undefined;
  const { apis } = input.inference(path).resolveCall(path, call);
  const found = slotTable
    .all(apis)
    .find((slot) => (slot.property ?? '') === property && isAt(slot.argument, index, call.arguments.length));
  return found !== undefined && isExcepted(input, path, call, found) ? undefined : found;
}

function isExcepted(input: EffectsInput, path: string, call: CallFact, { unless }: Slot): boolean {
  const argument = unless && call.arguments[unless.argument];
  if (unless === undefined || argument === undefined) return false;
  return unless.texts.includes(input.inference(path).textOf(path, argument) ?? '');
}

function propertyPlaces({ callbacks, calls }: FileFacts): ReadonlyMap<number, Place> {
  const places = new Map<number, Place>();
  for (const { place, inline, call: id, index, name } of callbacks) {
    const call = calls[id];
    if (place === 'property' && inline !== NONE && call !== undefined)
      places.set(inline, { call, index, property: name });
  }
  return places;
}

function isAt(argument: number, position: number, count: number): boolean {
  if (argument === -2) return true;
  return argument === -1 ? position === count - 1 : argument === position;
}

/** `(() => { … })()`. */
function immediateCall(calls: readonly CallFact[], fn: FunctionFact): CallFact | undefined {
  if (fn.kind !== 'arrow' && fn.kind !== 'function') return undefined;
  return calls.find(
    (call) =>
      call.calleeRange.start <= fn.range.start && call.calleeRange.end >= fn.range.end && call.function === fn.parent,
  );
}
