import { NONE } from '../../model/facts.js';
import type { CallFact, CallbackFact } from '../../model/facts.js';
import type { ExpectedReturn } from '../../model/rule-view.js';
import { callbackSlots } from '../../knowledge/slots/index.js';
import type { Slot, SlotBehaviour } from '../../knowledge/types.js';
import { createApiTable } from '../api-table.js';
import { apiIdsOf } from './api-ids.js';
import { isPromise } from './awaitable.js';
import { callableOf, hasCallSignature } from './call-result.js';
import { declaredParents } from './class-members.js';
import { expectedType, signaturesOf } from './context.js';
import type { Evaluation } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import { attributeType } from './jsx-type.js';
import { signatureResult } from './signature-result.js';
import type { SourceUnit } from './program.js';
import { lookup } from './scope.js';
import { evaluateType } from './annotations.js';
import { propertyOf } from './members.js';
import { classRef, force, into } from './types.js';
import type { Environment, Inside, IntersectionType, SignatureRef, Type, UnionType } from './types.js';

const table = createApiTable(callbackSlots, (slot) => [slot.api]);

const BEHAVIOURS: Readonly<Record<SlotBehaviour, ExpectedReturn>> = {
  awaits: 'awaited',
  drops: 'void',
  tests: 'boolean',
  throws: 'void',
  offloads: 'value',
  value: 'value',
};

/** What the position of a callback does with what the callback returns: by the table, else by declared types. */
export function expectedReturnOf(ev: Evaluation, unit: SourceUnit, callback: CallbackFact): ExpectedReturn {
  if (callback.place === 'argument') return argumentReturn(ev, unit, callback);
  if (callback.place === 'method') return overriddenReturn(ev, unit, callback);
  if (callback.place === 'attribute') {
    return classify(ev, attributeType(ev, unit, callback.index, callback.name));
  }
  const slot = callback.call === NONE ? undefined : slotOf(ev, unit, callback);
  if (slot !== undefined) return BEHAVIOURS[slot.behaviour];
  const expression = unit.expressions.at(callback.expression);
  // A method of an object literal is a function without an expression.
  const signature =
    expression?.k === 'function'
      ? unit.facts.signatures[expression.f]
      : unit.facts.signatures.find(({ f }) => callback.expression === NONE && f === callback.inline);
  return signature === undefined ? 'unknown' : classify(ev, expectedType(ev, unit, signature.context));
}

/** What the method that this one overrides or implements is declared to return. */
function overriddenReturn(ev: Evaluation, unit: SourceUnit, callback: CallbackFact): ExpectedReturn {
  const signature = unit.facts.signatures.find((one) => one.f === callback.inline);
  const owner = signature === undefined ? undefined : classRef(unit, signature.owner);
  if (owner === undefined) return 'unknown';
  const found = declaredParents(ev, owner).flatMap((parent) => {
    const declared = force(ev, propertyOf(ev, parent, callback.name));
    return declared === undefined ? [] : [classify(ev, declared)];
  });
  return found.length === 0 ? 'unknown' : combine(found);
}

/** The entry for a callback position of a call, when the table knows the callee. */
export function slotOf(ev: Evaluation, unit: SourceUnit, callback: CallbackFact): Slot | undefined {
  const call = unit.facts.calls[callback.call];
  if (call === undefined || !(table.names.has(call.name) || table.names.has('*'))) return undefined;
  const ids = apiIdsOf(ev, unit, call.callee);
  const property = callback.place === 'property' ? callback.name : '';
  return table
    .all(ids)
    .find(
      (slot) =>
        (slot.property ?? '') === property &&
        isPosition(slot.argument, callback.index, call.arguments.length) &&
        holdsIn(ev, unit, slot.where),
    );
}

function holdsIn({ program }: Evaluation, unit: SourceUnit, where: Slot['where']): boolean {
  if (where === undefined) return true;
  const version = program.versionOf(unit, where.package);
  if (version === undefined || !program.covers(where.versions, version)) return false;
  return where.without.every((name) => program.versionOf(unit, name) === undefined);
}

function isPosition(argument: number, index: number, count: number): boolean {
  if (argument === -2) return true;
  return argument === -1 ? index === count - 1 : argument === index;
}

/**
 * Whatever has a `forEach` either drops what its callback gives, as collections do, or gives a promise itself, as
 * streams and cursors do. Where that is dropped as well nobody waits.
 */
function isLostEach({ name, use, construct }: CallFact, { index }: CallbackFact): boolean {
  return name === 'forEach' && use === 'dropped' && !construct && index === 0;
}

