import type { CallId, ExpressionId, FileFacts, FunctionId } from '../../model/facts.js';

/*
 * The part of a Python file's facts that inference reads: a lowered form of its scopes, classes, annotations and
 * expressions as plain tables. Ids index the tables of the same file; `NONE` (-1) stands for "absent".
 * Keys are short because a project holds hundreds of thousands of these records, in memory and in the cache.
 */

export type ScopeId = number;
export type DeclarationId = number;
export type TypeId = number;
export type SignatureId = number;
export type ClassId = number;

export interface ScopeFact {
  readonly parent: ScopeId;
  /** A class body is no scope for the functions in it; a comprehension's names are its own. */
  readonly k: 'module' | 'class' | 'function' | 'comprehension';
  readonly declarations: readonly DeclarationId[];
  /** Names that `global` or `nonlocal` hand on to an outer scope. */
  readonly outer: readonly string[];
  /** Modules whose names `from … import *` brings in, in order. */
  readonly stars: readonly ModuleName[];
  readonly c: ClassId;
}

/** `level` is the number of leading dots: 0 for an absolute name. */
export interface ModuleName {
  readonly m: string;
  readonly level: number;
}

/** How a name receives its value. */
export type Way = 'value' | 'each' | 'each-await' | 'with' | 'with-await';

/** A value that a name, or an attribute of `self`, receives somewhere. */
export interface Assigned {
  readonly n: string;
  /** Annotation, or `NONE`. */
  readonly t: TypeId;
  /** Value, or `NONE`. */
  readonly x: ExpressionId;
  readonly way: Way;
  /** Positions in unpacked tuples, outermost first; -1 for a starred name. */
  readonly path: readonly number[];
}

export type Declaration =
  | { readonly k: 'function'; readonly n: string; readonly s: SignatureId }
  | { readonly k: 'class'; readonly n: string; readonly c: ClassId }
  /** `import a.b` binds `a` (`whole` is false); `import a.b as c` binds the module itself. */
  | { readonly k: 'import'; readonly n: string; readonly m: string; readonly whole: boolean }
  | { readonly k: 'from'; readonly n: string; readonly from: ModuleName; readonly i: string }
  | { readonly k: 'parameter'; readonly n: string; readonly s: SignatureId; readonly i: number }
  | ({ readonly k: 'variable' } & Assigned)
  | { readonly k: 'alias'; readonly n: string; readonly t: TypeId }
  /** Bound to something that is not followed: a caught exception, a capture of `match`. */
  | { readonly k: 'other'; readonly n: string };

export interface Parameter {
  readonly n: string;
  readonly t: TypeId;
  /** Default value. */
  readonly x: ExpressionId;
  readonly k: 'plain' | 'keyword' | 'arguments' | 'keywords';
}

export interface Signature {
  readonly f: FunctionId;
  readonly n: string;
  /** Scope that holds its parameters. */
  readonly sc: ScopeId;
  readonly p: readonly Parameter[];
  /** Declared return type. */
  readonly t: TypeId;
  readonly async: boolean;
  readonly generator: boolean;
  /** Returned expressions, `NONE` for a bare `return`. */
  readonly returns: readonly ExpressionId[];
  readonly decorators: readonly ExpressionId[];
  /** Class in whose body it stands. */
  readonly owner: ClassId;
  /** Names of its own type parameters. */
  readonly tp: readonly string[];
  /** The body is somewhere else: an abstract method, a protocol's member, a declaration. */
  readonly empty: boolean;
}

export interface ClassFact {
  readonly n: string;
  /** Scope of the body. */
  readonly sc: ScopeId;
  /** Scope in which the class stands. */
  readonly outer: ScopeId;
  readonly bases: readonly ExpressionId[];
  readonly decorators: readonly ExpressionId[];
  readonly tp: readonly string[];
  /** What methods assign to attributes of their first parameter. */
  readonly fields: readonly Assigned[];
}

/** An annotation. Only what can decide whether a value is awaitable is kept apart. */
export type TypeNode =
  | { readonly k: 'name'; readonly n: readonly string[]; readonly a: readonly TypeId[]; readonly sc: ScopeId }
  | { readonly k: 'union'; readonly ts: readonly TypeId[] }
  | { readonly k: 'none' }
  /** The parameters of a `Callable`. */
  | { readonly k: 'list'; readonly ts: readonly TypeId[] }
  | { readonly k: 'unknown' };

interface Span {
  readonly s: number;
  readonly e: number;
}

export interface Keyword {
  readonly n: string;
  readonly x: ExpressionId;
}

export type Expression = Span &
  (
    | { readonly k: 'name'; readonly n: string; readonly sc: ScopeId }
    | { readonly k: 'member'; readonly o: ExpressionId; readonly n: string }
    | CallExpression
    | { readonly k: 'index'; readonly o: ExpressionId; readonly xs: readonly ExpressionId[] }
    | { readonly k: 'await'; readonly x: ExpressionId }
    | { readonly k: 'conditional'; readonly a: ExpressionId; readonly b: ExpressionId }
    | { readonly k: 'and' | 'or'; readonly a: ExpressionId; readonly b: ExpressionId }
    /** `a | b`: a union when it is read as a type. */
    | { readonly k: 'union'; readonly a: ExpressionId; readonly b: ExpressionId }
    | { readonly k: 'lambda'; readonly f: SignatureId }
    | { readonly k: 'list' | 'tuple' | 'set'; readonly xs: readonly ExpressionId[] }
    | { readonly k: 'dict'; readonly xs: readonly ExpressionId[] }
    /** `of` says what it makes: `[x for …]` a list. */
    | {
        readonly k: 'comprehension';
        readonly of: 'list' | 'set' | 'dict' | 'generator';
        readonly x: ExpressionId;
        readonly async: boolean;
      }
    | { readonly k: 'starred'; readonly x: ExpressionId }
    | { readonly k: 'same'; readonly x: ExpressionId }
    | { readonly k: 'string'; readonly v: string | null }
    | { readonly k: 'number'; readonly v: number | null }
    | { readonly k: 'none' }
    /** Surely no awaitable: a comparison, an f-string. */
    | { readonly k: 'plain' }
    | { readonly k: 'unknown' }
  );

export interface CallExpression {
  readonly k: 'call';
  /** Callee. */
  readonly c: ExpressionId;
  /** Positional arguments. */
  readonly a: readonly ExpressionId[];
  readonly kw: readonly Keyword[];
  /** Some arguments are starred: positions after them are not known. */
  readonly spread: boolean;
  readonly call: CallId;
}

export interface PythonFacts extends FileFacts {
  readonly language: 'python';
  /** 0 is the module's. */
  readonly scopes: readonly ScopeFact[];
  readonly declarations: readonly Declaration[];
  readonly types: readonly TypeNode[];
  readonly expressions: readonly Expression[];
  readonly signatures: readonly Signature[];
  readonly classes: readonly ClassFact[];
  /** Where an import can be added, as the start of a line; `NONE` when there is no such place. */
  readonly importAt: number;
  /** Where a name of the module can be defined: behind the imports at its top. */
  readonly definitionAt: number;
  /** Modules named by imports, sorted, relative ones with their dots. */
  readonly modules: readonly string[];
  /** `[from, to]`: a function may be called by another name than its own. */
  readonly aliases: readonly (readonly [string, string])[];
}
