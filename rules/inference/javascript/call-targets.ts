import { NONE } from '../../model/facts.js';
import type { CallFact, ExpressionId } from '../../model/facts.js';
import type { CallResolution, FunctionRef } from '../inference.js';
import { apiIdsOf } from './api-ids.js';
import type { Evaluation } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import type { Hierarchy } from './implementations.js';
import { membersNamed } from './class-members.js';
import type { SourceUnit } from './program.js';
import { classRef, force, signatureRef } from './types.js';
import type { ClassRef, SignatureRef, Type } from './types.js';

interface Bodies {
  readonly signatures: readonly SignatureRef[];
  readonly complete: boolean;
}

const NOTHING: Bodies = { signatures: [], complete: false };

/** Functions of the project, and known APIs, that a call may call. */
export function resolveCall(ev: Evaluation, hierarchy: Hierarchy, unit: SourceUnit, call: CallFact): CallResolution {
  const bodies = bodiesOf(
    ev,
    hierarchy,
    force(ev, typeOfExpression(ev, unit, call.callee)),
    calleeMember(unit, call.callee),
    call.construct,
  );
  return {
    functions: functionRefs(hierarchy, bodies.signatures),
    apis: apiIdsOf(ev, unit, call.callee),
    complete: bodies.complete,
  };
}

/** Functions that a value may be. */
export function functionsOf(
  ev: Evaluation,
  hierarchy: Hierarchy,
  unit: SourceUnit,
  id: ExpressionId,
): readonly FunctionRef[] {
  return functionRefs(
    hierarchy,
    bodiesOf(ev, hierarchy, force(ev, typeOfExpression(ev, unit, id)), calleeMember(unit, id), false).signatures,
  );
}

/** One list for the same bodies, so that calls of a method with many implementations share it. */
function functionRefs({ known }: Hierarchy, signatures: readonly SignatureRef[]): readonly FunctionRef[] {
  const found = known.functions.get(signatures);
  if (found !== undefined) return found;
  const seen = new Set<object>();
  const out: FunctionRef[] = [];
  for (const { unit, signature } of signatures) {
    if (signature.f === NONE || unit.library !== undefined || seen.has(signature)) continue;
    seen.add(signature);
    out.push({ path: unit.path, function: signature.f });
  }
  known.functions.set(signatures, out);
  return out;
}

function calleeMember(unit: SourceUnit, id: ExpressionId): string {
  const expression = unit.expressions.at(id);
  return expression?.k === 'member' ? expression.n : '';
}

function bodiesOf(
  ev: Evaluation,
  hierarchy: Hierarchy,
  type: Type | undefined,
  name: string,
  isConstruct: boolean,
): Bodies {
  switch (type?.k) {
    case 'function':
      return functionBodies(hierarchy, type.signatures, name);
    case 'class':
      return isConstruct ? { signatures: constructors(type.c), complete: true } : NOTHING;
    case 'bound':
    case 'applied':
      return bodiesOf(ev, hierarchy, force(ev, type.f), name, isConstruct);
    case 'union': {
      const parts = type.ts
        .filter((part) => part.k !== 'none')
        .map((part) => bodiesOf(ev, hierarchy, part, name, isConstruct));
      return {
        signatures: parts.flatMap((part) => part.signatures),
        complete: !type.open && parts.every((part) => part.complete),
      };
    }
    default:
      return NOTHING;
  }
}

/** A method may be overridden below: then every implementation is meant. */
function functionBodies(hierarchy: Hierarchy, signatures: readonly SignatureRef[], name: string): Bodies {
  const own = signatures.filter(({ signature }) => signature.body);
  const [first] = signatures;
  const owner = ownerOf(first);
  if (first === undefined || owner === undefined || name === '') return { signatures: own, complete: own.length > 0 };
  const known = knownBodies(hierarchy, signatures);
  const all = known.get(name) ?? withBelow(own, hierarchy.bodiesBelow(owner, name));
  known.set(name, all);
  return { signatures: all, complete: all.length > 0 };
}

/** By the signature, where there is one; overloads are few. */
function knownBodies({ known }: Hierarchy, signatures: readonly SignatureRef[]): Map<string, readonly SignatureRef[]> {
  const [first] = signatures;
  if (first === undefined || signatures.length > 1) return new Map();
  const found = known.bodies.get(first.signature) ?? new Map<string, readonly SignatureRef[]>();
  known.bodies.set(first.signature, found);
  return found;
}

function withBelow(own: readonly SignatureRef[], below: readonly SignatureRef[]): readonly SignatureRef[] {
  return [...own, ...below.filter((one) => !own.some((other) => other.signature === one.signature))];
}

function ownerOf(ref: SignatureRef | undefined): ClassRef | undefined {
  if (ref === undefined || ref.signature.owner === NONE) return undefined;
  const owner = classRef(ref.unit, ref.signature.owner);
  return owner?.fact.k === 'class' || owner?.fact.k === 'interface' ? owner : undefined;
}

function constructors(ref: ClassRef): readonly SignatureRef[] {
  return membersNamed(ref, 'constructor', true).flatMap((member) => {
    const signature = signatureRef(ref.unit, member.s);
    return signature?.signature.body === true ? [signature] : [];
  });
}
