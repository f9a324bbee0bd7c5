import { NONE } from '../../model/facts.js';
import type { ExpressionId } from '../../model/facts.js';
import { evaluateType } from './annotations.js';
import { awaited, elementOf } from './awaitable.js';
import type { Evaluation } from './evaluation.js';
import { createCell, solve } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import type { SourceUnit } from './program.js';
import { substitute } from './substitute.js';
import { ABSENT, BOOLEAN, EMPTY, VOID, lazy, promiseOf, unionOf } from './types.js';
import type { Environment, SignatureRef, Type } from './types.js';
import { globalInstance } from './global-types.js';

/** What a call to one signature gives, under type arguments. */
export function signatureResult(ev: Evaluation, ref: SignatureRef, env: Environment): Type | undefined {
  const { unit, signature } = ref;
  if (signature.predicate) return BOOLEAN;
  if (signature.t !== NONE) return evaluateType(ev, unit, signature.t, env);
  if (!signature.body) return undefined;
  const result = (): Type | undefined =>
    env === EMPTY ? returnedType(ev, ref) : substitute(ev, returnedType(ev, ref), env);
  // Calling a generator gives an iterator, whatever is yielded.
  if (signature.generator) {
    const yielded = signature.async ? (): Type | undefined => awaited(ev, result()) : result;
    return globalInstance(ev, signature.async ? 'AsyncGenerator' : 'Generator', [lazy(yielded), undefined, undefined]);
  }
  return signature.async ? promiseOf(lazy(() => awaited(ev, result()))) : result();
}

/** Union of everything a body returns, remembered. */
function returnedType(ev: Evaluation, ref: SignatureRef): Type | undefined {
  ref.returned ??= createCell();
  return solve(ev, ref.returned, () => {
    const { unit, signature } = ref;
    if (signature.generator)
      return unionOf(
        ev,
        signature.returns.map((x) => yieldedType(ev, unit, x)),
      );
    if (signature.returns.length === 0) return VOID;
    const [only] = signature.returns;
    if (signature.returns.length === 1) return only === NONE ? VOID : typeOfExpression(ev, unit, only ?? NONE);
    return unionOf(
      ev,
      signature.returns.map((x) => (x === NONE ? ABSENT : typeOfExpression(ev, unit, x))),
    );
  });
}

/** `yield* list` yields what is in the list. */
function yieldedType(ev: Evaluation, unit: SourceUnit, id: ExpressionId): Type | undefined {
  const type = typeOfExpression(ev, unit, id);
  return unit.expressions.at(id)?.k === 'spread' ? elementOf(ev, type) : type;
}
