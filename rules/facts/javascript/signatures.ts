import { NONE } from '../../model/facts.js';
import {
  SyntaxKind,
  getEffectiveTypeParameterDeclarations,
  getJSDocReturnType,
  getJSDocType,
} from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { declare, pushScope, within } from './builder.js';
import type { Builder } from './builder.js';
import type { ClassId, Context, Parameter, PathStep, SignatureId, TypeId } from './model.js';
import { lowerExpression } from './expressions.js';
import { declareTypeParameters, lowerType } from './types.js';

export const NO_CONTEXT: Context = { k: 'none' };

/** Any node with parameters: functions, methods and the signatures of types. */
type SignatureNode = tree.SignatureDeclaration | tree.JSDocFunctionType;

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
  const scope = pushScope(b, true);
  const returns: number[] = [];
  b.returns.push(returns);
  b.signatures.push({
    f: NONE,
    n: '',
    sc: scope,
    p: [],
    tp: [],
    t: NONE,
    async: hasModifier(node, SyntaxKind.AsyncKeyword),
    generator: (node as tree.FunctionDeclaration).asteriskToken !== undefined,
    self: NONE,
    body: (node as tree.FunctionDeclaration).body !== undefined,
    returns,
    context,
    owner,
    predicate: node.type?.kind === SyntaxKind.TypePredicate,
  });
  const signature = b.signatures[id];
  if (signature === undefined) return id;
  within(b, { scope }, () => {
    signature.tp = declareTypeParameters(b, node.typeParameters ?? templateParameters(b, node));
    const parameters: Parameter[] = [];
    for (const parameter of node.parameters) {
      const name = parameter.name as tree.BindingName | undefined;
      if (name?.kind === SyntaxKind.Identifier && name.text === 'this') {
        signature.self = lowerType(b, parameter.type);
        continue;
      }
      parameters.push(lowerParameter(b, parameter, id, parameters.length));
    }
    signature.p = parameters;
    signature.t = lowerType(b, node.type ?? (b.javascript ? getJSDocReturnType(node) : undefined));
  });
  return id;
}

export function hasModifier(node: tree.Node, kind: SyntaxKind): boolean {
  const modifiers = (node as { modifiers?: readonly tree.Node[] }).modifiers;
  return modifiers !== undefined && modifiers.some((modifier) => modifier.kind === kind);
}

function lowerParameter(b: Builder, node: tree.ParameterDeclaration, signature: SignatureId, index: number): Parameter {
  const name = node.name as tree.BindingName | undefined;
  const value = node.initializer === undefined ? NONE : lowerExpression(b, node.initializer, 'assigned');
  if (name !== undefined)
    declarePattern(b, name, [], (n, path) =>
      declare(b, b.at.scope, { k: 'parameter', n, s: signature, i: index, path }),
    );
  const documented = b.javascript && node.type === undefined ? getJSDocType(node) : undefined;
  return {
    n: name?.kind === SyntaxKind.Identifier ? name.text : '',
    t: lowerType(b, node.type ?? documented),
    x: value,
    optional: node.questionToken !== undefined || value !== NONE,
    rest: node.dotDotDotToken !== undefined,
  };
}

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
  const isObject = pattern.kind === SyntaxKind.ObjectBindingPattern;
  pattern.elements.forEach((element, index) => {
    if (element.kind === SyntaxKind.OmittedExpression) return;
    const binding = element as tree.BindingElement;
    const step = isObject ? objectStep(b, binding) : binding.dotDotDotToken === undefined ? index : { rest: index };
    if (binding.initializer !== undefined) lowerExpression(b, binding.initializer, 'assigned');
    declarePattern(b, binding.name, [...path, step], bind);
  });
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
