import { NONE } from '../../model/facts.js';
import type { ExpressionId } from '../../model/facts.js';
import type { Context, Expression, Signature } from '../../facts/javascript/model.js';
import { evaluateType } from './annotations.js';
import { awaited, elementOf } from './awaitable.js';
import { callableOf, hasCallSignature } from './call-result.js';
import type { Callable } from './call-result.js';
import { membersNamed } from './class-members.js';
import { bindArguments } from './declarations.js';
import type { Evaluation } from './evaluation.js';
import { createCell, deeper, solve } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import { inferArguments } from './infer-arguments.js';
import { constraintOf, propertyOf } from './members.js';
import { pickSignatures } from './overloads.js';
import type { SourceUnit } from './program.js';
import { EMPTY, force, intersectionOf, signatureRef, unionOf } from './types.js';
import type { Environment, SignatureRef, Type } from './types.js';

/** Type of a parameter without annotation, from the place where its function stands. */
export function contextualParameter(
  ev: Evaluation,
  unit: SourceUnit,
  signature: Signature,
  index: number,
): Type | undefined {
  const expected = expectedType(ev, unit, signature.context);
  return expected === undefined ? undefined : deeper(ev, () => parameterOf(ev, callableIn(ev, expected), index));
}

/** `this` of a function, from the place where it stands: `it('…', function () { this.timeout(1) })`. */
export function contextualThis(ev: Evaluation, unit: SourceUnit, id: number): Type | undefined {
  const signature = unit.facts.signatures[id];
  const expected = signature === undefined ? undefined : expectedType(ev, unit, signature.context);
  if (expected === undefined) return undefined;
  return deeper(ev, () => {
    const callable = callableIn(ev, expected);
    const signatures = callable === undefined ? undefined : signaturesOf(ev, callable, false);
    const [first] = signatures?.signatures ?? [];
    if (first === undefined || first.signature.self === NONE) return undefined;
    return evaluateType(ev, first.unit, first.signature.self, signatures?.env);
  });
}

/** The member of a union that can be called. */
function callableIn(ev: Evaluation, input: Type | undefined): Type | undefined {
  const type = force(ev, input);
  if (type?.k === 'parameter') return callableIn(ev, constraintOf(ev, type));
  if (type?.k !== 'union' && type?.k !== 'intersection') return type;
  const parts = type.ts.map((part) => force(ev, part));
  return (
    parts.find((part) => part?.k === 'function' || part?.k === 'callback') ??
    parts.find((part) => part !== undefined && hasCallSignature(ev, part))
  );
}

function parameterOf(ev: Evaluation, input: Type | undefined, index: number): Type | undefined {
  const type = force(ev, input);
  switch (type?.k) {
    case 'callback':
      return force(ev, type.parameters[index]);
    case 'function': {
      const [first] = type.signatures;
      return first === undefined ? undefined : declaredParameter(ev, first, type.env, index);
    }
    case 'instance':
    case 'object': {
      const { signatures, env } = callableOf(ev, type, false);
      const [first] = signatures;
      return first === undefined ? undefined : declaredParameter(ev, first, env, index);
    }
    case 'none':
      return type.n === 'any' ? type : undefined;
    default:
      return undefined;
  }
}

export function declaredParameter(
  ev: Evaluation,
  { unit, signature }: SignatureRef,
  env: Environment,
  index: number,
): Type | undefined {
  const last = signature.p[signature.p.length - 1];
  const parameter = signature.p[index] ?? (last?.rest === true ? last : undefined);
  if (parameter === undefined || parameter.t === NONE) return undefined;
  const type = evaluateType(ev, unit, parameter.t, env);
  if (!parameter.rest) return type;
  const offset = index - signature.p.indexOf(parameter);
  return type?.k === 'array' && type.elements !== undefined ? force(ev, type.elements[offset]) : elementOf(ev, type);
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
      return assignedType(ev, unit, context.x);
    case 'argument':
      return rememberedArgument(ev, unit, context.x, context.i);
    case 'property': {
      const object = unit.expressions.at(context.x);
      if (object?.k !== 'object') return undefined;
      return deeper(ev, () => memberOf(ev, expectedType(ev, unit, object.context), context.n));
    }
    case 'element': {
      const array = unit.facts.arrayContexts.find(([id]) => id === context.x);
      const list = array === undefined ? undefined : deeper(ev, () => expectedType(ev, unit, array[1]));
      const forced = force(ev, list);
      return forced?.k === 'array' && forced.elements !== undefined
        ? force(ev, forced.elements[context.i])
        : elementOf(ev, forced);
    }
    case 'returned':
      return deeper(ev, () => expectedReturn(ev, unit, context.s));
  }
}

/** A member of what is expected of an object; of a union, whatever members of it have it. */
function memberOf(ev: Evaluation, input: Type | undefined, name: string): Type | undefined {
  const type = force(ev, input);
  if (type?.k !== 'union') return propertyOf(ev, type, name);
  const found = type.ts
    .map((part) => (part.k === 'none' ? undefined : propertyOf(ev, part, name)))
    .filter((part) => part !== undefined);
  return found.length === 0 ? undefined : unionOf(ev, found);
}

/** Only a declared type tells what an assignment expects: the value itself decides otherwise. */
function assignedType(ev: Evaluation, unit: SourceUnit, target: ExpressionId): Type | undefined {
  const expression = unit.expressions.at(target);
  return expression?.k === 'name' || expression?.k === 'member' ? typeOfExpression(ev, unit, target) : undefined;
}

