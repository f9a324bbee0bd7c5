import type { Member } from '../../facts/javascript/model.js';
import { NONE } from '../../model/facts.js';
import { evaluateType } from './annotations.js';
import { awaited, elementOf } from './awaitable.js';
import { callResult, hasCallSignature } from './call-result.js';
import { heritageOf, isSameClass, requiredMembers } from './class-members.js';
import type { Evaluation } from './evaluation.js';
import { hasName } from './keys.js';
import { constraintOf, propertyOf } from './members.js';
import { ABSENT, ANY, NEVER, VOID, force } from './types.js';
import type { FunctionType, InstanceType, ObjectType, ParameterType, Type } from './types.js';

type Answer = 'yes' | 'no' | 'unknown';

/** Members of members are not compared. */
const MAX_DEPTH = 2;
/** Interfaces with more members than this are compared by the first ones. */
const MAX_MEMBERS = 24;
/** Parameters that are bounded by parameters. */
const MAX_BOUNDS = 8;

/** May a value of one type be used where another is asked for? Judged by structure, as far as it matters here. */
export function assignable(ev: Evaluation, from: Type | undefined, to: Type | undefined, depth = 0): Answer {
  const source = force(ev, from);
  const target = force(ev, to);
  if (source === undefined || target === undefined) return 'unknown';
  if (source === target) return 'yes';
  if (target.k === 'none') return assignableToNone(source, target);
  if (source.k === 'none') return assignableFromNone(ev, source, target, depth);
  if (source.k === 'union')
    return combineAll(
      source.ts.map((part) => assignable(ev, part, target, depth)),
      source.open,
    );
  if (target.k === 'union')
    return combineAny(
      target.ts.map((part) => assignable(ev, source, part, depth)),
      target.open,
    );
  if (target.k === 'intersection')
    return combineAll(
      target.ts.map((part) => assignable(ev, source, part, depth)),
      false,
    );
  if (source.k === 'parameter')
    return source.p.c < 0 ? 'unknown' : weaken(assignable(ev, boundOf(ev, source), target, depth));
  if (target.k === 'parameter') return compareWithParameter(ev, source, target);
  return compare(ev, source, target, depth);
}

/** What a parameter stands for at least. One that is bounded by itself stands for nothing. */
function boundOf(ev: Evaluation, source: ParameterType): Type | undefined {
  let at: Type | undefined = source;
  for (let i = 0; i < MAX_BOUNDS && at?.k === 'parameter'; i++) at = force(ev, constraintOf(ev, at));
  return at?.k === 'parameter' ? undefined : at;
}

/** What a type parameter stands for is open, but an object is never a key. */
function compareWithParameter(ev: Evaluation, source: Type, target: ParameterType): Answer {
  return !mayBeKey(source) && isKeyLike(constraintOf(ev, target)) ? 'no' : 'unknown';
}

/** `K extends keyof T` or a literal. */
function isKeyLike(type: Type | undefined): boolean {
  return (
    type?.k === 'keys' || type?.k === 'primitive' || (type?.k === 'union' && !type.open && type.ts.every(isKeyLike))
  );
}

function mayBeKey({ k }: Type): boolean {
  return k !== 'object' && k !== 'array' && k !== 'function' && k !== 'promise' && k !== 'class';
}

/** A part that does not fit is often a generic that was not followed to its end: it proves nothing. */
function weaken(answer: Answer): Answer {
  return answer === 'no' ? 'unknown' : answer;
}

function combineAll(answers: readonly Answer[], open: boolean): Answer {
  if (answers.includes('no')) return 'no';
  return open || answers.includes('unknown') ? 'unknown' : 'yes';
}

function combineAny(answers: readonly Answer[], open: boolean): Answer {
  if (answers.includes('yes')) return 'yes';
  return open || answers.includes('unknown') ? 'unknown' : 'no';
}

function assignableToNone(source: Type, target: Extract<Type, { k: 'none' }>): Answer {
  if (target.n === 'any' || source === NEVER) return 'yes';
  const isOpen = source.k === 'none' || source.k === 'parameter' || source.k === 'union';
  switch (target.n) {
    case 'never':
      return source === ANY ? 'unknown' : 'no';
    case 'void':
      if (source === ABSENT) return 'yes';
      return isOpen ? 'unknown' : 'no';
    case 'absent':
      return isOpen ? 'unknown' : 'no';
    case 'other':
      return source.k === 'primitive' || source.k === 'none' ? 'unknown' : 'yes';
  }
}

