import { NONE } from '../../model/facts.js';
import type { TypeId, TypeNode, TypeParameter, TypeParameterId } from '../../facts/javascript/model.js';
import { evaluateType, referenced } from './annotations.js';
import type { Site } from './annotations.js';
import { awaited, elementOf } from './awaitable.js';
import { callResult, constructed } from './call-result.js';
import { ancestorOf } from './class-members.js';
import { declaredParameter, signaturesOf } from './context.js';
import type { Evaluation } from './evaluation.js';
import { deeper } from './evaluation.js';
import { propertyOf } from './members.js';
import { importTarget } from './modules.js';
import type { DeclarationRef, SourceUnit } from './program.js';
import { EMPTY, NEVER, classRef, force, lazy, signatureRef, unionOf } from './types.js';
import type { SignatureRef, Type } from './types.js';

/** What each of some type parameters stands for, as far as a given type shows it. */
export type Inferred = ReadonlyMap<TypeParameter, Type>;

interface Search {
  readonly ev: Evaluation;
  readonly parameters: readonly TypeParameter[];
  readonly found: Map<TypeParameter, Type>;
}

const MAX_NESTING = 6;

/** Compares a declared type with a given one and reads off what its type parameters stand for. */
export function inferTypes(
  ev: Evaluation,
  site: Site,
  parameters: readonly TypeParameter[],
  given: Type | undefined,
): Inferred {
  const found = new Map<TypeParameter, Type>();
  infer({ ev, parameters, found }, site, given, 0);
  return found;
}

function infer(search: Search, site: Site, given: Type | undefined, depth: number): void {
  const node = site.unit.facts.types[site.id];
  // A type without type parameters shows nothing.
  if (node?.open !== true || given === undefined || depth > MAX_NESTING) return;
  deeper(search.ev, () => {
    inferFromNode(search, site, node, given, depth);
    return undefined;
  });
}

function at(site: Site, id: TypeId): Site {
  return { unit: site.unit, id, env: site.env };
}

function inferFromNode(search: Search, site: Site, node: TypeNode, given: Type, depth: number): void {
  const { ev } = search;
  switch (node.k) {
    case 'infer':
      record(search, site.unit.facts.typeParameters[node.p], given);
      return;
    case 'ref':
      inferFromReference(search, site, node, given, depth);
      return;
    case 'array':
      infer(
        search,
        at(site, node.t),
        lazy(() => elementOf(ev, given)),
        depth + 1,
      );
      return;
    case 'tuple':
      node.ts.forEach((t, i) => {
        infer(
          search,
          at(site, t),
          lazy(() => tupleElement(ev, given, i, node.rest[i] === true)),
          depth + 1,
        );
      });
      return;
    case 'union':
      inferFromUnion(search, site, node.ts, given, depth);
      return;
    case 'intersection':
      for (const t of node.ts) infer(search, at(site, t), given, depth + 1);
      return;
    case 'operator':
      if (!node.keyof) infer(search, at(site, node.t), given, depth);
      return;
    default:
      inferFromStructure(search, site, node, given, depth);
  }
}

function inferFromStructure(search: Search, site: Site, node: TypeNode, given: Type, depth: number): void {
  switch (node.k) {
    case 'function': {
      const ref = signatureRef(site.unit, node.s);
      if (ref !== undefined) inferFromSignature(search, site, ref, given, node.construct, depth);
      return;
    }
    case 'members':
      inferFromMembers(search, site, node.c, given, depth);
      return;
    case 'mapped':
      inferFromMapped(search, site, node, given, depth);
      return;
    default:
  }
}

function record(search: Search, parameter: TypeParameter | undefined, given: Type): boolean {
  if (parameter === undefined || !search.parameters.includes(parameter)) return false;
  if (!search.found.has(parameter)) search.found.set(parameter, given);
  return true;
}

