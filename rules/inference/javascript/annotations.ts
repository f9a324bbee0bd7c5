import { NONE } from '../../model/facts.js';
import type { TypeId, TypeNode } from '../../facts/javascript/model.js';
import { elementOf } from './awaitable.js';
import { evaluateConditional } from './conditional-type.js';
import { classesOf, typeOfDeclarations, valueOfDeclarations } from './declarations.js';
import type { Evaluation } from './evaluation.js';
import { createCell, deeper, solve } from './evaluation.js';
import { evaluateIndexed } from './indexed-type.js';
import { propertyOf } from './members.js';
import { exportOf } from './exports.js';
import { entityDeclarations } from './modules.js';
import type { DeclarationRef, ModuleRef, SourceUnit } from './program.js';
import { lookup } from './scope.js';
import {
  ABSENT,
  ANY,
  EMPTY,
  NEVER,
  OTHER,
  SELF,
  VOID,
  arrayOf,
  boundType,
  classRef,
  findBinding,
  force,
  functionOf,
  intersectionOf,
  lazy,
  objectOf,
  signatureRef,
  unionOf,
} from './types.js';
import type { ClassRef, Environment, Type } from './types.js';
import { platformType } from './utility-types.js';

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
  if (node === undefined) return undefined;
  if (node.k === 'keyword') return KEYWORDS[node.n] ?? OTHER;
  if (node.k === 'primitive') return node;
  if (node.open === true && env !== EMPTY)
    return deeper(ev, () => force(ev, evaluateNode(ev, { unit, id, env }, node)));
  const cell = (unit.memo.types[id] ??= createCell());
  return solve(ev, cell, () => force(ev, evaluateNode(ev, { unit, id, env: EMPTY }, node)));
}

/** A type annotation with what it is evaluated under. */
export interface Site {
  readonly unit: SourceUnit;
  readonly id: TypeId;
  readonly env: Environment;
}

export function lazyType(ev: Evaluation, unit: SourceUnit, id: TypeId, env: Environment): Type | undefined {
  if (id === NONE) return undefined;
  const node = unit.facts.types[id];
  if (node?.k === 'keyword') return KEYWORDS[node.n] ?? OTHER;
  if (node?.k === 'primitive') return node;
  return lazy(() => evaluateType(ev, unit, id, env));
}

function evaluateNode(ev: Evaluation, site: Site, node: TypeNode): Type | undefined {
  const { unit, env } = site;
  switch (node.k) {
    case 'ref':
      return evaluateReference(ev, site, node);
    case 'array':
      return arrayOf(lazyType(ev, unit, node.t, env));
    case 'tuple':
      return evaluateTuple(ev, site, node);
    case 'union':
      return unionOf(
        ev,
        node.ts.map((t) => evaluateType(ev, unit, t, env)),
      );
    case 'intersection':
      return intersectionOf(node.ts.map((t) => lazyType(ev, unit, t, env)));
    case 'conditional':
      return evaluateConditional(ev, site, node);
    case 'indexed':
      return evaluateIndexed(ev, site, node);
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
      return ref === undefined ? undefined : objectOf(ref, env);
    }
    case 'this':
      return boundType(env, SELF) ?? selfType(ev, unit, node.c, env);
    case 'query':
      return evaluateQuery(ev, unit, node, env);
    case 'import':
      return evaluateImport(ev, unit, node, env);
    case 'mapped':
      return {
        k: 'mapped',
        of: lazyType(ev, unit, node.t, env),
        template: { unit, id, env },
        members: undefined,
        renamed: undefined,
      };
    case 'operator':
      return evaluateOperator(ev, { unit, id, env }, node);
    case 'infer': {
      const parameter = unit.facts.typeParameters[node.p];
      return parameter === undefined ? undefined : boundType(env, parameter);
    }
    default:
      return undefined;
  }
}

function evaluateOperator(
  ev: Evaluation,
  { unit, env }: Site,
  node: Extract<TypeNode, { k: 'operator' }>,
): Type | undefined {
  const of = evaluateType(ev, unit, node.t, env);
  if (!node.keyof || of === undefined) return of;
  return { k: 'keys', of };
}

