import { NONE } from '../../model/facts.js';
import type { ExpressionId, FunctionKind } from '../../model/facts.js';
import { childIn } from '../../syntax/python/node.js';
import type { PythonNode } from '../../syntax/python/node.js';
import { lowerAnnotation } from './annotations.js';
import { NO_RECEIVER, addExpression, declare, pushScope, textOf, within } from './builder.js';
import type { Builder, Receiver } from './builder.js';
import { catchesAll } from './catches-all.js';
import { lowerExpression, span } from './expressions.js';
import type { LowerContext } from './expressions.js';
import type { Parameter, SignatureId } from './model.js';
import { isEmptyBody } from './empty-body.js';
import { lowerBlock } from './statements.js';

/** Lowers `def` with its body and declares its name; its decorators and defaults belong to the surroundings. */
export function lowerFunction(b: Builder, node: PythonNode, decorators: readonly ExpressionId[]): void {
  const name = childIn(node, 'name');
  const body = childIn(node, 'body');
  if (name === undefined || body === undefined) return;
  const n = textOf(b, name);
  const { owner } = b.at;
  const className = b.classes[owner]?.n;
  const id = addSignature(b, node, {
    n,
    kind: owner === NONE ? 'function' : n === '__init__' ? 'constructor' : 'method',
    label: className === undefined ? n : `${className}.${n}`,
    decorators,
  });
  declare(b, b.at.scope, { k: 'function', n, s: id });
  const signature = b.signatures[id];
  if (signature === undefined) return;
  signature.empty = isEmptyBody(b, body);
  if (isPass(b, body)) b.emptyFunctions.push(signature.f);
  const fn = b.functions[signature.f];
  if (fn !== undefined) fn.catchesAll = catchesAll(b, body);
  for (const decorator of decorators) {
    if (b.expressions[decorator]?.k !== 'call') continue;
    const call = b.calls.findLast(({ expression }) => expression === decorator)?.id;
    if (call !== undefined) b.decorations.push({ function: signature.f, call });
  }
  const receiver = receiverOf(b, signature.p, owner, decorators) ?? keptReceiver(b, signature.p);
  within(b, { ...inside(b, id), receiver, guarded: isMemoised(b, decorators) }, () => {
    lowerBlock(b, body);
  });
}

function isPass({ text }: Builder, { start, end, children }: PythonNode): boolean {
  if (children.length !== 1) return false;
  const newline = text.indexOf('\n', end);
  const line = text.lastIndexOf('\n', start) + 1;
  const above = text.slice(text.lastIndexOf('\n', line - 2) + 1, line);
  return text.slice(start, newline < 0 ? undefined : newline).trim() === 'pass' && !above.includes('#');
}

export function lowerLambda(b: Builder, node: PythonNode, { hints }: LowerContext): ExpressionId {
  const name = hints.name ?? '';
  const label = hints.label ?? (name === '' ? 'the lambda' : name);
  const id = addSignature(b, node, { n: name, kind: 'lambda', label, decorators: [] });
  const body = childIn(node, 'body');
  const parameters = b.signatures[id]?.p ?? [];
  if (body !== undefined) {
    within(b, { ...inside(b, id), receiver: keptReceiver(b, parameters), guarded: false }, () => {
      b.returns[id]?.push(lowerExpression(b, body, 'returned'));
    });
  }
  return addExpression(b, { k: 'lambda', f: id, ...span(node) });
}

function inside(b: Builder, id: SignatureId): Partial<Builder['at']> {
  const signature = b.signatures[id];
  return {
    scope: signature?.sc ?? 0,
    function: signature?.f ?? 0,
    signature: id,
    owner: NONE,
    loop: NONE,
    caught: false,
    guarding: false,
    dead: false,
  };
}

interface Details {
  readonly n: string;
  readonly kind: FunctionKind;
  readonly label: string;
  readonly decorators: readonly ExpressionId[];
}

