import { NONE } from '../../model/facts.js';
import type { ExpressionId } from '../../model/facts.js';
import type { Expression, TypeId, TypeNode, TypeParameter, TypeParameterId } from '../../facts/javascript/model.js';
import { lazyType } from './annotations.js';
import { awaited, elementOf } from './awaitable.js';
import { callResult } from './call-result.js';
import type { Evaluation } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import type { SourceUnit } from './program.js';
import { EMPTY, SELF, force, lazy } from './types.js';
import type { Environment, SignatureRef, Type } from './types.js';

interface Generic {
  readonly ref: SignatureRef;
  readonly parameters: readonly TypeParameterId[];
  readonly env: Environment;
}

interface Call {
  readonly unit: SourceUnit;
  readonly call: Extract<Expression, { k: 'call' | 'new' }>;
}

/** Binds the type parameters of a generic call: explicit arguments, else what the arguments show, else defaults. */
export function inferArguments(ev: Evaluation, generic: Generic, { unit, call }: Call): Environment {
  const env = new Map(generic.env);
  generic.parameters.forEach((id, i) => {
    const parameter = generic.ref.unit.facts.typeParameters[id];
    if (parameter === undefined) return;
    const explicit = call.t[i];
    if (explicit !== undefined) {
      env.set(parameter, lazyType(ev, unit, explicit, EMPTY));
      return;
    }
    env.delete(parameter);
    const inferred =
      inferFromSelf(ev, generic, parameter) ?? inferFromArguments(ev, generic.ref, parameter, { unit, call });
    if (inferred !== undefined) env.set(parameter, inferred);
    else if (parameter.d !== NONE) env.set(parameter, lazyType(ev, generic.ref.unit, parameter.d, env));
  });
  return env;
}

/** One occurrence of a type parameter in a parameter's type. */
interface Pattern {
  readonly ev: Evaluation;
  readonly unit: SourceUnit;
  readonly name: string;
}

function isParameter({ unit, name }: Pattern, id: TypeId | undefined): boolean {
  const node = id === undefined ? undefined : unit.facts.types[id];
  return node?.k === 'ref' && node.n.length === 1 && node.n[0] === name;
}

function inferFromSelf(ev: Evaluation, { ref, env }: Generic, parameter: TypeParameter): Type | undefined {
  const self = env.get(SELF);
  if (ref.signature.self === NONE || self === undefined) return undefined;
  return matchSelf({ ev, unit: ref.unit, name: parameter.n }, ref.signature.self, self);
}

function matchSelf(pattern: Pattern, id: TypeId, self: Type): Type | undefined {
  const node = pattern.unit.facts.types[id];
  if (isParameter(pattern, id)) return self;
  const instance = (): Type | undefined => (self.k === 'class' ? { k: 'instance', classes: [self.c], args: [] } : self);
  switch (node?.k) {
    case 'ref':
      return node.a.some((a) => isParameter(pattern, a)) ? instance() : undefined;
    case 'function':
      return node.construct && isParameter(pattern, pattern.unit.facts.signatures[node.s]?.t) ? instance() : undefined;
    case 'members':
      return constructsParameter(pattern, node.c) ? instance() : undefined;
    case 'intersection':
      return firstDefined(node.ts, (t) => matchSelf(pattern, t, self));
    default:
      return undefined;
  }
}

function constructsParameter(pattern: Pattern, id: number): boolean {
  const members = pattern.unit.facts.classes[id]?.members ?? [];
  return members.some(
    (member) => member.k === 'construct' && isParameter(pattern, pattern.unit.facts.signatures[member.s]?.t),
  );
}

