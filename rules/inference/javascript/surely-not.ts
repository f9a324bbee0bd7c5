import type { ExpressionId } from '../../model/facts.js';
import type { Waitable } from '../../model/rule-view.js';
import { membersNamed } from './class-members.js';
import { describe } from './describe.js';
import type { Evaluation } from './evaluation.js';
import { elementOf } from './awaitable.js';
import { typeOfExpression } from './expression-type.js';
import { judge } from './judge.js';
import { lacks } from './lacks.js';
import type { Protocol } from './lacks.js';
import type { SourceUnit } from './program.js';
import { isReliable } from './reliable.js';
import { globalInstance } from './global-types.js';
import { propertyOf } from './members.js';
import { lookup } from './scope.js';
import { VOID, force } from './types.js';
import type { ClassRef, Type } from './types.js';

const PROTOCOLS: Readonly<Record<Waitable, Protocol>> = {
  awaitable: 'then',
  elements: 'then',
  'async-iterable': '@@asyncIterator',
  'async-disposable': '@@asyncDispose',
};

/** Is it certain that a value cannot be waited for? */
export function isSurelyNot(ev: Evaluation, unit: SourceUnit, id: ExpressionId, what: Waitable): boolean {
  const type = force(ev, typeOfExpression(ev, unit, id));
  const protocol = PROTOCOLS[what];
  const isAbsent = what === 'elements' ? holdsPlain(ev, type) : lacks(ev, type, protocol);
  if (!isAbsent || !isReliable(ev, unit, id)) return false;
  if (what !== 'awaitable') return true;
  return judge(ev, unit, id).verdict === 'no' && !isTested(unit, id) && !isForeignCallback(ev, unit, id, type);
}

/**
 * A function type that returns `void` takes async functions, too. What is handed in as one is awaited for a reason,
 * and so are its results in a list.
 */
function isForeignCallback(ev: Evaluation, unit: SourceUnit, id: ExpressionId, result: Type | undefined): boolean {
  const expression = unit.expressions.at(id);
  if (expression?.k !== 'call' || !mayBeVoid(result)) return false;
  const callee = force(ev, typeOfExpression(ev, unit, expression.c));
  const functions = callee?.k === 'union' ? callee.ts : [callee];
  const isDeclared = functions.every(
    (type) =>
      type?.k !== 'function' ||
      type.signatures.every(({ signature, unit: { library } }) => signature.body || library !== undefined),
  );
  return !isDeclared && isHandedIn(ev, unit, expression.c);
}

function mayBeVoid(type: Type | undefined): boolean {
  return type === VOID || (type?.k === 'union' && type.ts.includes(VOID));
}

/** Does a chain of members start at a parameter or at `this`? */
function isHandedIn(ev: Evaluation, unit: SourceUnit, id: ExpressionId): boolean {
  let at = unit.expressions.at(id);
  while (at?.k === 'member' || at?.k === 'index') at = unit.expressions.at(at.o);
  if (at?.k === 'this') return true;
  if (at?.k !== 'name') return false;
  return lookup(ev.program, unit, at.sc, at.n).some(({ declaration }) => {
    if (declaration.k === 'parameter') return true;
    return (
      declaration.k === 'variable' &&
      declaration.t < 0 &&
      (declaration.path.length > 0 || declaration.each === 'of') &&
      isHandedIn(ev, unit, declaration.x)
    );
  });
}

/** A list, or a place of a tuple, that never holds a promise. */
function holdsPlain(ev: Evaluation, type: Type | undefined): boolean {
  switch (type?.k) {
    case 'union':
      return !type.open && type.ts.some((part) => holdsPlain(ev, part));
    case 'array':
      return type.elements === undefined ? isPlain(ev, type.of) : type.elements.some((element) => isPlain(ev, element));
    case 'instance':
      // Iterators that are written by hand may yield more than their types say.
      return !type.classes.some((ref) => isOwnIterable(ref)) && isPlain(ev, elementOf(ev, type));
    default:
      return false;
  }
}

/** Lists of promises and plain values are made to be given to `Promise.all`, which is where both become one. */
function isPlain(ev: Evaluation, input: Type | undefined): boolean {
  const type = force(ev, input);
  return lacks(ev, type, 'then') && !mayBeVoid(type);
}

function isOwnIterable(ref: ClassRef): boolean {
  return ref.unit.library === undefined && membersNamed(ref, '@@iterator', false).length > 0;
}

/** Functions that tell promises from other values. */
const TESTERS = /promise|thenable|awaitable/i;

/** `if (isPromise(x)) await x`: whatever the type says, the author knows better. */
function isTested(unit: SourceUnit, id: ExpressionId): boolean {
  const operand = unit.expressions.at(id);
  if (operand?.k !== 'name' && operand?.k !== 'member') return false;
  const name = describe(unit, id);
  const { facts, expressions } = unit;
  const isSame = (other: ExpressionId): boolean => other !== id && describe(unit, other) === name;
  if (facts.calls.some((call) => TESTERS.test(call.name) && call.arguments.some(isSame))) return true;
  for (let at = 0; at < facts.expressions.length; at++) {
    const expression = expressions.at(at);
    if (expression?.k === 'member' && expression.n === 'then' && isSame(expression.o)) return true;
    // Operands of `instanceof` and `in` follow each other in the table.
    if (expression?.k === 'name' && TESTERS.test(expression.n) && isSame(at - 1)) return true;
    if (expression?.k === 'string' && expression.v === 'then' && isSame(at + 1)) return true;
  }
  return false;
}

/** Is it a promise of the platform without a member of this name? Libraries and projects add members to theirs. */
export function lacksMember(ev: Evaluation, unit: SourceUnit, id: ExpressionId, name: string): boolean {
  const type = force(ev, typeOfExpression(ev, unit, id));
  if (type?.k !== 'promise' || type.name !== 'Promise' || type.library !== undefined) return false;
  if (OF_EVERY_OBJECT.has(name) || propertyOf(ev, type, name) !== undefined) return false;
  return [globalInstance(ev, 'Promise', [type.of]), globalInstance(ev, 'Object')].every(
    (instance) => instance !== undefined && propertyOf(ev, instance, name) === undefined,
  );
}

const OF_EVERY_OBJECT = new Set(['constructor', 'hasOwnProperty', 'toString', 'valueOf', 'toLocaleString']);
