import type { Declaration, ModuleName, PythonFacts } from '../../facts/python/model.js';
import type { ClassRef, ModuleRef, Type } from './types.js';

/** Where a module's name leads. */
export type ModuleTarget =
  | { readonly kind: 'module'; readonly module: ModuleRef }
  /** Not of the project: the standard library, or a package that is installed somewhere. */
  | { readonly kind: 'library'; readonly name: string };

/** The project as inference sees it: facts by file, and a resolver that is handed in. */
export interface PythonProgram {
  unit(path: string): PythonUnit | undefined;
  /** All files of the project, sorted by path. */
  units(): readonly PythonUnit[];
  /** What a module's name in a file leads to. */
  resolve(from: PythonUnit, name: ModuleName): ModuleTarget;
  /** A module inside a package. */
  submodule(module: ModuleRef, name: string): ModuleRef | undefined;
}

/** A file's facts with what inference remembers of it. Replaced as a whole when the project changes. */
export interface PythonUnit {
  readonly path: string;
  readonly facts: PythonFacts;
  /** A stub: what has no annotation says nothing. */
  readonly stub: boolean;
  readonly memo: Memo;
}

export interface Memo {
  readonly names: (ReadonlyMap<string, readonly DeclarationRef[]> | undefined)[];
  readonly classes: (ClassRef | undefined)[];
  readonly expressions: Table<number>;
  readonly declarations: Table<Declaration>;
  /** Function types by signature, decorators applied. */
  readonly functions: Table<number>;
  /** What a plain call gives, by signature. */
  readonly returns: Table<number>;
  /** Annotations. */
  readonly types: Table<number>;
  /** Signatures by the function that they belong to. */
  signatures: ReadonlyMap<number, number> | undefined;
}

/** Answers that were given, and questions that are open. */
export interface Table<K> {
  readonly answers: Map<K, Type | undefined>;
  readonly open: Set<K>;
  /** Answers from inside a circle: they hold until the outermost question is answered. */
  readonly provisional: Map<K, Type | undefined>;
}

/** A class in another's line of ancestors; `undefined` when it is not known. */
export type Base = ClassRef | Extract<Type, { k: 'api' }> | undefined;

export interface DeclarationRef {
  readonly unit: PythonUnit;
  readonly declaration: Declaration;
  readonly scope: number;
}

export function createUnit(path: string, facts: PythonFacts): PythonUnit {
  const memo: Memo = {
    names: [],
    classes: [],
    expressions: createTable(),
    declarations: createTable(),
    functions: createTable(),
    returns: createTable(),
    types: createTable(),
    signatures: undefined,
  };
  return { path, facts, stub: path.endsWith('.pyi'), memo };
}

function createTable<K>(): Table<K> {
  return { answers: new Map(), open: new Set(), provisional: new Map() };
}
