import type { Evaluation } from './evaluation.js';
import { EMPTY, arrayOf, force, lazy, unionOf } from './types.js';
import type { Environment, Type } from './types.js';

const MAX_SUBSTITUTION = 5;

/** Replaces type parameters in an inferred type by their arguments. */
export function substitute(ev: Evaluation, input: Type | undefined, env: Environment, depth = 0): Type | undefined {
  const type = force(input);
  if (type === undefined || depth > MAX_SUBSTITUTION) return type;
  const later = (part: Type | undefined): Type => lazy(ev, () => substitute(ev, part, env, depth + 1));
  switch (type.k) {
    case 'parameter': {
      const bound = env.get(type.p);
      return bound === undefined ? type : force(bound);
    }
    case 'promise':
      return { ...type, of: later(type.of) };
    case 'array':
      return arrayOf(later(type.of), type.elements?.map(later));
    case 'union':
      return unionOf([
        ...type.ts.map((part) => substitute(ev, part, env, depth + 1)),
        ...(type.open ? [undefined] : []),
      ]);
    case 'intersection':
      return { ...type, ts: type.ts.map(later) };
    case 'instance':
      return type.args.length === 0
        ? type
        : { ...type, args: type.args.map((part) => (part === undefined ? undefined : later(part))) };
    case 'function':
    case 'object':
      return { ...type, env: new Map([...env, ...(type.env ?? EMPTY)]) };
    case 'mapped':
      return type.template === undefined
        ? { ...type, of: later(type.of) }
        : { ...type, template: { ...type.template, env: new Map([...env, ...type.template.env]) } };
    default:
      return type;
  }
}
