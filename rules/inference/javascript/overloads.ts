import { NONE } from '../../model/facts.js';
import type { Expression, Parameter } from '../../facts/javascript/model.js';
import { evaluateType } from './annotations.js';
import { hasCallSignature } from './call-result.js';
import type { CallSite } from './call-result.js';
import { inherits } from './conditional-type.js';
import type { Evaluation } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import type { SourceUnit } from './program.js';
import { force } from './types.js';
import type { Environment, SignatureRef, Type } from './types.js';

/** The overload that a call takes, by the number and shape of its arguments; all of them when there is no call. */
export function pickSignatures(
  ev: Evaluation,
  signatures: readonly SignatureRef[],
  env: Environment,
  site: CallSite | undefined,
): readonly SignatureRef[] {
  let candidates = signatures;
  if (signatures.length > 1) {
    // The implementation of overloads is not callable.
    const declared = signatures.filter(({ signature }) => !signature.body);
    if (declared.length > 0) candidates = declared;
  }
  if (candidates.length === 1 || site?.call === undefined) return candidates;
  const { call, unit } = site;
  const fitting = candidates.filter(
    (ref) => acceptsCount(ref.signature.p, call) && acceptsShapes(ev, ref, env, unit.facts.expressions, call),
  );
  const [first, second] = fitting;
  if (first !== undefined && second === undefined) return [first];
  const matches = fitting.map((ref) => takesByName(ev, ref, env, { unit, call }));
  const named = fitting[matches.indexOf('yes')];
  // An argument of unknown type could be meant for any of them: the result is unknown too.
  if (named === undefined && matches.includes('unknown')) return [];
  const chosen = named ?? first ?? candidates[candidates.length - 1];
  return chosen === undefined ? [] : [chosen];
}

/**
 * Do classes and interfaces among the parameters name what the arguments are? TypeScript compares structures; where
 * several overloads fit otherwise, the one that names the argument's own type is the one that was meant.
 */
function takesByName(
  ev: Evaluation,
  ref: SignatureRef,
  env: Environment,
  site: { readonly unit: SourceUnit; readonly call: Call },
): 'yes' | 'no' | 'unknown' {
  let answer: 'yes' | 'no' | 'unknown' = 'no';
  for (const [i, parameter] of ref.signature.p.entries()) {
    const argument = site.call.a[i];
    if (argument === undefined || parameter.rest || parameter.t === NONE) continue;
    const declared = force(evaluateType(ev, ref.unit, parameter.t, env));
    if (declared?.k !== 'instance') continue;
    const given = force(typeOfExpression(ev, site.unit, argument));
    if (given === undefined || given.k === 'missing') return 'unknown';
    // Literals have no name to compare: they say neither yes nor no.
    if (given.k !== 'instance') continue;
    if (!inherits(ev, given, declared, 0)) return 'no';
    answer = 'yes';
  }
  return answer;
}

type Call = NonNullable<CallSite['call']>;

function acceptsCount(parameters: readonly Parameter[], call: Call): boolean {
  if (call.spread) return true;
  let least = 0;
  for (const parameter of parameters) {
    if (parameter.rest) return call.a.length >= least;
    if (!parameter.optional) least++;
  }
  return call.a.length >= least && call.a.length <= parameters.length;
}

function acceptsShapes(
  ev: Evaluation,
  ref: SignatureRef,
  env: Environment,
  expressions: readonly Expression[],
  call: Call,
): boolean {
  return call.a.every((argument, i) => {
    const parameter = ref.signature.p[i];
    const expression = expressions[argument];
    if (parameter === undefined || parameter.rest || parameter.t === NONE || expression === undefined) return true;
    return acceptsShape(ev, () => force(evaluateType(ev, ref.unit, parameter.t, env)), expression);
  });
}

function acceptsShape(ev: Evaluation, parameter: () => Type | undefined, expression: Expression): boolean {
  switch (expression.k) {
    case 'function':
      return mayBeFunction(ev, parameter());
    case 'string':
      return acceptsString(parameter(), expression.v);
    case 'object':
    case 'array':
    case 'number': {
      const type = parameter();
      if (type?.k === 'function') return false;
      return !(type?.k === 'primitive' && (type.n === 'String' || expression.k !== 'number'));
    }
    default:
      return true;
  }
}

function acceptsString(type: Type | undefined, value: string | null): boolean {
  if (type?.k === 'function') return false;
  if (type?.k === 'primitive')
    return type.n === 'String' && (type.v === undefined || value === null || type.v === value);
  if (type?.k !== 'union' || type.open || value === null) return true;
  const literals = type.ts.every((part) => part.k === 'primitive' && part.v !== undefined);
  return !literals || type.ts.some((part) => part.k === 'primitive' && part.v === value);
}

function mayBeFunction(ev: Evaluation, type: Type | undefined): boolean {
  if (type === undefined) return true;
  switch (type.k) {
    case 'function':
    case 'parameter':
    case 'intersection':
    case 'mapped':
    case 'missing':
      return true;
    case 'union':
      return type.open || type.ts.some((part) => mayBeFunction(ev, part));
    case 'instance':
    case 'object':
      return hasCallSignature(ev, type);
    case 'none':
      return type.n === 'any' || type.n === 'other';
    default:
      return false;
  }
}
