import type { ApiId } from '../../model/summary.js';
import type { Declaration, Export, JavaScriptFacts, ScopeId } from '../../facts/javascript/model.js';
import type { Cell } from './evaluation.js';
import { readExpressions } from './expressions.js';
import type { Expressions } from './expressions.js';
import type { ClassRef, InstanceType, SignatureRef, Type } from './types.js';

/** Where a module specifier leads. */
export type ModuleTarget =
  { readonly kind: 'module'; readonly module: ModuleRef } | { readonly kind: 'missing'; readonly packageName: string };

/** The project as inference sees it: facts by file, and a resolver that is handed in. */
export interface Program {
  /** What `specifier` in `file` leads to; declaration files and sources are loaded on demand. */
  resolve(file: SourceUnit, specifier: string): ModuleTarget | undefined;
  /** Declarations of a global name as seen from a file: the platform's, the runtime's, test runners'. */
  globals(name: string, file: SourceUnit): readonly DeclarationRef[];
  /** Package name that a specifier stands for in knowledge tables: `fs` is `node:fs`, `./x` nothing. */
  packageOf(file: SourceUnit, specifier: string): string | undefined;
  /** Version of a package as a file sees it: installed, else the lowest that its manifest asks for. */
  versionOf(file: SourceUnit, packageName: string): string | undefined;
  /** Whether a version is in a semver range. */
  covers(range: string, version: string): boolean;
}

/** A file's facts with what inference remembers of it. Replaced as a whole when the file changes. */
export interface SourceUnit {
  readonly path: string;
  readonly facts: JavaScriptFacts;
  readonly expressions: Expressions;
  /** Name of the module in knowledge tables when it is not the project's own code: a package, `node:fs`, `global`. */
  readonly library: string | undefined;
  readonly memo: Memo;
}

/** Tables by the ids of the file's facts, filled as questions come. */
export interface Memo {
  readonly scopes: (ReadonlyMap<string, readonly DeclarationRef[]> | undefined)[];
  readonly declarations: (DeclarationRef | undefined)[];
  readonly signatures: (SignatureRef | undefined)[];
  readonly classes: (ClassRef | undefined)[];
  readonly expressions: (Cell<Type> | undefined)[];
  /** Where values come from. */
  readonly origins: (Cell<ApiId> | undefined)[];
  /** Types that need no type arguments, or have none. */
  readonly types: (Cell<Type> | undefined)[];
  readonly references: (readonly DeclarationRef[] | undefined)[];
  /** Instances without type arguments, by the declarations of their name. */
  readonly instances: Map<readonly DeclarationRef[], InstanceType>;
  /** Classes, functions and namespaces as values, by the declarations of their name. */
  readonly values: Map<readonly DeclarationRef[], Type>;
  /** Expected types of arguments: `call:position`. */
  readonly contexts: Map<string, Cell<Type>>;
  readonly exports: Map<string, ExportTarget | undefined>;
  readonly exportNames: (Map<string, Export[]> | undefined)[];
  readonly imports: Map<Declaration, ExportTarget | undefined>;
  readonly members: Map<number, MemberIndex>;
}

export interface MemberIndex {
  readonly instance: ReadonlyMap<string, readonly number[]>;
  readonly static: ReadonlyMap<string, readonly number[]>;
}

export interface DeclarationRef {
  readonly unit: SourceUnit;
  readonly declaration: Declaration;
  readonly scope: ScopeId;
  /** Type of a variable or parameter. */
  cell: Cell<Type> | undefined;
  /** Where its value comes from. */
  origin: Cell<ApiId> | undefined;
  /** All declarations of the name in its scope. */
  group: readonly DeclarationRef[] | undefined;
  /** The same with those in other declarations of the namespace that the scope is of. */
  merged: readonly DeclarationRef[] | undefined;
}

/** A module or ambient module: one or more containers of one or more files. */
export interface ModuleRef {
  readonly parts: readonly { readonly unit: SourceUnit; readonly container: number }[];
  readonly library: string | undefined;
  /** What was found under a name, for modules of several parts. */
  readonly exports?: Map<string, ExportTarget | undefined>;
}

/** What an exported name stands for. */
export interface ExportTarget {
  readonly declarations: readonly DeclarationRef[];
  readonly expressions: readonly { readonly unit: SourceUnit; readonly x: number }[];
  /** `export * as ns`, or a namespace import that is exported. */
  readonly namespaces: readonly ModuleRef[];
  /** Names that lead into packages that are not there: `pkg#name`. */
  readonly missing: readonly string[];
}

export function createUnit(path: string, facts: JavaScriptFacts, library: string | undefined): SourceUnit {
  return {
    path,
    facts,
    expressions: readExpressions(facts),
    library,
    memo: {
      scopes: [],
      declarations: [],
      signatures: [],
      classes: [],
      expressions: [],
      origins: [],
      types: [],
      references: [],
      instances: new Map(),
      values: new Map(),
      contexts: new Map(),
      exports: new Map(),
      exportNames: [],
      imports: new Map(),
      members: new Map(),
    },
  };
}
