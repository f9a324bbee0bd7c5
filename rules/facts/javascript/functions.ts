import { NONE } from '../../model/facts.js';
import type { FunctionKind } from '../../model/facts.js';
import { SyntaxKind } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { noteReturned, startOf, within } from './builder.js';
import type { Builder } from './builder.js';
import { catchesAll, endsInHandler } from './catches-all.js';
import { lowerExpression } from './expressions.js';
import type { ClassId, Context, SignatureId } from './model.js';
import { NO_CONTEXT, addSignature } from './signatures.js';
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
  });
  const change = {
    scope: signature.sc,
    function: fn,
    signature: id,
    loop: NONE,
    caught: false,
    guarded: false,
    guarding: false,
    inSwitch: false,
  };
  within(b, { ...change, ...ownThis(node, signature.self) }, () => {
    if (isExpression) {
      const value = lowerExpression(b, body as tree.Expression, 'returned', { context: { k: 'returned', s: id } });
      b.returns[id]?.push(value);
      noteReturned(b, value);
    } else lowerStatements(b, (body as tree.Block).statements);
  });
  return id;
}

/** Arrow functions and members keep the `this` of their surroundings; plain functions have their own. */
function ownThis(node: tree.Node, declared: number): Partial<Builder['at']> {
  if (declared !== NONE) return { self: { c: NONE, static: false, t: declared } };
  const isPlain = node.kind === SyntaxKind.FunctionExpression || node.kind === SyntaxKind.FunctionDeclaration;
  return isPlain ? { self: { c: NONE, static: false, t: NONE } } : {};
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
