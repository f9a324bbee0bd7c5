import { NONE } from '../../model/facts.js';
import type {
  CallFact,
  CallId,
  CallbackFact,
  ConditionFact,
  DecorationFact,
  DropFact,
  ExpressionId,
  FunctionFact,
  FunctionId,
  LoopId,
  SpreadFact,
  SuspensionFact,
} from '../../model/facts.js';
import type { Range } from '../../model/range.js';
import type { PythonNode } from '../../syntax/python/node.js';
import type { LoopState } from '../javascript/loop-state.js';
import type {
  Assigned,
  ClassFact,
  ClassId,
  Declaration,
  DeclarationId,
  Expression,
  ModuleName,
  ScopeFact,
  ScopeId,
  Signature,
  SignatureId,
  TypeNode,
} from './model.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A scope under construction. */
export interface ScopeDraft extends Omit<ScopeFact, 'declarations' | 'stars' | 'outer'> {
  readonly declarations: DeclarationId[];
  readonly stars: ModuleName[];
  /** Names of `global` statements … */
  readonly globals: Set<string>;
  /** … and of `nonlocal` statements. */
  readonly nonlocals: Set<string>;
}

export interface ClassDraft extends Omit<ClassFact, 'fields'> {
  readonly fields: Assigned[];
}

/** The name under which a method knows its object, for its own body and the functions in it. */
export interface Receiver {
  readonly n: string;
  readonly c: ClassId;
}

/** The cursor: what encloses the node that is being read. Saved and restored around functions and blocks. */
export interface Cursor {
  scope: ScopeId;
  function: FunctionId;
  signature: SignatureId;
  /** The class whose body is being read, outside of its functions. */
  owner: ClassId;
  receiver: Receiver;
  loop: LoopId;
  caught: boolean;
  guarded: boolean;
  /** Reading the condition of a guard. */
  guarding: boolean;
  /** In a branch for another Python: it is read, but its names are not bound. */
  dead: boolean;
}

/** Everything one pass over a tree collects. */
export interface Builder {
  readonly text: string;
  readonly at: Cursor;
  readonly scopes: ScopeDraft[];
  readonly declarations: Declaration[];
  readonly types: TypeNode[];
  readonly expressions: Expression[];
  readonly signatures: Mutable<Signature>[];
  readonly returns: ExpressionId[][];
  readonly classes: ClassDraft[];
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
  readonly recoveries: Range[];
  readonly emptyFunctions: FunctionId[];
  readonly droppedAwaits: ExpressionId[];
  readonly loops: LoopState[];
  /** Places over several lines where a line of one's own cannot be added. */
  readonly texts: Range[];
  /** Names bound to an integer literal: bounds of loops. `NaN` when they are bound twice. */
  readonly numbers: Map<string, number>;
  /** Names bound to a new, empty collection. */
  readonly fresh: Set<string>;
  /** Loops around the cursor, across function borders. */
  readonly openLoops: LoopId[];
  mutedReads: number;
  /** How deeply the cursor is nested. */
  depth: number;
}

/** A fraction of what the smallest stack holds: what is too deep must not depend on how full the stack is. */
const MAX_NESTING = 400;

/** Goes one step deeper; whoever does puts `depth` back. Throws a `RangeError` at the limit. */
export function descend(b: Builder): void {
  b.depth++;
  if (b.depth > MAX_NESTING) throw new RangeError('The nesting is too deep.');
}

export const NO_RECEIVER: Receiver = { n: '', c: NONE };

export function createBuilder(text: string): Builder {
  const at: Cursor = {
    scope: 0,
    function: 0,
    signature: NONE,
    owner: NONE,
    receiver: NO_RECEIVER,
    loop: NONE,
    caught: false,
    guarded: false,
    guarding: false,
    dead: false,
  };
  return {
    text,
    at,
    scopes: [],
    declarations: [],
    types: [],
    expressions: [],
    signatures: [],
    returns: [],
    classes: [],
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
    recoveries: [],
    emptyFunctions: [],
    droppedAwaits: [],
    loops: [],
    texts: [],
    numbers: new Map(),
    fresh: new Set(),
    openLoops: [],
    mutedReads: 0,
    depth: 0,
  };
}

export function pushScope(b: Builder, k: ScopeFact['k'], c: ClassId = NONE): ScopeId {
  const id = b.scopes.length;
  const parent = id === 0 ? NONE : b.at.scope;
  b.scopes.push({ parent, k, declarations: [], stars: [], globals: new Set(), nonlocals: new Set(), c });
  return id;
}

export function declare(b: Builder, scope: ScopeId, declaration: Declaration): void {
  b.declarations.push(declaration);
  if (!b.at.dead) b.scopes[scope]?.declarations.push(b.declarations.length - 1);
}

/** The scope in which an assignment at the cursor binds a name. */
export function bindingScope(b: Builder, name: string): ScopeId {
  const scope = b.scopes[b.at.scope];
  if (scope === undefined) return b.at.scope;
  if (scope.globals.has(name)) return 0;
  return scope.nonlocals.has(name) ? enclosingFunction(b, scope.parent, name) : b.at.scope;
}

function enclosingFunction(b: Builder, from: ScopeId, name: string): ScopeId {
  for (let id = from; id !== NONE; id = b.scopes[id]?.parent ?? NONE) {
    const scope = b.scopes[id];
    if (scope?.k === 'function' && !scope.nonlocals.has(name)) return id;
  }
  return 0;
}

export function addExpression(b: Builder, expression: Expression): ExpressionId {
  b.expressions.push(expression);
  return b.expressions.length - 1;
}

export function addType(b: Builder, type: TypeNode): number {
  b.types.push(type);
  return b.types.length - 1;
}

/** Runs `body` with a changed cursor and puts the cursor back. */
export function within(b: Builder, change: Partial<Cursor>, body: () => void): void {
  const saved = { ...b.at };
  Object.assign(b.at, change);
  body();
  Object.assign(b.at, saved);
}

export function textOf(b: Builder, node: PythonNode): string {
  return b.text.slice(node.start, node.end);
}

export function addCall(b: Builder, fact: Omit<CallFact, 'id' | 'function' | 'loop' | 'caught' | 'guarded'>): CallId {
  const { at } = b;
  const id = b.calls.length;
  // Written out, because spreading is the dearest thing in the whole pass.
  b.calls.push({
    id,
    expression: fact.expression,
    callee: fact.callee,
    arguments: fact.arguments,
    range: fact.range,
    calleeRange: fact.calleeRange,
    name: fact.name,
    function: at.function,
    use: fact.use,
    construct: fact.construct,
    loop: at.loop,
    caught: at.caught,
    guarded: at.guarded,
    constant: fact.constant,
  });
  return id;
}