function expectedReturn(ev: Evaluation, unit: SourceUnit, id: number): Type | undefined {
  const signature = unit.facts.signatures[id];
  if (signature === undefined) return undefined;
  if (signature.t !== NONE) {
    const declared = evaluateType(ev, unit, signature.t, EMPTY);
    return signature.async ? awaited(ev, declared) : declared;
  }
  const callable = callableIn(ev, expectedType(ev, unit, signature.context));
  if (callable?.k !== 'function') return undefined;
  const [first] = callable.signatures;
  if (first === undefined || first.signature.t === NONE) return undefined;
  const result = evaluateType(ev, first.unit, first.signature.t, callable.env);
  return signature.async ? awaited(ev, result) : result;
}

type Call = Extract<Expression, { k: 'call' | 'new' }>;

function rememberedArgument(ev: Evaluation, unit: SourceUnit, callId: ExpressionId, index: number): Type | undefined {
  const { contexts } = unit.memo;
  const key = `${String(callId)}:${String(index)}`;
  let cell = contexts.get(key);
  if (cell === undefined) {
    cell = createCell<Type>();
    contexts.set(key, cell);
  }
  return solve(ev, cell, () => force(ev, expectedArgument(ev, unit, callId, index)));
}

/** Declared type of the parameter that an argument is passed to. */
export function expectedArgument(
  ev: Evaluation,
  unit: SourceUnit,
  callId: ExpressionId,
  index: number,
): Type | undefined {
  const call = unit.expressions.at(callId);
  if (call?.k !== 'call' && call?.k !== 'new') return undefined;
  const callee = unit.expressions.at(call.c);
  if (callee?.k === 'super') return superArgument(ev, unit, call, callee.c, index);
  return argumentOf(ev, typeOfExpression(ev, unit, call.c), unit, call, index);
}

function argumentOf(
  ev: Evaluation,
  input: Type | undefined,
  unit: SourceUnit,
  call: Call,
  index: number,
): Type | undefined {
  const callee = force(ev, input);
  switch (callee?.k) {
    case 'settle':
      return index === 0 && callee.method === 'then'
        ? { k: 'callback', parameters: [awaited(ev, callee.of)] }
        : undefined;
    case 'union':
    case 'intersection': {
      const found = callee.ts
        .map((part: Type | undefined) => argumentOf(ev, part, unit, call, index))
        .filter((part) => part !== undefined);
      return found.length <= 1 ? found[0] : intersectionOf(found);
    }
    default: {
      const candidates = callee === undefined ? undefined : signaturesOf(ev, callee, call.k === 'new');
      return candidates === undefined ? undefined : parameterFor(ev, candidates, { unit, call }, index);
    }
  }
}

interface ArgumentSite {
  readonly unit: SourceUnit;
  readonly call: Call;
}

function parameterFor(
  ev: Evaluation,
  candidates: Callable,
  { unit, call }: ArgumentSite,
  index: number,
): Type | undefined {
  const [picked] = pickSignatures(ev, candidates.signatures, candidates.env, {
    unit,
    call,
    construct: call.k === 'new',
  });
  if (picked === undefined) return undefined;
  const env =
    picked.signature.tp.length === 0
      ? candidates.env
      : inferArguments(
          ev,
          { ref: picked, parameters: picked.signature.tp, env: candidates.env },
          { unit, call, before: index },
        );
  return declaredParameter(ev, picked, env, index);
}

/** `super(…)` calls the constructor of the base. */
function superArgument(ev: Evaluation, unit: SourceUnit, call: Call, id: number, index: number): Type | undefined {
  const base = unit.facts.classes[id]?.base ?? NONE;
  const type = force(ev, typeOfExpression(ev, unit, base));
  const candidates = type === undefined ? undefined : signaturesOf(ev, type, true);
  return candidates === undefined ? undefined : parameterFor(ev, candidates, { unit, call }, index);
}

/** Signatures of anything that can be called or constructed. */
export function signaturesOf(ev: Evaluation, type: Type, isConstruct: boolean): Callable | undefined {
  switch (type.k) {
    case 'function':
      return type.construct === isConstruct ? { signatures: type.signatures, env: type.env } : undefined;
    case 'class': {
      const signatures = membersNamed(type.c, 'constructor', true).flatMap(
        (member) => signatureRef(type.c.unit, member.s) ?? [],
      );
      if (signatures.length > 0) return { signatures, env: bindArguments(ev, type.c.unit, type.c.fact.tp, []) };
      const base =
        type.c.fact.base === NONE ? undefined : force(ev, typeOfExpression(ev, type.c.unit, type.c.fact.base));
      return base === undefined ? undefined : deeper(ev, () => signaturesOf(ev, base, isConstruct));
    }
    case 'instance':
    case 'object': {
      const callable = callableOf(ev, type, isConstruct);
      return callable.signatures.length === 0 ? undefined : callable;
    }
    case 'bound':
      return signaturesOf(ev, type.f, isConstruct);
    case 'parameter': {
      const constraint = constraintOf(ev, type);
      return constraint === undefined ? undefined : deeper(ev, () => signaturesOf(ev, constraint, isConstruct));
    }
    default:
      return undefined;
  }
}
