import { NONE } from '../../model/facts.js';
import type { Member } from '../../facts/javascript/model.js';
import { evaluateType } from './annotations.js';
import { heritageOf, membersNamed } from './class-members.js';
import type { Evaluation } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import { constraintOf } from './members.js';
import { force } from './types.js';
import type { ClassRef, MappedType, Type } from './types.js';

/** More names than this are not worth taking one by one. */
const MAX_NAMES = 200;
const MAX_BASES = 12;

/** The texts that a type of keys consists of, `K` in `Pick<T, K>`; `undefined` when they are not all known. */
export function namesOfKeys(ev: Evaluation, input: Type | undefined, depth = 0): readonly string[] | undefined {
  const type = force(ev, input);
  if (depth > MAX_BASES) return undefined;
  switch (type?.k) {
    case 'primitive':
      return type.v === undefined ? undefined : [type.v];
    case 'union': {
      if (type.open) return undefined;
      const parts = type.ts.map((part) => namesOfKeys(ev, part, depth + 1));
      return parts.some((part) => part === undefined) ? undefined : parts.flatMap((part) => part ?? []);
    }
    case 'keys':
      return memberNames(ev, type.of, depth + 1);
    case 'parameter':
      return namesOfKeys(ev, constraintOf(ev, type), depth + 1);
    case 'none':
      return type.n === 'never' ? [] : undefined;
    default:
      return undefined;
  }
}

/** Names of all members of a type; `undefined` when there may be others. */
export function memberNames(ev: Evaluation, input: Type | undefined, depth = 0): readonly string[] | undefined {
  const names = new Set<string>();
  return collectNames(ev, input, names, depth) && names.size <= MAX_NAMES ? [...names] : undefined;
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
      return addAll(mappedNames(ev, type, depth + 1), names);
    case 'picked': {
      const keys = namesOfKeys(ev, type.keys, depth + 1);
      const all = memberNames(ev, type.of, depth + 1);
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

type Known = boolean | undefined;

/** Is there a member of this name? `undefined` when that cannot be told. */
export function hasName(ev: Evaluation, input: Type | undefined, name: string, depth = 0): Known {
  const type = force(ev, input);
  if (type === undefined || depth > MAX_BASES) return undefined;
  const ask = (part: Type | undefined): Known => hasName(ev, part, name, depth + 1);
  switch (type.k) {
    case 'object':
      return hasOwnName([type.c], name);
    case 'instance':
      return some([hasOwnName(type.classes, name), ...heritageOf(ev, type).map(ask)]);
    case 'intersection':
      return some(type.ts.map(ask));
    case 'union': {
      const answers = [...type.ts.map(ask), ...(type.open ? [undefined] : [])];
      return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
    }
    case 'parameter':
      return ask(constraintOf(ev, type));
    case 'mapped':
      return isRenamed(type) ? undefined : mappedNames(ev, type, depth + 1)?.includes(name);
    case 'picked': {
      const isNamed = namesOfKeys(ev, type.keys, depth + 1)?.includes(name);
      if (isNamed === undefined) return undefined;
      return isNamed === type.omit ? false : ask(type.of);
    }
    default:
      return undefined;
  }
}

function some(answers: readonly Known[]): Known {
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}

function hasOwnName(classes: readonly ClassRef[], name: string): Known {
  if (classes.some((ref) => membersNamed(ref, name, false).length > 0)) return true;
  return classes.some(({ fact }) => fact.members.some(mayBeNamed)) ? undefined : false;
}

/** A member whose name is not known, or any name. */
function mayBeNamed({ k, n }: Member): boolean {
  return k === 'index' || k === 'spread' || (n === null && k !== 'call' && k !== 'construct');
}

function isRenamed({ template }: MappedType): boolean {
  const node = template?.unit.facts.types[template.id];
  return node?.k === 'mapped' && node.as !== NONE;
}

function addAll(found: readonly string[] | undefined, names: Set<string>): boolean {
  for (const name of found ?? []) names.add(name);
  return found !== undefined;
}

/** Names that a mapped type has a member for, before they are renamed. */
export function mappedNames(ev: Evaluation, { template }: MappedType, depth = 0): readonly string[] | undefined {
  const node = template?.unit.facts.types[template.id];
  if (template === undefined || node?.k !== 'mapped') return undefined;
  if (node.keyof !== NONE) return memberNames(ev, evaluateType(ev, template.unit, node.keyof, template.env), depth);
  const constraint = template.unit.facts.typeParameters[node.p]?.c ?? NONE;
  return namesOfKeys(ev, evaluateType(ev, template.unit, constraint, template.env), depth);
}