function addSignature(b: Builder, node: PythonNode, { n, kind, label, decorators }: Details): SignatureId {
  const id = b.signatures.length;
  const f = b.functions.length;
  b.functions.push({
    id: f,
    name: n,
    label,
    kind,
    range: { start: node.start, end: node.end },
    head: node.start,
    async: node.async,
    generator: false,
    parent: b.at.function,
    incomplete: false,
    argumentOf: NONE,
    argumentIndex: NONE,
    catchesAll: false,
    forwards: false,
  });
  const sc = pushScope(b, 'function');
  const returns: ExpressionId[] = [];
  b.returns.push(returns);
  const parameters = childIn(node, 'parameters');
  const tp = typeParameters(b, childIn(node, 'type_parameters'));
  const p = parameters === undefined ? [] : parameters.children.flatMap((child) => lowerParameter(b, child));
  const t = lowerAnnotation(b, childIn(node, 'return_type'));
  const owner = kind === 'lambda' ? NONE : b.at.owner;
  b.signatures.push({
    f,
    n,
    sc,
    p,
    t,
    async: node.async,
    generator: false,
    returns,
    decorators,
    owner,
    tp,
    empty: false,
  });
  p.forEach((parameter, i) => {
    declare(b, sc, { k: 'parameter', n: parameter.n, s: id, i });
  });
  return id;
}

/** Names of `[T, *Ts, **P]`. */
export function typeParameters(b: Builder, node: PythonNode | undefined): readonly string[] {
  if (node === undefined) return [];
  const names = textOf(b, node).slice(1, -1).split(',');
  return names.flatMap((part) => /^[\s*]*([\p{L}_][\p{L}\p{N}_]*)/u.exec(part)?.[1] ?? []);
}

const KINDS: Readonly<Record<string, Parameter['k']>> = {
  list_splat_pattern: 'arguments',
  dictionary_splat_pattern: 'keywords',
};

function lowerParameter(b: Builder, node: PythonNode): readonly Parameter[] {
  if (node.type === 'identifier') return [{ n: textOf(b, node), t: NONE, x: NONE, k: 'plain' }];
  if (node.type === 'keyword_separator') return [];
  const named = childIn(node, 'name') ?? node.children[0];
  const splat = node.type in KINDS ? node : named;
  const kind = splat === undefined ? undefined : KINDS[splat.type];
  const name = kind === undefined ? named : splat?.children[0];
  if (name?.type !== 'identifier') return [];
  const value = childIn(node, 'value');
  const x = value === undefined ? NONE : lowerExpression(b, value, 'other');
  return [{ n: textOf(b, name), t: lowerAnnotation(b, childIn(node, 'type')), x, k: kind ?? 'plain' }];
}

/** The name by which a method knows its object, unless it has none. */
function receiverOf(
  b: Builder,
  parameters: readonly Parameter[],
  owner: number,
  decorators: readonly ExpressionId[],
): Receiver | undefined {
  const first = parameters[0];
  if (owner === NONE || first === undefined || first.k !== 'plain') return undefined;
  const isPlain = !decorators.some((decorator) => /^(?:static|class)method$/.test(decoratorName(b, decorator)));
  return isPlain ? { n: first.n, c: owner } : NO_RECEIVER;
}

/** Functions inside a method know its object too, unless they have a parameter of the same name. */
function keptReceiver(b: Builder, parameters: readonly Parameter[]): Receiver {
  const { receiver } = b.at;
  return parameters.some((parameter) => parameter.n === receiver.n) ? NO_RECEIVER : receiver;
}

/** Its body runs once, or once for each set of arguments. */
function isMemoised(b: Builder, decorators: readonly ExpressionId[]): boolean {
  return decorators.some((decorator) => /^(?:lru_cache|cache|cached_property)$/.test(decoratorName(b, decorator)));
}

function decoratorName(b: Builder, decorator: ExpressionId): string {
  const expression = b.expressions[decorator];
  if (expression?.k === 'call') return decoratorName(b, expression.c);
  return expression?.k === 'name' || expression?.k === 'member' ? expression.n : '';
}
