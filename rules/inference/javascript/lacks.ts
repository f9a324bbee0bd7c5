import type { Member } from '../../facts/javascript/model.js';
import { evaluateType } from './annotations.js';
import { promiseBase } from './awaitable.js';
import { heritageOf, isSameClass, membersNamed } from './class-members.js';
import type { Evaluation } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import { hasName, mappedNames } from './keys.js';
import { constraintOf } from './members.js';
import { EMPTY, force, into } from './types.js';
import type { ClassRef, Inside, InstanceType, MappedType, ObjectType, Type } from './types.js';

/** Members by which the language knows what it can wait for. */
export type Protocol = 'then' | '@@asyncIterator' | '@@asyncDispose';

/**
 * Is it certain that no value of a type has a member? The opposite of "has it" is "perhaps not"; this asks for more:
 * every part and every ancestor is known, and none has it.
 */
export function lacks(ev: Evaluation, input: Type | undefined, name: Protocol, inside: Inside = []): boolean {
  const type = force(ev, input);
  if (type === undefined) return false;
  switch (type.k) {
    case 'none':
      return type.n !== 'any' && type.n !== 'never';
    case 'primitive':
    case 'enum':
    case 'keys':
    case 'array':
    case 'function':
    case 'class':
    case 'settle':
    case 'bound':
    case 'applied':
    case 'callback':
      return true;
    case 'promise':
      return name !== 'then';
    case 'parameter':
      return isPrimitive(ev, type);
    default: {
      if (isInside(type, inside)) return true;
      const around = into(inside, type);
      return around !== undefined && lackedByParts(ev, type, name, around);
    }
  }
}

/** What leads back to itself adds no member: the platform's iterators extend each other in a circle. */
function isInside(type: Type, inside: Inside): boolean {
  if (type.k !== 'instance') return inside.includes(type);
  return inside.some((outer) => outer.k === 'instance' && isSameClass(outer, type));
}

function lackedByParts(ev: Evaluation, type: Type, name: Protocol, inside: Inside): boolean {
  switch (type.k) {
    case 'union':
      return !type.open && type.ts.every((part) => lacks(ev, part, name, inside));
    case 'intersection':
      return type.ts.every((part) => lacks(ev, part, name, inside));
    case 'instance':
    case 'object':
      return lackedByMembers(ev, type, name, inside);
    case 'mapped':
      return lackedByKeys(ev, type, name);
    case 'picked':
      return hasName(ev, type, name) === false || lacks(ev, type.of, name, inside);
    default:
      return false;
  }
}

/** `T extends number` is a number; `T extends object` may be anything. */
function isPrimitive(ev: Evaluation, input: Type | undefined, inside: Inside = []): boolean {
  const type = force(ev, input);
  switch (type?.k) {
    case 'primitive':
    case 'enum':
    case 'keys':
      return true;
    case 'union':
      return !type.open && type.ts.every((part) => isPrimitive(ev, part, inside));
    case 'parameter': {
      const around = into(inside, type);
      return around !== undefined && isPrimitive(ev, constraintOf(ev, type), around);
    }
    default:
      return false;
  }
}

function lackedByMembers(ev: Evaluation, type: InstanceType | ObjectType, name: Protocol, inside: Inside): boolean {
  const classes = type.k === 'object' ? [type.c] : type.classes;
  if (type.k === 'instance') {
    if (name === 'then' && promiseBase(ev, type, 0) !== undefined) return false;
    const parents = heritageOf(ev, type).map((parent) => force(ev, parent));
    // What extends itself is a mistake, and says nothing.
    if (parents.some((parent) => parent?.k === 'instance' && isSameClass(parent, type))) return false;
    if (!parents.every((parent) => lacks(ev, parent, name, inside))) return false;
  }
  return classes.every((ref) => isMissingIn(ev, ref, name, inside));
}

function isMissingIn(ev: Evaluation, ref: ClassRef, name: Protocol, inside: Inside): boolean {
  const { unit, fact } = ref;
  const own = membersNamed(ref, name, false);
  if (own.length > 0) return name === 'then' && own.every((member) => takesNothing(ev, ref, member));
  if (unit.facts.expandos.some((expando) => expando.member === name)) return false;
  return fact.members.every((member) => {
    if (member.k === 'spread') return lacks(ev, typeOfExpression(ev, unit, member.x), name, inside);
    // `[disposeSymbol]() {}` goes by the name of the constant, which may hold the symbol that is asked for.
    if (name !== 'then' && member.n?.startsWith('[') === true) return false;
    return member.n !== null || member.k === 'index' || member.k === 'call' || member.k === 'construct';
  });
}

/** A `then` that takes no callback settles nothing. */
function takesNothing(ev: Evaluation, { unit }: ClassRef, { k, s, t }: Member): boolean {
  if (k === 'method') return unit.facts.signatures[s]?.p.length === 0;
  return k === 'property' && t >= 0 && evaluateType(ev, unit, t, EMPTY)?.k === 'primitive';
}

function lackedByKeys(ev: Evaluation, type: MappedType, name: Protocol): boolean {
  return type.template === undefined || mappedNames(ev, type)?.includes(name) === false;
}
