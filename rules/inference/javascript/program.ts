import type { Declaration, JavaScriptFacts, ScopeId } from '../../facts/javascript/model.js';
import type { Type } from './types.js';

/** Where a module specifier leads. */
export type ModuleTarget =
  { readonly kind: 'module'; readonly module: ModuleRef } | { readonly kind: 'missing'; readonly packageName: string };

/** The project as inference sees it: facts by file, and a resolver that is handed in. */
export interface Program {
  /** What `specifier` in `file` leads to; declaration files and sources are loaded on demand. */
  resolve(file: SourceUnit, specifier: string): ModuleTarget | undefined;
  /** Declarations of a global name as seen from a file: the platform's, the runtime's, test runners'. */
  globals(name: string, file: SourceUnit): readonly DeclarationRef[];
  /** Module that a specifier stands for in knowledge tables: `fs` is `node:fs`, a package keeps its subpath, `./x` is none. */
  packageOf(file: SourceUnit, specifier: string): string | undefined;
}

/** A file's facts with what inference remembers of it. Replaced as a whole when the file changes. */
export interface SourceUnit {
  readonly path: string;
  readonly facts: JavaScriptFacts;
  /** Name of the module in knowledge tables when it is not the project's own code: a package, `node:fs`, `global`. */
  readonly library: string | undefined;
  readonly memo: Memo;
}

export interface Memo {
  readonly scopes: (ReadonlyMap<string, readonly DeclarationRef[]> | undefined)[];
  readonly declarations: (DeclarationRef | undefined)[];
  readonly expressions: (Type | null | undefined)[];
  readonly variables: Map<Declaration, Type | undefined>;
  readonly returns: (Type | null | undefined)[];
  readonly exports: Map<string, ExportTarget | undefined>;
  readonly imports: Map<Declaration, ExportTarget | undefined>;
  readonly members: Map<number, MemberIndex>;
  readonly provenance: (string | null | undefined)[];
  /** Of classes without type parameters. */
  readonly heritage: (readonly (Type | undefined)[] | undefined)[];
  /** Being asked, with its depth, or answered inside a circle that leads back to that depth. */
  readonly busy: Map<unknown, { readonly depth: number; readonly value: unknown }>;
  /** Answers of circles, for whoever asks from outside. */
  readonly outside: Map<unknown, unknown>;
  /** Questions on circles that are too deep or too large to be followed. */
  readonly hopeless: Set<unknown>;
}

export interface MemberIndex {
  readonly instance: ReadonlyMap<string, readonly number[]>;
  readonly static: ReadonlyMap<string, readonly number[]>;
}

export interface DeclarationRef {
  readonly unit: SourceUnit;
  readonly declaration: Declaration;
  readonly scope: ScopeId;
}

/** A module or ambient module: one or more containers of one or more files. */
export interface ModuleRef {
  readonly parts: readonly { readonly unit: SourceUnit; readonly container: number }[];
  readonly library: string | undefined;
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
    library,
    memo: {
      scopes: [],
      declarations: [],
      expressions: [],
      variables: new Map(),
      returns: [],
      exports: new Map(),
      imports: new Map(),
      members: new Map(),
      provenance: [],
      heritage: [],
      busy: new Map(),
      outside: new Map(),
      hopeless: new Set(),
    },
  };
}