function tupleElement(ev: Evaluation, given: Type, index: number, isRest: boolean): Type | undefined {
  const list = force(ev, given);
  if (list?.k !== 'array') return undefined;
  if (isRest)
    return list.elements === undefined
      ? list
      : {
          ...list,
          elements: list.elements.slice(index),
          of: lazy(() => unionOf(ev, list.elements?.slice(index) ?? [])),
        };
  return list.elements === undefined ? list.of : list.elements[index];
}

function parameterOf(ev: Evaluation, unit: SourceUnit, id: TypeId): TypeParameter | undefined {
  const node = unit.facts.types[id];
  if (node?.k === 'infer') return unit.facts.typeParameters[node.p];
  const first = referenced(ev, unit, id)[0];
  return first?.declaration.k === 'type-parameter' ? first.unit.facts.typeParameters[first.declaration.p] : undefined;
}

function inferFromReference(
  search: Search,
  site: Site,
  node: Extract<TypeNode, { k: 'ref' }>,
  given: Type,
  depth: number,
): void {
  const { ev } = search;
  const refs = referenced(ev, site.unit, site.id);
  const [first] = refs;
  if (first?.declaration.k === 'type-parameter') {
    record(search, first.unit.facts.typeParameters[first.declaration.p], given);
    return;
  }
  if (node.a.length === 0) return;
  const name = node.n[node.n.length - 1] ?? '';
  const isPlatform = first === undefined || first.unit.library === 'global';
  if (isPlatform && inferFromPlatform(search, site, name, node.a, given, depth)) return;
  inferFromDeclared(search, site, { refs, args: node.a }, given, depth);
}

/** Types of the platform that are followed by what they mean. */
function inferFromPlatform(
  search: Search,
  site: Site,
  name: string,
  args: readonly TypeId[],
  given: Type,
  depth: number,
): boolean {
  const { ev } = search;
  const [first = NONE, second = NONE] = args;
  switch (name) {
    case 'Promise':
    case 'PromiseLike':
      infer(
        search,
        at(site, first),
        lazy(() => promised(ev, given)),
        depth + 1,
      );
      return true;
    case 'Awaited':
      infer(search, at(site, first), given, depth + 1);
      return true;
    case 'Array':
    case 'ReadonlyArray':
    case 'Iterable':
    case 'AsyncIterable':
    case 'ArrayLike':
    case 'ConcatArray':
      infer(
        search,
        at(site, first),
        lazy(() => elementOf(ev, given)),
        depth + 1,
      );
      return true;
    case 'Partial':
    case 'Required':
    case 'Readonly':
    case 'NoInfer':
    case 'NonNullable':
      infer(search, at(site, first), given, depth + 1);
      return true;
    case 'Record':
      infer(
        search,
        at(site, second),
        lazy(() => elementOf(ev, given)),
        depth + 1,
      );
      return true;
    default:
      return false;
  }
}

/** What a promise, or the promises of a union, are of. */
function promised(ev: Evaluation, given: Type): Type | undefined {
  const type = force(ev, given);
  if (type?.k === 'promise') return type.of;
  if (type?.k === 'union') {
    const promises = type.ts.filter((part) => part.k === 'promise');
    if (promises.length > 0)
      return unionOf(
        ev,
        promises.map((part) => promised(ev, part)),
      );
  }
  const result = awaited(ev, type);
  return result === type ? undefined : result;
}

interface Declared {
  readonly refs: readonly DeclarationRef[];
  readonly args: readonly TypeId[];
}

