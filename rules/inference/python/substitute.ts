import type { Evaluation } from './evaluation.js';
import { argumentsOf } from './annotations.js';
import { ancestorsOf } from './classes.js';
import { baseOf } from './members.js';
import type { ClassRef, InstanceType, Lazy, Type } from './types.js';
import { unionOf } from './types.js';

/** What type variables stand for, by name; `undefined` when nothing is known of one. */
export type Environment = (name: string) => Lazy | undefined;

/** Puts types in the place of variables; what stays unknown stays a variable. */
export function substitute(type: Type, environment: Environment): Type | undefined {
  const inside =
    (of: Lazy): Lazy =>
    () => {
      const value = of();
      return value === undefined ? undefined : substitute(value, environment);
    };
  switch (type.k) {
    case 'variable': {
      const value = environment(type.n);
      return value === undefined ? type : value();
    }
    case 'awaitable':
    case 'generator':
    case 'manager':
    case 'mapping':
      return { ...type, of: inside(type.of) };
    case 'sequence':
      return { ...type, of: inside(type.of), elements: type.elements?.map(inside) };
    case 'callable':
      return { ...type, result: inside(type.result) };
    case 'instance':
    case 'class':
      return type.args.length === 0 ? type : { ...type, args: type.args.map(inside) };
    case 'union':
      return unionOf([...type.ts.map((part) => substitute(part, environment)), ...(type.open ? [undefined] : [])]);
    default:
      return type;
  }
}

/** What the type parameters of an ancestor stand for in an object of a class. */
export function classEnvironment(ev: Evaluation, self: InstanceType, owner: ClassRef): Environment | undefined {
  const args = self.c === owner ? self.args : argumentsFor(ev, self.c, self.args, owner, 0);
  if (args === undefined || args.length === 0) return undefined;
  const names = parameterNames(ev, owner);
  return (name) => {
    const index = names.indexOf(name);
    return index < 0 ? undefined : args[index];
  };
}

function argumentsFor(
  ev: Evaluation,
  c: ClassRef,
  args: readonly Lazy[],
  owner: ClassRef,
  depth: number,
): readonly Lazy[] | undefined {
  if (depth > 10) return undefined;
  const names = args.length === 0 ? [] : parameterNames(ev, c);
  for (const id of c.fact.bases) {
    const expression = c.unit.facts.expressions[id];
    const base = baseOf(ev, c, id);
    if (base === undefined || 'k' in base || !ancestorsOf(ev, base).includes(owner)) continue;
    const written = expression?.k === 'index' ? argumentsOf(ev, c.unit, expression.xs) : [];
    const given = written.map((arg): Lazy => () => {
      const value = arg();
      return value === undefined ? undefined : substitute(value, (name) => args[names.indexOf(name)]);
    });
    return base === owner ? given : argumentsFor(ev, base, given, owner, depth + 1);
  }
  return undefined;
}

/** Names of a class's type parameters: its own list, else those of `Generic[…]`, else those of its bases in order. */
function parameterNames(ev: Evaluation, c: ClassRef): readonly string[] {
  if (c.fact.tp.length > 0) return c.fact.tp;
  const lists = c.fact.bases.map((id) => {
    const expression = c.unit.facts.expressions[id];
    const callee = expression?.k === 'index' ? c.unit.facts.expressions[expression.o] : undefined;
    const isExplicit = (callee?.k === 'name' || callee?.k === 'member') && /^(?:Generic|Protocol)$/.test(callee.n);
    const names = expression?.k === 'index' ? variableNames(ev, c, expression.xs) : [];
    return { isExplicit, names };
  });
  const explicit = lists.find((list) => list.isExplicit && list.names.length > 0);
  return explicit?.names ?? [...new Set(lists.flatMap((list) => list.names))];
}

function variableNames(ev: Evaluation, c: ClassRef, xs: readonly number[]): readonly string[] {
  return argumentsOf(ev, c.unit, xs).flatMap((arg) => {
    const type = arg();
    return type?.k === 'variable' ? [type.n] : [];
  });
}
