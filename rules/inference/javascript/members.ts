import { NONE } from '../../model/facts.js';
import type { Member } from '../../facts/javascript/model.js';
import { evaluateType } from './annotations.js';
import { environmentOf, heritageOf, membersNamed } from './class-members.js';
import { valueOfDeclarations, valueOfTarget } from './declarations.js';
import type { Evaluation } from './evaluation.js';
import { createCell, deeper, solve } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import { globalInstance } from './global-types.js';
import { namesOfKeys } from './keys.js';
import { mappedProperty } from './mapped-type.js';
import { exportOf } from './exports.js';
import { namespaceMembers } from './modules.js';
import type { DeclarationRef } from './program.js';
import { lookup } from './scope.js';
import { signatureResult } from './signature-result.js';
import { substitute } from './substitute.js';
import {
  ABSENT,
  ANY,
  EMPTY,
  OTHER,
  SELF,
  bind,
  force,
  functionOf,
  intersectionOf,
  maybePromise,
  orAbsent,
  signatureRef,
  unionOf,
  withoutAbsent,
} from './types.js';
import type {
  ArrayType,
  ClassRef,
  ClassType,
  Environment,
  FunctionType,
  InstanceType,
  IntersectionType,
  MemberCells,
  ObjectType,
  SignatureRef,
  Type,
} from './types.js';

/** Type of `object.name`; `self` is what `this` means in the member found. */
export function propertyOf(ev: Evaluation, object: Type | undefined, name: string, self?: Type): Type | undefined {
  const type = force(ev, object);
  if (type === undefined) return undefined;
  switch (type.k) {
    case 'instance':
    case 'object':
    case 'class':
    case 'intersection':
    case 'mapped':
      if (self === undefined || self === type) return remembered(ev, type, name);
      return deeper(ev, () => force(ev, findMember(ev, type, name, self)));
    default:
      return deeper(ev, () => force(ev, otherProperty(ev, type, name, self)));
  }
}

type Holder = InstanceType | ObjectType | ClassType | IntersectionType | Extract<Type, { k: 'mapped' }>;

function remembered(ev: Evaluation, type: Holder, name: string): Type | undefined {
  const cells: MemberCells = (type.members ??= new Map());
  let cell = cells.get(name);
  if (cell === undefined) {
    cell = createCell<Type>();
    cells.set(name, cell);
  }
  return solve(ev, cell, () => force(ev, findMember(ev, type, name, type)));
}

function findMember(ev: Evaluation, type: Holder, name: string, self: Type): Type | undefined {
  switch (type.k) {
    case 'instance':
      return instanceProperty(ev, type, name, self);
    case 'object':
      return objectProperty(ev, type, name, self);
    case 'class':
      return classProperty(ev, type, name, self);
    case 'intersection':
      return intersectionProperty(ev, type.ts, name, self);
    case 'mapped':
      return mappedProperty(ev, type, name);
  }
}

function otherProperty(ev: Evaluation, type: Type, name: string, self: Type | undefined): Type | undefined {
  switch (type.k) {
    case 'module':
      return moduleProperty(ev, type, name);
    case 'namespace':
      return (
        valueOfDeclarations(ev, namespaceMembers(ev.program, type.declarations, name)) ??
        assignedMember(ev, type.declarations, name, false)
      );
    case 'enum':
      return OTHER;
    case 'function':
      return functionProperty(ev, type, name);
    case 'array':
      return arrayProperty(ev, type, name);
    case 'promise':
      if (name !== 'then' && name !== 'catch' && name !== 'finally') return undefined;
      return { k: 'settle', of: type.of, method: name, name: type.name, library: type.library };
    case 'primitive':
      return propertyOf(ev, globalInstance(ev, type.n), name);
    case 'settle':
    case 'bound':
    case 'applied':
    case 'callback':
      return propertyOf(ev, globalInstance(ev, 'Function'), name);
    case 'union':
      return unionProperty(ev, type, name);
    case 'parameter':
      return propertyOf(ev, constraintOf(ev, type), name, self ?? type);
    case 'picked':
      return pickedProperty(ev, type, name, self);
    case 'prototype':
      return assignedMember(ev, [type.of], name, true);
    case 'missing':
      return { k: 'missing', id: type.id.endsWith('#') ? type.id + name : `${type.id}.${name}` };
    case 'none':
      return type === ANY ? ANY : undefined;
    default:
      return undefined;
  }
}