/** `Foo<T>` against a value: by the type arguments of the same declaration, else by what `Foo` is made of. */
function inferFromDeclared(search: Search, site: Site, { refs, args }: Declared, given: Type, depth: number): void {
  const { ev } = search;
  for (const ref of refs) {
    const { declaration, unit } = ref;
    if (declaration.k === 'class') {
      const fact = unit.facts.classes[declaration.c];
      if (fact === undefined) continue;
      const same = ancestorOf(ev, given, unit, declaration.c);
      if (same !== undefined) {
        args.forEach((id, i) => {
          infer(search, at(site, id), same[i], depth + 1);
        });
        return;
      }
      inferThrough(search, { site, args }, { unit, ids: fact.tp }, depth, (own) => {
        inferFromMembers(own, { unit, id: NONE, env: EMPTY }, declaration.c, given, depth + 1);
      });
      return;
    }
    if (declaration.k === 'alias') {
      inferThrough(search, { site, args }, { unit, ids: declaration.p }, depth, (own) => {
        infer(own, { unit, id: declaration.t, env: EMPTY }, given, depth + 1);
      });
      return;
    }
    if (declaration.k === 'import') {
      inferFromDeclared(search, site, { refs: importTarget(ev.program, ref)?.declarations ?? [], args }, given, depth);
      return;
    }
  }
}

/** Infers the parameters of a declaration itself, and from what they are what its arguments stand for. */
function inferThrough(
  search: Search,
  { site, args }: { readonly site: Site; readonly args: readonly TypeId[] },
  { unit, ids }: { readonly unit: SourceUnit; readonly ids: readonly TypeParameterId[] },
  depth: number,
  run: (own: Search) => void,
): void {
  const parameters = ids.map((id) => unit.facts.typeParameters[id]);
  const own: Search = {
    ev: search.ev,
    parameters: parameters.filter((parameter) => parameter !== undefined),
    found: new Map(),
  };
  if (depth <= MAX_NESTING) run(own);
  args.forEach((id, i) => {
    const parameter = parameters[i];
    infer(search, at(site, id), parameter === undefined ? undefined : own.found.get(parameter), depth + 1);
  });
}

/** The members of a union that are not a bare parameter take what is of their kind; the rest is the parameter's. */
function inferFromUnion(search: Search, site: Site, ids: readonly TypeId[], given: Type, depth: number): void {
  const { ev } = search;
  const bare = ids.filter((id) => isBare(search, site.unit, id));
  const others = ids.filter((id) => !bare.includes(id));
  const wanted = bare
    .flatMap((id) => parameterOf(ev, site.unit, id) ?? [])
    .filter((parameter) => !search.found.has(parameter));
  for (const id of others)
    infer(
      search,
      at(site, id),
      lazy(() => partsLike(ev, site, id, given)),
      depth + 1,
    );
  for (const parameter of wanted) {
    const known = force(ev, search.found.get(parameter));
    if (known === undefined)
      search.found.set(
        parameter,
        lazy(() => partsUnlike(ev, site, others, given)),
      );
  }
}

function isBare(search: Search, unit: SourceUnit, id: TypeId): boolean {
  return unit.facts.types[id]?.k === 'infer' || isWanted(search, parameterOf(search.ev, unit, id));
}

function isWanted(search: Search, parameter: TypeParameter | undefined): boolean {
  return parameter !== undefined && search.parameters.includes(parameter);
}

function partsOf(ev: Evaluation, given: Type): readonly (Type | undefined)[] {
  const type = force(ev, given);
  return type?.k === 'union' ? [...type.ts, ...(type.open ? [undefined] : [])] : [type];
}

/** Whether a given type is of the kind that a declared one describes: a promise, a function, a list. */
function isLike(ev: Evaluation, site: Site, id: TypeId, part: Type | undefined): boolean {
  const node = site.unit.facts.types[id];
  if (part === undefined || node === undefined) return false;
  switch (node.k) {
    case 'function':
      return part.k === 'function' || part.k === 'bound' || part.k === 'class';
    case 'array':
    case 'tuple':
      return part.k === 'array';
    case 'members':
      return part.k === 'object' || part.k === 'instance';
    case 'keyword':
    case 'primitive':
      return part === evaluateType(ev, site.unit, id, site.env);
    case 'ref': {
      const declared = shapeOf(ev, site, id);
      if (declared === undefined) return false;
      return (
        declared.k === part.k ||
        (declared.k === 'instance' && part.k === 'object') ||
        (declared.k === 'function' && part.k === 'bound')
      );
    }
    default:
      return false;
  }
}

