import { NONE } from '../../model/facts.js';
import type { ExpressionId } from '../../model/facts.js';
import type { Context, Expression, Signature } from '../../facts/javascript/model.js';
import { evaluateType } from './annotations.js';
import { awaited, elementOf } from './awaitable.js';
import { memberSignatures } from './call-result.js';
import { bindArguments } from './declarations.js';
import type { Evaluation } from './evaluation.js';
import { guarded } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import { inferArguments } from './infer-arguments.js';
import { environmentOf, propertyOf } from './members.js';
import { pickSignatures } from './overloads.js';
import type { SourceUnit } from './program.js';
import { EMPTY, force, signatureRef } from './types.js';
import type { Environment, SignatureRef, Type } from './types.js';

/** Type of a parameter without annotation, from the place where its function stands. */
export function contextualParameter(
  ev: Evaluation,
  unit: SourceUnit,
  signature: Signature,
  index: number,
): Type | undefined {
  const expected = force(expectedType(ev, unit, signature.context));
  return expected === undefined ? undefined : parameterOf(ev, callableIn(ev, expected), index);
}

function callableIn(ev: Evaluation, type: Type): Type | undefined {
  if (type.k !== 'union') return type;
  return (
    type.ts.find((part) => part.k === 'function' || part.k === 'callback') ??
    type.ts.find((part) => memberSignatures(ev, part, false).length > 0)
  );
}

function parameterOf(ev: Evaluation, type: Type | undefined, index: number): Type | undefined {
  switch (type?.k) {
    case 'callback':
      return force(type.parameters[index]);
    case 'function': {
      const [first] = type.signatures;
      return first === undefined ? undefined : declaredParameter(ev, first, type.env, index);
    }
    case 'instance':
    case 'object': {
      const [first] = memberSignatures(ev, type, false);
      const env = type.k === 'instance' ? environmentOf(ev, type) : type.env;
      return first === undefined ? undefined : declaredParameter(ev, first, env, index);
    }
    default:
      return undefined;
  }
}

function declaredParameter(
  ev: Evaluation,
  { unit, signature }: SignatureRef,
  env: Environment,
  index: number,
): Type | undefined {
  const last = signature.p[signature.p.length - 1];
  const parameter = signature.p[index] ?? (last?.rest === true ? last : undefined);
  if (parameter === undefined || parameter.t === NONE) return undefined;
  const type = force(evaluateType(ev, unit, parameter.t, env));
  if (!parameter.rest) return type;
  const offset = index - signature.p.indexOf(parameter);
  return type?.k === 'array' && type.elements !== undefined ? force(type.elements[offset]) : elementOf(ev, type);
}

/** Type that the surroundings expect of a function, object or array literal. */
export function expectedType(ev: Evaluation, unit: SourceUnit, context: Context): Type | undefined {
  switch (context.k) {
    case 'none':
    case 'attribute':
      return undefined;
    case 'type':
      return evaluateType(ev, unit, context.t, EMPTY);
    case 'assigned':
      return typeOfExpression(ev, unit, context.x);
    case 'argument':
      return guarded(ev, {
        memo: unit.memo,
        key: `x${String(context.x)}:${String(context.i)}`,
        ask: () => expectedArgument(ev, unit, context.x, context.i),
      });
    case 'property': {
      const object = unit.facts.expressions[context.x];
      return object?.k === 'object' ? propertyOf(ev, expectedType(ev, unit, object.context), context.n) : undefined;
    }
    case 'element': {
      const array = unit.facts.arrayContexts.find(([id]) => id === context.x);
      const list = array === undefined ? undefined : force(expectedType(ev, unit, array[1]));
      return list?.k === 'array' && list.elements !== undefined ? force(list.elements[context.i]) : elementOf(ev, list);
    }
    case 'returned':
      return expectedReturn(ev, unit, context.s);
  }
}

function expectedReturn(ev: Evaluation, unit: SourceUnit, id: number): Type | undefined {
  const signature = unit.facts.signatures[id];
  if (signature === undefined) return undefined;
  if (signature.t !== NONE) {
    const declared = evaluateType(ev, unit, signature.t, EMPTY);
    return signature.async ? awaited(ev, declared) : declared;
  }
  const expected = force(expectedType(ev, unit, signature.context));
  const callable = expected === undefined ? undefined : callableIn(ev, expected);
  if (callable?.k !== 'function') return undefined;
  const [first] = callable.signatures;
  if (first === undefined || first.signature.t === NONE) return undefined;
  const result = evaluateType(ev, first.unit, first.signature.t, callable.env);
  return signature.async ? awaited(ev, result) : result;
}

/** Declared type of the parameter that an argument is passed to. */
export function expectedArgument(
  ev: Evaluation,
  unit: SourceUnit,
  callId: ExpressionId,
  index: number,
): Type | undefined {
  const call = unit.facts.expressions[callId];
  if (call?.k !== 'call' && call?.k !== 'new') return undefined;
  const type = force(typeOfExpression(ev, unit, call.c));
  const callee =
    type?.k === 'union' ? (type.ts.find((part) => part.k === 'function' || part.k === 'instance') ?? type) : type;
  if (callee?.k === 'settle') {
    return index === 0 && callee.method === 'then'
      ? { k: 'callback', parameters: [awaited(ev, callee.of)] }
      : undefined;
  }
  const candidates = callee === undefined ? undefined : signaturesOf(ev, callee, call.k === 'new');
  if (candidates === undefined) return undefined;
  const [picked] = pickSignatures(ev, candidates.signatures, candidates.env, {
    unit,
    call,
    construct: call.k === 'new',
  });
  return picked === undefined
    ? undefined
    : declaredParameter(ev, picked, bindForContext(ev, picked, candidates.env, { unit, call }), index);
}

function bindForContext(
  ev: Evaluation,
  ref: SignatureRef,
  env: Environment,
  site: { readonly unit: SourceUnit; readonly call: Extract<Expression, { k: 'call' | 'new' }> },
): Environment {
  if (ref.signature.tp.length === 0) return env;
  return inferArguments(ev, { ref, parameters: ref.signature.tp, env }, site);
}

export interface Callable {
  readonly signatures: readonly SignatureRef[];
  readonly env: Environment;
}

/** Signatures of anything that can be called or constructed. */
export function signaturesOf(ev: Evaluation, type: Type, isConstruct: boolean): Callable | undefined {
  switch (type.k) {
    case 'function':
      return { signatures: type.signatures, env: type.env };
    case 'class': {
      const constructors = type.c.fact.members.filter((member) => member.n === 'constructor' && member.static);
      const signatures = constructors.flatMap((member) => signatureRef(type.c.unit, member.s) ?? []);
      return signatures.length === 0
        ? undefined
        : { signatures, env: bindArguments(ev, type.c.unit, type.c.fact.tp, []) };
    }
    case 'instance':
      return { signatures: memberSignatures(ev, type, isConstruct), env: environmentOf(ev, type) };
    case 'object':
      return { signatures: memberSignatures(ev, type, isConstruct), env: type.env };
    case 'bound':
      return signaturesOf(ev, type.f, isConstruct);
    default:
      return undefined;
  }
}