function moduleProperty(ev: Evaluation, type: Extract<Type, { k: 'module' }>, name: string): Type | undefined {
  const target = exportOf(ev.program, type.m, name);
  if (target !== undefined) return valueOfTarget(ev, target);
  if (name !== 'default') return undefined;
  // To an ES module, what a CommonJS module exports is its default export.
  const assigned = exportOf(ev.program, type.m, 'export=');
  return assigned === undefined ? type : valueOfTarget(ev, assigned);
}

function arrayProperty(ev: Evaluation, type: ArrayType, name: string): Type | undefined {
  type.instance ??= createCell();
  const instance = solve(ev, type.instance, () => globalInstance(ev, 'Array', [type.of]));
  return propertyOf(ev, instance, name, type);
}

/** Absent members of a union are behind `?.`, or a mistake that is not ours. */
function unionProperty(ev: Evaluation, type: Extract<Type, { k: 'union' }>, name: string): Type | undefined {
  const parts = type.ts
    .filter((part) => part.k !== 'none' || part.n === 'any')
    .map((part) => propertyOf(ev, part, name));
  return unionOf(ev, type.open ? [...parts, undefined] : parts);
}

function pickedProperty(
  ev: Evaluation,
  type: Extract<Type, { k: 'picked' }>,
  name: string,
  self: Type | undefined,
): Type | undefined {
  const names = namesOfKeys(ev, type.keys);
  if (names !== undefined && names.includes(name) === type.omit) return undefined;
  return propertyOf(ev, type.of, name, self);
}

/** A member of several parts is of all their types. */
function intersectionProperty(
  ev: Evaluation,
  parts: readonly (Type | undefined)[],
  name: string,
  self: Type,
): Type | undefined {
  const found: Type[] = [];
  for (const part of parts) {
    const type = propertyOf(ev, part, name, self);
    if (type !== undefined && !found.includes(type)) found.push(type);
  }
  return mergeMembers(ev, found);
}

const MERGED = new Set<Type['k']>(['function', 'object', 'instance', 'union', 'intersection']);

/** Overloads in several parts keep their own type arguments, and members of members are looked for in all parts. */
function mergeMembers(ev: Evaluation, found: readonly Type[]): Type | undefined {
  const [first] = found;
  if (first === undefined || found.length === 1) return first;
  const present = found.map((type) => withoutAbsent(ev, type) ?? type);
  const [start] = present;
  const merged = start !== undefined && MERGED.has(start.k) ? intersectionOf(present) : start;
  // Optional is only what is optional in every part.
  return found.every(isOptional) ? orAbsent(ev, merged) : merged;
}

function isOptional(type: Type): boolean {
  return type.k === 'union' && type.ts.includes(ABSENT);
}

/** What a type parameter is at least. */
export function constraintOf(ev: Evaluation, type: Extract<Type, { k: 'parameter' }>): Type | undefined {
  return type.p.c === NONE ? undefined : evaluateType(ev, type.unit, type.p.c, type.env);
}

interface FoundMembers {
  readonly ref: ClassRef;
  readonly members: readonly Member[];
}

function instanceProperty(ev: Evaluation, type: InstanceType, name: string, self: Type): Type | undefined {
  const found: FoundMembers[] = [];
  for (const ref of type.classes) {
    const members = membersNamed(ref, name, false);
    if (members.length > 0) found.push({ ref, members });
  }
  if (found.length > 0) return memberType(ev, found, bind(environmentOf(ev, type), SELF, self));
  for (const parent of namedFirst(ev, heritageOf(ev, type))) {
    const inherited = propertyOf(ev, parent, name, self);
    if (inherited !== undefined) return inherited;
  }
  return indexType(ev, type) ?? expandoOfClass(ev, type, name);
}

/** A declared member wins over what `Record` says of every key. */
function namedFirst(ev: Evaluation, parts: readonly (Type | undefined)[]): readonly (Type | undefined)[] {
  if (parts.length < 2) return parts;
  const isRecord = (part: Type | undefined): boolean => {
    const type = force(ev, part);
    return type?.k === 'mapped' && type.template === undefined;
  };
  return parts.some(isRecord) ? [...parts.filter((part) => !isRecord(part)), ...parts.filter(isRecord)] : parts;
}

function indexType(ev: Evaluation, type: InstanceType): Type | undefined {
  for (const { unit, fact } of type.classes) {
    const index =
      fact.k === 'class' || fact.k === 'interface' ? fact.members.find((member) => member.k === 'index') : undefined;
    // There may be nothing under a key that only an index signature knows.
    if (index !== undefined) return maybePromise(ev, evaluateType(ev, unit, index.t, environmentOf(ev, type)));
  }
  return undefined;
}

