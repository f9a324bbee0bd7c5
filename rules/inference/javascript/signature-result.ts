import { NONE } from '../../model/facts.js';
import { evaluateType } from './annotations.js';
import { awaited } from './awaitable.js';
import type { Evaluation } from './evaluation.js';
import { guarded } from './evaluation.js';
import { globalInstance } from './global-types.js';
import { typeOfExpression } from './expression-type.js';
import { substitute } from './substitute.js';
import { OTHER, VOID, force, lazy, promiseOf, unionOf } from './types.js';
import type { Environment, SignatureRef, Type } from './types.js';

/** What a generator yields, returns and takes is not followed. */
const UNKNOWN_YIELDS: readonly (Type | undefined)[] = [undefined, undefined, undefined];

/** What a call to one signature gives, under type arguments. */
export function signatureResult(ev: Evaluation, ref: SignatureRef, env: Environment): Type | undefined {
  const { unit, signature } = ref;
  if (signature.t !== NONE) return evaluateType(ev, unit, signature.t, env);
  if (!signature.body) return undefined;
  // Calling a generator gives an iterator, whatever is yielded.
  if (signature.generator)
    return globalInstance(ev, signature.async ? 'AsyncGenerator' : 'Generator', UNKNOWN_YIELDS) ?? OTHER;
  const result = (): Type | undefined => {
    const returned = returnedType(ev, ref);
    return env.size > 0 ? substitute(ev, returned, env) : returned;
  };
  return signature.async ? promiseOf(lazy(ev, () => awaited(ev, result()))) : result();
}

/** Union of everything a body returns, remembered. */
function returnedType(ev: Evaluation, { unit, signature }: SignatureRef): Type | undefined {
  const key = unit.facts.signatures.length > 0 ? signature.sc : NONE;
  const known = unit.memo.returns[key];
  if (known !== undefined) return known ?? undefined;
  return guarded(ev, {
    memo: unit.memo,
    key: signature,
    ask: () => {
      if (signature.returns.length === 0) return VOID;
      return force(unionOf(signature.returns.map((x) => (x === NONE ? VOID : typeOfExpression(ev, unit, x)))));
    },
    keep: (type) => (unit.memo.returns[key] = type ?? null),
  });
}
