import { NONE } from '../../model/facts.js';
import type { Member } from '../../facts/javascript/model.js';
import { evaluateType, lazyType } from './annotations.js';
import { constructed } from './call-result.js';
import { bindArguments, typeOfDeclarations } from './declarations.js';
import type { Evaluation } from './evaluation.js';
import { createCell, solve } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import { entityDeclarations } from './modules.js';
import type { MemberIndex, SourceUnit } from './program.js';
import { EMPTY, force } from './types.js';
import type { ClassRef, Environment, InstanceType, ObjectType, Type } from './types.js';

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

/** Below this many members a search is cheaper than an index. */
const FEW = 8;
const NO_MEMBERS: readonly Member[] = [];

export function membersNamed(ref: ClassRef, name: string, isStatic: boolean): readonly Member[] {
  const { members } = ref.fact;
  if (members.length <= FEW) {
    const found = members.filter((member) => member.n === name && member.static === isStatic);
    return found.length === 0 ? NO_MEMBERS : found;
  }
  const index = memberIndex(ref);
  const ids = (isStatic ? index.static : index.instance).get(name);
  return ids === undefined ? NO_MEMBERS : ids.flatMap((id) => members[id] ?? []);
}

/** Type arguments of an instance, bound in every merged declaration. */
export function environmentOf(ev: Evaluation, type: InstanceType): Environment {
  let env: Environment = EMPTY;
  for (const { unit, fact } of type.classes) {
    if (fact.tp.length > 0) env = bindArguments(ev, unit, fact.tp, type.args, env);
  }
  return env;
}

const NO_TYPES: readonly (Type | undefined)[] = [];

/** Types that a class or interface extends. */
export function heritageOf(ev: Evaluation, type: InstanceType): readonly (Type | undefined)[] {
  if (type.classes.every(({ fact }) => fact.base === NONE && fact.extends.length === 0)) return NO_TYPES;
  type.parents ??= createCell();
  return solve(ev, type.parents, () => type.classes.flatMap((ref) => parentsOf(ev, ref, type.args))) ?? [undefined];
}

/** What a class or interface says that it extends and implements, its own type parameters unbound. */
export function declaredParents(ev: Evaluation, ref: ClassRef): readonly (Type | undefined)[] {
  const { unit, fact } = ref;
  return [...parentsOf(ev, ref, NO_TYPES), ...fact.implements.map((t) => evaluateType(ev, unit, t, EMPTY))];
}

function parentsOf(
  ev: Evaluation,
  { unit, fact }: ClassRef,
  args: readonly (Type | undefined)[],
): readonly (Type | undefined)[] {
  if (fact.base === NONE && fact.extends.length === 0) return NO_TYPES;
  const env = bindArguments(ev, unit, fact.tp, args);
  if (fact.k !== 'class') return fact.extends.map((t) => evaluateType(ev, unit, t, env));
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
    if (type?.k === 'instance' || type?.k === 'promise' || type?.k === 'array') return type;
  }
  return constructed(ev, typeOfExpression(ev, unit, base), args);
}

/** `A.B` as names with its scope. */
export function namesOf(
  unit: SourceUnit,
  id: number,
): { readonly names: readonly string[]; readonly scope: number } | undefined {
  const expression = unit.expressions.at(id);
  if (expression?.k === 'name') return { names: [expression.n], scope: expression.sc };
  if (expression?.k !== 'member') return undefined;
  const object = namesOf(unit, expression.o);
  return object === undefined ? undefined : { names: [...object.names, expression.n], scope: object.scope };
}

export function isSameClass(a: InstanceType, b: InstanceType): boolean {
  return a.classes.some((one) => b.classes.some((other) => one.fact === other.fact));
}

const MAX_BASES = 10;

/** Type arguments that a type, or something that it extends, gives to a class or interface. */
export function ancestorOf(
  ev: Evaluation,
  input: Type | undefined,
  unit: SourceUnit,
  id: number,
  depth = 0,
): readonly (Type | undefined)[] | undefined {
  const type = force(ev, input);
  if (type === undefined || depth > MAX_BASES) return undefined;
  if (type.k === 'intersection' || type.k === 'union')
    return firstOf(type.ts, (part) => ancestorOf(ev, part, unit, id, depth + 1));
  if (type.k !== 'instance') return undefined;
  if (type.classes.some((ref) => ref.unit === unit && ref.id === id)) return type.args;
  return firstOf(heritageOf(ev, type), (parent) => ancestorOf(ev, parent, unit, id, depth + 1));
}

function firstOf<T, R>(items: readonly T[], ask: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = ask(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Members that a value must have to be of a type; `undefined` when they are not all known. */
export function requiredMembers(
  ev: Evaluation,
  type: InstanceType | ObjectType,
  depth = 0,
): readonly Member[] | undefined {
  if (depth > MAX_BASES) return undefined;
  const classes = type.k === 'object' ? [type.c] : type.classes;
  const members = classes.flatMap(({ fact }) => fact.members.filter(isRequired));
  if (type.k === 'object') return members;
  for (const parent of heritageOf(ev, type)) {
    const base = force(ev, parent);
    if (base?.k !== 'instance' && base?.k !== 'object') return undefined;
    const inherited = requiredMembers(ev, base, depth + 1);
    if (inherited === undefined) return undefined;
    members.push(...inherited.filter((one) => !members.some((own) => own.n === one.n)));
  }
  return members;
}

function isRequired({ k, n, optional, static: isStatic }: Member): boolean {
  return n !== null && !optional && !isStatic && (k === 'property' || k === 'method' || k === 'get');
}
