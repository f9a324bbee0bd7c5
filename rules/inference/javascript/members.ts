import { NONE } from '../../model/facts.js';
import type { Member } from '../../facts/javascript/model.js';
import { evaluateType, lazyType } from './annotations.js';
import { callResult } from './call-result.js';
import { bindArguments, typeOfDeclarations, valueOfDeclarations, valueOfTarget } from './declarations.js';
import type { Evaluation } from './evaluation.js';
import { guarded, nested } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import { globalInstance } from './global-types.js';
import { exportOf } from './exports.js';
import { entityDeclarations, namespaceMembers } from './modules.js';
import type { DeclarationRef, MemberIndex, SourceUnit } from './program.js';
import { lookup } from './scope.js';
import { signatureResult } from './signature-result.js';
import { ABSENT, EMPTY, SELF, force, functionOf, maybePromise, signatureRef, unionOf } from './types.js';
import type { ClassRef, Environment, SignatureRef, Type } from './types.js';

/** Type of `object.name`; `self` is what `this` means in the member found. */
export function propertyOf(ev: Evaluation, object: Type | undefined, name: string, self?: Type): Type | undefined {
  const type = force(object);
  return type === undefined ? undefined : nested(ev, () => propertyOfForced(ev, type, name, self));
}

function propertyOfForced(ev: Evaluation, type: Type, name: string, self: Type | undefined): Type | undefined {
  switch (type.k) {
    case 'instance':
      return instanceProperty(ev, type, name, self ?? type);
    case 'object':
      return objectProperty(ev, type, name, self);
    case 'class':
      return classProperty(ev, type, name, self ?? type);
    case 'module': {
      const target = exportOf(ev.program, type.m, name);
      if (target !== undefined) return valueOfTarget(ev, target);
      return name === 'default' ? type : undefined;
    }
    case 'namespace':
      return (
        valueOfDeclarations(ev, namespaceMembers(ev.program, type.declarations, name)) ??
        assignedMember(ev, type.declarations, name, false)
      );
    case 'function':
      return functionProperty(ev, type, name);
    case 'array':
      return propertyOf(ev, globalInstance(ev, 'Array', [type.of]), name, type);
    case 'promise':
    case 'primitive':
    case 'settle':
      return builtinProperty(ev, type, name);
    case 'union':
      return unionOf(type.ts.filter((part) => part.k !== 'none').map((part) => propertyOf(ev, part, name, self)));
    case 'intersection':
      return intersectionProperty(ev, type.ts, name, self ?? type);
    case 'mapped':
      return mappedProperty(ev, type, name);
    case 'parameter':
      return propertyOf(ev, constraintOf(ev, type), name, self ?? type);
    case 'prototype':
      return assignedMember(ev, [type.of], name, true);
    case 'missing':
      return { k: 'missing', id: type.id.endsWith('#') ? type.id + name : `${type.id}.${name}` };
    default:
      return undefined;
  }
}

function builtinProperty(ev: Evaluation, type: Type, name: string): Type | undefined {
  if (type.k === 'promise') {
    if (name !== 'then' && name !== 'catch' && name !== 'finally') return undefined;
    return { k: 'settle', of: type.of, method: name, name: type.name, library: type.library };
  }
  return type.k === 'primitive' ? propertyOf(ev, globalInstance(ev, type.n, []), name) : undefined;
}

