import { NONE } from '../../model/facts.js';
import { evaluateType } from './annotations.js';
import type { Evaluation } from './evaluation.js';
import { createCell, solve } from './evaluation.js';
import { mappedNames, namesOfKeys } from './keys.js';
import { propertyOf } from './members.js';
import { bind, force, literalOf, unionOf } from './types.js';
import type { MappedType, Type } from './types.js';

type Template = NonNullable<MappedType['template']>;

/** Type of a member of a mapped type. */
export function mappedProperty(ev: Evaluation, type: MappedType, name: string): Type | undefined {
  const { template } = type;
  const node = template?.unit.facts.types[template.id];
  if (template === undefined || node?.k !== 'mapped') return force(ev, type.of);
  if (node.as !== NONE) return renamedProperty(ev, type, name);
  return mayHave(ev, template, node.keyof, name) ? atKey(ev, template, name) : undefined;
}

/** Whether the keys that are mapped may hold a name. */
function mayHave(ev: Evaluation, template: Template, keyof: number, name: string): boolean {
  const { unit, env, id } = template;
  if (keyof !== NONE) {
    const source = evaluateType(ev, unit, keyof, env);
    return (
      source === undefined ||
      source.k === 'parameter' ||
      source.k === 'none' ||
      propertyOf(ev, source, name) !== undefined
    );
  }
  const node = unit.facts.types[id];
  const constraint = node?.k === 'mapped' ? (unit.facts.typeParameters[node.p]?.c ?? NONE) : NONE;
  const names = namesOfKeys(ev, evaluateType(ev, unit, constraint, env));
  return names === undefined || names.includes(name);
}

function atKey(ev: Evaluation, { unit, id, env }: Template, name: string): Type | undefined {
  const node = unit.facts.types[id];
  const parameter = node?.k === 'mapped' ? unit.facts.typeParameters[node.p] : undefined;
  if (node?.k !== 'mapped' || parameter === undefined) return undefined;
  return evaluateType(ev, unit, node.t, bind(env, parameter, literalOf(name)));
}

/** `{ [K in … as Name]: T }`: the keys whose name is the one asked for. */
function renamedProperty(ev: Evaluation, type: MappedType, name: string): Type | undefined {
  const { template } = type;
  if (template === undefined) return undefined;
  type.renamed ??= createCell();
  const matching = solve(ev, type.renamed, () => renamedKeys(ev, type, template))?.get(name);
  return matching === undefined
    ? undefined
    : unionOf(
        ev,
        matching.map((key) => atKey(ev, template, key)),
      );
}

/** All at once: to find one name each key has to be renamed. */
function renamedKeys(
  ev: Evaluation,
  type: MappedType,
  { unit, id, env }: Template,
): ReadonlyMap<string, readonly string[]> | undefined {
  const node = unit.facts.types[id];
  const parameter = node?.k === 'mapped' ? unit.facts.typeParameters[node.p] : undefined;
  const keys = mappedNames(ev, type);
  if (node?.k !== 'mapped' || parameter === undefined || keys === undefined) return undefined;
  const found = new Map<string, string[]>();
  for (const key of keys) {
    const names = namesOfKeys(ev, evaluateType(ev, unit, node.as, bind(env, parameter, literalOf(key)))) ?? [];
    for (const name of names) found.set(name, [...(found.get(name) ?? []), key]);
  }
  return found;
}

/** Type of the values of a mapped type, whatever their keys. */
export function mappedElement(ev: Evaluation, type: MappedType): Type | undefined {
  const { template } = type;
  if (template === undefined) return force(ev, type.of);
  const names = mappedNames(ev, type);
  if (names === undefined) return force(ev, type.of);
  return unionOf(
    ev,
    names.map((name) => atKey(ev, template, name)),
  );
}
