import { NONE } from '../../model/facts.js';
import type { Parameter } from '../../facts/python/model.js';
import { typeOfAnnotation } from './annotations.js';
import { callResult } from './call-result.js';
import type { Arguments } from './call-result.js';
import type { Evaluation } from './evaluation.js';
import { remembered } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import { awaited } from './iteration.js';
import { classRef } from './scope.js';
import { classEnvironment, substitute } from './substitute.js';
import type { Environment } from './substitute.js';
import { NOTHING, UNKNOWN, coroutineOf, instanceOf, unionOf } from './types.js';
import type { FunctionType, Lazy, SignatureRef, Type } from './types.js';

/** What a call of a function of the project gives. */
export function signatureResult(ev: Evaluation, { f, self }: FunctionType, args: Arguments): Type | undefined {
  const result = remembered(ev, f.unit.memo.returns, f.id, () => declaredResult(ev, f));
  if (result === undefined) return undefined;
  const ofClass = ownerEnvironment(ev, f, self);
  return substitute(result, (name) =>
    name === 'Self' ? receiver(self) : (ofClass?.(name) ?? solve(ev, f, self, args, name)),
  );
}

/** What the type parameters of a method's class stand for in its object. */
function ownerEnvironment(
  ev: Evaluation,
  { unit, signature }: SignatureRef,
  self: Type | undefined,
): Environment | undefined {
  const owner = signature.owner === NONE ? undefined : classRef(unit, signature.owner);
  return self?.k === 'instance' && owner !== undefined ? classEnvironment(ev, self, owner) : undefined;
}

/** `Self` of a call through an object is its type; through a class, its instances'. */
function receiver(self: Type | undefined): Lazy | undefined {
  if (self === undefined) return undefined;
  return () => (self.k === 'class' ? instanceOf(self.c, self.args) : self);
}

function declaredResult(ev: Evaluation, f: SignatureRef): Type | undefined {
  const { unit, signature } = f;
  const fn = unit.facts.functions[signature.f];
  if (fn === undefined || fn.incomplete) return undefined;
  const result = (): Type | undefined =>
    signature.t === NONE ? returnedType(ev, f) : typeOfAnnotation(ev, unit, signature.t);
  if (signature.generator) return generatorResult(signature.async, result);
  if (!signature.async) return result();
  // Without a body, `async def … -> AsyncIterator` may be meant as an async generator.
  if (signature.returns.length === 0 && result()?.k === 'generator') return undefined;
  return coroutineOf(result);
}

/** A generator's annotation is about what it yields. */
function generatorResult(isAsync: boolean, declared: Lazy): Type {
  return {
    k: 'generator',
    async: isAsync,
    of: () => {
      const type = declared();
      return type?.k === 'generator' ? type.of() : undefined;
    },
  };
}

function returnedType(ev: Evaluation, { unit, signature }: SignatureRef): Type | undefined {
  // The body of a stub or of an abstract method says nothing.
  if (unit.stub || signature.empty || signature.generator) return undefined;
  if (signature.returns.length === 0) return NOTHING;
  return unionOf(signature.returns.map((x) => (x === NONE ? NOTHING : typeOfExpression(ev, unit, x))));
}

/** What a function's own type variable stands for in a call, by the first argument that decides it. */
function solve(
  ev: Evaluation,
  f: SignatureRef,
  self: Type | undefined,
  args: Arguments,
  name: string,
): Lazy | undefined {
  const { signature } = f;
  const skipped = self === undefined ? 0 : 1;
  const count = args.spread ? skipped : signature.p.length;
  for (let i = 0; i < count; i++) {
    const parameter = signature.p[i];
    if (parameter === undefined || parameter.t === NONE) continue;
    const given = i < skipped ? self : undefined;
    const argument: Lazy | undefined =
      given === undefined ? (args.positional[i - skipped] ?? args.named.get(parameter.n)) : () => given;
    const value = argument === undefined ? undefined : match(ev, f, parameter, argument, name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** How an argument decides a variable: by being it, its class, what it returns, or what awaiting it gives. */
function match(
  ev: Evaluation,
  { unit }: SignatureRef,
  parameter: Parameter,
  argument: Lazy,
  name: string,
): Lazy | undefined {
  const node = unit.facts.types[parameter.t];
  if (node?.k !== 'name' || parameter.k !== 'plain') return undefined;
  if (node.n.length === 1 && node.n[0] === name) return argument;
  const last = unit.facts.types[node.a[node.a.length - 1] ?? NONE];
  if (last?.k !== 'name' || last.n.length !== 1 || last.n[0] !== name) return undefined;
  switch (node.n[node.n.length - 1]) {
    case 'type':
    case 'Type':
      return () => {
        const value = argument();
        return value?.k === 'class' ? instanceOf(value.c, value.args) : undefined;
      };
    case 'Callable':
      return () => callResult(ev, argument());
    case 'Awaitable':
    case 'Coroutine':
      return () => awaited(argument());
    default:
      return UNKNOWN;
  }
}
