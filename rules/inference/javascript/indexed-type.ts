import type { TypeNode } from '../../facts/javascript/model.js';
import { evaluateType } from './annotations.js';
import type { Site } from './annotations.js';
import { elementOf } from './awaitable.js';
import type { Evaluation } from './evaluation.js';
import { memberNames, namesOfKeys } from './keys.js';
import { propertyOf } from './members.js';
import { force, unionOf } from './types.js';
import type { Type } from './types.js';

/** `T[K]` in a type. */
export function evaluateIndexed(
  ev: Evaluation,
  { unit, env }: Site,
  node: Extract<TypeNode, { k: 'indexed' }>,
): Type | undefined {
  return indexed(ev, evaluateType(ev, unit, node.o, env), evaluateType(ev, unit, node.i, env));
}

/** What a value of one type holds under keys of another. */
export function indexed(ev: Evaluation, objectType: Type | undefined, indexType: Type | undefined): Type | undefined {
  const object = force(ev, objectType);
  const index = force(ev, indexType);
  if (object === undefined || index === undefined) return undefined;
  if (index.k === 'primitive' && index.v === undefined) return elementOf(ev, object);
  const names = index.k === 'keys' ? memberNames(ev, index.of) : namesOfKeys(ev, index);
  if (names === undefined) return object.k === 'array' || object.k === 'mapped' ? elementOf(ev, object) : undefined;
  return unionOf(
    ev,
    names.map((name) => atKey(ev, object, name)),
  );
}

function atKey(ev: Evaluation, object: Type, name: string): Type | undefined {
  if (object.k === 'array' && /^\d+$/.test(name))
    return object.elements === undefined ? object.of : object.elements[Number(name)];
  return propertyOf(ev, object, name);
}
