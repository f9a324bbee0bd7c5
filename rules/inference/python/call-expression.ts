import { NONE } from '../../model/facts.js';
import type { CallExpression } from '../../facts/python/model.js';
import { typeFromExpression } from './annotations.js';
import { symbolOf } from './api.js';
import { callResult } from './call-result.js';
import type { Arguments } from './call-result.js';
import type { Evaluation } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import { awaited, entered, iterated } from './iteration.js';
import type { PythonUnit } from './program.js';
import { enclosingClass } from './scope.js';
import { PLAIN, UNKNOWN, coroutineOf, instanceOf, sequenceOf } from './types.js';
import type { Lazy, Type } from './types.js';

/** What a call that is written in the code gives. */
export function callExpression(ev: Evaluation, unit: PythonUnit, call: CallExpression): Type | undefined {
  const callee = typeOfExpression(ev, unit, call.c);
  const known = callee?.k === 'api' ? KNOWN.get(symbolOf(callee)) : undefined;
  if (known !== undefined) return known({ ev, unit, call, first: lazily(ev, unit, call.a[0] ?? NONE) });
  return callResult(ev, callee, argumentsIn(ev, unit, call));
}

function lazily(ev: Evaluation, unit: PythonUnit, id: number): Lazy {
  return () => typeOfExpression(ev, unit, id);
}

function argumentsIn(ev: Evaluation, unit: PythonUnit, { a, kw, spread }: CallExpression): Arguments {
  return {
    positional: a.map((id) => lazily(ev, unit, id)),
    named: new Map(kw.map(({ n, x }) => [n, lazily(ev, unit, x)])),
    spread,
  };
}

interface Site {
  readonly ev: Evaluation;
  readonly unit: PythonUnit;
  readonly call: CallExpression;
  readonly first: Lazy;
}

type Known = (site: Site) => Type | undefined;

/** `super()` in a method, or in a function in one. */
function superObject({ ev, unit, call }: Site): Type | undefined {
  const fn = unit.facts.calls[call.call]?.function ?? NONE;
  const c = enclosingClass(unit, fn);
  if (c === undefined || (call.a.length > 0 && call.a.length !== 2)) return undefined;
  const second = call.a[1];
  const self = second === undefined ? receiverOf(unit, fn) : typeOfExpression(ev, unit, second);
  return { k: 'super', c, self: self?.k === 'class' ? self : instanceOf(c) };
}

/** The class in a class method, else the object. */
function receiverOf(unit: PythonUnit, fn: number): Type | undefined {
  const signature = unit.facts.signatures.find((each) => each.f === fn);
  const c = signature === undefined || signature.owner === NONE ? undefined : enclosingClass(unit, fn);
  if (signature === undefined || c === undefined) return undefined;
  const isBound = signature.n === '__new__' || signature.decorators.some((id) => isNamed(unit, id, 'classmethod'));
  return isBound ? { k: 'class', c, args: [] } : instanceOf(c);
}

function isNamed(unit: PythonUnit, id: number, name: string): boolean {
  const expression = unit.facts.expressions[id];
  return expression?.k === 'name' && expression.n === name;
}

/** `type(x)` is the class of `x`. */
function typeCall({ call, first }: Site): Type | undefined {
  const value = call.a.length === 1 ? first() : undefined;
  return value?.k === 'instance' ? { k: 'class', c: value.c, args: value.args } : undefined;
}

const listOf: Known = ({ ev, first, call }) =>
  sequenceOf(call.a.length === 0 ? UNKNOWN : () => iterated(ev, first(), false));
const managerOf =
  (async: boolean): Known =>
  ({ first }) => ({ k: 'manager', async, of: first });
const awaitedFirst: Known = ({ first }) => awaited(first());

function typeVariable({ ev, unit, call }: Site): Type | undefined {
  const name = unit.facts.expressions[call.a[0] ?? NONE];
  const bound = call.kw.find((keyword) => keyword.n === 'bound');
  if (name?.k !== 'string' || name.v === null) return undefined;
  return {
    k: 'variable',
    n: name.v,
    bound: bound === undefined ? UNKNOWN : () => typeFromExpression(ev, unit, bound.x),
  };
}

/** Calls whose result depends on what they are given. */
const KNOWN: ReadonlyMap<string, Known> = new Map<string, Known>([
  ['builtins#super', superObject],
  ['builtins#type', typeCall],
  ['builtins#list', listOf],
  ['builtins#set', listOf],
  ['builtins#tuple', listOf],
  ['builtins#frozenset', listOf],
  ['builtins#sorted', listOf],
  ['builtins#reversed', listOf],
  ['builtins#iter', listOf],
  ['builtins#next', ({ ev, first, call }) => (call.a.length === 1 ? iterated(ev, first(), false) : undefined)],
  [
    'builtins#enumerate',
    ({ ev, first }) => sequenceOf(() => sequenceOf(UNKNOWN, [() => PLAIN, () => iterated(ev, first(), false)])),
  ],
  ['typing#cast', ({ ev, unit, call }) => typeFromExpression(ev, unit, call.a[0] ?? NONE)],
  ['typing#TypeVar', typeVariable],
  ['functools#partial', ({ ev, first }) => ({ k: 'callable', result: () => callResult(ev, first()) })],
  ['copy#copy', ({ first }) => first()],
  ['copy#deepcopy', ({ first }) => first()],
  ['dataclasses#replace', ({ first }) => first()],
  ['contextlib#closing', managerOf(false)],
  ['contextlib#nullcontext', managerOf(false)],
  ['contextlib#aclosing', managerOf(true)],
  ['contextlib#ExitStack().enter_context', ({ ev, first }) => entered(ev, first(), false)],
  ['contextlib#AsyncExitStack().enter_context', ({ ev, first }) => entered(ev, first(), false)],
  ['contextlib#AsyncExitStack().enter_async_context', ({ ev, first }) => coroutineOf(() => entered(ev, first(), true))],
  ['asyncio#run', awaitedFirst],
  ['asyncio#get_running_loop().run_until_complete', awaitedFirst],
]);
