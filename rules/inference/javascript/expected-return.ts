import { NONE } from '../../model/facts.js';
import type { CallFact, CallbackFact, ExpressionId } from '../../model/facts.js';
import type { ExpectedReturn } from '../../model/rule-view.js';
import { callbackSlots } from '../../knowledge/slots/index.js';
import type { Slot, SlotBehaviour } from '../../knowledge/types.js';
import { createApiTable } from '../api-table.js';
import { apiIdsOf } from './api-ids.js';
import { isPromise } from './awaitable.js';
import { callableOf } from './call-result.js';
import { declaredParents } from './class-members.js';
import { declaredParameter, expectedType, signaturesOf } from './context.js';
import { bindArguments } from './declarations.js';
import type { Evaluation } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import { attributeType } from './jsx-type.js';
import { hasName } from './keys.js';
import { signatureResult } from './signature-result.js';
import type { SourceUnit } from './program.js';
import { lookup } from './scope.js';
import { evaluateType, lazyType } from './annotations.js';
import { propertyOf } from './members.js';
import { ABSENT, ANY, EMPTY, VOID, classRef, force, into } from './types.js';
import type { Environment, Inside, SignatureRef, Type } from './types.js';

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
  const slot = callback.call === NONE ? undefined : slotOf(ev, unit, callback);
  return slot === undefined ? declaredReturnOf(ev, unit, callback) : BEHAVIOURS[slot.behaviour];
}

/** The same by declared types alone. */
export function declaredReturnOf(ev: Evaluation, unit: SourceUnit, callback: CallbackFact): ExpectedReturn {
  switch (callback.place) {
    case 'argument':
      return argumentReturn(ev, unit, callback);
    case 'method':
      return overriddenReturn(ev, unit, callback);
    case 'attribute':
      return classify(ev, attributeType(ev, unit, callback.index, callback.name));
    case 'property':
      return classify(ev, expectedType(ev, unit, { k: 'property', x: objectOf(unit, callback), n: callback.name }));
    default: {
      const expression = unit.expressions.at(callback.expression);
      const signature = expression?.k === 'function' ? unit.facts.signatures[expression.f] : undefined;
      return signature === undefined ? 'unknown' : classify(ev, expectedType(ev, unit, signature.context));
    }
  }
}

/** The object literal that a callback is a property of. */
export function objectOf({ facts }: SourceUnit, { call, index }: CallbackFact): ExpressionId {
  return call === NONE ? index : (facts.calls[call]?.arguments[index] ?? NONE);
}

/** What the member that this one overrides or implements is declared to return, by any of them. */
function overriddenReturn(ev: Evaluation, unit: SourceUnit, { index, name }: CallbackFact): ExpectedReturn {
  const owner = classRef(unit, index);
  if (owner === undefined) return 'unknown';
  // An index signature promises nothing about a member that nobody names.
  const parents = declaredParents(ev, owner).filter((parent) => hasName(ev, parent, name) === true);
  const found = parents.map((parent) => classify(ev, propertyOf(ev, parent, name)));
  return found.includes('void') ? 'void' : combine(found);
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
  const call = unit.facts.calls[callback.call];
  const expression = call === undefined ? undefined : unit.expressions.at(call.expression);
  if (call === undefined || (expression?.k !== 'call' && expression?.k !== 'new')) return 'unknown';
  const callee = force(ev, typeOfExpression(ev, unit, call.callee));
  if (callee?.k === 'settle') return 'awaited';
  const overloads = overloadsOf(ev, callee, call.construct);
  const isSpread = unit.expressions.at(callback.expression)?.k === 'spread';
  if (overloads.length === 0 && isLostEach(call, callback)) return 'void';
  if (overloads.length === 0 || (isSpread && callback.index < call.arguments.length - 1)) return 'unknown';
  const args = expression.t.map((t) => lazyType(ev, unit, t, EMPTY));
  const kinds = overloads.flatMap(({ ref, env }) => {
    const bound = args.length === 0 ? env : bindArguments(ev, ref.unit, ref.signature.tp, args, env);
    return parameterKind(ev, ref, bound, callback.index);
  });
  const declared = combine(kinds);
  return declared === 'void' && overloads.some(({ ref }) => isAwaitedInside(ev, ref, callback.index))
    ? 'awaited'
    : declared;
}

