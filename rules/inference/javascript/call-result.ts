import type { Expression } from '../../facts/javascript/model.js';
import { evaluateType } from './annotations.js';
import { awaited } from './awaitable.js';
import { bindArguments, instanceOf } from './declarations.js';
import type { Evaluation } from './evaluation.js';
import { nested } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import { inferArguments } from './infer-arguments.js';
import { constraintOf, environmentOf, heritageOf } from './members.js';
import { pickSignatures } from './overloads.js';
import type { SourceUnit } from './program.js';
import { signatureResult } from './signature-result.js';
import { EMPTY, classRef, force, lazy, promiseOf, signatureRef, unionOf } from './types.js';
import type { Environment, SignatureRef, Type } from './types.js';

/** The call whose result is asked for, when there is one. */
export interface CallSite {
  readonly unit: SourceUnit;
  readonly call: Extract<Expression, { k: 'call' | 'new' }> | undefined;
  readonly construct: boolean;
}

/** What calling (or constructing) a value gives. */
export function callResult(ev: Evaluation, callee: Type | undefined, site?: CallSite): Type | undefined {
  const type = force(callee);
  if (type === undefined) return undefined;
  return nested(ev, () => callForced(ev, type, site));
}

function callForced(ev: Evaluation, type: Type, site: CallSite | undefined): Type | undefined {
  switch (type.k) {
    case 'function':
      return resultOfSignatures(ev, type.signatures, type.env, site);
    case 'class':
      return site?.construct === true ? construct(ev, type, site) : undefined;
    case 'settle':
      return settled(ev, type, site);
    case 'bound':
      return type.f;
    case 'applied':
      return callResult(ev, type.f);
    case 'union':
      return unionOf([
        ...type.ts.filter((part) => part.k !== 'none').map((part) => callResult(ev, part, site)),
        ...(type.open ? [undefined] : []),
      ]);
    case 'intersection':
      return firstResult(ev, type.ts, site);
    case 'instance':
    case 'object':
      return resultOfMembers(ev, type, site);
    case 'parameter':
      return callResult(ev, constraintOf(ev, type), site);
    case 'missing':
      return { k: 'missing', id: `${type.id}()` };
    case 'none':
      return type.n === 'any' ? type : undefined;
    default:
      return undefined;
  }
}

function firstResult(
  ev: Evaluation,
  parts: readonly (Type | undefined)[],
  site: CallSite | undefined,
): Type | undefined {
  for (const part of parts) {
    const result = callResult(ev, part, site);
    if (result !== undefined) return result;
  }
  return undefined;
}

/** `.then(f)` gives what `f` gives; `.catch` and `.finally` keep the value. */
function settled(ev: Evaluation, type: Extract<Type, { k: 'settle' }>, site: CallSite | undefined): Type {
  const handler = site?.call?.a[0];
  if (type.method !== 'then' || handler === undefined || site === undefined)
    return promiseOf(type.of, type.name === 'PromiseLike' ? 'Promise' : type.name, type.library);
  return promiseOf(lazy(ev, () => awaited(ev, callResult(ev, typeOfExpression(ev, site.unit, handler)))));
}

function construct(ev: Evaluation, type: Extract<Type, { k: 'class' }>, site: CallSite): Type | undefined {
  const { unit, fact } = type.c;
  const merged = type.merged.flatMap((ref) =>
    ref.declaration.k === 'class' ? (classRef(ref.unit, ref.declaration.c) ?? []) : [],
  );
  const classes = merged.length > 1 ? merged : [type.c];
  const explicit = site.call?.t ?? [];
  if (explicit.length > 0)
    return instanceOf(
      ev,
      classes,
      explicit.map((t) => lazy(ev, () => evaluateType(ev, site.unit, t, EMPTY))),
    );
  const constructor = fact.members.find((member) => member.n === 'constructor' && member.static);
  const signature = constructor === undefined ? undefined : signatureRef(unit, constructor.s);
  if (signature === undefined || site.call === undefined || fact.tp.length === 0) return instanceOf(ev, classes, []);
  const env = inferArguments(
    ev,
    { ref: signature, parameters: fact.tp, env: EMPTY },
    { unit: site.unit, call: site.call },
  );
  return instanceOf(
    ev,
    classes,
    fact.tp.map((id) => {
      const parameter = unit.facts.typeParameters[id];
      return parameter === undefined ? undefined : env.get(parameter);
    }),
  );
}

function resultOfSignatures(
  ev: Evaluation,
  signatures: readonly SignatureRef[],
  env: Environment,
  site: CallSite | undefined,
): Type | undefined {
  const picked = pickSignatures(ev, signatures, env, site);
  return unionOf(picked.map((ref) => force(signatureResult(ev, ref, bindCall(ev, ref, env, site)))));
}

function bindCall(ev: Evaluation, ref: SignatureRef, env: Environment, site: CallSite | undefined): Environment {
  const { signature, unit } = ref;
  if (signature.tp.length === 0) return env;
  if (site?.call === undefined) return bindArguments(ev, unit, signature.tp, [], env);
  return inferArguments(ev, { ref, parameters: signature.tp, env }, { unit: site.unit, call: site.call });
}

/** Call or construct signatures among a value's members, its bases' included. */
export function memberSignatures(ev: Evaluation, type: Type, isConstruct: boolean): readonly SignatureRef[] {
  const kind = isConstruct ? 'construct' : 'call';
  if (type.k === 'object') {
    return type.c.fact.members.flatMap((member) =>
      member.k === kind ? (signatureRef(type.c.unit, member.s) ?? []) : [],
    );
  }
  if (type.k !== 'instance') return [];
  const own = type.classes.flatMap(({ unit, fact }) =>
    fact.members.flatMap((member) => (member.k === kind ? (signatureRef(unit, member.s) ?? []) : [])),
  );
  if (own.length > 0) return own;
  return type.classes.flatMap((ref) =>
    ref.fact.k === 'class'
      ? []
      : heritageOf(ev, ref, type.args).flatMap((parent) => {
          const forced = force(parent);
          return forced === undefined ? [] : memberSignatures(ev, forced, isConstruct);
        }),
  );
}

export function hasCallSignature(ev: Evaluation, type: Type): boolean {
  return memberSignatures(ev, type, false).length > 0;
}

function resultOfMembers(
  ev: Evaluation,
  type: Extract<Type, { k: 'instance' | 'object' }>,
  site: CallSite | undefined,
): Type | undefined {
  const signatures = memberSignatures(ev, type, site?.construct === true);
  if (signatures.length === 0) return undefined;
  return resultOfSignatures(ev, signatures, type.k === 'instance' ? environmentOf(ev, type) : type.env, site);
}
