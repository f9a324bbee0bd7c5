import type { AwaitableTraits } from '../../model/awaitable.js';
import type { ClassFact, Signature } from '../../facts/python/model.js';
import type { PythonUnit } from './program.js';

/*
 * Types as far as "does this give an awaitable?" and "which function is this?" need them. `undefined` is "unknown"
 * everywhere: it never proves anything. What stands inside a type is lazy, because most of it is never asked for.
 */

export interface SignatureRef {
  readonly unit: PythonUnit;
  readonly id: number;
  readonly signature: Signature;
}

/** One record per class, so that identity is equality. */
export interface ClassRef {
  readonly unit: PythonUnit;
  readonly id: number;
  readonly fact: ClassFact;
}

/** A package or module of the project; several folders make one when none of them has an `__init__`. */
export interface ModuleRef {
  readonly unit: PythonUnit | undefined;
  readonly folders: readonly string[];
  readonly name: string;
}

/** A value that is computed when it is asked for. What it asks remembers its answers; it does not. */
export type Lazy = () => Type | undefined;

/** What a decorator made of a function, when it is still one. */
export type FunctionRole = 'plain' | 'static' | 'class' | 'property' | 'setter' | 'overload';

export interface FunctionType {
  readonly k: 'function';
  readonly f: SignatureRef;
  readonly role: FunctionRole;
  /** The object or class that it was reached through. */
  readonly self: Type | undefined;
}

export interface InstanceType {
  readonly k: 'instance';
  readonly c: ClassRef;
  readonly args: readonly Lazy[];
  /** Made by calling the class itself: no subclass can be meant. */
  readonly exact: boolean;
}

/** Something of a module that is not read, by its way from there: `requests`, [`Session`, `()`, `get`]. */
export interface ApiType {
  readonly k: 'api';
  readonly m: string;
  readonly p: readonly string[];
}

export type Type =
  /** Something that can be awaited: `traits` say what it is. */
  | {
      readonly k: 'awaitable';
      readonly traits: AwaitableTraits;
      readonly sure: boolean;
      readonly of: Lazy;
      readonly api: ApiType | undefined;
    }
  | { readonly k: 'generator'; readonly async: boolean; readonly of: Lazy }
  | { readonly k: 'manager'; readonly async: boolean; readonly of: Lazy }
  | InstanceType
  | { readonly k: 'class'; readonly c: ClassRef; readonly args: readonly Lazy[] }
  | { readonly k: 'super'; readonly c: ClassRef; readonly self: Type }
  | { readonly k: 'module'; readonly m: ModuleRef }
  | FunctionType
  | { readonly k: 'callable'; readonly result: Lazy }
  | ApiType
  | { readonly k: 'sequence'; readonly of: Lazy; readonly elements: readonly Lazy[] | undefined }
  | { readonly k: 'mapping'; readonly of: Lazy }
  | { readonly k: 'none' }
  /** A number, a text, a truth value: surely nothing that matters here. */
  | { readonly k: 'plain' }
  | { readonly k: 'union'; readonly ts: readonly Type[]; readonly open: boolean }
  /** A type variable, or `Self`. */
  | { readonly k: 'variable'; readonly n: string; readonly bound: Lazy };

export const PLAIN: Type = { k: 'plain' };
export const NOTHING: Type = { k: 'none' };
export const UNKNOWN: Lazy = () => undefined;
export const SELF: Type = { k: 'variable', n: 'Self', bound: UNKNOWN };

export function settled(value: Type | undefined): Lazy {
  return () => value;
}

export const COROUTINE: AwaitableTraits = {
  kind: 'coroutine',
  starts: 'await',
  reuse: 'error',
  rejects: 'may',
  has: [],
  suspends: 'maybe',
};
export const TASK: AwaitableTraits = { ...COROUTINE, kind: 'task', starts: 'call', reuse: 'cached' };
export const FUTURE: AwaitableTraits = { ...TASK, kind: 'future' };

export function coroutineOf(of: Lazy): Type {
  return { k: 'awaitable', traits: COROUTINE, sure: true, of, api: undefined };
}

export function sequenceOf(of: Lazy, elements?: readonly Lazy[]): Type {
  return { k: 'sequence', of, elements };
}

export function instanceOf(c: ClassRef, args: readonly Lazy[] = [], exact = false): InstanceType {
  return { k: 'instance', c, args, exact };
}

/** Union of all members; unknown members leave it open. `None` is a member like any other. */
export function unionOf(members: readonly (Type | undefined)[]): Type | undefined {
  const out: Type[] = [];
  let open = false;
  for (const type of members) {
    if (type === undefined) open = true;
    else if (type.k === 'union') {
      open ||= type.open;
      for (const part of type.ts) addMember(out, part);
    } else addMember(out, type);
  }
  const [only] = out;
  if (only === undefined) return undefined;
  return out.length === 1 && !open ? only : { k: 'union', ts: out, open };
}

function addMember(out: Type[], type: Type): void {
  if (!out.some((other) => isSame(other, type))) out.push(type);
}

function isSame(a: Type, b: Type): boolean {
  if (a === b) return true;
  switch (a.k) {
    case 'plain':
    case 'none':
      return b.k === a.k;
    case 'class':
      return b.k === 'class' && a.c === b.c && a.args.length + b.args.length === 0;
    case 'instance':
      return b.k === 'instance' && a.c === b.c && a.exact === b.exact && a.args.length + b.args.length === 0;
    case 'module':
      return b.k === 'module' && a.m === b.m;
    case 'api':
      return b.k === 'api' && a.m === b.m && a.p.length === b.p.length && a.p.every((part, i) => part === b.p[i]);
    case 'function':
      return (
        b.k === 'function' && a.f.signature === b.f.signature && a.role === b.role && isSameReceiver(a.self, b.self)
      );
    default:
      return false;
  }
}

function isSameReceiver(a: Type | undefined, b: Type | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && isSame(a, b));
}

/** Applies a question to each member of a union; `None` answers none, because there it would be an error. */
export function overMembers(
  { ts, open }: Extract<Type, { k: 'union' }>,
  answer: (member: Type) => Type | undefined,
): Type | undefined {
  const answers = ts.filter((part) => part.k !== 'none').map(answer);
  return unionOf(open ? [...answers, undefined] : answers);
}
