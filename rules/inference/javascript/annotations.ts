import { NONE } from '../../model/facts.js';
import type { TypeId, TypeNode } from '../../facts/javascript/model.js';
import { awaited, elementOf } from './awaitable.js';
import { callResult } from './call-result.js';
import { evaluateConditional } from './conditional-type.js';
import { typeOfDeclarations, valueOfDeclarations } from './declarations.js';
import type { Evaluation } from './evaluation.js';
import { guarded } from './evaluation.js';
import { propertyOf } from './members.js';
import { exportOf } from './exports.js';
import { entityDeclarations } from './modules.js';
import type { ModuleRef, SourceUnit } from './program.js';
import { lookup } from './scope.js';
import {
  ABSENT,
  ANY,
  EMPTY,
  NEVER,
  OTHER,
  SELF,
  TEXT,
  VOID,
  arrayOf,
  classRef,
  force,
  functionOf,
  lazy,
  promiseOf,
  signatureRef,
  unionOf,
} from './types.js';
import type { Environment, Type } from './types.js';

const KEYWORDS: Readonly<Record<string, Type>> = {
  void: VOID,
  undefined: ABSENT,
  null: ABSENT,
  never: NEVER,
  any: ANY,
  unknown: ANY,
};

/** Evaluates a type annotation under type arguments; `undefined` when it is not known. */
export function evaluateType(ev: Evaluation, unit: SourceUnit, id: TypeId, env: Environment): Type | undefined {
  const node = unit.facts.types[id];
  return node === undefined ? undefined : evaluateNode(ev, { unit, id, env }, node);
}

/** A type annotation with what it is evaluated under. */
export interface Site {
  readonly unit: SourceUnit;
  readonly id: TypeId;
  readonly env: Environment;
}

export function lazyType(ev: Evaluation, unit: SourceUnit, id: TypeId, env: Environment): Type | undefined {
  return id === NONE ? undefined : lazy(ev, () => evaluateType(ev, unit, id, env));
}

function evaluateNode(ev: Evaluation, site: Site, node: TypeNode): Type | undefined {
  const { unit, env } = site;
  switch (node.k) {
    case 'keyword':
      return KEYWORDS[node.n] ?? OTHER;
    case 'primitive':
      return node;
    case 'ref':
      return evaluateReference(ev, site, node);
    case 'array':
      return arrayOf(lazyType(ev, unit, node.t, env));
    case 'tuple':
      return evaluateTuple(ev, site, node);
    case 'union':
      return unionOf(node.ts.map((t) => evaluateType(ev, unit, t, env)));
    case 'intersection':
      return { k: 'intersection', ts: node.ts.map((t) => lazyType(ev, unit, t, env)) };
    case 'conditional':
      return evaluateConditional(ev, site, node);
    default:
      return evaluateStructure(ev, site, node);
  }
}

function evaluateStructure(ev: Evaluation, { unit, id, env }: Site, node: TypeNode): Type | undefined {
  switch (node.k) {
    case 'function': {
      const ref = signatureRef(unit, node.s);
      return ref === undefined ? undefined : { ...functionOf([ref], env), construct: node.construct };
    }
    case 'members': {
      const ref = classRef(unit, node.c);
      return ref === undefined ? undefined : { k: 'object', c: ref, env };
    }
    case 'this':
      return env.get(SELF) ?? selfType(unit, node.c, env);
    case 'query':
      return evaluateQuery(ev, unit, node, env);
    case 'indexed':
      return evaluateIndexed(ev, { unit, id, env }, node);
    case 'import':
      return evaluateImport(ev, unit, node, env);
    case 'mapped':
      return { k: 'mapped', of: lazyType(ev, unit, node.t, env), template: { unit, id, env } };
    case 'operator':
      return node.keyof ? OTHER : evaluateType(ev, unit, node.t, env);
    default:
      return undefined;
  }
}

/** Type of `this` inside a class, its own parameters unbound. */
export function selfType(unit: SourceUnit, id: number, env: Environment): Type | undefined {
  const ref = classRef(unit, id);
  if (ref === undefined) return undefined;
  if (ref.fact.k === 'object' || ref.fact.k === 'literal') return { k: 'object', c: ref, env };
  const args = ref.fact.tp.map((p): Type | undefined => {
    const parameter = unit.facts.typeParameters[p];
    return parameter === undefined
      ? undefined
      : (env.get(parameter) ?? { k: 'parameter', p: parameter, unit, env: EMPTY });
  });
  return { k: 'instance', classes: [ref], args };
}

function evaluateTuple(ev: Evaluation, { unit, env }: Site, node: Extract<TypeNode, { k: 'tuple' }>): Type {
  const types = node.ts.map((t) => lazyType(ev, unit, t, env));
  const element = (i: number): Type | undefined => (node.rest[i] === true ? elementOf(ev, types[i]) : types[i]);
  const of = lazy(ev, () => unionOf(types.map((_, i) => force(element(i)))));
  return node.rest.includes(true) ? arrayOf(of) : arrayOf(of, types);
}

function evaluateQuery(
  ev: Evaluation,
  unit: SourceUnit,
  node: Extract<TypeNode, { k: 'query' }>,
  env: Environment,
): Type | undefined {
  if (node.m !== '') {
    const module = resolveModule(ev, unit, node.m);
    if (module === undefined) return undefined;
    return node.n.reduce<Type | undefined>((type, name) => propertyOf(ev, type, name), { k: 'module', m: module });
  }
  const [first, ...rest] = node.n;
  if (first === undefined) return undefined;
  const start =
    first === 'this' ? selfType(unit, node.c, env) : valueOfDeclarations(ev, lookup(ev.program, unit, node.sc, first));
  return rest.reduce<Type | undefined>((type, name) => propertyOf(ev, type, name), start);
}