function expandoOfClass(ev: Evaluation, type: InstanceType, name: string): Type | undefined {
  for (const { unit, fact } of type.classes) {
    if (fact.k !== 'class' || unit.facts.expandos.length === 0) continue;
    const found = assignedMember(ev, lookup(ev.program, unit, fact.sc, fact.n), name, true);
    if (found !== undefined) return found;
  }
  return undefined;
}

function memberType(ev: Evaluation, found: readonly FoundMembers[], env: Environment): Type | undefined {
  const signatures: SignatureRef[] = [];
  for (const { ref, members } of found) {
    for (const member of members) {
      const { unit } = ref;
      if (member.k === 'method') {
        const signature = signatureRef(unit, member.s);
        if (signature !== undefined) signatures.push(signature);
      } else if (member.k === 'get') {
        const signature = signatureRef(unit, member.s);
        return signature === undefined ? undefined : signatureResult(ev, signature, env);
      } else if (member.k === 'property') return fieldType(ev, ref, member, env);
    }
  }
  return signatures.length > 0 ? functionOf(signatures, env) : undefined;
}

function fieldType(ev: Evaluation, { unit, fact }: ClassRef, member: Member, env: Environment): Type | undefined {
  if (member.t !== NONE) {
    const declared = evaluateType(ev, unit, member.t, env);
    if (member.optional) return orAbsent(ev, declared);
    // `private opening: Promise<void>;` holds nothing before somebody assigns to it.
    const isOpen = member.x === NONE && fact.k === 'class' && unit.library === undefined;
    return isOpen ? maybePromise(ev, declared) : declared;
  }
  if (member.x === NONE) return undefined;
  const value = typeOfExpression(ev, unit, member.x);
  // The innermost binding is that of `this`.
  return env?.next === EMPTY ? value : substitute(ev, value, env);
}

function objectProperty(ev: Evaluation, type: ObjectType, name: string, self: Type): Type | undefined {
  const { unit, fact } = type.c;
  const members = membersNamed(type.c, name, false);
  if (members.length > 0) return memberType(ev, [{ ref: type.c, members }], bind(type.env, SELF, self));
  // The last one written wins.
  for (let i = fact.members.length - 1; i >= 0; i--) {
    const member = fact.members[i];
    if (member?.k === 'spread') {
      const found = propertyOf(ev, typeOfExpression(ev, unit, member.x), name);
      if (found !== undefined) return found;
    } else if (member?.k === 'index') return maybePromise(ev, evaluateType(ev, unit, member.t, type.env));
  }
  return undefined;
}

function classProperty(ev: Evaluation, type: ClassType, name: string, self: Type): Type | undefined {
  const { unit, fact } = type.c;
  const members = membersNamed(type.c, name, true);
  if (members.length > 0) return memberType(ev, [{ ref: type.c, members }], bind(type.env, SELF, self));
  if (name === 'prototype')
    return { k: 'instance', classes: [type.c], args: [], members: undefined, parents: undefined };
  if (fact.base !== NONE) {
    const inherited = propertyOf(ev, typeOfExpression(ev, unit, fact.base), name, self);
    if (inherited !== undefined) return inherited;
  }
  const merged = valueOfDeclarations(ev, namespaceMembers(ev.program, type.merged, name));
  return merged ?? assignedMember(ev, type.merged, name, false) ?? propertyOf(ev, globalInstance(ev, 'Function'), name);
}

function functionProperty(ev: Evaluation, type: FunctionType, name: string): Type | undefined {
  const merged =
    valueOfDeclarations(ev, namespaceMembers(ev.program, type.merged, name)) ??
    assignedMember(ev, type.merged, name, false);
  if (merged !== undefined) return merged;
  if (name === 'bind') return { k: 'bound', f: type };
  if (name === 'call' || name === 'apply') return { k: 'applied', f: type };
  return propertyOf(ev, globalInstance(ev, 'Function'), name);
}

/** `Name.member = value` and `Name.prototype.member = value`. */
export function assignedMember(
  ev: Evaluation,
  refs: readonly DeclarationRef[],
  name: string,
  isPrototype: boolean,
): Type | undefined {
  for (const ref of refs) {
    const { unit, declaration } = ref;
    for (const expando of unit.facts.expandos) {
      if (expando.member !== name || expando.n !== declaration.n || expando.prototype !== isPrototype) continue;
      if (lookup(ev.program, unit, expando.sc, expando.n).includes(ref)) return typeOfExpression(ev, unit, expando.x);
    }
  }
  return undefined;
}