/** What kind of type a reference means, its arguments left out. */
function shapeOf(ev: Evaluation, site: Site, id: TypeId): Type | undefined {
  return evaluateType(ev, site.unit, id, site.env);
}

function partsLike(ev: Evaluation, site: Site, id: TypeId, given: Type): Type | undefined {
  const parts = partsOf(ev, given).filter((part) => isLike(ev, site, id, part));
  return parts.length === 0 ? undefined : unionOf(ev, parts);
}

function partsUnlike(ev: Evaluation, site: Site, others: readonly TypeId[], given: Type): Type | undefined {
  const parts = partsOf(ev, given).filter((part) => !others.some((id) => isLike(ev, site, id, part)));
  return parts.length === 0 ? NEVER : unionOf(ev, parts);
}

function inferFromSignature(
  search: Search,
  site: Site,
  ref: SignatureRef,
  given: Type,
  isConstruct: boolean,
  depth: number,
): void {
  const { ev } = search;
  const { t, p } = ref.signature;
  const result = lazy(() => (isConstruct ? constructed(ev, given) : callResult(ev, given)));
  p.forEach((parameter, i) => {
    if (parameter.t === NONE || parameter.rest) return;
    infer(
      search,
      at(site, parameter.t),
      lazy(() => parameterAt(ev, given, i, isConstruct)),
      depth + 1,
    );
  });
  if (t !== NONE) infer(search, { unit: ref.unit, id: t, env: site.env }, result, depth + 1);
}

/** Declared type of a parameter of a given function; one that its context types tells nothing of that context. */
function parameterAt(ev: Evaluation, given: Type, index: number, isConstruct: boolean): Type | undefined {
  const type = force(ev, given);
  const callable = type === undefined ? undefined : signaturesOf(ev, type, isConstruct);
  const [first] = callable?.signatures ?? [];
  return first === undefined ? undefined : declaredParameter(ev, first, callable?.env, index);
}

function inferFromMembers(search: Search, site: Site, id: number, given: Type, depth: number): void {
  const { ev } = search;
  const owner = classRef(site.unit, id);
  if (owner === undefined) return;
  for (const member of owner.fact.members) {
    if (member.static) continue;
    if (member.k === 'call' || member.k === 'construct') {
      const ref = signatureRef(site.unit, member.s);
      if (ref !== undefined) inferFromSignature(search, site, ref, given, member.k === 'construct', depth);
    } else if (member.k === 'index')
      infer(
        search,
        at(site, member.t),
        lazy(() => elementOf(ev, given)),
        depth + 1,
      );
    else if (member.n !== null)
      inferFromMember(
        search,
        site,
        { n: member.n, t: member.t, s: member.k === 'method' ? member.s : NONE },
        given,
        depth,
      );
  }
}

function inferFromMember(
  search: Search,
  site: Site,
  { n, t, s }: { readonly n: string; readonly t: TypeId; readonly s: number },
  given: Type,
  depth: number,
): void {
  const value = lazy(() => propertyOf(search.ev, given, n));
  if (t !== NONE) infer(search, at(site, t), value, depth + 1);
  const ref = s === NONE ? undefined : signatureRef(site.unit, s);
  if (ref !== undefined) inferFromSignature(search, site, ref, value, false, depth + 1);
}

/** `{ [K in keyof T]: X }` shows T where X is `T[K]`, and `{ [K in …]: T }` where every value is one. */
function inferFromMapped(
  search: Search,
  site: Site,
  node: Extract<TypeNode, { k: 'mapped' }>,
  given: Type,
  depth: number,
): void {
  const { ev } = search;
  const source = node.keyof === NONE ? undefined : parameterOf(ev, site.unit, node.keyof);
  if (source !== undefined && isWanted(search, source)) {
    const template = site.unit.facts.types[node.t];
    if (template?.k === 'indexed') record(search, source, given);
    return;
  }
  infer(
    search,
    at(site, node.t),
    lazy(() => elementOf(ev, given)),
    depth + 1,
  );
}
