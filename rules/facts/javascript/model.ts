import type { CallId, ExpressionId, FileFacts, FunctionId } from '../../model/facts.js';

/*
 * The part of a JavaScript file's facts that inference reads: a lowered form of its declarations, types and
 * expressions as plain tables. Ids index the tables of the same file; `NONE` (-1) stands for "absent".
 * Keys are short because a project holds hundreds of thousands of these records, in memory and in the cache.
 */

export type ScopeId = number;
export type DeclarationId = number;
export type TypeId = number;
export type SignatureId = number;
export type ClassId = number;
export type ContainerId = number;
export type TypeParameterId = number;

/** Scopes as numbers: see `SCOPE_STRIDE`. */
export interface PackedScopes {
  readonly data: Int32Array;
  readonly length: number;
}

/** Expressions as rows of numbers, then the lists that they refer to: see `EXPRESSION_STRIDE`. */
export interface PackedExpressions {
  readonly data: Int32Array;
  /** Number of rows. */
  readonly length: number;
  readonly names: readonly string[];
  /** Expected types of object literals. */
  readonly contexts: readonly Context[];
}

/** How a bound name is reached from the value that a pattern takes apart. */
export type PathStep = string | number | { readonly rest: number };

export type Declaration =
  | { readonly k: 'function'; readonly n: string; readonly s: SignatureId }
  | { readonly k: 'class'; readonly n: string; readonly c: ClassId }
  | { readonly k: 'alias'; readonly n: string; readonly t: TypeId; readonly p: readonly TypeParameterId[] }
  | { readonly k: 'enum'; readonly n: string }
  | { readonly k: 'namespace'; readonly n: string; readonly c: ContainerId }
  | { readonly k: 'import'; readonly n: string; readonly m: string; readonly i: string; readonly r: boolean }
  | { readonly k: 'import-equals'; readonly n: string; readonly path: readonly string[]; readonly sc: ScopeId }
  | VariableDeclaration
  | {
      readonly k: 'parameter';
      readonly n: string;
      readonly s: SignatureId;
      readonly i: number;
      readonly path: readonly PathStep[];
    }
  | { readonly k: 'type-parameter'; readonly n: string; readonly p: TypeParameterId }
  | { readonly k: 'caught'; readonly n: string };

export interface VariableDeclaration {
  readonly k: 'variable';
  readonly n: string;
  readonly t: TypeId;
  readonly x: ExpressionId;
  readonly path: readonly PathStep[];
  /** What a loop head takes from the initializer. */
  readonly each: 'none' | 'of' | 'await-of' | 'in';
  readonly constant: boolean;
  /** Values assigned after the declaration, when it has no initializer. */
  readonly writes: readonly ExpressionId[];
}

/** Its record in the table is the identity under which a type argument is bound. */
export interface TypeParameter {
  readonly n: string;
  /** Constraint. */
  readonly c: TypeId;
  /** Default. */
  readonly d: TypeId;
}

export interface Parameter {
  readonly n: string;
  readonly t: TypeId;
  /** Default value. */
  readonly x: ExpressionId;
  readonly optional: boolean;
  readonly rest: boolean;
}

/** What surrounds a function or object literal and so gives it an expected type. */
export type Context =
  | { readonly k: 'none' }
  | { readonly k: 'argument'; readonly x: ExpressionId; readonly i: number }
  | { readonly k: 'property'; readonly x: ExpressionId; readonly n: string }
  | { readonly k: 'element'; readonly x: ExpressionId; readonly i: number }
  | { readonly k: 'type'; readonly t: TypeId }
  | { readonly k: 'assigned'; readonly x: ExpressionId }
  | { readonly k: 'attribute'; readonly x: ExpressionId; readonly n: string }
  | { readonly k: 'returned'; readonly s: SignatureId };

export interface Signature {
  /** Function with a body, or `NONE` for a mere signature. */
  readonly f: FunctionId;
  readonly n: string;
  /** Scope that holds its parameters. */
  readonly sc: ScopeId;
  readonly p: readonly Parameter[];
  readonly tp: readonly TypeParameterId[];
  /** Declared return type. */
  readonly t: TypeId;
  readonly async: boolean;
  readonly generator: boolean;
  /** Declared type of `this`. */
  readonly self: TypeId;
  readonly body: boolean;
  /** Returned expressions, `NONE` for a bare `return`; of a generator, what it yields. */
  readonly returns: readonly ExpressionId[];
  /** The function can run off its end. */
  readonly context: Context;
  /** Class, interface, type literal or object literal that it is a member of. */
  readonly owner: ClassId;
  readonly predicate: boolean;
}

