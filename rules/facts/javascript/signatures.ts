import { NONE } from '../../model/facts.js';
import {
  SyntaxKind,
  getEffectiveTypeParameterDeclarations,
  getJSDocReturnType,
  getJSDocType,
} from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { STEP, declare, descend, inScope, pushScope } from './builder.js';
import type { Builder, Mutable } from './builder.js';
import type { ClassId, Context, Parameter, PathStep, Signature, SignatureId, TypeId } from './model.js';
import { lowerExpression } from './expressions.js';
import { declareTypeParameters, entityNames, lowerType } from './types.js';
import { NO_CONTEXT, NO_IDS } from './usual-records.js';

/** Any node with parameters: functions, methods and the signatures of types. */
type SignatureNode = tree.SignatureDeclaration | tree.JSDocFunctionType;

const NO_PARAMETERS: readonly Parameter[] = [];

/**
 * Records the parameters and types of a function or signature; its scope is left for the body.
 * The expected type of parameters comes from `context`.
 */
export function addSignature(
  b: Builder,
  node: SignatureNode,
  owner: ClassId,
  context: Context = NO_CONTEXT,
): SignatureId {
  const id = b.signatures.length;
  const body = (node as tree.FunctionDeclaration).body !== undefined;
  const typeParameters = node.typeParameters ?? templateParameters(b, node);
  // Without a body nobody looks its parameters up, so that a mere signature needs a scope for type parameters only.
  const scope = body || typeParameters !== undefined ? pushScope(b, true) : b.at.scope;
  const signature: Mutable<Signature> = {
    f: NONE,
    n: '',
    sc: scope,
    p: NO_PARAMETERS,
    tp: NO_IDS,
    t: NONE,
    async: hasModifier(node, SyntaxKind.AsyncKeyword),
    generator: (node as tree.FunctionDeclaration).asteriskToken !== undefined,
    self: NONE,
    body,
    returns: NO_IDS,
    context,
    owner,
    predicate: node.type?.kind === SyntaxKind.TypePredicate,
  };
  b.signatures.push(signature);
  inScope(b, scope, () => {
    signature.tp = typeParameters === undefined ? NO_IDS : declareTypeParameters(b, typeParameters);
    signature.p = lowerParameters(b, node, id, signature);
    signature.t = lowerType(b, node.type ?? (b.javascript ? documentedReturn(node, signature.async) : undefined));
  });
  return id;
}

/** Comments often name what an async function's promise resolves to; what it returns is a promise all the same. */
function documentedReturn(node: SignatureNode, isAsync: boolean): tree.TypeNode | undefined {
  const type = getJSDocReturnType(node);
  if (!isAsync || type?.kind !== SyntaxKind.TypeReference) return isAsync ? undefined : type;
  const names = entityNames((type as tree.TypeReferenceNode).typeName);
  return /Promise|Thenable/.test(names.at(-1) ?? '') ? type : undefined;
}

/** Adds an expression to what a function returns. */
export function noteReturn(signature: Mutable<Signature>, value: number): void {
  signature.returns = [...signature.returns, value];
}

function lowerParameters(
  b: Builder,
  node: SignatureNode,
  id: SignatureId,
  signature: Mutable<Signature>,
): readonly Parameter[] {
  if (node.parameters.length === 0) return NO_PARAMETERS;
  const parameters: Parameter[] = [];
  for (const parameter of node.parameters) {
    const name = parameter.name as tree.BindingName | undefined;
    if (name?.kind === SyntaxKind.Identifier && name.text === 'this') signature.self = lowerType(b, parameter.type);
    else parameters.push(lowerParameter(b, parameter, { id, index: parameters.length, body: signature.body }));
  }
  return parameters.length === node.parameters.length ? parameters : [...parameters];
}

export function hasModifier(node: tree.Node, kind: SyntaxKind): boolean {
  const modifiers = (node as { modifiers?: readonly tree.Node[] }).modifiers;
  return modifiers !== undefined && modifiers.some((modifier) => modifier.kind === kind);
}

interface ParameterPlace {
  readonly id: SignatureId;
  readonly index: number;
  readonly body: boolean;
}

function lowerParameter(b: Builder, node: tree.ParameterDeclaration, { id, index, body }: ParameterPlace): Parameter {
  const name = node.name as tree.BindingName | undefined;
  const value = node.initializer === undefined ? NONE : lowerExpression(b, node.initializer, 'assigned');
  if (name !== undefined && body)
    declarePattern(b, name, NO_PATH, (n, path) => declare(b, b.at.scope, { k: 'parameter', n, s: id, i: index, path }));
  const documented = b.javascript && node.type === undefined ? getJSDocType(node) : undefined;
  return {
    n: name?.kind === SyntaxKind.Identifier ? name.text : '',
    t: lowerType(b, node.type ?? documented),
    x: value,
    optional: node.questionToken !== undefined || value !== NONE || documented?.kind === SyntaxKind.JSDocOptionalType,
    rest: node.dotDotDotToken !== undefined,
  };
}

export const NO_PATH: readonly PathStep[] = [];

/** Calls `bind` for each name of a pattern, with the steps that lead to it. */
export function declarePattern(
  b: Builder,
  pattern: tree.BindingName,
  path: readonly PathStep[],
  bind: (name: string, path: readonly PathStep[]) => void,
): void {
  if (pattern.kind === SyntaxKind.Identifier) {
    bind(pattern.text, path);
    return;
  }
  const { depth } = b;
  descend(b, STEP);
  const isObject = pattern.kind === SyntaxKind.ObjectBindingPattern;
  pattern.elements.forEach((element, index) => {
    if (element.kind === SyntaxKind.OmittedExpression) return;
    const binding = element as tree.BindingElement;
    const step = isObject ? objectStep(b, binding) : binding.dotDotDotToken === undefined ? index : { rest: index };
    if (binding.initializer !== undefined) lowerExpression(b, binding.initializer, 'assigned');
    declarePattern(b, binding.name, [...path, step], bind);
  });
  b.depth = depth;
}

function objectStep(b: Builder, element: tree.BindingElement): PathStep {
  if (element.dotDotDotToken !== undefined) return { rest: -1 };
  const key = element.propertyName ?? element.name;
  if (key.kind === SyntaxKind.Identifier || key.kind === SyntaxKind.StringLiteral) {
    const local = element.name;
    if (local.kind === SyntaxKind.Identifier && local.text !== key.text) b.aliases.push([key.text, local.text]);
    return key.text;
  }
  return '?';
}

function templateParameters(b: Builder, node: SignatureNode): readonly tree.TypeParameterDeclaration[] | undefined {
  if (!b.javascript) return undefined;
  const documented = getEffectiveTypeParameterDeclarations(node as tree.SignatureDeclaration);
  return documented.length === 0 ? undefined : documented;
}

export function documentedType(b: Builder, node: tree.Node): TypeId {
  return b.javascript ? lowerType(b, getJSDocType(node)) : NONE;
}