function evaluateIndexed(
  ev: Evaluation,
  { unit, env }: Site,
  node: Extract<TypeNode, { k: 'indexed' }>,
): Type | undefined {
  const object = force(evaluateType(ev, unit, node.o, env));
  const index = force(evaluateType(ev, unit, node.i, env));
  if (index?.k === 'primitive' && index.v !== undefined) return propertyOf(ev, object, index.v);
  return object?.k === 'array' || object?.k === 'mapped' ? object.of : undefined;
}

export function resolveModule(ev: Evaluation, unit: SourceUnit, specifier: string): ModuleRef | undefined {
  const target = ev.program.resolve(unit, specifier);
  if (target?.kind === 'module') return target.module;
  if (target?.kind === 'missing') ev.missing.set(target.packageName, (ev.missing.get(target.packageName) ?? 0) + 1);
  return undefined;
}

function evaluateImport(
  ev: Evaluation,
  unit: SourceUnit,
  node: Extract<TypeNode, { k: 'import' }>,
  env: Environment,
): Type | undefined {
  const module = resolveModule(ev, unit, node.m);
  const [first, ...rest] = node.n;
  if (module === undefined || first === undefined) return undefined;
  const target = exportOf(ev.program, module, first);
  if (target === undefined) return undefined;
  const args = node.a.map((a) => lazyType(ev, unit, a, env));
  if (rest.length === 0) return typeOfDeclarations(ev, target.declarations, args);
  const name = node.n[node.n.length - 1];
  const holders = rest
    .slice(0, -1)
    .reduce((refs, part) => refs.flatMap((ref) => entityMembers(ev, ref, part)), [...target.declarations]);
  return name === undefined
    ? undefined
    : typeOfDeclarations(
        ev,
        holders.flatMap((ref) => entityMembers(ev, ref, name)),
        args,
      );
}

function entityMembers(
  ev: Evaluation,
  ref: Parameters<typeof valueOfDeclarations>[1][number],
  name: string,
): Parameters<typeof valueOfDeclarations>[1][number][] {
  const { declaration, unit } = ref;
  if (declaration.k !== 'namespace') return [];
  return [
    ...(exportOf(ev.program, { parts: [{ unit, container: declaration.c }], library: unit.library }, name)
      ?.declarations ?? []),
  ];
}

function evaluateReference(ev: Evaluation, site: Site, node: Extract<TypeNode, { k: 'ref' }>): Type | undefined {
  const { unit, env, id } = site;
  const [name] = node.n;
  if (name === undefined) return undefined;
  const refs = entityDeclarations(ev.program, unit, node.sc, node.n);
  const parameter = refs[0]?.declaration.k === 'type-parameter' ? refs[0] : undefined;
  if (parameter?.declaration.k === 'type-parameter') {
    const record = parameter.unit.facts.typeParameters[parameter.declaration.p];
    if (record === undefined) return undefined;
    const bound = env.get(record);
    return bound === undefined ? { k: 'parameter', p: record, unit: parameter.unit, env } : force(bound);
  }
  if (node.n.length === 1 && isPlatform(refs)) {
    const known = UTILITIES[name];
    if (known !== undefined) return known(ev, site, node.a);
  }
  if (refs.length === 0) return undefined;
  const args = node.a.map((a) => lazyType(ev, unit, a, env));
  return guarded(ev, { memo: unit.memo, key: `t${String(id)}`, ask: () => typeOfDeclarations(ev, refs, args) });
}

function isPlatform(refs: readonly { readonly unit: SourceUnit }[]): boolean {
  return refs.length === 0 || refs.some((ref) => ref.unit.library === 'global');
}

type Utility = (ev: Evaluation, site: Site, args: readonly TypeId[]) => Type | undefined;

function argument(ev: Evaluation, { unit, env }: Site, args: readonly TypeId[], index: number): Type | undefined {
  const id = args[index];
  return id === undefined ? undefined : lazyType(ev, unit, id, env);
}

const first: Utility = (ev, site, args) => force(argument(ev, site, args, 0));

/** Types of the standard library that inference knows by heart. */
const UTILITIES: Readonly<Record<string, Utility | undefined>> = Object.assign(Object.create(null) as object, {
  Promise: (ev, site, args) => promiseOf(argument(ev, site, args, 0)),
  PromiseLike: (ev, site, args) => promiseOf(argument(ev, site, args, 0), 'PromiseLike'),
  Array: (ev, site, args) => arrayOf(argument(ev, site, args, 0)),
  ReadonlyArray: (ev, site, args) => arrayOf(argument(ev, site, args, 0)),
  Partial: first,
  Required: first,
  Readonly: first,
  NonNullable: first,
  Pick: first,
  Omit: first,
  NoInfer: first,
  ThisType: first,
  Extract: first,
  Exclude: first,
  Awaited: (ev, site, args) => awaited(ev, argument(ev, site, args, 0)),
  Record: (ev, site, args) => ({ k: 'mapped', of: argument(ev, site, args, 1), template: undefined }),
  ReturnType: (ev, site, args) => callResult(ev, argument(ev, site, args, 0)),
  InstanceType: (ev, site, args) => {
    const type = force(argument(ev, site, args, 0));
    return type?.k === 'class' ? { k: 'instance', classes: [type.c], args: [] } : undefined;
  },
  Uppercase: () => TEXT,
  Lowercase: () => TEXT,
  Capitalize: () => TEXT,
  Uncapitalize: () => TEXT,
  Function: () => ({ k: 'none', n: 'other' }),
} satisfies Record<string, Utility>) as Readonly<Record<string, Utility | undefined>>;
