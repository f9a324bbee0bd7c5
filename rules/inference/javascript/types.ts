import type { ClassFact, Signature, TypeParameter } from '../../facts/javascript/model.js';
import type { Deferred, Evaluation } from './evaluation.js';
import { settle } from './evaluation.js';
import type { DeclarationRef, ModuleRef, SourceUnit } from './program.js';

/*
 * Types as far as "does this give an awaitable?" needs them. `undefined` is "unknown" everywhere: it never proves
 * anything. Types are lazy, because most of what a declaration file says is never asked.
 */

/** Type arguments by parameter; `SELF` binds the polymorphic `this`. */
export type Environment = ReadonlyMap<TypeParameter, Type | undefined>;

export const EMPTY: Environment = new Map();
export const SELF: TypeParameter = { n: 'this', c: -1, d: -1 };

export interface SignatureRef {
  readonly unit: SourceUnit;
  readonly signature: Signature;
}

export interface ClassRef {
  readonly unit: SourceUnit;
  readonly id: number;
  readonly fact: ClassFact;
}

export type Type =
  | { readonly k: 'none'; readonly n: 'void' | 'absent' | 'any' | 'never' | 'other' }
  | {
      readonly k: 'promise';
      readonly of: Type | undefined;
      readonly name: string;
      readonly library: string | undefined;
    }
  | { readonly k: 'instance'; readonly classes: readonly ClassRef[]; readonly args: readonly (Type | undefined)[] }
  | FunctionType
  | { readonly k: 'object'; readonly c: ClassRef; readonly env: Environment }
  | { readonly k: 'class'; readonly c: ClassRef; readonly env: Environment; readonly merged: readonly DeclarationRef[] }
  | { readonly k: 'module'; readonly m: ModuleRef }
  | { readonly k: 'namespace'; readonly declarations: readonly DeclarationRef[] }
  | ArrayType
  | { readonly k: 'primitive'; readonly n: 'String' | 'Number' | 'Boolean' | 'RegExp'; readonly v?: string }
  | UnionType
  | { readonly k: 'intersection'; readonly ts: readonly (Type | undefined)[] }
  | MappedType
  | { readonly k: 'parameter'; readonly p: TypeParameter; readonly unit: SourceUnit; readonly env: Environment }
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
}

export interface UnionType {
  readonly k: 'union';
  readonly ts: readonly Type[];
  /** A member is unknown. */
  readonly open: boolean;
}

export interface MappedType {
  readonly k: 'mapped';
  readonly of: Type | undefined;
  readonly template: { readonly unit: SourceUnit; readonly id: number; readonly env: Environment } | undefined;
}

export interface LazyType extends Deferred<Type> {
  readonly k: 'lazy';
}

export const VOID: Type = { k: 'none', n: 'void' };
export const ABSENT: Type = { k: 'none', n: 'absent' };
export const ANY: Type = { k: 'none', n: 'any' };
export const NEVER: Type = { k: 'none', n: 'never' };
export const OTHER: Type = { k: 'none', n: 'other' };
export const TEXT: Type = { k: 'primitive', n: 'String' };
export const NUMBER: Type = { k: 'primitive', n: 'Number' };

export function lazy(ev: Evaluation, compute: () => Type | undefined): LazyType {
  return { k: 'lazy', ev, compute, value: undefined, busy: 0 };
}

/** Evaluates a lazy type; a type that asks for itself meanwhile is unknown. */
export function force(type: Type | undefined): Type | undefined {
  let at = type;
  for (let i = 0; at?.k === 'lazy' && i < 20; i++) at = settle(at);
  return at?.k === 'lazy' ? undefined : at;
}

export function promiseOf(of: Type | undefined, name = 'Promise', library: string | undefined = undefined): Type {
  return { k: 'promise', of, name, library };
}

/** Union of all members; unknown members leave it open. */
export function unionOf(members: readonly (Type | undefined)[]): Type | undefined {
  const out: Type[] = [];
  const seen = new Set<unknown>();
  const add = (type: Type): void => {
    const identity = identityOf(type);
    if (!seen.has(identity)) out.push(type);
    seen.add(identity);
  };
  let open = false;
  for (const member of members) {
    const type = force(member);
    // `any` and `unknown` swallow the rest of a union.
    if (type === ANY) return ANY;
    if (type === undefined) open = true;
    else if (type.k === 'union') {
      for (const part of type.ts) add(part);
      open ||= type.open;
    } else if (type !== NEVER) add(type);
  }
  const only = out[0];
  if (only === undefined) return open || members.length === 0 ? undefined : NEVER;
  return out.length === 1 && !open ? only : { k: 'union', ts: out, open };
}

/** The same for types that were made twice and mean one thing: else unions grow with every step along a member. */
function identityOf(type: Type): unknown {
  if (type.k === 'object') return type.env.size === 0 ? type.c.fact : type;
  if (type.k !== 'instance') return type;
  return type.classes.length === 1 && type.args.length === 0 ? type.classes[0]?.fact : type;
}

/** A place that may hold no promise yet. Of other types nobody asks whether there is one. */
export function maybePromise(type: Type | undefined): Type | undefined {
  const forced = force(type);
  return forced?.k === 'promise' ? unionOf([forced, ABSENT]) : type;
}

export function functionOf(
  signatures: readonly SignatureRef[],
  env: Environment = EMPTY,
  merged: readonly DeclarationRef[] = [],
): FunctionType {
  return { k: 'function', signatures, env, construct: false, merged };
}

export function arrayOf(of: Type | undefined, elements?: readonly (Type | undefined)[]): ArrayType {
  return { k: 'array', of, elements };
}

export function classRef(unit: SourceUnit, id: number): ClassRef | undefined {
  const fact = unit.facts.classes[id];
  return fact === undefined ? undefined : { unit, id, fact };
}

export function signatureRef(unit: SourceUnit, id: number): SignatureRef | undefined {
  const signature = unit.facts.signatures[id];
  return signature === undefined ? undefined : { unit, signature };
}
