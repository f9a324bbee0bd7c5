import { NONE } from '../../model/facts.js';
import type { DirectiveFact } from '../../model/directive-fact.js';
import type {
  AccumulationFact,
  CallFact,
  CallbackFact,
  ConditionFact,
  DecorationFact,
  DropFact,
  ExpressionId,
  FunctionFact,
  FunctionId,
  LoopId,
  ReturnFact,
  RegexpFact,
  SpreadFact,
  SuspensionFact,
} from '../../model/facts.js';
import type { Range } from '../../model/range.js';
import type { Node, SourceFile } from '../../syntax/javascript/tree.js';
import { addRow, createExpressionRows } from './expression-rows.js';
import type { ExpressionRows } from './expression-rows.js';
import { createFlowDraft } from './flow-tape.js';
import type { FlowDraft } from './flow-tape.js';
import type { LoopState } from './loop-state.js';
import type {
  AmbientModule,
  ClassFact,
  ClassId,
  Container,
  ContainerId,
  Context,
  Declaration,
  DeclarationId,
  Expando,
  Export,
  ScopeId,
  Signature,
  SignatureId,
  TypeId,
  TypeNode,
  TypeParameter,
} from './model.js';
import type { ScopeDrafts } from './scope-drafts.js';

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A container under construction. */
export interface ContainerDraft extends Omit<Container, 'exports'> {
  readonly exports: Export[];
}

/** What `this` means at the cursor. */
export interface ThisContext {
  readonly c: ClassId;
  readonly static: boolean;
  readonly t: TypeId;
  /** Function that has it, where only what surrounds the function tells what it is. */
  readonly f?: SignatureId;
}

/** The cursor: what encloses the node that is being read. Saved and restored around whatever changes it. */
export interface Cursor {
  scope: ScopeId;
  container: ContainerId;
  function: FunctionId;
  signature: SignatureId;
  self: ThisContext;
  loop: LoopId;
  caught: boolean;
  /** Awaiting a value that is returned here makes a difference to a `catch`, a `finally` or a `using`. */
  sheltered: boolean;
  guarded: boolean;
  /** Reading the condition of a guard. */
  guarding: boolean;
  /** A plain `break` here leaves a `switch`, not a loop. */
  inSwitch: boolean;
}

/** Everything one pass over a tree collects. */
export interface Builder {
  readonly tree: SourceFile;
  readonly text: string;
  readonly ambient: boolean;
  readonly javascript: boolean;
  readonly at: Cursor;
  readonly scopes: ScopeDrafts;
  readonly declarations: Declaration[];
  /** Declarations of the module itself, and the scopes inside it that declare a name too. */
  readonly moduleNames: Map<string, Declaration>;
  readonly localScopes: Map<string, ScopeId[]>;
  readonly types: TypeNode[];
  /** Types that are written alike in one scope are one record. */
  readonly typeIds: Map<string, TypeId>;
  /** Type parameters in scope at the cursor, outermost first. */
  readonly openParameters: string[];
  /** The outermost of them that the types read since were found to name; -1 for `this`. */
  lowestParameter: number;
  readonly expressions: ExpressionRows;
  readonly flow: FlowDraft;
  readonly signatures: Mutable<Signature>[];
  readonly typeParameters: TypeParameter[];
  readonly classes: ClassFact[];
  readonly containers: ContainerDraft[];
  readonly ambientModules: AmbientModule[];
  readonly globals: ContainerId[];
  readonly expandos: Expando[];
  readonly aliases: (readonly [string, string])[];
  readonly modules: Set<string>;
  readonly functions: Mutable<FunctionFact>[];
  readonly calls: CallFact[];
  readonly drops: DropFact[];
  readonly conditions: ConditionFact[];
  readonly callbacks: CallbackFact[];
  readonly spreads: SpreadFact[];
  readonly decorations: DecorationFact[];
  readonly suspensions: SuspensionFact[];
  readonly returns: ReturnFact[];
  readonly regexps: RegexpFact[];
  readonly recoveries: Range[];
  readonly emptyFunctions: FunctionId[];
  readonly droppedAwaits: ExpressionId[];
  readonly loops: LoopState[];
  readonly accumulations: AccumulationFact[];
  readonly directives: DirectiveFact[];
  readonly texts: Range[];
  /** Names bound once to a number literal: bounds of loops. */
  readonly numbers: Map<string, number>;
  /** Names bound to a new, empty collection. */
  readonly fresh: Set<string>;
  /** `this.x = …` seen in the members of a class. */
  readonly assignedFields: { readonly c: ClassId; readonly n: string; readonly x: ExpressionId }[];
  /** Expected types of array literals, by their expression. */
  readonly arrayContexts: (readonly [ExpressionId, Context])[];
  /** `name = …` outside a declaration. */
  readonly assignments: { readonly sc: ScopeId; readonly n: string; readonly x: ExpressionId }[];
  /** Loops around the cursor, across function borders. */
  readonly openLoops: LoopId[];
  mutedReads: number;
  /** Names of `export as namespace`. */
  readonly globalNamespaces: string[];
  isModule: boolean;
  commonJs: boolean;
  /** How deeply the cursor is nested, in the unit of `descend`. */
  depth: number;
  /** Where the expression around the cursor starts, or -1. */
  left: number;
}

const NO_THIS: ThisContext = { c: NONE, static: false, t: NONE };

const MODULE_START: Cursor = {
  scope: 0,
  container: 0,
  function: 0,
  signature: NONE,
  self: NO_THIS,
  loop: NONE,
  caught: false,
  sheltered: false,
  guarded: false,
  guarding: false,
  inSwitch: false,
};