function argumentReturn(ev: Evaluation, unit: SourceUnit, callback: CallbackFact): ExpectedReturn {
  const slot = slotOf(ev, unit, callback);
  if (slot !== undefined) return BEHAVIOURS[slot.behaviour];
  const call = unit.facts.calls[callback.call];
  const expression = call === undefined ? undefined : unit.expressions.at(call.expression);
  if (call === undefined || (expression?.k !== 'call' && expression?.k !== 'new')) return 'unknown';
  const callee = force(ev, typeOfExpression(ev, unit, call.callee));
  if (callee?.k === 'settle') return callee.method === 'finally' ? 'void' : 'awaited';
  const callable = callee === undefined ? undefined : signaturesOf(ev, callee, call.construct);
  if (callable === undefined || callable.signatures.length === 0)
    return isLostEach(call, callback) ? 'void' : 'unknown';
  const declared = combine(
    callable.signatures
      .filter(({ signature }) => callable.signatures.length === 1 || !signature.body)
      .map((ref) => classify(ev, parameterType(ev, ref, callable.env, callback.index))),
  );
  return declared === 'void' && callable.signatures.some((ref) => isAwaitedInside(ev, ref, callback.index))
    ? 'awaited'
    : declared;
}

/** `async (run: () => void) => { await run(); }` waits, whatever the type says. */
function isAwaitedInside(ev: Evaluation, { unit, signature }: SignatureRef, index: number): boolean {
  const name = signature.p[index]?.n ?? '';
  if (!signature.body || name === '' || unit.library !== undefined) return false;
  return unit.facts.calls.some((call) => {
    if (call.name !== name || !(call.use === 'awaited' || (call.use === 'returned' && signature.async))) return false;
    const callee = unit.expressions.at(call.callee);
    return (
      callee?.k === 'name' &&
      lookup(ev.program, unit, callee.sc, name).some(
        ({ declaration }) =>
          declaration.k === 'parameter' &&
          declaration.i === index &&
          declaration.path.length === 0 &&
          unit.facts.signatures[declaration.s] === signature,
      )
    );
  });
}

function parameterType(
  ev: Evaluation,
  { unit, signature }: SignatureRef,
  env: Environment,
  index: number,
): Type | undefined {
  const parameter = signature.p[index];
  if (parameter === undefined || parameter.rest || parameter.t === NONE) return undefined;
  return evaluateType(ev, unit, parameter.t, env);
}

/** An overload that takes a promise makes an async callback right. */
function combine(found: readonly ExpectedReturn[]): ExpectedReturn {
  for (const kind of ['awaited', 'value', 'unknown', 'boolean'] as const) if (found.includes(kind)) return kind;
  return found.includes('void') ? 'void' : 'unknown';
}

/** What a function type makes of the result: only a declared `void`, and nothing beside it, drops it. */
export function classify(ev: Evaluation, input: Type | undefined, inside: Inside = []): ExpectedReturn {
  const type = force(ev, input);
  switch (type?.k) {
    case 'function':
      return combine(type.signatures.map((ref) => classifyResult(ev, ref, type.env)));
    case 'union':
    case 'intersection': {
      const around = into(inside, type);
      return around === undefined ? 'unknown' : classifyParts(ev, type, around);
    }
    case 'instance':
    case 'object': {
      const { signatures, env } = callableOf(ev, type, false);
      return signatures.length === 0 ? 'unknown' : combine(signatures.map((ref) => classifyResult(ev, ref, env)));
    }
    default:
      return 'unknown';
  }
}

function classifyParts(ev: Evaluation, type: UnionType | IntersectionType, inside: Inside): ExpectedReturn {
  const parts: readonly (Type | undefined)[] = type.ts.map((part) => force(ev, part));
  if (type.k === 'union') {
    const values = parts.filter((part) => part?.k !== 'none' || part.n === 'any');
    return type.open ? 'unknown' : combine(values.map((part) => classify(ev, part, inside)));
  }
  // Its parts are overloads of each other; what cannot be called is no part of the callback.
  const callable = parts.filter((part) => part === undefined || mayBeCalled(ev, part));
  return combine(callable.map((part) => classify(ev, part, inside)));
}

function mayBeCalled(ev: Evaluation, type: Type): boolean {
  return (type.k !== 'instance' && type.k !== 'object') || hasCallSignature(ev, type);
}

function classifyResult(ev: Evaluation, ref: SignatureRef, env: Environment): ExpectedReturn {
  const type = force(ev, signatureResult(ev, ref, env));
  if (type === undefined) return 'unknown';
  if (type.k === 'none') return type.n === 'void' ? 'void' : 'value';
  if (type.k === 'union' && !type.open && type.ts.some((part) => part.k === 'none' && part.n === 'void')) {
    return type.ts.some((part) => isPromise(ev, part) !== 'no' || (part.k === 'none' && part.n === 'any'))
      ? 'awaited'
      : 'value';
  }
  return isPromise(ev, type) === 'yes' ? 'awaited' : 'value';
}
