import type { Verdict } from '../../model/verdict.js';
import { heritageOf } from './class-members.js';
import type { Evaluation } from './evaluation.js';
import { deeper } from './evaluation.js';
import { callResult } from './call-result.js';
import { declaredParameter } from './context.js';
import { hasName } from './keys.js';
import { mappedElement } from './mapped-type.js';
import { constraintOf, propertyOf } from './members.js';
import { NUMBER, TEXT, arrayOf, force, into, promiseOf, unionOf } from './types.js';
import type {
  Inside,
  InstanceType,
  IntersectionType,
  ObjectType,
  ParameterType,
  PickedType,
  PromiseType,
  Type,
  UnionType,
} from './types.js';

/** What `await` gives. */
export function awaited(ev: Evaluation, input: Type | undefined): Type | undefined {
  const type = force(ev, input);
  switch (type?.k) {
    case 'promise':
      return deeper(ev, () => awaited(ev, type.of));
    case 'union': {
      const parts = type.ts.map((part) => awaited(ev, part));
      return unionOf(ev, type.open ? [...parts, undefined] : parts);
    }
    case 'intersection': {
      const base = firstOf(type.ts, (part) => promiseIn(ev, part));
      return base === undefined ? type : awaited(ev, base.of);
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
  const then = propertyOf(ev, type, 'then');
  if (then?.k === 'settle') return awaited(ev, then.of);
  const callback = firstParameter(ev, then);
  const candidates = callback?.k === 'union' ? callback.ts : [callback];
  const value = firstParameter(
    ev,
    candidates.find((part) => part?.k === 'function'),
  );
  return deeper(ev, () => awaited(ev, value));
}

function firstParameter(ev: Evaluation, type: Type | undefined): Type | undefined {
  if (type?.k !== 'function') return undefined;
  const [ref] = type.signatures;
  return ref === undefined ? undefined : declaredParameter(ev, ref, type.env, 0);
}

function promiseIn(ev: Evaluation, part: Type | undefined): PromiseType | undefined {
  const type = force(ev, part);
  if (type?.k === 'promise') return type;
  return type?.k === 'instance' ? promiseBase(ev, type, 0) : undefined;
}

const MAX_BASES = 6;

/** The promise that a class or interface extends. */
export function promiseBase(ev: Evaluation, type: InstanceType, depth: number): PromiseType | undefined {
  if (depth > MAX_BASES) return undefined;
  const [own] = type.classes;
  for (const { fact, unit } of type.classes) {
    if (unit.library === 'global' && (fact.n === 'Promise' || fact.n === 'PromiseLike'))
      return promiseOf(type.args[0], fact.n);
  }
  for (const parent of heritageOf(ev, type)) {
    const base = force(ev, parent);
    const name = own?.fact.n ?? 'Promise';
    if (base?.k === 'promise') return { ...base, name, library: own?.unit.library };
    const inherited = base?.k === 'instance' ? promiseBase(ev, base, depth + 1) : undefined;
    if (inherited !== undefined) return { ...inherited, name, library: own?.unit.library };
  }
  return undefined;
}

/** Is a value of this type awaitable? A union is when one member is. `inside` holds the types that it is a part of. */
export function isPromise(ev: Evaluation, input: Type | undefined, inside: Inside = []): Verdict {
  const type = force(ev, input);
  switch (type?.k) {
    case undefined:
    case 'missing':
      return 'unknown';
    case 'promise':
      return 'yes';
    case 'union': {
      const verdicts = partVerdicts(ev, type, inside);
      if (verdicts.includes('yes')) return 'yes';
      return type.open || verdicts.includes('unknown') ? 'unknown' : 'no';
    }
    case 'intersection': {
      const verdicts = partVerdicts(ev, type, inside);
      return verdicts.includes('yes') ? 'yes' : verdicts.includes('unknown') ? 'unknown' : 'no';
    }
    case 'instance':
      if (promiseBase(ev, type, 0) !== undefined) return 'yes';
      if (heritageOf(ev, type).some((parent) => force(ev, parent) === undefined)) return 'unknown';
      return hasThen(ev, type) ? 'likely' : 'no';
    case 'object':
      return hasThen(ev, type) ? 'likely' : 'no';
    case 'picked':
      return pickedVerdict(ev, type);
    case 'parameter':
      return type.p.c < 0 ? 'no' : constraintVerdict(ev, type, inside);
    case 'none':
      return type.n === 'any' ? 'unknown' : 'no';
    default:
      return 'no';
  }
}

/** `Omit<Query, 'where'>` still has a `then`. */
function pickedVerdict(ev: Evaluation, type: PickedType): Verdict {
  const found = hasName(ev, type, 'then');
  if (found === undefined) return 'unknown';
  return found && hasThen(ev, type) ? 'likely' : 'no';
}

function constraintVerdict(ev: Evaluation, type: ParameterType, inside: Inside): Verdict {
  const around = into(inside, type);
  return around === undefined ? 'unknown' : isPromise(ev, constraintOf(ev, type), around);
}

function partVerdicts(ev: Evaluation, type: UnionType | IntersectionType, inside: Inside): readonly Verdict[] {
  // The second time it says nothing new.
  if (inside.includes(type)) return [];
  const around = into(inside, type);
  return around === undefined ? ['unknown'] : type.ts.map((part) => isPromise(ev, part, around));
}

/** Are all members of the union awaitable? */
export function isAlwaysPromise(ev: Evaluation, input: Type | undefined): boolean {
  const type = force(ev, input);
  if (type?.k !== 'union') return isPromise(ev, type) === 'yes';
  return !type.open && type.ts.every((part) => isPromise(ev, part) === 'yes');
}

/** A `then` method makes a thenable, whatever the class is called. */
export function hasThen(ev: Evaluation, type: Type): boolean {
  const then = propertyOf(ev, type, 'then');
  // Without a parameter it can hand nothing to anybody.
  if (then?.k === 'function') return then.signatures.some(({ signature }) => signature.p.length > 0);
  return then?.k === 'settle';
}

const ITERABLES = new Set([
  'Set',
  'ReadonlySet',
  'Iterable',
  'IterableIterator',
  'AsyncIterable',
  'AsyncIterableIterator',
  'Generator',
  'AsyncGenerator',
  'MapIterator',
  'SetIterator',
  'ArrayIterator',
  'AsyncIteratorObject',
  'IteratorObject',
]);

/** Element type of arrays and iterables. */
export function elementOf(ev: Evaluation, input: Type | undefined, inside: Inside = []): Type | undefined {
  const type = force(ev, input);
  switch (type?.k) {
    case 'array':
      return force(ev, type.of);
    case 'mapped':
      return mappedElement(ev, type);
    case 'primitive':
      return type.n === 'String' ? TEXT : undefined;
    case 'none':
      return type.n === 'any' ? type : undefined;
    case 'union':
    case 'intersection':
    case 'parameter':
    case 'instance':
    case 'object': {
      const around = into(inside, type);
      return around === undefined ? undefined : elementIn(ev, type, around);
    }
    default:
      return undefined;
  }
}

type Holder = UnionType | IntersectionType | ParameterType | InstanceType | ObjectType;

function elementIn(ev: Evaluation, type: Holder, inside: Inside): Type | undefined {
  switch (type.k) {
    case 'union': {
      const holders = type.ts.filter((part) => part.k !== 'none' || part.n === 'any');
      const parts = holders.map((part) => elementOf(ev, part, inside));
      return unionOf(ev, type.open ? [...parts, undefined] : parts);
    }
    case 'intersection':
      return firstOf(type.ts, (part) => elementOf(ev, part, inside));
    case 'parameter':
      return deeper(ev, () => elementOf(ev, constraintOf(ev, type), inside));
    case 'instance':
      return instanceElement(ev, type, inside);
    case 'object':
      return indexElement(ev, type) ?? iteratedElement(ev, type, inside);
  }
}

/** `{ [key: string]: T }` holds Ts. */
function indexElement(ev: Evaluation, type: Extract<Type, { k: 'object' }>): Type | undefined {
  return type.c.fact.members.some((member) => member.k === 'index') ? propertyOf(ev, type, '\0') : undefined;
}

function instanceElement(ev: Evaluation, type: InstanceType, inside: Inside): Type | undefined {
  const [first] = type.classes;
  const name = first?.fact.n ?? '';
  if (first?.unit.library === 'global') {
    if (ITERABLES.has(name)) return force(ev, type.args[0]);
    if (name === 'Map' || name === 'ReadonlyMap') return arrayOf(unionOf(ev, type.args), type.args);
    if (name.endsWith('Array') && name !== 'Array') return NUMBER;
  }
  for (const parent of heritageOf(ev, type)) {
    const element = elementOf(ev, parent, inside);
    if (element !== undefined) return element;
  }
  if (type.classes.some(({ fact }) => fact.members.some((member) => member.k === 'index')))
    return propertyOf(ev, type, '\0');
  return iteratedElement(ev, type, inside);
}

/** What the iterator of a value yields. */
function iteratedElement(ev: Evaluation, type: Type, inside: Inside): Type | undefined {
  for (const name of ['@@iterator', '@@asyncIterator']) {
    const method = propertyOf(ev, type, name);
    if (method?.k !== 'function') continue;
    const iterator = callResult(ev, method);
    const element = elementOf(ev, iterator, inside) ?? yieldedBy(ev, iterator);
    if (element !== undefined) return element;
  }
  return undefined;
}

/** `value` of what `next()` gives, for iterators written by hand. */
function yieldedBy(ev: Evaluation, iterator: Type | undefined): Type | undefined {
  const type = force(ev, iterator);
  if (type?.k === 'instance' && /^(?:Async)?Iterator$/.test(type.classes[0]?.fact.n ?? ''))
    return force(ev, type.args[0]);
  return undefined;
}

function firstOf<T, R>(items: readonly T[], ask: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = ask(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
