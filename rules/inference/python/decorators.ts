import { NONE } from '../../model/facts.js';
import type { Expression } from '../../facts/python/model.js';
import { symbolOf, wrapperOf } from './api.js';
import { callResult } from './call-result.js';
import type { Evaluation } from './evaluation.js';
import { bounded } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import { awaited, iterated } from './iteration.js';
import type { PythonUnit } from './program.js';
import { declarationsIn, lookup } from './scope.js';
import { coroutineOf } from './types.js';
import type { ApiType, FunctionRole, FunctionType, SignatureRef, Type } from './types.js';

export interface Decorator {
  readonly id: number;
  readonly expression: Expression;
}

const ROLES: Readonly<Record<string, FunctionRole>> = {
  'builtins#staticmethod': 'static',
  'builtins#classmethod': 'class',
  'builtins#property': 'property',
  'functools#cached_property': 'property',
  'abc#abstractproperty': 'property',
  'abc#abstractclassmethod': 'class',
  'abc#abstractstaticmethod': 'static',
  'typing#overload': 'overload',
};

/** Decorators that give the function itself, or one that is called and answers alike. */
const TRANSPARENT = new Set([
  'abc#abstractmethod',
  'typing#final',
  'typing#no_type_check',
  'typing#override',
  'typing#runtime_checkable',
  'typing#type_check_only',
  'typing#deprecated',
  'warnings#deprecated',
  'functools#wraps',
  'functools#cache',
  'functools#lru_cache',
]);

/** What a decorator makes of a function. */
export function decorate(
  ev: Evaluation,
  unit: PythonUnit,
  { id, expression }: Decorator,
  type: Type,
): Type | undefined {
  if (expression.k === 'member' && /^(?:setter|deleter)$/.test(expression.n)) {
    return type.k === 'function' ? { ...type, role: 'setter' } : undefined;
  }
  const decorator = typeOfExpression(ev, unit, expression.k === 'call' ? expression.c : id);
  if (decorator?.k === 'api') return byLibrary(ev, decorator, type);
  if (decorator?.k !== 'function') return undefined;
  if (expression.k !== 'call') return byFunction(ev, decorator, type);
  const made = typeOfExpression(ev, unit, id);
  return made?.k === 'function' ? byFunction(ev, made, type) : undefined;
}

function byLibrary(ev: Evaluation, decorator: ApiType, type: Type): Type | undefined {
  const symbol = symbolOf(decorator);
  const role = ROLES[symbol];
  if (role !== undefined) return type.k === 'function' ? { ...type, role } : undefined;
  const isMark = /^pytest#mark\.|^unittest(?:\.mock)?#(?:mock\.)?patch\b|^unittest#(?:skip|expectedFailure)/.test(
    symbol,
  );
  if (TRANSPARENT.has(symbol) || isMark) return type;
  const manager = /^contextlib#(async)?contextmanager$/.exec(symbol);
  if (manager !== null) return managerFunction(ev, type, manager[1] !== undefined);
  const wrapper = wrapperOf(decorator);
  switch (wrapper?.gives) {
    case 'transparent':
    case 'memoised':
      return type;
    case 'promise':
      return { k: 'callable', result: () => coroutineOf(() => callResult(ev, type)) };
    case 'sync':
      return { k: 'callable', result: () => awaited(callResult(ev, type)) };
    default:
      return undefined;
  }
}

function managerFunction(ev: Evaluation, type: Type, isAsync: boolean): Type {
  const of = (): Type | undefined => iterated(ev, callResult(ev, type), isAsync);
  return { k: 'callable', result: () => ({ k: 'manager', async: isAsync, of }) };
}

/** A decorator of the project: one that gives back what it got, or an inner `async def`. */
function byFunction(ev: Evaluation, decorator: FunctionType, type: Type): Type | undefined {
  const { f } = decorator;
  if (f.signature.async || f.unit.facts.functions[f.signature.f]?.incomplete === true) return undefined;
  const parameter = f.signature.p[decorator.self === undefined ? 0 : 1];
  if (parameter === undefined || parameter.k !== 'plain') return undefined;
  if (isSameVariable(f, parameter.t)) return type;
  const [only, ...others] = f.signature.returns;
  if (only === undefined || others.length > 0 || f.signature.generator) return undefined;
  if (isParameter(f, only, parameter.n)) return type;
  const inner = bounded(ev, undefined, () => typeOfExpression(ev, f.unit, only));
  const isCoroutine = inner?.k === 'function' && inner.f.signature.async && !inner.f.signature.generator;
  return isCoroutine ? { k: 'callable', result: () => coroutineOf(() => awaited(callResult(ev, type))) } : undefined;
}

/** `def decorator(f: F) -> F` with a type variable `F`. */
function isSameVariable({ unit, signature }: SignatureRef, t: number): boolean {
  const given = unit.facts.types[t];
  const result = unit.facts.types[signature.t];
  if (t === NONE || given?.k !== 'name' || result?.k !== 'name') return false;
  const [name = ''] = given.n;
  if (given.n.length !== 1 || result.n.length !== 1 || result.n[0] !== name || given.a.length + result.a.length > 0)
    return false;
  return (
    signature.tp.includes(name) ||
    lookup(unit, given.sc, name).some(({ declaration }) => isTypeVariable(unit, declaration))
  );
}

function isTypeVariable(unit: PythonUnit, declaration: { readonly k: string; readonly x?: number }): boolean {
  if (declaration.k === 'from') return true;
  const made = declaration.x === undefined ? undefined : unit.facts.expressions[declaration.x];
  const callee = made?.k === 'call' ? unit.facts.expressions[made.c] : undefined;
  return (callee?.k === 'name' || callee?.k === 'member') && callee.n === 'TypeVar';
}

function isParameter({ unit, signature }: SignatureRef, x: number, name: string): boolean {
  const expression = unit.facts.expressions[x];
  // Bound once, so that it is still what came in.
  return expression?.k === 'name' && expression.n === name && declarationsIn(unit, signature.sc, name).length === 1;
}
