import { NONE } from '../../model/facts.js';
import { apiMember, apiResult, symbolOf } from './api.js';
import { callResult } from './call-result.js';
import { assignedType, typeOfDeclarations, typeOfMember } from './declarations.js';
import type { Evaluation } from './evaluation.js';
import { bounded } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import { builtinMember } from './builtin-members.js';
import { ancestorsOf, subclassesOf } from './classes.js';
import type { Base } from './program.js';
import { declarationsIn } from './scope.js';
import { classEnvironment, substitute } from './substitute.js';
import { coroutineOf, overMembers, settled, unionOf } from './types.js';
import type { ClassRef, InstanceType, Type } from './types.js';
import { isEmptyBase } from './well-known.js';

/** The type of `value.name`. */
export function attribute(ev: Evaluation, type: Type, name: string): Type | undefined {
  return bounded(ev, undefined, () => find(ev, type, name));
}

function find(ev: Evaluation, type: Type, name: string): Type | undefined {
  switch (type.k) {
    case 'union':
      return overMembers(type, (part) => attribute(ev, part, name));
    case 'module':
      return typeOfMember(ev, type.m, name);
    case 'instance':
      return instanceMember(ev, type, name);
    case 'class':
      return classMember(ev, ancestorsOf(ev, type.c), type, name);
    case 'super': {
      const [, ...above] = ancestorsOf(ev, type.c);
      return type.self.k === 'class'
        ? classMember(ev, above, type.self, name)
        : boundMember(ev, above, type.self, name);
    }
    case 'api':
      return apiMember(type, name);
    case 'variable': {
      const bound = type.bound();
      return bound === undefined ? undefined : attribute(ev, bound, name);
    }
    case 'awaitable':
      return type.api === undefined ? undefined : apiMember(type.api, name);
    case 'generator':
      return type.async && /^(?:aclose|asend|athrow|__anext__)$/.test(name)
        ? { k: 'callable', result: settled(coroutineOf(type.of)) }
        : undefined;
    case 'plain':
    case 'sequence':
    case 'mapping':
      return builtinMember(type, name);
    default:
      return undefined;
  }
}

/** Where a class gets a member from. */
type Owner = { readonly c: ClassRef } | { readonly api: Extract<Type, { k: 'api' }> } | undefined;

/** The first ancestor that has a member; `undefined` when one that is not known may have it, or none has. */
function ownerOf(ancestors: readonly Base[], name: string): Owner {
  for (let i = 0; i < ancestors.length; i++) {
    const base = ancestors[i];
    if (base === undefined) return undefined;
    if ('k' in base) {
      if (isEmptyBase(symbolOf(base))) continue;
      const isFoundLater = ancestors
        .slice(i + 1)
        .some((later) => later === undefined || (!('k' in later) && hasMember(later, name)));
      return isFoundLater ? undefined : { api: base };
    }
    if (hasMember(base, name)) return { c: base };
  }
  return undefined;
}

export function hasMember({ unit, fact }: ClassRef, name: string): boolean {
  return declarationsIn(unit, fact.sc, name).length > 0 || fact.fields.some((field) => field.n === name);
}

function instanceMember(ev: Evaluation, self: InstanceType, name: string): Type | undefined {
  const found = boundMember(ev, ancestorsOf(ev, self.c), self, name);
  if (self.exact || found === undefined || !mayBeOverridden(found)) return found;
  // A subclass may do otherwise: what it has under the name counts too.
  const others = subclassesOf(ev, self.c).filter((c) => hasMember(c, name));
  return others.length === 0 ? found : unionOf([found, ...others.map((c) => boundMember(ev, [c], self, name))]);
}

function mayBeOverridden(found: Type): boolean {
  return found.k !== 'plain' && found.k !== 'none' && found.k !== 'api';
}

/** A member of an object of one of these classes, bound to it. */
function boundMember(ev: Evaluation, ancestors: readonly Base[], self: Type, name: string): Type | undefined {
  const owner = ownerOf(ancestors, name);
  if (owner === undefined) return undefined;
  if ('api' in owner) {
    const instance = apiResult(owner.api);
    return instance === undefined ? undefined : apiMember(instance, name);
  }
  const type = declaredMember(ev, owner.c, name);
  if (type === undefined) return undefined;
  const environment = self.k === 'instance' ? classEnvironment(ev, self, owner.c) : undefined;
  const own = environment === undefined ? type : substitute(type, environment);
  return own === undefined ? undefined : bind(ev, own, self);
}

function bind(ev: Evaluation, type: Type, self: Type): Type | undefined {
  if (type.k === 'union')
    return unionOf([...type.ts.map((part) => bind(ev, part, self)), ...(type.open ? [undefined] : [])]);
  if (type.k !== 'function') return type;
  switch (type.role) {
    case 'static':
      return type;
    case 'class':
      return { ...type, self: self.k === 'instance' ? { k: 'class', c: self.c, args: self.args } : self };
    case 'property':
      return callResult(ev, { ...type, role: 'plain', self });
    case 'setter':
      return undefined;
    default:
      return { ...type, self };
  }
}

/** All that a class's own body and methods bind a member to. */
function declaredMember(ev: Evaluation, { unit, fact }: ClassRef, name: string): Type | undefined {
  const declarations = declarationsIn(unit, fact.sc, name);
  const fields = fact.fields.filter((field) => field.n === name);
  const annotated = fields.find((field) => field.t !== NONE);
  if (annotated !== undefined) return assignedType(ev, unit, annotated);
  const isDeclared = declarations.some(({ declaration }) => declaration.k === 'variable' && declaration.t !== NONE);
  if (isDeclared || fields.length === 0) return typeOfDeclarations(ev, declarations);
  const assigned = fields.map((field) => assignedType(ev, unit, field));
  return unionOf(declarations.length === 0 ? assigned : [typeOfDeclarations(ev, declarations), ...assigned]);
}

function classMember(
  ev: Evaluation,
  ancestors: readonly Base[],
  self: Extract<Type, { k: 'class' }>,
  name: string,
): Type | undefined {
  const owner = ownerOf(ancestors, name);
  if (owner === undefined) return undefined;
  if ('api' in owner) return apiMember(owner.api, name);
  const type = declaredMember(ev, owner.c, name);
  if (type?.k !== 'function') return type?.k === 'union' ? undefined : type;
  if (type.role === 'class') return { ...type, self };
  return type.role === 'property' || type.role === 'setter' ? undefined : type;
}

/** The class that a base expression names, however it is written. */
export function baseOf(ev: Evaluation, c: ClassRef, id: number): Base {
  const expression = c.unit.facts.expressions[id];
  if (expression?.k === 'index') return baseOf(ev, c, expression.o);
  const type = typeOfExpression(ev, c.unit, id);
  if (type?.k === 'class') return type.c;
  return type?.k === 'api' ? type : undefined;
}