function assignableFromNone(ev: Evaluation, source: Extract<Type, { k: 'none' }>, target: Type, depth: number): Answer {
  if (source === NEVER || source.n === 'any') return source === NEVER ? 'yes' : 'unknown';
  if (target.k === 'union')
    return combineAny(
      target.ts.map((part) => assignable(ev, source, part, depth)),
      target.open,
    );
  if (target.k === 'parameter' || target.k === 'missing') return 'unknown';
  return source === ABSENT || source === VOID ? 'no' : 'unknown';
}

function compare(ev: Evaluation, source: Type, target: Type, depth: number): Answer {
  if (target.k === 'missing' || source.k === 'missing') return 'unknown';
  switch (target.k) {
    case 'primitive':
      return comparePrimitive(source, target);
    case 'promise':
      if (source.k === 'promise')
        return depth >= MAX_DEPTH
          ? 'unknown'
          : weaken(assignable(ev, awaited(ev, source), awaited(ev, target), depth + 1));
      return source.k === 'instance' || source.k === 'object' || source.k === 'intersection' || source.k === 'picked'
        ? hasThen(ev, source)
        : 'no';
    case 'function':
      return compareCallable(ev, source, target);
    case 'array':
      return compareArray(ev, source, target, depth);
    case 'instance':
    case 'object':
      return compareMembers(ev, source, target, depth);
    case 'keys':
      return compareKeys(ev, source, target.of);
    case 'mapped':
    case 'picked':
      return source.k === 'primitive' ? 'no' : 'unknown';
    case 'class':
      return source.k === 'class' ? 'unknown' : 'no';
    default:
      return 'unknown';
  }
}

/** Is a literal the name of a member? */
function compareKeys(ev: Evaluation, source: Type, of: Type): Answer {
  if (source.k !== 'primitive' || source.v === undefined) return 'unknown';
  const has = hasName(ev, of, source.v);
  return has === undefined ? 'unknown' : has ? 'yes' : 'no';
}

function hasThen(ev: Evaluation, source: Type): Answer {
  return propertyOf(ev, source, 'then') === undefined ? 'no' : 'unknown';
}

function comparePrimitive(source: Type, target: Extract<Type, { k: 'primitive' }>): Answer {
  if (source.k === 'enum' || source.k === 'keys') return 'unknown';
  if (source.k !== 'primitive') return 'no';
  if (source.n !== target.n) return 'no';
  if (target.v === undefined) return 'yes';
  return source.v === undefined ? 'no' : source.v === target.v ? 'yes' : 'no';
}

function compareCallable(ev: Evaluation, source: Type, target: Extract<Type, { k: 'function' }>): Answer {
  switch (source.k) {
    case 'function':
      return source.construct === target.construct && !lacksPromise(ev, source, target) ? 'yes' : 'no';
    case 'class':
      return target.construct ? 'yes' : 'no';
    case 'bound':
    case 'settle':
    case 'applied':
    case 'callback':
      return target.construct ? 'no' : 'yes';
    case 'instance':
    case 'object':
      return hasCallSignature(ev, source, target.construct) ? 'yes' : 'no';
    case 'intersection':
    case 'picked':
    case 'mapped':
    case 'module':
      return 'unknown';
    default:
      return 'no';
  }
}

/** A function that gives something plain, where one is asked for that gives a promise. */
function lacksPromise(ev: Evaluation, source: Type, target: Type): boolean {
  if (source.k !== 'function' && source.k !== 'instance' && source.k !== 'object') return false;
  if (callResult(ev, target)?.k !== 'promise') return false;
  const given = callResult(ev, source);
  return given?.k === 'primitive' || given?.k === 'array' || given === VOID || given === ABSENT;
}

function compareArray(ev: Evaluation, source: Type, target: Extract<Type, { k: 'array' }>, depth: number): Answer {
  if (source.k !== 'array')
    return source.k === 'instance' || source.k === 'intersection' || source.k === 'mapped' ? 'unknown' : 'no';
  if (
    source.elements !== undefined &&
    target.elements !== undefined &&
    source.elements.length !== target.elements.length
  )
    return 'unknown';
  return depth >= MAX_DEPTH
    ? 'unknown'
    : weaken(assignable(ev, elementOf(ev, source), elementOf(ev, target), depth + 1));
}

