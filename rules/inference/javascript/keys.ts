import { NONE } from '../../model/facts.js';
import { evaluateType } from './annotations.js';
import { heritageOf } from './class-members.js';
import type { Evaluation } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import { constraintOf } from './members.js';
import { force } from './types.js';
import type { MappedType, Type } from './types.js';

/** More names than this are not worth taking one by one. */
const MAX_NAMES = 200;
const MAX_BASES = 12;

/** The texts that a type of keys consists of, `K` in `Pick<T, K>`; `undefined` when they are not all known. */
export function namesOfKeys(ev: Evaluation, input: Type | undefined): readonly string[] | undefined {
  const type = force(ev, input);
  switch (type?.k) {
    case 'primitive':
      return type.v === undefined ? undefined : [type.v];
    case 'union': {
      if (type.open) return undefined;
      const parts = type.ts.map((part) => namesOfKeys(ev, part));
      return parts.some((part) => part === undefined) ? undefined : parts.flatMap((part) => part ?? []);
    }
    case 'keys':
      return memberNames(ev, type.of);
    case 'parameter':
      return namesOfKeys(ev, constraintOf(ev, type));
    case 'none':
      return type.n === 'never' ? [] : undefined;
    default:
      return undefined;
  }
}

/** Names of all members of a type; `undefined` when there may be others. */
export function memberNames(ev: Evaluation, input: Type | undefined): readonly string[] | undefined {
  const names = new Set<string>();
  return collectNames(ev, input, names, 0) && names.size <= MAX_NAMES ? [...names] : undefined;
}

function collectNames(ev: Evaluation, input: Type | undefined, names: Set<string>, depth: number): boolean {
  const type = force(ev, input);
  if (type === undefined || depth > MAX_BASES) return false;
  switch (type.k) {
    case 'object':
      return type.c.fact.members.every((member) => {
        if (member.k === 'spread')
          return collectNames(ev, typeOfExpression(ev, type.c.unit, member.x), names, depth + 1);
        if (member.n !== null) names.add(member.n);
        return member.k !== 'index';
      });
    case 'instance':
      return type.classes.every((ref) => {
        for (const member of ref.fact.members) if (!member.static && member.n !== null) names.add(member.n);
        return heritageOf(ev, type).every((parent) => collectNames(ev, parent, names, depth + 1));
      });
    case 'intersection':
      return type.ts.every((part) => collectNames(ev, part, names, depth + 1));
    case 'parameter':
      return collectNames(ev, constraintOf(ev, type), names, depth + 1);
    case 'mapped':
      return addAll(mappedNames(ev, type), names);
    case 'picked': {
      const keys = namesOfKeys(ev, type.keys);
      const all = memberNames(ev, type.of);
      if (keys === undefined || all === undefined) return false;
      return addAll(
        all.filter((name) => keys.includes(name) !== type.omit),
        names,
      );
    }
    default:
      return false;
  }
}

function addAll(found: readonly string[] | undefined, names: Set<string>): boolean {
  for (const name of found ?? []) names.add(name);
  return found !== undefined;
}

/** Names that a mapped type has a member for, before they are renamed. */
export function mappedNames(ev: Evaluation, { template }: MappedType): readonly string[] | undefined {
  const node = template?.unit.facts.types[template.id];
  if (template === undefined || node?.k !== 'mapped') return undefined;
  if (node.keyof !== NONE) return memberNames(ev, evaluateType(ev, template.unit, node.keyof, template.env));
  const constraint = template.unit.facts.typeParameters[node.p]?.c ?? NONE;
  return namesOfKeys(ev, evaluateType(ev, template.unit, constraint, template.env));
}
