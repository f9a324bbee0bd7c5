import { NONE } from '../../model/facts.js';
import type { Parameter, Signature } from '../../facts/javascript/model.js';
import { evaluateType } from './annotations.js';
import { assignable } from './assignable.js';
import { callResult, hasCallSignature } from './call-result.js';
import type { CallSite } from './call-result.js';
import type { Evaluation } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import type { SourceUnit } from './program.js';
import { ABSENT, ANY, VOID, force, promiseOf } from './types.js';
import type { Environment, SignatureRef, Type } from './types.js';

/** The overload that a call takes, by the number and types of its arguments; all of them when there is no call. */
export function pickSignatures(
  ev: Evaluation,
  signatures: readonly SignatureRef[],
  env: Environment,
  site: CallSite | undefined,
): readonly SignatureRef[] {
  if (signatures.length === 1) return signatures;
  // The implementation of overloads is not callable.
  const declared = signatures.filter(({ signature }) => !signature.body);
  const candidates = declared.length > 0 ? declared : signatures;
  if (candidates.length === 1) return candidates;
  if (site?.call === undefined) return candidates.slice(-1);
  const fitting = candidates.find((ref) => acceptsCall(ev, ref, env, site));
  return fitting === undefined ? candidates.slice(-1) : [fitting];
}

type Call = NonNullable<CallSite['call']>;

/** Whether a call may be to this signature. */
export function acceptsCall(ev: Evaluation, ref: SignatureRef, env: Environment, { call, unit }: CallSite): boolean {
  if (call === undefined) return true;
  if (!acceptsCount(ref.signature.p, call)) return false;
  return call.t.length > 0 && ref.signature.tp.length < call.t.length
    ? false
    : acceptsArguments(ev, ref, env, unit, call);
}

function acceptsCount(parameters: readonly Parameter[], call: Call): boolean {
  if (call.spread) return true;
  let least = 0;
  for (const parameter of parameters) {
    if (parameter.rest) return call.a.length >= least;
    if (!parameter.optional) least++;
  }
  return call.a.length >= least && call.a.length <= parameters.length;
}

function acceptsArguments(ev: Evaluation, ref: SignatureRef, env: Environment, unit: SourceUnit, call: Call): boolean {
  return call.a.every((argument, i) => {
    const parameter = ref.signature.p[i];
    if (parameter === undefined || parameter.rest || parameter.t === NONE) return true;
    return acceptsArgument(ev, () => evaluateType(ev, ref.unit, parameter.t, env), {
      unit,
      id: argument,
      optional: parameter.optional,
    });
  });
}

interface Argument {
  readonly unit: SourceUnit;
  readonly id: number;
  readonly optional: boolean;
}

function acceptsArgument(ev: Evaluation, parameter: () => Type | undefined, { unit, id, optional }: Argument): boolean {
  const expression = unit.expressions.at(id);
  switch (expression?.k) {
    case undefined:
    case 'spread':
      return true;
    case 'function': {
      // Its parameters are typed by the overload, so that only their number and a promise tell overloads apart.
      const signature = unit.facts.signatures[expression.f];
      const type = force(ev, parameter());
      if (!mayBeFunction(ev, type, signature?.p.filter(({ rest }) => !rest).length ?? 0)) return false;
      return signature === undefined || takesPromise(ev, type, () => promiseGivenBy(ev, unit, id, signature));
    }
    case 'undefined':
      return optional || assignable(ev, ABSENT, parameter()) !== 'no';
    default:
      return assignable(ev, typeOfExpression(ev, unit, id), parameter()) !== 'no';
  }
}

/** The promise that a function gives, as far as that does not depend on how its parameters are typed. */
function promiseGivenBy(ev: Evaluation, unit: SourceUnit, id: number, signature: Signature): Type | undefined {
  if (signature.generator) return undefined;
  if (signature.async) return promiseOf(undefined);
  const result = signature.p.length > 0 ? undefined : force(ev, callResult(ev, typeOfExpression(ev, unit, id)));
  return result?.k === 'promise' ? result : undefined;
}

/** `() => void | Marker` takes no promise; `() => void` takes anything. */
function takesPromise(ev: Evaluation, type: Type | undefined, given: () => Type | undefined): boolean {
  const callable = type?.k === 'union' ? type.ts.find((part) => part.k === 'function') : type;
  if (callable?.k !== 'function' || callable.signatures.length !== 1) return true;
  const [ref] = callable.signatures;
  const result =
    ref === undefined || ref.signature.t === NONE
      ? undefined
      : evaluateType(ev, ref.unit, ref.signature.t, callable.env);
  if (result === undefined || result === VOID || result === ANY || result.k === 'parameter') return true;
  const promise = given();
  return promise === undefined || assignable(ev, promise, result) !== 'no';
}

function mayBeFunction(ev: Evaluation, input: Type | undefined, count: number): boolean {
  const type = force(ev, input);
  switch (type?.k) {
    case undefined:
    case 'parameter':
    case 'intersection':
    case 'mapped':
    case 'picked':
    case 'missing':
    case 'bound':
    case 'settle':
      return true;
    case 'function':
      return (
        !type.construct &&
        type.signatures.some(({ signature }) => signature.p.some(({ rest }) => rest) || signature.p.length >= count)
      );
    case 'union':
      return type.open || type.ts.some((part) => mayBeFunction(ev, part, count));
    case 'instance':
    case 'object':
      return hasCallSignature(ev, type) || isEmptyShape(type);
    case 'none':
      return type.n === 'any' || type.n === 'other';
    default:
      return false;
  }
}

/** `{}` and interfaces without members take anything. */
function isEmptyShape(type: Extract<Type, { k: 'instance' | 'object' }>): boolean {
  const classes = type.k === 'object' ? [type.c] : type.classes;
  return classes.every(
    ({ fact }) => fact.members.every(({ optional }) => optional) && fact.extends.length === 0 && fact.base === NONE,
  );
}