function firstDefined<T, R>(items: readonly T[], ask: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = ask(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inferFromArguments(
  ev: Evaluation,
  ref: SignatureRef,
  parameter: TypeParameter,
  { unit, call }: Call,
): Type | undefined {
  const pattern: Pattern = { ev, unit: ref.unit, name: parameter.n };
  for (let i = 0; i < ref.signature.p.length && i < call.a.length; i++) {
    const declared = ref.signature.p[i];
    const argument = call.a[i];
    if (declared === undefined || declared.t === NONE || argument === undefined) continue;
    const found = matchArgument(pattern, declared.t, { unit, id: argument }, declared.rest);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Argument {
  readonly unit: SourceUnit;
  readonly id: ExpressionId;
}

function matchArgument(pattern: Pattern, type: TypeId, argument: Argument, isRest: boolean): Type | undefined {
  const node = pattern.unit.facts.types[type];
  const { ev } = pattern;
  const value = lazy(ev, () => typeOfExpression(ev, argument.unit, argument.id));
  if (node === undefined) return undefined;
  if (isParameter(pattern, type)) return value;
  switch (node.k) {
    case 'union':
      return firstDefined(node.ts, (t) => matchArgument(pattern, t, argument, isRest));
    case 'array':
      if (!isParameter(pattern, node.t)) return undefined;
      return isRest ? value : lazy(ev, () => elementOf(ev, value));
    case 'function':
      return matchFunction(pattern, node, value);
    case 'ref':
      return matchReference(pattern, node, value);
    case 'members':
      return matchMembers(pattern, node.c, argument, value);
    case 'operator':
      return matchArgument(pattern, node.t, argument, isRest);
    default:
      return undefined;
  }
}

function matchFunction(pattern: Pattern, node: Extract<TypeNode, { k: 'function' }>, value: Type): Type | undefined {
  const { ev, unit } = pattern;
  const result = unit.facts.signatures[node.s]?.t;
  if (node.construct) return isParameter(pattern, result) ? lazy(ev, () => constructed(value)) : undefined;
  const given = lazy(ev, () => callResult(ev, value));
  if (isParameter(pattern, result)) return given;
  const shape = unit.facts.types[result ?? NONE];
  if (shape?.k === 'ref' && isPromiseName(shape.n) && isParameter(pattern, shape.a[0]))
    return lazy(ev, () => awaited(ev, given));
  if (shape?.k === 'union' && shape.ts.some((t) => isParameter(pattern, t))) return lazy(ev, () => awaited(ev, given));
  return undefined;
}

function constructed(value: Type): Type | undefined {
  const type = force(value);
  return type?.k === 'class' ? { k: 'instance', classes: [type.c], args: [] } : undefined;
}

function isPromiseName(names: readonly string[]): boolean {
  return names[0] === 'Promise' || names[0] === 'PromiseLike';
}

function matchReference(pattern: Pattern, node: Extract<TypeNode, { k: 'ref' }>, value: Type): Type | undefined {
  const { ev } = pattern;
  const index = node.a.findIndex((a) => isParameter(pattern, a));
  if (index < 0) return undefined;
  const name = node.n[node.n.length - 1] ?? '';
  if (isPromiseName(node.n)) return lazy(ev, () => awaited(ev, value));
  if (/Array|Iterable/.test(name)) return lazy(ev, () => elementOf(ev, value));
  return lazy(ev, () => {
    const type = force(value);
    if (type?.k === 'instance' && type.classes[0]?.fact.n === name) return force(type.args[index]);
    if (type?.k === 'class' && node.a.length === 1) return { k: 'instance', classes: [type.c], args: [] };
    return type?.k === 'function' ? callResult(ev, type) : undefined;
  });
}

function matchMembers(pattern: Pattern, id: number, argument: Argument, value: Type): Type | undefined {
  const { ev, unit } = pattern;
  if (constructsParameter(pattern, id)) return lazy(ev, () => constructed(value));
  const object = argument.unit.facts.expressions[argument.id];
  if (object?.k !== 'object') return undefined;
  const given = argument.unit.facts.classes[object.c]?.members ?? [];
  for (const member of unit.facts.classes[id]?.members ?? []) {
    const match = given.find((one) => one.n !== null && one.n === member.n);
    if (match === undefined || member.t === NONE || match.x === NONE) continue;
    const found = matchArgument(pattern, member.t, { unit: argument.unit, id: match.x }, false);
    if (found !== undefined) return found;
  }
  return undefined;
}