export interface Member {
  readonly k: 'method' | 'get' | 'set' | 'property' | 'call' | 'construct' | 'index' | 'spread';
  /** `null` when it is computed and unknown. */
  readonly n: string | null;
  readonly static: boolean;
  readonly s: SignatureId;
  readonly t: TypeId;
  readonly x: ExpressionId;
  readonly optional: boolean;
  readonly private: boolean;
}

/** Class, interface, type literal or object literal: whatever has members. */
export interface ClassFact {
  readonly k: 'class' | 'interface' | 'literal' | 'object';
  readonly n: string;
  /** Scope of its type parameters. */
  readonly sc: ScopeId;
  readonly tp: readonly TypeParameterId[];
  /** Extended expression of a class. */
  readonly base: ExpressionId;
  readonly baseArguments: readonly TypeId[];
  /** Extended types of an interface. */
  readonly extends: readonly TypeId[];
  readonly implements: readonly TypeId[];
  readonly members: Member[];
  readonly abstract: boolean;
}

export type TypeNode = TypeShape & {
  /** It depends on type parameters, or on `this`, from outside: its meaning needs type arguments. */
  readonly open?: true;
};

export type TypeShape =
  | {
      readonly k: 'keyword';
      readonly n: 'void' | 'undefined' | 'null' | 'never' | 'any' | 'unknown' | 'object' | 'other';
    }
  | { readonly k: 'primitive'; readonly n: 'String' | 'Number' | 'Boolean'; readonly v?: string }
  | { readonly k: 'ref'; readonly n: readonly string[]; readonly a: readonly TypeId[]; readonly sc: ScopeId }
  | { readonly k: 'array'; readonly t: TypeId }
  | { readonly k: 'tuple'; readonly ts: readonly TypeId[]; readonly rest: readonly boolean[] }
  | { readonly k: 'union' | 'intersection'; readonly ts: readonly TypeId[] }
  | { readonly k: 'function'; readonly s: SignatureId; readonly construct: boolean }
  | { readonly k: 'members'; readonly c: ClassId }
  | { readonly k: 'this'; readonly c: ClassId }
  | {
      readonly k: 'query';
      readonly n: readonly string[];
      readonly sc: ScopeId;
      readonly c: ClassId;
      readonly m: string;
    }
  | { readonly k: 'indexed'; readonly o: TypeId; readonly i: TypeId }
  | { readonly k: 'import'; readonly m: string; readonly n: readonly string[]; readonly a: readonly TypeId[] }
  | {
      readonly k: 'mapped';
      /** Its constraint is what the keys are taken from. */
      readonly p: TypeParameterId;
      readonly t: TypeId;
      /** `T` of `in keyof T`, or `NONE`. */
      readonly keyof: TypeId;
      /** What keys are renamed to, or `NONE`. */
      readonly as: TypeId;
    }
  | {
      readonly k: 'conditional';
      readonly check: TypeId;
      readonly extends: TypeId;
      readonly yes: TypeId;
      readonly no: TypeId;
      /** Parameters that `infer` declares in the tested type. */
      readonly infers: readonly TypeParameterId[];
    }
  | { readonly k: 'infer'; readonly p: TypeParameterId }
  | { readonly k: 'operator'; readonly keyof: boolean; readonly t: TypeId };

interface Span {
  readonly s: number;
  readonly e: number;
}

