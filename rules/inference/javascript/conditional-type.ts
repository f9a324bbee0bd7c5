import type { TypeNode } from '../../facts/javascript/model.js';
import { evaluateType, referenced } from './annotations.js';
import type { Site } from './annotations.js';
import { assignable } from './assignable.js';
import type { Evaluation } from './evaluation.js';
import { inferTypes } from './infer-types.js';
import { ANY, NEVER, bind, findBinding, force, unionOf } from './types.js';
import type { Environment, Type } from './types.js';

type Conditional = Extract<TypeNode, { k: 'conditional' }>;

/** Takes the branch of a conditional type where that is certain, else the union of both. */
export function evaluateConditional(ev: Evaluation, site: Site, node: Conditional): Type | undefined {
  const checked = evaluateType(ev, site.unit, node.check, site.env);
  if (checked === ANY) return both(ev, site, node, site.env);
  const parameter = distributed(ev, site, node);
  if (parameter === undefined || checked === undefined) return branch(ev, site, node, checked);
  if (checked === NEVER) return NEVER;
  if (checked.k !== 'union') return branch(ev, site, node, checked);
  const parts = checked.ts.map((part) => branch(ev, { ...site, env: bind(site.env, parameter, part) }, node, part));
  return unionOf(ev, checked.open ? [...parts, undefined] : parts);
}

/** A conditional type over a type parameter is taken for each member of a union apart. */
function distributed(
  ev: Evaluation,
  { unit, env }: Site,
  node: Conditional,
): Parameters<typeof findBinding>[1] | undefined {
  const check = unit.facts.types[node.check];
  if (check?.k !== 'ref') return undefined;
  const declaration = referenced(ev, unit, node.check)[0]?.declaration;
  const parameter = declaration?.k === 'type-parameter' ? unit.facts.typeParameters[declaration.p] : undefined;
  return parameter !== undefined && findBinding(env, parameter) !== undefined ? parameter : undefined;
}

function branch(ev: Evaluation, site: Site, node: Conditional, checked: Type | undefined): Type | undefined {
  const { unit } = site;
  const env = node.infers.length === 0 ? site.env : bindInferred(ev, site, node, checked);
  if (checked === undefined) return both(ev, site, node, env);
  const verdict = assignable(ev, checked, evaluateType(ev, unit, node.extends, env));
  if (verdict === 'yes') return evaluateType(ev, unit, node.yes, env);
  if (verdict === 'no') return evaluateType(ev, unit, node.no, site.env);
  return both(ev, site, node, env);
}

/**
 * Either branch. A type that comes back to itself without a decision would go on until the limit of depth, and twice
 * as wide with every round: there it is unknown.
 */
function both(ev: Evaluation, site: Site, node: Conditional, env: Environment): Type | undefined {
  const outer = ev.undecided;
  for (let at = outer; at !== undefined; at = at.outer) if (at.node === node) return undefined;
  ev.undecided = { node, outer };
  const type = unionOf(ev, [
    evaluateType(ev, site.unit, node.yes, env),
    evaluateType(ev, site.unit, node.no, site.env),
  ]);
  ev.undecided = outer;
  return type;
}

/** Binds what `infer` names in the tested type to what the checked one has in its place. */
function bindInferred(ev: Evaluation, { unit, env }: Site, node: Conditional, checked: Type | undefined): Environment {
  const parameters = node.infers.flatMap((id) => unit.facts.typeParameters[id] ?? []);
  const found = inferTypes(ev, { unit, id: node.extends, env }, parameters, checked);
  return parameters.reduce<Environment>((at, parameter) => bind(at, parameter, force(ev, found.get(parameter))), env);
}