function compareMembers(ev: Evaluation, source: Type, target: InstanceType | ObjectType, depth: number): Answer {
  if (source.k === 'instance' && target.k === 'instance' && inherits(ev, source, target, 0)) return 'yes';
  const members = requiredMembers(ev, target);
  if (members === undefined) return 'unknown';
  if (members.length === 0) return compareEmpty(ev, source, target);
  if (source.k === 'primitive' && target.k === 'instance' && target.classes[0]?.unit.library !== 'global') return 'no';
  // Private members make a class nominal.
  if (target.k === 'instance' && members.some((member) => member.private))
    return source.k === 'instance' ? 'no' : 'unknown';
  return depth >= MAX_DEPTH
    ? 'unknown'
    : combineAll(
        members.slice(0, MAX_MEMBERS).map((member) => compareMember(ev, source, target, member, depth)),
        members.length > MAX_MEMBERS,
      );
}

function compareEmpty(ev: Evaluation, source: Type, target: InstanceType | ObjectType): Answer {
  if (hasCallSignature(ev, target, false)) {
    if (lacksPromise(ev, source, target)) return 'no';
    return source.k === 'function' ? 'yes' : compareCallShape(source);
  }
  if (hasCallSignature(ev, target, true)) return source.k === 'class' ? 'yes' : compareCallShape(source);
  return source.k === 'primitive' ? 'unknown' : 'yes';
}

function compareCallShape(source: Type): Answer {
  return source.k === 'primitive' || source.k === 'array' || source.k === 'promise' ? 'no' : 'unknown';
}

function compareMember(ev: Evaluation, source: Type, target: Type, member: Member, depth: number): Answer {
  const name = member.n ?? '';
  const own = propertyOf(ev, source, name);
  if (own === undefined) return hasMember(ev, source, name) ? 'unknown' : 'no';
  const expected = propertyOf(ev, target, name);
  if (member.k !== 'property') return compareMethod(ev, own, expected, depth);
  const answer = assignable(ev, own, expected, depth + 1);
  return answer === 'no' && !isPlainDifference(ev, own, expected) ? 'unknown' : answer;
}

/** Methods tell types apart only where one gives a promise or a literal and the other something else. */
function compareMethod(ev: Evaluation, own: Type, expected: Type | undefined, depth: number): Answer {
  if (own.k !== 'function' || expected?.k !== 'function') return 'yes';
  const given = resultOf(ev, own);
  const wanted = resultOf(ev, expected);
  const isTelling = isPlainResult(ev, given) && isPlainResult(ev, wanted);
  return isTelling && assignable(ev, given, wanted, depth + 1) === 'no' ? 'no' : 'yes';
}

function resultOf(ev: Evaluation, { signatures: [only, ...others], env }: FunctionType): Type | undefined {
  if (only === undefined || others.length > 0 || only.signature.t === NONE || only.signature.tp.length > 0)
    return undefined;
  return evaluateType(ev, only.unit, only.signature.t, env);
}

function isPlainResult(ev: Evaluation, type: Type | undefined): boolean {
  const forced = force(ev, type);
  return forced?.k === 'primitive' || forced?.k === 'promise';
}

/** Only literals and plain values are compared well enough to say no because of a member's type. */
function isPlainDifference(ev: Evaluation, own: Type | undefined, expected: Type | undefined): boolean {
  const isPlain = (type: Type | undefined): boolean => {
    const forced = force(ev, type);
    return forced?.k === 'primitive' || forced?.k === 'function' || (forced?.k === 'union' && forced.ts.every(isPlain));
  };
  return isPlain(own) && isPlain(expected);
}

/** Whether a type may have a member although nothing is known of it. */
function hasMember(ev: Evaluation, source: Type, name: string): boolean {
  switch (source.k) {
    case 'object':
      return source.c.fact.members.some((member) => member.n === name || member.k === 'spread' || member.n === null);
    case 'instance':
      return (
        source.classes.some(({ fact }) => fact.members.some((member) => member.n === name)) ||
        heritageOf(ev, source).some((parent) => {
          const base = force(ev, parent);
          return base === undefined || hasMember(ev, base, name);
        })
      );
    case 'primitive':
    case 'array':
    case 'function':
    case 'promise':
      return false;
    default:
      return true;
  }
}

const MAX_BASES = 8;

/** Nominal: the same declaration, or a base that is. */
export function inherits(ev: Evaluation, type: InstanceType, base: InstanceType, depth: number): boolean {
  if (depth > MAX_BASES) return false;
  if (isSameClass(type, base)) return true;
  return heritageOf(ev, type).some((parent) => {
    const forced = force(ev, parent);
    return forced?.k === 'instance' && inherits(ev, forced, base, depth + 1);
  });
}
