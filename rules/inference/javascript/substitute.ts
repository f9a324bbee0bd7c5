import type { Evaluation } from './evaluation.js';
import {
  EMPTY,
  SELF,
  arrayOf,
  boundType,
  findBinding,
  force,
  intersectionOf,
  joinEnvironments,
  lazy,
  objectOf,
  unionOf,
} from './types.js';
import type { Environment, InstanceType, Type } from './types.js';

const MAX_SUBSTITUTION = 8;

/** Replaces type parameters in an inferred type by their arguments. */
export function substitute(ev: Evaluation, input: Type | undefined, env: Environment, depth = 0): Type | undefined {
  const type = force(ev, input);
  if (type === undefined || env === EMPTY || depth > MAX_SUBSTITUTION) return type;
  const later = (part: Type | undefined): Type | undefined =>
    part === undefined || isClosed(part) ? part : lazy(() => substitute(ev, part, env, depth + 1));
  switch (type.k) {
    case 'parameter': {
      const binding = findBinding(env, type.p);
      return binding === undefined ? type : force(ev, binding.t);
    }
    case 'promise':
    case 'settle':
      return { ...type, of: later(type.of) };
    case 'array':
      return arrayOf(later(type.of), type.elements?.map(later));
    case 'union': {
      const parts = type.ts.map((part) => substitute(ev, part, env, depth + 1));
      return unionOf(ev, type.open ? [...parts, undefined] : parts);
    }
    case 'intersection':
      return intersectionOf(type.ts.map(later));
    case 'instance':
      if (isSelf(type)) return selfOf(env) ?? type;
      return type.args.length === 0
        ? type
        : { ...type, args: type.args.map(later), members: undefined, parents: undefined };
    case 'object':
      return objectOf(type.c, joinEnvironments(type.env, env));
    case 'function':
      return { ...type, env: joinEnvironments(type.env, env) };
    case 'mapped':
      if (type.template === undefined) return { ...type, of: later(type.of), members: undefined };
      return {
        ...type,
        of: later(type.of),
        template: { ...type.template, env: joinEnvironments(type.template.env, env) },
        members: undefined,
      };
    case 'picked':
      return { ...type, of: later(type.of), keys: later(type.keys) };
    case 'keys':
      return { ...type, of: later(type.of) ?? type.of };
    default:
      return type;
  }
}

/** Nothing in it could be a type parameter. */
function isClosed(type: Type): boolean {
  if (type.k === 'instance') return type.args.length === 0 && !isSelf(type);
  return type.k === 'none' || type.k === 'primitive' || type.k === 'enum' || type.k === 'module';
}

/** Is it what `this` is inside a class? */
function isSelf(type: InstanceType): boolean {
  return type.classes.some((ref) => ref.self === type);
}

/** `return this` gives the receiver, of whatever class below it is. */
function selfOf(env: Environment): Type | undefined {
  const self = boundType(env, SELF);
  return self?.k === 'instance' || self?.k === 'intersection' || self?.k === 'parameter' ? self : undefined;
}
