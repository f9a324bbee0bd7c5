import type { ClassFact, Signature, TypeParameter } from '../../facts/javascript/model.js';
import type { Cell, Evaluation } from './evaluation.js';
import { solve } from './evaluation.js';
import type { DeclarationRef, ModuleRef, SourceUnit } from './program.js';

/*
 * Types as far as "does this give an awaitable?" needs them. `undefined` is "unknown" everywhere: it never proves
 * anything. Types are lazy, because most of what a declaration file says is never asked, and remember what was asked
 * of them.
 */

/** Type arguments by parameter, innermost first; `SELF` binds the polymorphic `this`. */
export interface Binding {
  readonly p: TypeParameter;
  readonly t: Type | undefined;
  readonly next: Environment;
}

export type Environment = Binding | undefined;

export const EMPTY: Environment = undefined;
export const SELF: TypeParameter = { n: 'this', c: -1, d: -1 };

export interface SignatureRef {
  readonly unit: SourceUnit;
  readonly signature: Signature;
  /** What its body returns. */
  returned: Cell<Type> | undefined;
}

export interface ClassRef {
  readonly unit: SourceUnit;
  readonly id: number;
  readonly fact: ClassFact;
  /** What `this` is in it. */
  self: Type | undefined;
}

/** Answers by member name. */
export type MemberCells = Map<string, Cell<Type>>;

export type Type =
  | { readonly k: 'none'; readonly n: 'void' | 'absent' | 'any' | 'never' | 'other' }
  | PromiseType
  | InstanceType
  | FunctionType
  | ObjectType
  | ClassType
  | { readonly k: 'module'; readonly m: ModuleRef }
  | { readonly k: 'namespace'; readonly declarations: readonly DeclarationRef[] }
  | { readonly k: 'enum' }
  | ArrayType
  | PrimitiveType
  | UnionType
  | IntersectionType
  | MappedType
  | { readonly k: 'keys'; readonly of: Type }
  | PickedType
  | ParameterType
  | LazyType
  | {
      readonly k: 'settle';
      readonly of: Type | undefined;
      readonly method: 'then' | 'catch' | 'finally';
      readonly name: string;
      readonly library: string | undefined;
    }
  | { readonly k: 'bound'; readonly f: Type }
  | { readonly k: 'applied'; readonly f: Type }
  | { readonly k: 'callback'; readonly parameters: readonly (Type | undefined)[] }
  | { readonly k: 'prototype'; readonly of: DeclarationRef }
  | { readonly k: 'missing'; readonly id: string };

export interface PromiseType {
  readonly k: 'promise';
  readonly of: Type | undefined;
  readonly name: string;
  readonly library: string | undefined;
}

export interface PrimitiveType {
  readonly k: 'primitive';
  readonly n: 'String' | 'Number' | 'Boolean' | 'RegExp';
  readonly v?: string;
}

/** Merged classes and interfaces of one name, with type arguments. */
export interface InstanceType {
  readonly k: 'instance';
  readonly classes: readonly ClassRef[];
  readonly args: readonly (Type | undefined)[];
  members: MemberCells | undefined;
  parents: Cell<readonly (Type | undefined)[]> | undefined;
}

/** An object literal or a type literal. */
export interface ObjectType {
  readonly k: 'object';
  readonly c: ClassRef;
  readonly env: Environment;
  members: MemberCells | undefined;
  /** What it is called: the alias that is declared as it. */
  alias?: DeclarationRef;
}

export interface ClassType {
  readonly k: 'class';
  readonly c: ClassRef;
  readonly env: Environment;
  readonly merged: readonly DeclarationRef[];
  members: MemberCells | undefined;
}

export interface FunctionType {
  readonly k: 'function';
  readonly signatures: readonly SignatureRef[];
  readonly env: Environment;
  readonly construct: boolean;
  /** Declarations under the same name: namespaces and assigned members. */
  readonly merged: readonly DeclarationRef[];
}

export interface ArrayType {
  readonly k: 'array';
  readonly of: Type | undefined;
  readonly elements: readonly (Type | undefined)[] | undefined;
  /** The instance of the platform's `Array` that its members are found in. */
  instance: Cell<Type> | undefined;
}

export interface UnionType {
  readonly k: 'union';
  readonly ts: readonly Type[];
  /** A member is unknown. */
  readonly open: boolean;
}