function intersectionProperty(
  ev: Evaluation,
  parts: readonly (Type | undefined)[],
  name: string,
  self: Type,
): Type | undefined {
  for (const part of parts) {
    const found = propertyOf(ev, part, name, self);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a type parameter is at least. */
export function constraintOf(ev: Evaluation, type: Extract<Type, { k: 'parameter' }>): Type | undefined {
  if (type.p.c === NONE) return undefined;
  return guarded(ev, {
    memo: type.unit.memo,
    key: `c${String(type.p.c)}`,
    ask: () => force(evaluateType(ev, type.unit, type.p.c, type.env)),
  });
}

function mappedProperty(ev: Evaluation, type: Extract<Type, { k: 'mapped' }>, name: string): Type | undefined {
  const { template } = type;
  if (template === undefined) return force(type.of);
  const node = template.unit.facts.types[template.id];
  if (node?.k !== 'mapped') return force(type.of);
  if (node.keyof !== NONE) {
    const source = force(evaluateType(ev, template.unit, node.keyof, template.env));
    if (source !== undefined && source.k !== 'parameter' && propertyOf(ev, source, name) === undefined)
      return undefined;
  }
  const parameter = template.unit.facts.typeParameters[node.p];
  if (parameter === undefined) return undefined;
  const env = new Map(template.env).set(parameter, { k: 'primitive', n: 'String', v: name });
  return guarded(ev, {
    memo: template.unit.memo,
    key: `m${String(template.id)}:${name}`,
    ask: () => force(evaluateType(ev, template.unit, node.t, env)),
  });
}

/** Members of a class-like by name. */
export function memberIndex(ref: ClassRef): MemberIndex {
  const known = ref.unit.memo.members.get(ref.id);
  if (known !== undefined) return known;
  const index = { instance: new Map<string, number[]>(), static: new Map<string, number[]>() };
  ref.fact.members.forEach((member, i) => {
    if (member.n === null) return;
    const side = member.static ? index.static : index.instance;
    const list = side.get(member.n);
    if (list === undefined) side.set(member.n, [i]);
    else list.push(i);
  });
  ref.unit.memo.members.set(ref.id, index);
  return index;
}

export function membersNamed(ref: ClassRef, name: string, isStatic: boolean): readonly Member[] {
  const index = memberIndex(ref);
  const ids = (isStatic ? index.static : index.instance).get(name) ?? [];
  return ids.flatMap((id) => ref.fact.members[id] ?? []);
}

function instanceProperty(
  ev: Evaluation,
  type: Extract<Type, { k: 'instance' }>,
  name: string,
  self: Type,
): Type | undefined {
  const found = type.classes
    .map((ref) => ({ ref, members: membersNamed(ref, name, false) }))
    .filter(({ members }) => members.length > 0);
  if (found.length > 0) {
    const env = new Map(environmentOf(ev, type));
    env.set(SELF, self);
    return memberType(ev, found, env);
  }
  for (const ref of type.classes) {
    for (const parent of heritageOf(ev, ref, type.args)) {
      const inherited = propertyOf(ev, parent, name, self);
      if (inherited !== undefined) return inherited;
    }
  }
  return indexType(ev, type) ?? expandoOfClass(ev, type, name);
}

function indexType(ev: Evaluation, type: Extract<Type, { k: 'instance' }>): Type | undefined {
  for (const { unit, fact } of type.classes) {
    const index = fact.members.find((member) => member.k === 'index');
    if (index !== undefined) return maybePromise(evaluateType(ev, unit, index.t, environmentOf(ev, type)));
  }
  return undefined;
}

function expandoOfClass(ev: Evaluation, type: Extract<Type, { k: 'instance' }>, name: string): Type | undefined {
  for (const { unit, fact } of type.classes) {
    if (fact.k !== 'class' || unit.facts.expandos.length === 0) continue;
    const parent = unit.facts.scopes[fact.sc]?.parent ?? 0;
    const found = assignedMember(ev, lookup(ev.program, unit, parent, fact.n), name, true);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Type arguments of an instance, bound in every merged declaration. */
export function environmentOf(ev: Evaluation, type: Extract<Type, { k: 'instance' }>): Environment {
  let env: Environment = EMPTY;
  for (const { unit, fact } of type.classes) env = bindArguments(ev, unit, fact.tp, type.args, env);
  return env;
}

/** Types that a class or interface extends. */
export function heritageOf(
  ev: Evaluation,
  ref: ClassRef,
  args: readonly (Type | undefined)[],
): readonly (Type | undefined)[] {
  const { unit, id, fact } = ref;
  if (fact.tp.length > 0) return findHeritage(ev, ref, bindArguments(ev, unit, fact.tp, args));
  const { memo } = unit;
  const ask = (): readonly (Type | undefined)[] => findHeritage(ev, ref, EMPTY);
  const keep = (types: readonly (Type | undefined)[] | undefined): void => void (memo.heritage[id] = types);
  return memo.heritage[id] ?? guarded(ev, { memo, key: `h${String(id)}`, ask, keep }) ?? [];
}

function findHeritage(ev: Evaluation, { unit, fact }: ClassRef, env: Environment): readonly (Type | undefined)[] {
  if (fact.k !== 'class') return fact.extends.map((t) => evaluateType(ev, unit, t, env));
  if (fact.base === NONE) return [];
  const baseArguments = fact.baseArguments.map((t) => lazyType(ev, unit, t, env));
  return [baseType(ev, unit, fact.base, baseArguments)];
}

function baseType(
  ev: Evaluation,
  unit: SourceUnit,
  base: number,
  args: readonly (Type | undefined)[],
): Type | undefined {
  const names = namesOf(unit, base);
  if (names !== undefined) {
    const type = typeOfDeclarations(ev, entityDeclarations(ev.program, unit, names.scope, names.names), args);
    if (type !== undefined) return type;
  }
  const value = force(typeOfExpression(ev, unit, base));
  if (value === undefined) return undefined;
  return value.k === 'class'
    ? { k: 'instance', classes: [value.c], args }
    : callResult(ev, value, { unit, call: undefined, construct: true });
}

/** `A.B` as names with its scope. */
export function namesOf(
  unit: SourceUnit,
  id: number,
): { readonly names: readonly string[]; readonly scope: number } | undefined {
  const expression = unit.facts.expressions[id];
  if (expression?.k === 'name') return { names: [expression.n], scope: expression.sc };
  if (expression?.k !== 'member') return undefined;
  const object = namesOf(unit, expression.o);
  return object === undefined ? undefined : { names: [...object.names, expression.n], scope: object.scope };
}

function memberType(
  ev: Evaluation,
  found: readonly { readonly ref: ClassRef; readonly members: readonly Member[] }[],
  env: Environment,
): Type | undefined {
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
    if (member.optional) return unionOf([declared, ABSENT]);
    // `private opening: Promise<void>;` holds nothing before somebody assigns to it.
    const isOpen = member.x === NONE && fact.k === 'class' && unit.library === undefined;
    return isOpen ? maybePromise(declared) : declared;
  }
  return member.x === NONE ? undefined : typeOfExpression(ev, unit, member.x);
}

function objectProperty(
  ev: Evaluation,
  type: Extract<Type, { k: 'object' }>,
  name: string,
  self: Type | undefined,
): Type | undefined {
  const members = membersNamed(type.c, name, false);
  if (members.length > 0) {
    const env = self === undefined ? type.env : new Map(type.env).set(SELF, self);
    return memberType(ev, [{ ref: type.c, members }], env);
  }
  for (const member of type.c.fact.members) {
    if (member.k === 'spread') {
      const found = propertyOf(ev, typeOfExpression(ev, type.c.unit, member.x), name);
      if (found !== undefined) return found;
    } else if (member.k === 'index') return maybePromise(evaluateType(ev, type.c.unit, member.t, type.env));
  }
  return undefined;
}

function classProperty(
  ev: Evaluation,
  type: Extract<Type, { k: 'class' }>,
  name: string,
  self: Type,
): Type | undefined {
  const { unit, fact } = type.c;
  const members = membersNamed(type.c, name, true);
  if (members.length > 0) return memberType(ev, [{ ref: type.c, members }], new Map(type.env).set(SELF, self));
  if (name === 'prototype') return { k: 'instance', classes: [type.c], args: [] };
  if (fact.base !== NONE) {
    const inherited = propertyOf(ev, typeOfExpression(ev, unit, fact.base), name, self);
    if (inherited !== undefined) return inherited;
  }
  const merged = valueOfDeclarations(ev, namespaceMembers(ev.program, type.merged, name));
  return (
    merged ?? assignedMember(ev, type.merged, name, false) ?? propertyOf(ev, globalInstance(ev, 'Function', []), name)
  );
}

function functionProperty(ev: Evaluation, type: Extract<Type, { k: 'function' }>, name: string): Type | undefined {
  const merged =
    valueOfDeclarations(ev, namespaceMembers(ev.program, type.merged, name)) ??
    assignedMember(ev, type.merged, name, false);
  if (merged !== undefined) return merged;
  if (name === 'bind') return { k: 'bound', f: type };
  if (name === 'call' || name === 'apply') return { k: 'applied', f: type };
  return propertyOf(ev, globalInstance(ev, 'Function', []), name);
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
