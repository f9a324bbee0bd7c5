import { NONE } from '../../model/facts.js';
import { SyntaxKind } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { STEP, addType, declare, descend, inScope, pushScope, shareType } from './builder.js';
import type { Builder } from './builder.js';
import { literalMembers } from './members.js';
import type { TypeId, TypeNode, TypeParameterId, TypeShape } from './model.js';
import { addSignature } from './signatures.js';

type Lower = (b: Builder, node: never) => TypeShape;

const KEYWORDS = new Map<SyntaxKind, TypeShape>([
  [SyntaxKind.VoidKeyword, { k: 'keyword', n: 'void' }],
  [SyntaxKind.UndefinedKeyword, { k: 'keyword', n: 'undefined' }],
  [SyntaxKind.NullKeyword, { k: 'keyword', n: 'null' }],
  [SyntaxKind.NeverKeyword, { k: 'keyword', n: 'never' }],
  [SyntaxKind.AnyKeyword, { k: 'keyword', n: 'any' }],
  [SyntaxKind.UnknownKeyword, { k: 'keyword', n: 'unknown' }],
  [SyntaxKind.ObjectKeyword, { k: 'keyword', n: 'object' }],
  [SyntaxKind.StringKeyword, { k: 'primitive', n: 'String' }],
  [SyntaxKind.NumberKeyword, { k: 'primitive', n: 'Number' }],
  [SyntaxKind.BooleanKeyword, { k: 'primitive', n: 'Boolean' }],
  [SyntaxKind.JSDocAllType, { k: 'keyword', n: 'any' }],
]);

const OTHER: TypeShape = { k: 'keyword', n: 'other' };

const LOWER = new Map<SyntaxKind, Lower>([
  [SyntaxKind.TypeReference, lowerReference],
  [SyntaxKind.ExpressionWithTypeArguments, lowerHeritage],
  [SyntaxKind.ArrayType, (b, node: tree.ArrayTypeNode) => ({ k: 'array', t: lowerType(b, node.elementType) })],
  [SyntaxKind.TupleType, lowerTuple],
  [SyntaxKind.UnionType, (b, node: tree.UnionTypeNode) => ({ k: 'union', ts: lowerTypes(b, node.types) })],
  [
    SyntaxKind.IntersectionType,
    (b, node: tree.IntersectionTypeNode) => ({ k: 'intersection', ts: lowerTypes(b, node.types) }),
  ],
  [
    SyntaxKind.FunctionType,
    (b, node: tree.FunctionTypeNode) => ({ k: 'function', s: addSignature(b, node, NONE), construct: false }),
  ],
  [
    SyntaxKind.ConstructorType,
    (b, node: tree.ConstructorTypeNode) => ({ k: 'function', s: addSignature(b, node, NONE), construct: true }),
  ],
  [
    SyntaxKind.JSDocFunctionType,
    (b, node: tree.JSDocFunctionType) => ({ k: 'function', s: addSignature(b, node, NONE), construct: false }),
  ],
  [SyntaxKind.TypeLiteral, (b, node: tree.TypeLiteralNode) => ({ k: 'members', c: literalMembers(b, node.members) })],
  [SyntaxKind.ThisType, lowerThis],
  [SyntaxKind.TypeQuery, lowerQuery],
  [
    SyntaxKind.IndexedAccessType,
    (b, node: tree.IndexedAccessTypeNode) => ({
      k: 'indexed',
      o: lowerType(b, node.objectType),
      i: lowerType(b, node.indexType),
    }),
  ],
  [SyntaxKind.ImportType, lowerImport],
  [SyntaxKind.MappedType, lowerMapped],
  [SyntaxKind.ConditionalType, lowerConditional],
  [SyntaxKind.InferType, lowerInfer],
  [
    SyntaxKind.TypeOperator,
    (b, node: tree.TypeOperatorNode) => ({
      k: 'operator',
      keyof: node.operator === SyntaxKind.KeyOfKeyword,
      t: lowerType(b, node.type),
    }),
  ],
  [SyntaxKind.LiteralType, lowerLiteral],
  [SyntaxKind.TemplateLiteralType, () => ({ k: 'primitive', n: 'String' })],
  [SyntaxKind.TypePredicate, () => ({ k: 'primitive', n: 'Boolean' })],
] as [SyntaxKind, Lower][]);

/** Types that only wrap another one. */
const TRANSPARENT = new Set<SyntaxKind>([
  SyntaxKind.ParenthesizedType,
  SyntaxKind.OptionalType,
  SyntaxKind.RestType,
  SyntaxKind.NamedTupleMember,
  SyntaxKind.JSDocTypeExpression,
  SyntaxKind.JSDocNullableType,
  SyntaxKind.JSDocNonNullableType,
  SyntaxKind.JSDocOptionalType,
  SyntaxKind.JSDocVariadicType,
]);