export interface IntersectionType {
  readonly k: 'intersection';
  readonly ts: readonly (Type | undefined)[];
  members: MemberCells | undefined;
  /** What it is called: the alias that is declared as it. */
  alias?: DeclarationRef;
}

/** `{ [K in …]: T }` by its template, or `Record<…, T>` by its value type. */
export interface MappedType {
  readonly k: 'mapped';
  readonly of: Type | undefined;
  readonly template: { readonly unit: SourceUnit; readonly id: number; readonly env: Environment } | undefined;
  members: MemberCells | undefined;
  /** Keys by the name that `as` gives them. */
  renamed: Cell<ReadonlyMap<string, readonly string[]>> | undefined;
}

/** `Pick` and `Omit`. */
export interface PickedType {
  readonly k: 'picked';
  readonly of: Type | undefined;
  readonly keys: Type | undefined;
  readonly omit: boolean;
}

/** A type parameter seen from inside what declares it. */
export interface ParameterType {
  readonly k: 'parameter';
  readonly p: TypeParameter;
  readonly unit: SourceUnit;
  readonly env: Environment;
}

export interface LazyType extends Cell<Type> {
  readonly k: 'lazy';
  readonly ask: () => Type | undefined;
}

export const VOID: Type = { k: 'none', n: 'void' };
export const ABSENT: Type = { k: 'none', n: 'absent' };
export const ANY: Type = { k: 'none', n: 'any' };
export const NEVER: Type = { k: 'none', n: 'never' };
export const OTHER: Type = { k: 'none', n: 'other' };
export const ENUM: Type = { k: 'enum' };
export const TEXT: Type = { k: 'primitive', n: 'String' };
export const NUMBER: Type = { k: 'primitive', n: 'Number' };
export const BOOLEAN: Type = { k: 'primitive', n: 'Boolean' };

const OPEN = -1;

export function lazy(ask: () => Type | undefined): LazyType {
  return { k: 'lazy', ask, value: undefined, at: OPEN, height: 0, cycle: undefined };
}

const MAX_LINKS = 40;

/** Evaluates a lazy type; a type that asks for itself meanwhile is unknown. */
export function force(ev: Evaluation, type: Type | undefined): Type | undefined {
  let at = type;
  for (let i = 0; at?.k === 'lazy'; i++) {
    if (i > MAX_LINKS) return undefined;
    at = solve(ev, at, at.ask);
  }
  return at;
}

/** What a type is a part of, outermost first. */
export type Inside = readonly Type[];

/** Types in types, deeper than anybody writes them. */
const MAX_NESTING = 10;

/**
 * On the way into a type's parts; `undefined` when the type is a part of itself, as `type T = A | (T & B)` is, or when
 * the way is too long. Not kept with the evaluation, because what is asked on the way has a way of its own.
 */
export function into(inside: Inside, type: Type): Inside | undefined {
  return inside.length >= MAX_NESTING || inside.includes(type) ? undefined : [...inside, type];
}

export function bind(env: Environment, p: TypeParameter, t: Type | undefined): Environment {
  return { p, t, next: env };
}

export function findBinding(env: Environment, p: TypeParameter): Binding | undefined {
  for (let at = env; at !== undefined; at = at.next) if (at.p === p) return at;
  return undefined;
}

export function boundType(env: Environment, p: TypeParameter): Type | undefined {
  return findBinding(env, p)?.t;
}

/** All bindings of both; those of the first win. */
export function joinEnvironments(first: Environment, rest: Environment): Environment {
  if (rest === undefined || first === rest) return first;
  if (first === undefined) return rest;
  const bindings: Binding[] = [];
  for (let at: Environment = first; at !== undefined; at = at.next) bindings.push(at);
  return bindings.reduceRight<Environment>((env, { p, t }) => bind(env, p, t), rest);
}

export function promiseOf(
  of: Type | undefined,
  name = 'Promise',
  library: string | undefined = undefined,
): PromiseType {
  return { k: 'promise', of, name, library };
}

export function literalOf(v: string): Type {
  return { k: 'primitive', n: 'String', v };
}

