import { NONE } from '../../model/facts.js';
import type { Verdict } from '../../model/verdict.js';
import { evaluateType } from './annotations.js';
import type { Evaluation } from './evaluation.js';
import { constraintOf, heritageOf, propertyOf } from './members.js';
import { NUMBER, TEXT, arrayOf, force, promiseOf, unionOf } from './types.js';
import type { ClassRef, Type } from './types.js';

/** What `await` gives. */
export function awaited(ev: Evaluation, input: Type | undefined): Type | undefined {
  const type = force(input);
  switch (type?.k) {
    case 'promise':
      return awaited(ev, type.of);
    case 'union':
      return unionOf([...type.ts.map((part) => awaited(ev, part)), ...(type.open ? [undefined] : [])]);
    case 'intersection': {
      // `Promise<T> & Extra`: awaiting gives what the promise part holds.
      const part = type.ts.find((one) => isPromise(ev, one) === 'yes');
      return part === undefined ? type : awaited(ev, part);
    }
    case 'instance': {
      const base = promiseBase(ev, type, 0);
      if (base !== undefined) return awaited(ev, base.of);
      return hasThen(ev, type) ? thenValue(ev, type) : type;
    }
    case 'object':
      return hasThen(ev, type) ? thenValue(ev, type) : type;
    default:
      return type;
  }
}

/** What a thenable hands to the callback of its `then`. */
function thenValue(ev: Evaluation, type: Type): Type | undefined {
  const then = force(propertyOf(ev, type, 'then'));
  if (then?.k === 'settle') return awaited(ev, then.of);
  const callback = force(firstParameter(ev, then));
  const candidates = callback?.k === 'union' ? callback.ts : [callback];
  return awaited(
    ev,
    firstParameter(
      ev,
      candidates.find((part) => part?.k === 'function'),
    ),
  );
}

function firstParameter(ev: Evaluation, type: Type | undefined): Type | undefined {
  if (type?.k !== 'function') return undefined;
  const [ref] = type.signatures;
  const parameter = ref?.signature.p[0];
  return ref === undefined || parameter === undefined || parameter.t === NONE
    ? undefined
    : evaluateType(ev, ref.unit, parameter.t, type.env);
}

type Instance = Extract<Type, { k: 'instance' }>;
type PromiseType = Extract<Type, { k: 'promise' }>;

/** The promise that a class or interface extends, or that it is by having `then`. */
export function promiseBase(ev: Evaluation, type: Instance, depth: number): PromiseType | undefined {
  if (depth > 6) return undefined;
  for (const ref of type.classes) {
    const { fact, unit } = ref;
    const isPlatform = unit.library === 'global' && (fact.n === 'Promise' || fact.n === 'PromiseLike');
    if (isPlatform) return promiseOf(type.args[0], fact.n) as PromiseType;
    for (const parent of parents(ev, ref, type.args)) {
      const base = force(parent);
      if (base?.k === 'promise') return { ...base, name: fact.n, library: unit.library };
      if (base?.k !== 'instance') continue;
      const inherited = promiseBase(ev, base, depth + 1);
      if (inherited !== undefined) return { ...inherited, name: fact.n, library: unit.library };
    }
  }
  return undefined;
}

/** Asking for the bases of a class is dear; most have none. */
function parents(ev: Evaluation, ref: ClassRef, args: readonly (Type | undefined)[]): readonly (Type | undefined)[] {
  const { fact } = ref;
  return fact.base < 0 && fact.extends.length === 0 ? [] : heritageOf(ev, ref, args);
}

/** Is a value of this type awaitable? A union is when one member is. */
export function isPromise(ev: Evaluation, input: Type | undefined): Verdict {
  const type = force(input);
  switch (type?.k) {
    case undefined:
    case 'missing':
      return 'unknown';
    case 'promise':
      return 'yes';
    case 'union': {
      const verdicts = type.ts.map((part) => isPromise(ev, part));
      if (verdicts.includes('yes')) return 'yes';
      return type.open || verdicts.includes('unknown') ? 'unknown' : 'no';
    }
    case 'intersection': {
      const verdicts = type.ts.map((part) => isPromise(ev, part));
      return verdicts.includes('yes') ? 'yes' : verdicts.includes('unknown') ? 'unknown' : 'no';
    }
    case 'instance':
      if (promiseBase(ev, type, 0) !== undefined) return 'yes';
      return hasThen(ev, type) ? 'likely' : 'no';
    case 'parameter':
      return type.p.c < 0 ? 'no' : isPromise(ev, constraintOf(ev, type));
    default:
      return 'no';
  }
}

/** Are all members of the union awaitable? */
export function isAlwaysPromise(ev: Evaluation, input: Type | undefined): boolean {
  const type = force(input);
  if (type?.k !== 'union') return isPromise(ev, type) === 'yes';
  return !type.open && type.ts.every((part) => isPromise(ev, part) === 'yes');
}

/** A `then` method makes a thenable, whatever the class is called. */
export function hasThen(ev: Evaluation, type: Type): boolean {
  const then = force(propertyOf(ev, type, 'then'));
  return then?.k === 'function' || then?.k === 'settle';
}

const ITERABLES =
  /^(?:Set|ReadonlySet|WeakSet|Iterable|IterableIterator|AsyncIterable|AsyncIterableIterator|Generator|AsyncGenerator|MapIterator|SetIterator|ArrayIterator|AsyncIteratorObject|IteratorObject|Array|ReadonlyArray)$/;

/** Element type of arrays and iterables. */
export function elementOf(ev: Evaluation, input: Type | undefined): Type | undefined {
  const type = force(input);
  switch (type?.k) {
    case 'array':
    case 'mapped':
      return force(type.of);
    case 'union':
      return unionOf(type.ts.filter((part) => part.k !== 'none').map((part) => elementOf(ev, part)));
    case 'parameter':
      return elementOf(ev, constraintOf(ev, type));
    case 'primitive':
      return type.n === 'String' ? TEXT : undefined;
    case 'instance':
      return instanceElement(ev, type);
    default:
      return undefined;
  }
}

function instanceElement(ev: Evaluation, type: Instance): Type | undefined {
  const name = type.classes[0]?.fact.n ?? '';
  if (ITERABLES.test(name)) return force(type.args[0]);
  if (name === 'Map' || name === 'ReadonlyMap') return arrayOf(unionOf(type.args.map(force)), type.args);
  if (name.endsWith('Array')) return NUMBER;
  for (const ref of type.classes) {
    for (const parent of parents(ev, ref, type.args)) {
      const element = elementOf(ev, parent);
      if (element !== undefined) return element;
    }
  }
  return undefined;
}