/** Type of `this` inside a class, its own parameters unbound. */
export function selfType(ev: Evaluation, unit: SourceUnit, id: number, env: Environment): Type | undefined {
  const ref = classRef(unit, id);
  if (ref === undefined) return undefined;
  if (env !== EMPTY) return createSelf(ev, ref, env);
  ref.self ??= createSelf(ev, ref, EMPTY);
  return ref.self;
}

function createSelf(ev: Evaluation, ref: ClassRef, env: Environment): Type {
  const { unit, id } = ref;
  if (ref.fact.k === 'object' || ref.fact.k === 'literal') return objectOf(ref, env);
  const refs = declarationsOfClass(ev, unit, ref.fact.sc, ref.fact.n, id);
  const args = ref.fact.tp.map((p): Type | undefined => {
    const parameter = unit.facts.typeParameters[p];
    return parameter === undefined
      ? undefined
      : (boundType(env, parameter) ?? { k: 'parameter', p: parameter, unit, env: EMPTY });
  });
  const classes = refs.length > 0 ? classesOf(refs) : [ref];
  return { k: 'instance', classes, args, members: undefined, parents: undefined };
}

/** All declarations that a class or interface is merged from; nothing for one that its name does not lead to. */
function declarationsOfClass(
  ev: Evaluation,
  unit: SourceUnit,
  scope: number,
  name: string,
  id: number,
): readonly DeclarationRef[] {
  if (name === '') return [];
  const refs = lookup(ev.program, unit, scope, name);
  return refs.some((ref) => ref.unit === unit && ref.declaration.k === 'class' && ref.declaration.c === id) ? refs : [];
}

function evaluateTuple(ev: Evaluation, { unit, env }: Site, node: Extract<TypeNode, { k: 'tuple' }>): Type {
  const types = node.ts.map((t) => lazyType(ev, unit, t, env));
  const element = (i: number): Type | undefined => (node.rest[i] === true ? elementOf(ev, types[i]) : types[i]);
  const of = lazy(() =>
    unionOf(
      ev,
      types.map((_, i) => element(i)),
    ),
  );
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
    first === 'this'
      ? (boundType(env, SELF) ?? selfType(ev, unit, node.c, env))
      : valueOfDeclarations(ev, lookup(ev.program, unit, node.sc, first));
  return rest.reduce<Type | undefined>((type, name) => propertyOf(ev, type, name), start);
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
  if (module === undefined) return undefined;
  if (first === undefined) return { k: 'module', m: module };
  let refs = exportOf(ev.program, module, first)?.declarations ?? [];
  for (const name of rest) refs = refs.flatMap((ref) => entityMembers(ev, ref, name));
  return typeOfDeclarations(
    ev,
    refs,
    node.a.map((a) => lazyType(ev, unit, a, env)),
  );
}

function entityMembers(ev: Evaluation, { declaration, unit }: DeclarationRef, name: string): readonly DeclarationRef[] {
  if (declaration.k !== 'namespace') return [];
  return (
    exportOf(ev.program, { parts: [{ unit, container: declaration.c }], library: unit.library }, name)?.declarations ??
    []
  );
}

/** Declarations that a type's name leads to. */
export function referenced(ev: Evaluation, unit: SourceUnit, id: TypeId): readonly DeclarationRef[] {
  const known = unit.memo.references[id];
  if (known !== undefined) return known;
  const node = unit.facts.types[id];
  const refs = node?.k === 'ref' ? entityDeclarations(ev.program, unit, node.sc, node.n) : [];
  unit.memo.references[id] = refs;
  return refs;
}

function evaluateReference(ev: Evaluation, site: Site, node: Extract<TypeNode, { k: 'ref' }>): Type | undefined {
  const { unit, env, id } = site;
  const refs = referenced(ev, unit, id);
  const first = refs[0];
  if (first?.declaration.k === 'type-parameter') {
    const parameter = first.unit.facts.typeParameters[first.declaration.p];
    if (parameter === undefined) return undefined;
    const binding = findBinding(env, parameter);
    return binding === undefined ? { k: 'parameter', p: parameter, unit: first.unit, env } : force(ev, binding.t);
  }
  if (node.n.length === 1 && (first === undefined || first.unit.library === 'global')) {
    const known = platformType(ev, site, node.n[0] ?? '', node.a);
    if (known !== undefined) return known.type;
  }
  if (first === undefined) return undefined;
  return typeOfDeclarations(
    ev,
    refs,
    node.a.map((a) => lazyType(ev, unit, a, env)),
  );
}