/** Union of all members; unknown members leave it open, and `any` makes it `any`, as the compiler has it. */
export function unionOf(ev: Evaluation, members: readonly (Type | undefined)[]): Type | undefined {
  const parts: Parts = { types: [], identities: new Set(), open: false };
  for (const member of members) {
    const type = force(ev, member);
    if (type === undefined) parts.open = true;
    else if (type === ANY) return ANY;
    else if (type.k === 'union') {
      for (const part of type.ts) addPart(parts, part);
      parts.open ||= type.open;
    } else addPart(parts, type);
  }
  const { types: ts, open } = parts;
  const only = ts[0];
  if (only === undefined) return open || members.length === 0 ? undefined : NEVER;
  return ts.length === 1 && !open ? only : { k: 'union', ts, open };
}

/** Wider unions come from types that build themselves up, as all paths through a document do. */
const MAX_PARTS = 400;

interface Parts {
  readonly types: Type[];
  readonly identities: Set<unknown>;
  open: boolean;
}

/** A place that may hold no promise yet. Of other types nobody asks whether there is one. */
export function maybePromise(ev: Evaluation, type: Type | undefined): Type | undefined {
  const forced = force(ev, type);
  return forced?.k === 'promise' ? orAbsent(ev, forced) : forced;
}

/** A type, or nothing: what is optional, or under a key that may not be there. */
export function orAbsent(ev: Evaluation, type: Type | undefined): Type | undefined {
  return type === undefined ? undefined : unionOf(ev, [type, ABSENT]);
}

/** The other way round: what a type is when there is something. */
export function withoutAbsent(ev: Evaluation, type: Type | undefined): Type | undefined {
  if (type?.k !== 'union') return type === ABSENT ? NEVER : type;
  return unionOf(ev, [...type.ts.filter((part) => part !== ABSENT), ...(type.open ? [undefined] : [])]);
}

function addPart(parts: Parts, type: Type): void {
  if (type === NEVER) return;
  const identity = identityOf(type);
  if (parts.identities.has(identity)) return;
  if (parts.types.length >= MAX_PARTS) {
    parts.open = true;
    return;
  }
  parts.types.push(type);
  parts.identities.add(identity);
}

const WITHOUT_VALUE = { String: TEXT, Number: NUMBER, Boolean: BOOLEAN, RegExp: {} };

/** The same for types that were made twice and mean one thing: else unions grow with every step along a member. */
function identityOf(type: Type): unknown {
  if (type.k === 'object') return type.env === EMPTY ? type.c.fact : type;
  if (type.k === 'primitive') return type.v === undefined ? WITHOUT_VALUE[type.n] : type.n === 'String' ? type.v : type;
  if (type.k !== 'instance') return type;
  return type.classes.length === 1 && type.args.length === 0 ? type.classes[0]?.fact : type;
}

export function functionOf(
  signatures: readonly SignatureRef[],
  env: Environment = EMPTY,
  merged: readonly DeclarationRef[] = [],
): FunctionType {
  return { k: 'function', signatures, env, construct: false, merged };
}

export function arrayOf(of: Type | undefined, elements?: readonly (Type | undefined)[]): ArrayType {
  return { k: 'array', of, elements, instance: undefined };
}

export function intersectionOf(ts: readonly (Type | undefined)[]): IntersectionType {
  return { k: 'intersection', ts, members: undefined };
}

export function objectOf(c: ClassRef, env: Environment): ObjectType {
  return { k: 'object', c, env, members: undefined };
}

export function classOf(c: ClassRef, env: Environment, merged: readonly DeclarationRef[]): ClassType {
  return { k: 'class', c, env, merged, members: undefined };
}

export function classRef(unit: SourceUnit, id: number): ClassRef | undefined {
  const known = unit.memo.classes[id];
  if (known !== undefined) return known;
  const fact = unit.facts.classes[id];
  if (fact === undefined) return undefined;
  const ref = { unit, id, fact, self: undefined };
  unit.memo.classes[id] = ref;
  return ref;
}

export function signatureRef(unit: SourceUnit, id: number): SignatureRef | undefined {
  const known = unit.memo.signatures[id];
  if (known !== undefined) return known;
  const signature = unit.facts.signatures[id];
  if (signature === undefined) return undefined;
  const ref = { unit, signature, returned: undefined };
  unit.memo.signatures[id] = ref;
  return ref;
}