const NO_TYPES: readonly TypeId[] = [];

/** Lowers a type annotation; `NONE` when there is none. */
export function lowerType(b: Builder, node: tree.Node | undefined): TypeId {
  if (node === undefined) return NONE;
  const { depth } = b;
  descend(b, STEP);
  const id = lowerByKind(b, node);
  b.depth = depth;
  return id;
}

function lowerByKind(b: Builder, node: tree.Node): TypeId {
  if (TRANSPARENT.has(node.kind)) return lowerType(b, (node as unknown as { type?: tree.TypeNode }).type);
  const keyword = KEYWORDS.get(node.kind);
  if (keyword !== undefined) return shareType(b, keyOf(b, keyword), keyword);
  const lower = LOWER.get(node.kind);
  if (lower === undefined) return shareType(b, keyOf(b, OTHER), OTHER);
  const outer = b.lowestParameter;
  b.lowestParameter = Infinity;
  const type = lower(b, node as never);
  const lowest = b.lowestParameter;
  const isOpen = lowest < b.openParameters.length;
  b.lowestParameter = isOpen ? Math.min(outer, lowest) : outer;
  const key = keyOf(b, type);
  const marked: TypeNode = isOpen ? { ...type, open: true } : type;
  return key === '' ? addType(b, marked) : shareType(b, key, marked);
}

/** What makes two types of one file the same; empty for types with an identity of their own. */
function keyOf(b: Builder, type: TypeShape): string {
  switch (type.k) {
    case 'keyword':
      return type.n;
    case 'primitive':
      return `${type.n}'${type.v ?? ''}`;
    case 'ref':
      return `${type.n.join('.')}<${type.a.join()}>${String(b.at.scope)}`;
    case 'array':
      return `${String(type.t)}[]`;
    case 'union':
      return `|${type.ts.join()}`;
    case 'intersection':
      return `&${type.ts.join()}`;
    case 'indexed':
      return `${String(type.o)}[${String(type.i)}]`;
    case 'operator':
      return `${type.keyof ? 'keyof' : 'of'} ${String(type.t)}`;
    case 'this':
      return `this${String(type.c)}`;
    default:
      return '';
  }
}

export function lowerTypes(b: Builder, nodes: readonly tree.Node[] | undefined): readonly TypeId[] {
  return nodes === undefined || nodes.length === 0 ? NO_TYPES : nodes.map((node) => lowerType(b, node));
}

/** Declares type parameters in the current scope. */
export function declareTypeParameters(
  b: Builder,
  nodes: readonly tree.TypeParameterDeclaration[] | undefined,
): readonly TypeParameterId[] {
  return nodes === undefined ? NO_TYPES : nodes.map((node) => declareTypeParameter(b, node));
}

function declareTypeParameter(b: Builder, node: tree.TypeParameterDeclaration): TypeParameterId {
  const parameter = { n: node.name.text, c: NONE, d: NONE };
  const id = b.typeParameters.length;
  b.typeParameters.push(parameter);
  b.openParameters.push(node.name.text);
  declare(b, b.at.scope, { k: 'type-parameter', n: node.name.text, p: id });
  // The constraint may name the parameter itself, so it is lowered after the declaration.
  parameter.c = lowerType(b, node.constraint);
  parameter.d = lowerType(b, node.default);
  return id;
}

/** `A.B.C` as its names, or nothing when it is not a plain chain. */
export function entityNames(node: tree.Node): readonly string[] {
  switch (node.kind) {
    case SyntaxKind.Identifier:
      return [(node as tree.Identifier).text];
    case SyntaxKind.ThisKeyword:
      return ['this'];
    case SyntaxKind.QualifiedName: {
      const name = node as tree.QualifiedName;
      const left = entityNames(name.left);
      return left.length === 0 ? [] : [...left, name.right.text];
    }
    case SyntaxKind.PropertyAccessExpression: {
      const access = node as tree.PropertyAccessExpression;
      const left = entityNames(access.expression);
      return left.length === 0 ? [] : [...left, access.name.text];
    }
    default:
      return [];
  }
}

function lowerReference(b: Builder, node: tree.TypeReferenceNode): TypeShape {
  const names = entityNames(node.typeName);
  noteParameter(b, names);
  return { k: 'ref', n: names, a: lowerTypes(b, node.typeArguments), sc: b.at.scope };
}

/** Notes that a type names a type parameter, so that whatever holds it depends on type arguments. */
function noteParameter(b: Builder, names: readonly string[]): void {
  const [first] = names;
  if (b.openParameters.length === 0 || names.length !== 1 || first === undefined) return;
  const at = b.openParameters.lastIndexOf(first);
  if (at >= 0 && at < b.lowestParameter) b.lowestParameter = at;
}

