import { NONE } from '../../model/facts.js';
import type {
  CallFact,
  CallId,
  CallbackFact,
  ConditionFact,
  DirectiveFact,
  DropFact,
  ExpressionId,
  FunctionFact,
  FunctionId,
  LoopId,
  SpreadFact,
  SuspensionFact,
} from '../../model/facts.js';
import type { Range } from '../../model/range.js';
import type { Node, SourceFile } from '../../syntax/javascript/tree.js';
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
  Expression,
  ScopeFact,
  ScopeId,
  Signature,
  SignatureId,
  TypeId,
  TypeNode,
  TypeParameter,
} from './model.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A scope under construction. */
export interface ScopeDraft extends Omit<ScopeFact, 'declarations'> {
  readonly declarations: DeclarationId[];
  /** Where `var` declarations go. */
  readonly hoist: ScopeId;
}

/** A container under construction. */
export interface ContainerDraft extends Omit<Container, 'exports'> {
  readonly exports: Export[];
}

/** What `this` means at the cursor. */
export interface ThisContext {
  readonly c: ClassId;
  readonly static: boolean;
  readonly t: TypeId;
}

/** The cursor: what encloses the node that is being read. Saved and restored around scopes. */
export interface Cursor {
  scope: ScopeId;
  container: ContainerId;
  function: FunctionId;
  signature: SignatureId;
  self: ThisContext;
  loop: LoopId;
  caught: boolean;
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
  readonly scopes: ScopeDraft[];
  readonly declarations: Declaration[];
  /** Declarations at the top of the file, by name. */
  readonly moduleNames: Map<string, Declaration>;
  readonly types: TypeNode[];
  readonly expressions: Expression[];
  readonly signatures: Mutable<Signature>[];
  readonly returns: ExpressionId[][];
  readonly typeParameters: TypeParameter[];
  readonly classes: ClassFact[];
  readonly containers: ContainerDraft[];
  readonly ambientModules: AmbientModule[];
  readonly globals: ContainerId[];
  readonly expandos: Expando[];
  readonly aliases: (readonly [string, string])[];
  readonly modules: Set<string>;
  readonly functions: Mutable<FunctionFact>[];
  readonly calls: Mutable<CallFact>[];
  readonly drops: DropFact[];
  readonly conditions: ConditionFact[];
  readonly callbacks: CallbackFact[];
  readonly spreads: SpreadFact[];
  readonly suspensions: SuspensionFact[];
  readonly loops: LoopState[];
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
  /** The declaration that was made last, for `export` in front of it. */
  lastDeclaration: DeclarationId;
  /** Names of `export as namespace`. */
  readonly globalNamespaces: string[];
  isModule: boolean;
  commonJs: boolean;
  depth: number;
}

const NO_THIS: ThisContext = { c: NONE, static: false, t: NONE };

export function createBuilder(tree: SourceFile, ambient: boolean, javascript: boolean): Builder {
  return {
    tree,
    text: tree.text,
    ambient,
    javascript,
    at: {
      scope: 0,
      container: 0,
      function: 0,
      signature: NONE,
      self: NO_THIS,
      loop: NONE,
      caught: false,
      guarded: false,
      guarding: false,
      inSwitch: false,
    },
    scopes: [],
    declarations: [],
    moduleNames: new Map(),
    types: [],
    expressions: [],
    signatures: [],
    returns: [],
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
    suspensions: [],
    loops: [],
    directives: [],
    texts: [],
    numbers: new Map(),
    fresh: new Set(),
    assignedFields: [],
    arrayContexts: [],
    assignments: [],
    openLoops: [],
    mutedReads: 0,
    lastDeclaration: NONE,
    globalNamespaces: [],
    isModule: false,
    commonJs: false,
    depth: 0,
  };
}

export function pushScope(b: Builder, isFunction: boolean, container: ContainerId = NONE): ScopeId {
  const id = b.scopes.length;
  b.scopes.push({
    parent: id === 0 ? NONE : b.at.scope,
    declarations: [],
    container,
    hoist: isFunction || id === 0 ? id : (b.scopes[b.at.scope]?.hoist ?? id),
  });
  return id;
}

export function declare(b: Builder, scope: ScopeId, declaration: Declaration): DeclarationId {
  const id = b.declarations.length;
  b.declarations.push(declaration);
  b.scopes[scope]?.declarations.push(id);
  if (scope === 0) b.moduleNames.set(declaration.n, declaration);
  return id;
}

export function addExpression(b: Builder, expression: Expression): ExpressionId {
  b.expressions.push(expression);
  return b.expressions.length - 1;
}

export function addType(b: Builder, type: TypeNode): TypeId {
  b.types.push(type);
  return b.types.length - 1;
}

/** Runs `body` with a changed cursor and puts the cursor back. */
export function within(b: Builder, change: Partial<Cursor>, body: () => void): void {
  // Written out: this runs for every scope of every file, and spreading a record costs as much as lowering one.
  const { at } = b;
  const { scope, container, function: fn, signature, self, loop, caught, guarded, guarding, inSwitch } = at;
  for (const key in change) at[key as never] = change[key as keyof Cursor] as never;
  body();
  at.scope = scope;
  at.container = container;
  at.function = fn;
  at.signature = signature;
  at.self = self;
  at.loop = loop;
  at.caught = caught;
  at.guarded = guarded;
  at.guarding = guarding;
  at.inSwitch = inSwitch;
}

/** Offset of a node's first token: the parser's `pos` stands before the trivia. */
export function startOf(b: Builder, node: Node): number {
  return skipTrivia(b.text, node.pos);
}

/** An async function waits for the promise that it returns. */
export function noteReturned(b: Builder, value: ExpressionId): void {
  const expression = b.expressions[value];
  if (expression === undefined || b.functions[b.at.function]?.async !== true) return;
  b.suspensions.push({
    range: { start: expression.s, end: expression.e },
    kind: 'return',
    function: b.at.function,
    loop: b.at.loop,
    operand: value,
    call: 'call' in expression ? expression.call : NONE,
  });
}

/** Notes text between code that goes over lines. */
export function noteText(b: Builder, { pos, end }: Node): void {
  const line = b.text.indexOf('\n', pos);
  if (line >= 0 && line < end) b.texts.push({ start: pos, end });
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

export function addCall(b: Builder, fact: Omit<CallFact, 'id' | 'function' | 'loop' | 'caught' | 'guarded'>): CallId {
  const id = b.calls.length;
  b.calls.push({
    id,
    expression: fact.expression,
    callee: fact.callee,
    arguments: fact.arguments,
    range: fact.range,
    calleeRange: fact.calleeRange,
    name: fact.name,
    use: fact.use,
    construct: fact.construct,
    constant: fact.constant,
    function: b.at.function,
    loop: b.at.loop,
    caught: b.at.caught,
    guarded: b.at.guarded,
  });
  return id;
}
