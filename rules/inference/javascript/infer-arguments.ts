import { NONE } from '../../model/facts.js';
import type { Expression, TypeParameter, TypeParameterId } from '../../facts/javascript/model.js';
import { lazyType } from './annotations.js';
import { elementOf } from './awaitable.js';
import type { Evaluation } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import { inferTypes } from './infer-types.js';
import type { SourceUnit } from './program.js';
import { EMPTY, SELF, arrayOf, bind, boundType, lazy, unionOf } from './types.js';
import type { Environment, SignatureRef, Type } from './types.js';

interface Generic {
  readonly ref: SignatureRef;
  readonly parameters: readonly TypeParameterId[];
  readonly env: Environment;
}

interface Call {
  readonly unit: SourceUnit;
  readonly call: Extract<Expression, { k: 'call' | 'new' }>;
  /** Functions from this argument on that are typed by what is inferred show nothing themselves. */
  readonly before?: number;
}

/** Binds the type parameters of a generic call: explicit arguments, else what the arguments show, else defaults. */
export function inferArguments(ev: Evaluation, { ref, parameters, env }: Generic, call: Call): Environment {
  const { typeParameters } = ref.unit.facts;
  const records = parameters.flatMap((id) => typeParameters[id] ?? []);
  const explicit = call.call.t;
  const inferred = explicit.length > 0 ? NOTHING : inferAll(ev, ref, env, records, call);
  let out = env;
  records.forEach((parameter, i) => {
    const given = explicit[i];
    const type = given === undefined ? inferred.get(parameter) : lazyType(ev, call.unit, given, EMPTY);
    if (type !== undefined) out = bind(out, parameter, type);
    else if (parameter.d !== NONE) out = bind(out, parameter, lazyType(ev, ref.unit, parameter.d, out));
    else if (parameter.c !== NONE) out = bind(out, parameter, lazyType(ev, ref.unit, parameter.c, out));
    else out = bind(out, parameter, undefined);
  });
  return out;
}

const NOTHING: ReadonlyMap<TypeParameter, Type> = new Map();

function inferAll(
  ev: Evaluation,
  ref: SignatureRef,
  env: Environment,
  records: readonly TypeParameter[],
  call: Call,
): ReadonlyMap<TypeParameter, Type> {
  const { signature, unit } = ref;
  const found = new Map<TypeParameter, Type>();
  const add = (id: number, given: Type): void => {
    for (const [parameter, type] of inferTypes(ev, { unit, id, env }, records, given))
      if (!found.has(parameter)) found.set(parameter, type);
  };
  const self = boundType(env, SELF);
  if (signature.self !== NONE && self !== undefined) add(signature.self, self);
  // What does not depend on the call itself shows more, wherever it stands.
  for (const isLate of [false, true]) {
    signature.p.forEach((parameter, i) => {
      if (parameter.t === NONE || found.size === records.length || isSensitive(call, i) !== isLate) return;
      const given = parameter.rest ? restArguments(ev, call, i) : argumentAt(ev, call, i);
      if (given !== undefined) add(parameter.t, given);
    });
  }
  return found;
}

/** A function written as an argument whose parameters are typed by the call. */
function isSensitive({ unit, call }: Call, index: number): boolean {
  const id = call.a[index];
  const expression = id === undefined ? undefined : unit.expressions.at(id);
  if (expression?.k !== 'function') return false;
  const { p = [] } = unit.facts.signatures[expression.f] ?? {};
  return p.some(({ t }) => t === NONE);
}

function isPostponed(call: Call, index: number): boolean {
  return call.before !== undefined && index >= call.before && isSensitive(call, index);
}

function argumentAt(ev: Evaluation, call: Call, index: number): Type | undefined {
  const id = call.call.a[index];
  if (id === undefined || isPostponed(call, index)) return undefined;
  return lazy(() => typeOfExpression(ev, call.unit, id));
}

function restArguments(ev: Evaluation, call: Call, from: number): Type | undefined {
  const ids = call.call.a.slice(from);
  if (ids.length === 0 || ids.some((_, i) => isPostponed(call, from + i))) return undefined;
  const types = ids.map((id) => {
    const expression = call.unit.expressions.at(id);
    return lazy(() =>
      expression?.k === 'spread'
        ? elementOf(ev, typeOfExpression(ev, call.unit, expression.x))
        : typeOfExpression(ev, call.unit, id),
    );
  });
  const of = lazy(() => unionOf(ev, types));
  return call.call.spread ? arrayOf(of) : arrayOf(of, types);
}