function lowerThis(b: Builder): TypeShape {
  b.lowestParameter = -1;
  return { k: 'this', c: b.at.self.c };
}

function lowerHeritage(b: Builder, node: tree.ExpressionWithTypeArguments): TypeShape {
  const names = entityNames(node.expression);
  return names.length === 0 ? OTHER : { k: 'ref', n: names, a: lowerTypes(b, node.typeArguments), sc: b.at.scope };
}

function lowerTuple(b: Builder, node: tree.TupleTypeNode): TypeShape {
  const isRest = (element: tree.Node): boolean =>
    element.kind === SyntaxKind.RestType ||
    (element.kind === SyntaxKind.NamedTupleMember && (element as tree.NamedTupleMember).dotDotDotToken !== undefined);
  return { k: 'tuple', ts: lowerTypes(b, node.elements), rest: node.elements.map(isRest) };
}

function lowerQuery(b: Builder, node: tree.TypeQueryNode): TypeShape {
  const name = node.exprName as tree.Node;
  if (name.kind === SyntaxKind.ImportType) {
    const imported = name as tree.ImportTypeNode;
    return {
      k: 'query',
      n: imported.qualifier === undefined ? [] : entityNames(imported.qualifier),
      sc: b.at.scope,
      c: NONE,
      m: importModule(b, imported),
    };
  }
  const names = entityNames(name);
  if (names[0] === 'this') b.lowestParameter = -1;
  return { k: 'query', n: names, sc: b.at.scope, c: b.at.self.c, m: '' };
}

function importModule(b: Builder, node: tree.ImportTypeNode): string {
  const argument = node.argument as unknown as { literal?: { text?: string } };
  const module = argument.literal?.text ?? '';
  if (module !== '') b.modules.add(module);
  return module;
}

function lowerImport(b: Builder, node: tree.ImportTypeNode): TypeShape {
  const module = importModule(b, node);
  const names = node.qualifier === undefined ? [] : entityNames(node.qualifier);
  if (node.isTypeOf) return { k: 'query', n: names, sc: b.at.scope, c: NONE, m: module };
  return { k: 'import', m: module, n: names, a: lowerTypes(b, node.typeArguments) };
}

function lowerMapped(b: Builder, node: tree.MappedTypeNode): TypeShape {
  let type: TypeShape = OTHER;
  inScope(b, pushScope(b, false), () => {
    const constraint = node.typeParameter.constraint;
    const parameter = declareTypeParameter(b, node.typeParameter);
    const isKeyof =
      constraint?.kind === SyntaxKind.TypeOperator &&
      (constraint as tree.TypeOperatorNode).operator === SyntaxKind.KeyOfKeyword;
    type = {
      k: 'mapped',
      p: parameter,
      t: lowerType(b, node.type),
      keyof: isKeyof ? lowerType(b, (constraint as tree.TypeOperatorNode).type) : NONE,
      as: lowerType(b, node.nameType),
    };
  });
  return type;
}

function lowerConditional(b: Builder, node: tree.ConditionalTypeNode): TypeShape {
  const check = lowerType(b, node.checkType);
  let tested: TypeId = NONE;
  let yes: TypeId = NONE;
  const first = b.typeParameters.length;
  let last = first;
  // `infer X` declares X for the true branch only.
  inScope(b, pushScope(b, false), () => {
    tested = lowerType(b, node.extendsType);
    last = b.typeParameters.length;
    yes = lowerType(b, node.trueType);
  });
  const infers = last === first ? NO_TYPES : Array.from({ length: last - first }, (_, i) => first + i);
  return { k: 'conditional', check, extends: tested, yes, no: lowerType(b, node.falseType), infers };
}

function lowerInfer(b: Builder, node: tree.InferTypeNode): TypeShape {
  const p = declareTypeParameter(b, node.typeParameter);
  noteParameter(b, [node.typeParameter.name.text]);
  return { k: 'infer', p };
}

function lowerLiteral(_b: Builder, node: tree.LiteralTypeNode): TypeShape {
  switch (node.literal.kind) {
    case SyntaxKind.StringLiteral:
    case SyntaxKind.NoSubstitutionTemplateLiteral:
      return { k: 'primitive', n: 'String', v: (node.literal as tree.StringLiteral).text };
    case SyntaxKind.NullKeyword:
      return { k: 'keyword', n: 'null' };
    case SyntaxKind.TrueKeyword:
      return { k: 'primitive', n: 'Boolean', v: 'true' };
    case SyntaxKind.FalseKeyword:
      return { k: 'primitive', n: 'Boolean', v: 'false' };
    case SyntaxKind.NumericLiteral:
      return { k: 'primitive', n: 'Number', v: (node.literal as tree.NumericLiteral).text };
    default:
      return { k: 'primitive', n: 'Number' };
  }
}
