import { NONE } from '../../model/facts.js';
import { FLOW } from '../../model/flow.js';
import type { FunctionKind } from '../../model/facts.js';
import { SyntaxKind } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { declare, startOf } from './builder.js';
import type { Builder, Cursor, ThisContext } from './builder.js';
import { noteReturned } from './calls.js';
import { catchesAll, endsInHandler, forwardsOnly } from './catches-all.js';
import { addVoidBody } from './drops.js';
import { lowerExpression } from './expressions.js';
import { closeTarget, emit, openTarget } from './flow-tape.js';
import type { ClassId, Context, Signature, SignatureId } from './model.js';
import { noteRequeue } from './requeues.js';
import { addReturns } from './returns.js';
import { addSignature, noteReturn } from './signatures.js';
import { NO_CONTEXT } from './usual-records.js';
import { lowerStatements } from './statements.js';

export interface FunctionDetails {
  readonly kind: FunctionKind;
  readonly name: string;
  readonly label: string;
  readonly owner: ClassId;
  readonly context?: Context;
}

/** Lowers a function with its body; a mere signature (an overload, an abstract method) gets no function record. */
export function lowerFunction(b: Builder, node: tree.FunctionLikeDeclaration, details: FunctionDetails): SignatureId {
  const id = addSignature(b, node, details.owner, details.context ?? NO_CONTEXT);
  const signature = b.signatures[id];
  if (signature === undefined) return id;
  signature.n = details.name;
  const body = node.body;
  if (body === undefined) return id;
  const fn = b.functions.length;
  signature.f = fn;
  const isExpression = body.kind !== SyntaxKind.Block;
  if (!isExpression && isEmpty(b, body as tree.Block)) b.emptyFunctions.push(fn);
  const start = startOf(b, node);
  b.functions.push({
    id: fn,
    name: details.name,
    label: details.label,
    kind: details.kind,
    range: { start, end: node.end },
    head: headOf(b, node, start),
    async: signature.async,
    generator: signature.generator,
    parent: b.at.function,
    incomplete: false,
    argumentOf: NONE,
    argumentIndex: NONE,
    catchesAll: isExpression ? endsInHandler(body) : catchesAll(body as tree.Block),
    forwards: forwardsOnly(body, signature.async),
  });
  if (node.kind === SyntaxKind.FunctionExpression && node.name !== undefined) {
    declare(b, signature.sc, { k: 'function', n: node.name.text, s: id });
  }
  const saved = enterFunction(b, {
    scope: signature.sc,
    function: fn,
    signature: id,
    self: thisIn(b, node, signature, id),
  });
  if (isExpression) {
    const value = lowerExpression(b, body as tree.Expression, 'returned', { context: { k: 'returned', s: id } });
    noteReturn(signature, value);
    noteReturned(b, value);
    addReturns(b, body as tree.Expression, value);
    addVoidBody(b, body as tree.Expression, value);
    emit(b, FLOW.return, value);
  } else {
    lowerStatements(b, (body as tree.Block).statements);
    noteRequeue(b, body as tree.Block, details.name);
  }
  leaveFunction(b, saved);
  return id;
}

/** Nothing in it, and no comment on its line or the line above: that would be a reason. */
function isEmpty({ text }: Builder, { statements, pos, end }: tree.Block): boolean {
  if (statements.length > 0) return false;
  const line = text.lastIndexOf('\n', pos) + 1;
  const above = text.lastIndexOf('\n', line - 2) + 1;
  const newline = text.indexOf('\n', end);
  const own = text.slice(line, newline < 0 ? undefined : newline);
  return (
    !/\/[/*]/.test(text.slice(pos, end)) && !/\/[/*]/.test(own) && !/^\s*(?:\/[/*]|\*)/.test(text.slice(above, line))
  );
}

/** Moves the cursor into a body: nothing around the function is around its statements. Gives where it was. */
export function enterFunction(b: Builder, to: Pick<Cursor, 'scope' | 'function' | 'signature' | 'self'>): Cursor {
  const { at } = b;
  openTarget(b, 'function', FLOW.enter, to.function);
  const saved: Cursor = {
    scope: at.scope,
    container: at.container,
    function: at.function,
    signature: at.signature,
    self: at.self,
    loop: at.loop,
    caught: at.caught,
    sheltered: at.sheltered,
    guarded: at.guarded,
    guarding: at.guarding,
    inSwitch: at.inSwitch,
  };
  at.scope = to.scope;
  at.function = to.function;
  at.signature = to.signature;
  at.self = to.self;
  at.loop = NONE;
  at.caught = false;
  at.sheltered = false;
  at.guarded = false;
  at.guarding = false;
  at.inSwitch = false;
  return saved;
}

export function leaveFunction(b: Builder, saved: Cursor): void {
  const { at } = b;
  closeTarget(b, FLOW.leave, at.function);
  at.scope = saved.scope;
  at.function = saved.function;
  at.signature = saved.signature;
  at.self = saved.self;
  at.loop = saved.loop;
  at.caught = saved.caught;
  at.sheltered = saved.sheltered;
  at.guarded = saved.guarded;
  at.guarding = saved.guarding;
  at.inSwitch = saved.inSwitch;
}

const OWN_THIS: ThisContext = { c: NONE, static: false, t: NONE };

/** Arrow functions and members keep the `this` of their surroundings; plain functions have their own. */
function thisIn(b: Builder, node: tree.Node, { self, context }: Signature, id: SignatureId): ThisContext {
  if (self !== NONE) return { c: NONE, static: false, t: self };
  if (node.kind === SyntaxKind.FunctionDeclaration) return OWN_THIS;
  if (node.kind !== SyntaxKind.FunctionExpression) return b.at.self;
  return context.k === 'none' ? OWN_THIS : { ...OWN_THIS, f: id };
}

/** Where `async` goes: after the modifiers that must precede it. */
function headOf(b: Builder, node: tree.FunctionLikeDeclaration, start: number): number {
  const modifiers = (node as { modifiers?: readonly tree.Node[] }).modifiers;
  const last = modifiers?.[modifiers.length - 1];
  if (last === undefined) return start;
  let at = last.end;
  while (b.text.charCodeAt(at) === 32) at++;
  return at;
}
