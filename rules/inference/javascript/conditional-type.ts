import { NONE } from '../../model/facts.js';
import type { TypeNode } from '../../facts/javascript/model.js';
import { evaluateType } from './annotations.js';
import type { Site } from './annotations.js';
import { awaited, isPromise } from './awaitable.js';
import { callResult, hasCallSignature } from './call-result.js';
import { heritageOf } from './members.js';
import type { Evaluation } from './evaluation.js';
import { ABSENT, force, lazy, unionOf } from './types.js';
import type { Environment, Type } from './types.js';

type Conditional = Extract<TypeNode, { k: 'conditional' }>;

/** Takes the branch of a conditional type where that is certain, else the union of both. */
export function evaluateConditional(ev: Evaluation, site: Site, node: Conditional): Type | undefined {
  const { unit, env } = site;
  const checked = force(evaluateType(ev, unit, node.check, env));
  const branch = checked === undefined ? undefined : decide(ev, site, node, checked);
  if (branch === 'no') return evaluateType(ev, unit, node.no, env);
  if (branch !== undefined) return evaluateType(ev, unit, node.yes, branch);
  return unionOf([force(evaluateType(ev, unit, node.yes, env)), force(evaluateType(ev, unit, node.no, env))]);
}

/** The environment of the true branch, `no`, or `undefined` when it cannot be told. */
function decide(ev: Evaluation, site: Site, node: Conditional, checked: Type): Environment | 'no' | undefined {
  const tested = site.unit.facts.types[node.extends];
  if (tested === undefined) return undefined;
  if (tested.k === 'function') return decideFunction(ev, site, tested, checked);
  if (tested.k === 'keyword') return decideKeyword(tested.n, checked, site.env);
  if (tested.k !== 'ref') return undefined;
  if (tested.n[0] === 'Promise' || tested.n[0] === 'PromiseLike') return decidePromise(ev, site, tested, checked);
  return decideReference(ev, site, node, checked);
}

function decideKeyword(keyword: string, checked: Type, env: Environment): Environment | 'no' | undefined {
  if (checked.k === 'parameter' || checked.k === 'union') return undefined;
  const isAbsence = keyword === 'undefined' || keyword === 'null' || keyword === 'never' || keyword === 'void';
  if (isAbsence && checked.k !== 'none') return 'no';
  if (isAbsence && checked === ABSENT) return env;
  return keyword === 'unknown' || keyword === 'any' ? env : undefined;
}

function decideFunction(
  ev: Evaluation,
  { unit, env }: Site,
  tested: Extract<TypeNode, { k: 'function' }>,
  checked: Type,
): Environment | 'no' | undefined {
  const isCallable =
    checked.k === 'function' ||
    checked.k === 'settle' ||
    hasCallSignature(ev, checked) ||
    (checked.k === 'union' && checked.ts.some((part) => part.k === 'function'));
  if (!isCallable) return checked.k === 'parameter' ? undefined : 'no';
  const result = unit.facts.types[unit.facts.signatures[tested.s]?.t ?? NONE];
  if (result?.k === 'infer')
    return bind(
      env,
      unit.facts.typeParameters[result.p],
      lazy(ev, () => callResult(ev, checked)),
    );
  const isPromiseOf = result?.k === 'ref' && (result.n[0] === 'Promise' || result.n[0] === 'PromiseLike');
  if (!isPromiseOf) return env;
  const given = callResult(ev, checked);
  if (isPromise(ev, given) !== 'yes') return 'no';
  const inner = unit.facts.types[result.a[0] ?? NONE];
  return inner?.k === 'infer'
    ? bind(
        env,
        unit.facts.typeParameters[inner.p],
        lazy(ev, () => awaited(ev, given)),
      )
    : env;
}

function decidePromise(
  _ev: Evaluation,
  { unit, env }: Site,
  tested: Extract<TypeNode, { k: 'ref' }>,
  checked: Type,
): Environment | 'no' | undefined {
  if (checked.k === 'promise') {
    const inner = unit.facts.types[tested.a[0] ?? NONE];
    return inner?.k === 'infer' ? bind(env, unit.facts.typeParameters[inner.p], checked.of) : env;
  }
  return checked.k === 'union' || checked.k === 'parameter' || checked.k === 'instance' || checked.k === 'intersection'
    ? undefined
    : 'no';
}

const OPAQUE = new Set(['parameter', 'union', 'intersection', 'mapped', 'object']);

function decideReference(
  ev: Evaluation,
  { unit, env }: Site,
  node: Conditional,
  checked: Type,
): Environment | 'no' | undefined {
  if (OPAQUE.has(checked.k)) return undefined;
  const tested = force(evaluateType(ev, unit, node.extends, env));
  if (tested?.k !== 'instance') return undefined;
  if (checked.k === 'instance') return inherits(ev, checked, tested, 0) ? env : 'no';
  const isOther =
    checked.k === 'function' || checked.k === 'primitive' || checked.k === 'none' || checked.k === 'promise';
  return isOther && !hasCallSignature(ev, tested) ? 'no' : undefined;
}

/** Nominal: the same declaration, or a base that is. */
export function inherits(
  ev: Evaluation,
  type: Extract<Type, { k: 'instance' }>,
  base: Extract<Type, { k: 'instance' }>,
  depth: number,
): boolean {
  if (depth > 8) return false;
  if (type.classes.some((one) => base.classes.some((other) => one.fact === other.fact))) return true;
  return type.classes.some((one) =>
    heritageOf(ev, one, type.args).some((parent) => {
      const forced = force(parent);
      return forced?.k === 'instance' && inherits(ev, forced, base, depth + 1);
    }),
  );
}

function bind(
  env: Environment,
  parameter: Parameters<Environment['get']>[0] | undefined,
  type: Type | undefined,
): Environment {
  if (parameter === undefined) return env;
  const out = new Map(env);
  out.set(parameter, type);
  return out;
}