export function createBuilder(tree: SourceFile, ambient: boolean, javascript: boolean): Builder {
  return {
    tree,
    text: tree.text,
    ambient,
    javascript,
    at: { ...MODULE_START },
    scopes: { parents: [], containers: [], hoists: [], owners: [] },
    declarations: [],
    moduleNames: new Map(),
    localScopes: new Map(),
    types: [],
    typeIds: new Map(),
    openParameters: [],
    lowestParameter: Infinity,
    expressions: createExpressionRows(ambient ? 0 : tree.text.length),
    flow: createFlowDraft(ambient ? 0 : tree.text.length),
    signatures: [],
    typeParameters: [],
    classes: [],
    containers: [],
    ambientModules: [],
    globals: [],
    expandos: [],
    aliases: [],
    modules: new Set(),
    functions: [],
    calls: [],
    drops: [],
    conditions: [],
    callbacks: [],
    spreads: [],
    decorations: [],
    suspensions: [],
    returns: [],
    regexps: [],
    recoveries: [],
    emptyFunctions: [],
    droppedAwaits: [],
    loops: [],
    accumulations: [],
    directives: [],
    texts: [],
    numbers: new Map(),
    fresh: new Set(),
    assignedFields: [],
    arrayContexts: [],
    assignments: [],
    openLoops: [],
    mutedReads: 0,
    globalNamespaces: [],
    isModule: false,
    commonJs: false,
    depth: 0,
    left: -1,
  };
}

/** Links of a chain (`a.b().c()`, `else if`) take little of the stack, any other step takes more. */
export const LINK = 1;
export const STEP = 4;

/** A fraction of what the smallest stack holds: what is too deep must not depend on how full the stack is. */
const MAX_NESTING = 1_600;

/** Goes deeper; whoever does puts `depth` back. Throws a `RangeError` at the limit. */
export function descend(b: Builder, step: number): void {
  b.depth += step;
  if (b.depth > MAX_NESTING) throw new RangeError('The nesting is too deep.');
}

export function pushScope(b: Builder, isFunction: boolean, container: ContainerId = NONE): ScopeId {
  const { parents, containers, hoists } = b.scopes;
  const id = parents.length;
  parents.push(id === 0 ? NONE : b.at.scope);
  containers.push(container);
  hoists.push(isFunction || id === 0 ? id : (hoists[b.at.scope] ?? id));
  return id;
}

export function declare(b: Builder, scope: ScopeId, declaration: Declaration): DeclarationId {
  const id = b.declarations.length;
  b.declarations.push(declaration);
  b.scopes.owners.push(scope);
  if (scope === 0) b.moduleNames.set(declaration.n, declaration);
  else {
    const scopes = b.localScopes.get(declaration.n);
    if (scopes === undefined) b.localScopes.set(declaration.n, [scope]);
    else scopes.push(scope);
  }
  return id;
}

/** Adds an expression with a node's own span; the operands depend on the kind. */
export function addExpression(b: Builder, code: number, node: Node, first = NONE, second = NONE): ExpressionId {
  return addRow(b.expressions, code, startOf(b, node), node.end, first, second);
}

export function addType(b: Builder, type: TypeNode): TypeId {
  b.types.push(type);
  return b.types.length - 1;
}

/** Adds a type once: `key` says everything about it. */
export function shareType(b: Builder, key: string, type: TypeNode): TypeId {
  let id = b.typeIds.get(key);
  if (id === undefined) {
    id = addType(b, type);
    b.typeIds.set(key, id);
  }
  return id;
}

/** Runs `body` in another scope. */
export function inScope(b: Builder, scope: ScopeId, body: () => void): void {
  const { at } = b;
  const saved = at.scope;
  const parameters = b.openParameters.length;
  at.scope = scope;
  body();
  at.scope = saved;
  b.openParameters.length = parameters;
}

/** Runs `body` where `this` means something else. */
export function withThis(b: Builder, self: ThisContext, body: () => void): void {
  const { at } = b;
  const saved = at.self;
  at.self = self;
  body();
  at.self = saved;
}

/** Runs `body` in a place that runs once, behind a test of what it computes. */
export function inGuard(b: Builder, isGuarded: boolean, body: () => void): void {
  const { at } = b;
  const saved = at.guarded;
  at.guarded ||= isGuarded;
  body();
  at.guarded = saved;
}

/** Notes text between code that goes over lines. */
export function noteText(b: Builder, { pos, end }: Node): void {
  const line = b.text.indexOf('\n', pos);
  if (line >= 0 && line < end) b.texts.push({ start: pos, end });
}

/** Offset of a node's first token: the parser's `pos` stands before the trivia. */
export function startOf(b: Builder, node: Node): number {
  return skipTrivia(b.text, node.pos);
}

/** Skips white space and comments; comments and regular expressions never start where a token is expected. */
export function skipTrivia(text: string, position: number): number {
  let at = position;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 47) {
      const next = text.charCodeAt(at + 1);
      if (next === 47) at = lineEnd(text, at);
      else if (next === 42) {
        const close = text.indexOf('*/', at + 2);
        at = close < 0 ? text.length : close + 2;
      } else return at;
    } else if (code === 35 && at === 0 && text.charCodeAt(1) === 33) at = lineEnd(text, at);
    else if (code <= 32 || code === 0xa0 || code === 0xfeff || code === 0x2028 || code === 0x2029) at++;
    else return at;
  }
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13 || code === 0x2028 || code === 0x2029) return at;
    at++;
  }
  return at;
}