interface Overload {
  readonly ref: SignatureRef;
  readonly env: Environment;
}

/** What a call may be one of; the signature of an implementation behind overloads is not. */
function overloadsOf(ev: Evaluation, callee: Type | undefined, construct: boolean): readonly Overload[] {
  if (callee === undefined || (callee.k === 'union' && callee.open)) return [];
  const parts = callee.k === 'union' ? callee.ts.filter((part) => part !== ABSENT) : [callee];
  const callable = parts.map((part) => signaturesOf(ev, part, construct));
  if (callable.some((part) => part === undefined || part.signatures.length === 0)) return [];
  return callable.flatMap((part) =>
    (part?.signatures ?? [])
      .filter(({ signature }, _, all) => all.length === 1 || !signature.body)
      .map((ref) => ({ ref, env: part?.env })),
  );
}

/** Nothing for a signature that takes no argument there. */
function parameterKind(ev: Evaluation, ref: SignatureRef, env: Environment, index: number): readonly Kind[] {
  const { p: parameters } = ref.signature;
  const last = parameters[parameters.length - 1];
  if (index >= parameters.length && last?.rest !== true) return [];
  const type = declaredParameter(ev, ref, env, index);
  if (type !== undefined || last?.rest !== true) return [kindOf(ev, type)];
  const rest = last.t === NONE ? undefined : force(ev, evaluateType(ev, ref.unit, last.t, env));
  const isBehind =
    rest?.k === 'array' && rest.elements !== undefined && index - parameters.length + 1 >= rest.elements.length;
  return isBehind ? [] : ['unknown'];
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

/** `plain`: nothing that could be a callback, or one whose result no promise can be. */
type Kind = ExpectedReturn | 'plain';

/** An overload that takes a promise makes an async callback right; one that cannot take any says nothing. */
function combine(found: readonly Kind[]): ExpectedReturn {
  for (const kind of ['awaited', 'value', 'unknown', 'boolean', 'void'] as const) if (found.includes(kind)) return kind;
  return found.length === 0 ? 'unknown' : 'value';
}

/** What a function type makes of the result: only a declared `void`, and nothing beside it, drops it. */
export function classify(ev: Evaluation, input: Type | undefined): ExpectedReturn {
  return combine([kindOf(ev, input)]);
}

function kindOf(ev: Evaluation, input: Type | undefined, inside: Inside = []): Kind {
  const type = force(ev, input);
  switch (type?.k) {
    case 'function':
      return type.construct ? 'plain' : together(type.signatures.map((ref) => kindOfResult(ev, ref, type.env)));
    case 'union':
    case 'intersection': {
      const around = into(inside, type);
      if (around === undefined || (type.k === 'union' && type.open)) return 'unknown';
      // Its parts are overloads of each other.
      return together(type.ts.map((part) => kindOf(ev, part, around)));
    }
    case 'instance':
    case 'object': {
      const { signatures, env } = callableOf(ev, type, false);
      return together(signatures.map((ref) => kindOfResult(ev, ref, env)));
    }
    case 'none':
      return type.n === 'any' ? 'value' : 'plain';
    case 'primitive':
    case 'array':
    case 'promise':
    case 'enum':
      return 'plain';
    default:
      return 'unknown';
  }
}

function together(kinds: readonly Kind[]): Kind {
  return kinds.every((kind) => kind === 'plain') ? 'plain' : combine(kinds);
}

function kindOfResult(ev: Evaluation, ref: SignatureRef, env: Environment): Kind {
  const type = force(ev, signatureResult(ev, ref, env));
  switch (type?.k) {
    case undefined:
      return 'unknown';
    case 'none':
      return type.n === 'void' ? 'void' : type.n === 'absent' ? 'plain' : 'value';
    case 'primitive':
    case 'array':
    case 'enum':
    case 'function':
      return 'plain';
    case 'union':
      if (!type.open && type.ts.includes(VOID))
        return type.ts.some((part) => isPromise(ev, part) !== 'no' || part === ANY) ? 'awaited' : 'value';
      break;
    default:
  }
  return isPromise(ev, type) === 'yes' ? 'awaited' : 'value';
}