export type Expression = Span &
  (
    | { readonly k: 'name'; readonly n: string; readonly sc: ScopeId }
    | {
        readonly k: 'this';
        readonly c: ClassId;
        readonly static: boolean;
        readonly t: TypeId;
        /** Function whose `this` it is, when nothing but its surroundings can tell what that is. */
        readonly f: SignatureId;
      }
    | { readonly k: 'super'; readonly c: ClassId; readonly static: boolean }
    | { readonly k: 'string'; readonly v: string | null }
    | { readonly k: 'number' }
    | { readonly k: 'regexp' }
    | { readonly k: 'undefined' }
    /** `v` is the value of `true` and `false`, otherwise `null`. */
    | { readonly k: 'plain'; readonly v: boolean | null }
    | { readonly k: 'unknown' }
    | { readonly k: 'cast'; readonly t: TypeId; readonly x: ExpressionId }
    | { readonly k: 'function'; readonly f: SignatureId }
    | { readonly k: 'class'; readonly c: ClassId }
    | { readonly k: 'object'; readonly c: ClassId; readonly context: Context }
    | { readonly k: 'array'; readonly xs: readonly ExpressionId[]; readonly spread: boolean }
    | { readonly k: 'await'; readonly x: ExpressionId }
    | { readonly k: 'yield' }
    | {
        readonly k: 'call';
        readonly c: ExpressionId;
        readonly a: readonly ExpressionId[];
        readonly t: readonly TypeId[];
        readonly spread: boolean;
        readonly optional: boolean;
        readonly call: CallId;
      }
    | {
        readonly k: 'new';
        readonly c: ExpressionId;
        readonly a: readonly ExpressionId[];
        readonly t: readonly TypeId[];
        readonly spread: boolean;
        readonly optional: boolean;
        readonly call: CallId;
      }
    | { readonly k: 'import'; readonly m: string | null }
    | { readonly k: 'require'; readonly m: string }
    | { readonly k: 'tag'; readonly c: ExpressionId; readonly call: CallId }
    | { readonly k: 'member'; readonly o: ExpressionId; readonly n: string }
    | { readonly k: 'index'; readonly o: ExpressionId; readonly i: ExpressionId }
    | { readonly k: 'conditional'; readonly a: ExpressionId; readonly b: ExpressionId }
    | { readonly k: 'and' | 'or'; readonly a: ExpressionId; readonly b: ExpressionId }
    | { readonly k: 'same'; readonly x: ExpressionId }
    | { readonly k: 'spread'; readonly x: ExpressionId }
    | { readonly k: 'jsx'; readonly tag: ExpressionId; readonly name: string }
  );

export type Export =
  | { readonly k: 'local'; readonly n: string; readonly local: string }
  | { readonly k: 'declaration'; readonly n: string; readonly d: DeclarationId }
  | { readonly k: 'expression'; readonly n: string; readonly x: ExpressionId }
  | { readonly k: 'from'; readonly n: string; readonly m: string; readonly i: string }
  | { readonly k: 'star'; readonly m: string };

/** A file, a namespace or an ambient module: something that exports names. */
export interface Container {
  readonly sc: ScopeId;
  /** Of a namespace; empty for files and modules. */
  readonly name: string;
  readonly exports: readonly Export[];
  /** Every declaration counts as exported, as in declaration files. */
  readonly ambient: boolean;
}

export interface AmbientModule {
  readonly m: string;
  readonly c: ContainerId;
}

/** `Name.member = value` or `Name.prototype.member = value` outside the declaration. */
export interface Expando {
  readonly sc: ScopeId;
  readonly n: string;
  readonly member: string;
  readonly prototype: boolean;
  readonly x: ExpressionId;
}

export interface JavaScriptFacts extends FileFacts {
  readonly language: 'javascript';
  readonly flow: Int32Array;
  readonly declarationFile: boolean;
  /** Has imports or exports; otherwise its top level is global. */
  readonly module: boolean;
  readonly commonJs: boolean;
  readonly scopes: PackedScopes;
  readonly declarations: readonly Declaration[];
  readonly types: readonly TypeNode[];
  readonly expressions: PackedExpressions;
  readonly signatures: readonly Signature[];
  readonly typeParameters: readonly TypeParameter[];
  readonly classes: readonly ClassFact[];
  /** 0 is the file itself. */
  readonly containers: readonly Container[];
  readonly ambientModules: readonly AmbientModule[];
  /** Containers of `declare global`. */
  readonly globals: readonly ContainerId[];
  readonly expandos: readonly Expando[];
  /** `this.x = …` in the members of a class. */
  readonly fieldWrites: readonly { readonly c: ClassId; readonly n: string; readonly x: ExpressionId }[];
  /** Names of `export as namespace`. */
  readonly globalNamespaces: readonly string[];
  /** Expected types of array literals, by their expression. */
  readonly arrayContexts: readonly (readonly [ExpressionId, Context])[];
  /** `[from, to]`: a function may be called by another name than its own. */
  readonly aliases: readonly (readonly [string, string])[];
  /** Modules named by imports, exports and `require`, sorted. */
  readonly modules: readonly string[];
  /** `/// <reference types="…" />` and `path`. */
  readonly references: readonly { readonly kind: 'types' | 'path' | 'lib'; readonly name: string }[];
}
