import { NONE } from '../../model/facts.js';
import { SyntaxKind } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { addExpression, pushScope, startOf, within } from './builder.js';
import type { Builder } from './builder.js';
import { lowerExpression } from './expressions.js';
import { lowerFunction } from './functions.js';
import type { ClassFact, ClassId, Context, Member } from './model.js';
import { addSignature, documentedType, hasModifier } from './signatures.js';
import { lowerStatements } from './statements.js';
import { declareTypeParameters, lowerType, lowerTypes } from './types.js';

const EMPTY_MEMBER = { static: false, s: NONE, t: NONE, x: NONE, optional: false, private: false } as const;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Opens a class-like record in its own scope for type parameters. */
function openClass(
  b: Builder,
  kind: ClassFact['k'],
  name: string,
  body: (fact: Mutable<ClassFact>, id: ClassId) => void,
): ClassId {
  const id = b.classes.length;
  const scope = pushScope(b, false);
  const fact: Mutable<ClassFact> = {
    k: kind,
    n: name,
    sc: scope,
    tp: [],
    base: NONE,
    baseArguments: [],
    extends: [],
    implements: [],
    members: [],
    abstract: false,
  };
  b.classes.push(fact);
  within(b, { scope }, () => {
    body(fact, id);
  });
  return id;
}

export function lowerClass(b: Builder, node: tree.ClassLikeDeclaration, name: string): ClassId {
  return openClass(b, 'class', name, (fact, id) => {
    fact.abstract = hasModifier(node, SyntaxKind.AbstractKeyword);
    fact.tp = declareTypeParameters(b, node.typeParameters);
    for (const clause of node.heritageClauses ?? []) {
      if (clause.token === SyntaxKind.ImplementsKeyword) {
        fact.implements = lowerTypes(b, clause.types);
        continue;
      }
      const base = clause.types[0];
      if (base === undefined) continue;
      fact.base = lowerExpression(b, base.expression, 'other');
      fact.baseArguments = lowerTypes(b, base.typeArguments);
    }
    for (const member of node.members) lowerClassMember(b, member, id, fact);
    if (b.javascript) addAssignedFields(b, fact, id);
  });
}

export function lowerInterface(b: Builder, node: tree.InterfaceDeclaration): ClassId {
  return openClass(b, 'interface', node.name.text, (fact, id) => {
    within(b, { self: { c: id, static: false, t: NONE } }, () => {
      fact.tp = declareTypeParameters(b, node.typeParameters);
      fact.extends = (node.heritageClauses ?? []).flatMap((clause) => lowerTypes(b, clause.types));
      for (const member of node.members) lowerTypeMember(b, member, id, fact.members);
    });
  });
}

export function literalMembers(b: Builder, members: readonly tree.TypeElement[]): ClassId {
  return openClass(b, 'literal', '', (fact, id) => {
    for (const member of members) lowerTypeMember(b, member, id, fact.members);
  });
}

function lowerTypeMember(b: Builder, node: tree.TypeElement, owner: ClassId, members: Member[]): void {
  const name = node.name === undefined ? null : propertyName(node.name);
  const optional = node.questionToken !== undefined;
  switch (node.kind) {
    case SyntaxKind.PropertySignature:
      members.push({
        ...EMPTY_MEMBER,
        k: 'property',
        n: name,
        t: lowerType(b, (node as tree.PropertySignature).type),
        optional,
      });
      break;
    case SyntaxKind.MethodSignature:
      members.push({
        ...EMPTY_MEMBER,
        k: 'method',
        n: name,
        s: addSignature(b, node as tree.MethodSignature, owner),
        optional,
      });
      break;
    case SyntaxKind.GetAccessor:
      members.push({
        ...EMPTY_MEMBER,
        k: 'get',
        n: name,
        s: addSignature(b, node as tree.GetAccessorDeclaration, owner),
      });
      break;
    case SyntaxKind.CallSignature:
      members.push({
        ...EMPTY_MEMBER,
        k: 'call',
        n: null,
        s: addSignature(b, node as tree.CallSignatureDeclaration, owner),
      });
      break;
    case SyntaxKind.ConstructSignature:
      members.push({
        ...EMPTY_MEMBER,
        k: 'construct',
        n: null,
        s: addSignature(b, node as tree.ConstructSignatureDeclaration, owner),
      });
      break;
    case SyntaxKind.IndexSignature:
      members.push({
        ...EMPTY_MEMBER,
        k: 'index',
        n: null,
        t: lowerType(b, (node as tree.IndexSignatureDeclaration).type),
      });
      break;
    default:
      break;
  }
}

function lowerClassMember(b: Builder, node: tree.ClassElement, id: ClassId, fact: Mutable<ClassFact>): void {
  const isStatic = hasModifier(node, SyntaxKind.StaticKeyword);
  const self = { c: id, static: isStatic, t: NONE };
  lowerDecorators(b, node);
  within(b, { self }, () => {
    switch (node.kind) {
      case SyntaxKind.PropertyDeclaration:
        lowerField(b, node as tree.PropertyDeclaration, isStatic, fact);
        break;
      case SyntaxKind.Constructor:
        lowerConstructor(b, node as tree.ConstructorDeclaration, id, fact);
        break;
      case SyntaxKind.MethodDeclaration:
      case SyntaxKind.GetAccessor:
      case SyntaxKind.SetAccessor:
        fact.members.push(lowerMethod(b, node as tree.MethodDeclaration, id, isStatic, fact.n));
        addOverride(b, node as tree.MethodDeclaration, fact);
        break;
      case SyntaxKind.ClassStaticBlockDeclaration:
        lowerStaticBlock(b, node as tree.ClassStaticBlockDeclaration, fact);
        break;
      case SyntaxKind.IndexSignature:
        fact.members.push({
          ...EMPTY_MEMBER,
          k: 'index',
          n: null,
          t: lowerType(b, (node as unknown as tree.IndexSignatureDeclaration).type),
        });
        break;
      default:
        break;
    }
  });
}

/** It runs where the class is made, and has no `await` of its surroundings: a function of its own. */
function lowerStaticBlock(b: Builder, node: tree.ClassStaticBlockDeclaration, fact: ClassFact): void {
  const start = startOf(b, node);
  const id = b.functions.length;
  b.functions.push({
    id,
    name: '',
    label: `${fact.n || 'class'}.static`,
    kind: 'initializer',
    range: { start, end: node.end },
    head: start,
    async: false,
    generator: false,
    parent: b.at.function,
    incomplete: false,
    argumentOf: NONE,
    argumentIndex: NONE,
    catchesAll: false,
  });
  within(
    b,
    { scope: pushScope(b, true), function: id, loop: NONE, caught: false, guarded: false, inSwitch: false },
    () => {
      lowerStatements(b, node.body.statements);
    },
  );
}

/** An async method may implement one that is declared to return nothing. */
function addOverride(b: Builder, node: tree.MethodDeclaration, fact: Mutable<ClassFact>): void {
  const member = fact.members[fact.members.length - 1];
  const signature = b.signatures[member?.s ?? NONE];
  if (member?.k !== 'method' || member.static || member.n === null || signature?.async !== true || signature.f === NONE)
    return;
  if (fact.base === NONE && fact.implements.length === 0) return;
  addMethodCallback(b, node.name, 'method', signature.f);
}

function addMethodCallback(b: Builder, node: tree.PropertyName, place: 'method' | 'property', inline: number): void {
  b.callbacks.push({
    place,
    expression: NONE,
    range: { start: startOf(b, node), end: node.end },
    function: b.at.function,
    call: NONE,
    index: NONE,
    inline,
    name: propertyName(node) ?? '',
  });
}

function lowerDecorators(b: Builder, node: tree.Node): void {
  for (const modifier of (node as { modifiers?: readonly tree.Node[] }).modifiers ?? []) {
    if (modifier.kind === SyntaxKind.Decorator) lowerExpression(b, (modifier as tree.Decorator).expression, 'other');
  }
}

export function isPrivate(node: tree.Node, name: tree.Node | undefined): boolean {
  return name?.kind === SyntaxKind.PrivateIdentifier || hasModifier(node, SyntaxKind.PrivateKeyword);
}

function lowerField(b: Builder, node: tree.PropertyDeclaration, isStatic: boolean, fact: Mutable<ClassFact>): void {
  const type = node.type === undefined ? documentedType(b, node) : lowerType(b, node.type);
  const context: Context = type === NONE ? { k: 'none' } : { k: 'type', t: type };
  const name = propertyName(node.name);
  fact.members.push({
    ...EMPTY_MEMBER,
    k: 'property',
    n: name,
    static: isStatic,
    t: type,
    x:
      node.initializer === undefined
        ? NONE
        : lowerExpression(b, node.initializer, 'assigned', { context, name: name ?? '', owner: fact.n }),
    optional: node.questionToken !== undefined,
    private: isPrivate(node, node.name),
  });
}

function lowerConstructor(b: Builder, node: tree.ConstructorDeclaration, id: ClassId, fact: Mutable<ClassFact>): void {
  const signature = lowerFunction(b, node, {
    kind: 'constructor',
    name: 'constructor',
    label: `${fact.n || 'class'}.constructor`,
    owner: id,
  });
  fact.members.push({ ...EMPTY_MEMBER, k: 'method', n: 'constructor', s: signature, static: true });
  node.parameters.forEach((parameter, index) => {
    const isProperty =
      parameter.modifiers !== undefined &&
      parameter.modifiers.some((modifier) => modifier.kind !== SyntaxKind.Decorator);
    if (!isProperty || parameter.name.kind !== SyntaxKind.Identifier) return;
    const lowered = b.signatures[signature]?.p[index];
    fact.members.push({
      ...EMPTY_MEMBER,
      k: 'property',
      n: parameter.name.text,
      t: lowered?.t ?? NONE,
      x: lowered?.x ?? NONE,
      private: isPrivate(parameter, parameter.name),
    });
  });
}

function lowerMethod(b: Builder, node: tree.MethodDeclaration, id: ClassId, isStatic: boolean, owner: string): Member {
  const name = propertyName(node.name);
  const kinds = { [SyntaxKind.GetAccessor]: 'getter', [SyntaxKind.SetAccessor]: 'setter' } as Record<
    number,
    'getter' | 'setter'
  >;
  const kind = kinds[node.kind as number] ?? 'method';
  const label = owner === '' ? (name ?? 'a method') : `${owner}.${name ?? 'method'}`;
  const signature = lowerFunction(b, node, { kind, name: name ?? '', label, owner: id });
  return {
    ...EMPTY_MEMBER,
    k: kind === 'getter' ? 'get' : kind === 'setter' ? 'set' : 'method',
    n: name,
    static: isStatic,
    s: signature,
    optional: node.questionToken !== undefined,
    private: isPrivate(node, node.name),
  };
}

/** In JavaScript, `this.x = …` in a class body declares a field. */
function addAssignedFields(b: Builder, fact: Mutable<ClassFact>, id: ClassId): void {
  const known = new Set(fact.members.map((member) => member.n));
  for (const field of b.assignedFields) {
    if (field.c !== id || known.has(field.n)) continue;
    known.add(field.n);
    fact.members.push({ ...EMPTY_MEMBER, k: 'property', n: field.n, x: field.x });
  }
}

/** Members of an object literal. */
export function lowerObject(b: Builder, node: tree.ObjectLiteralExpression, context: Context): number {
  const objectId = addExpression(b, { k: 'plain', s: startOf(b, node), e: node.end });
  const id = openClass(b, 'object', '', (fact, classId) => {
    b.expressions[objectId] = { k: 'object', c: classId, context, s: startOf(b, node), e: node.end };
    for (const property of node.properties)
      lowerProperty(b, property, { object: objectId, c: classId, members: fact.members });
  });
  void id;
  return objectId;
}

interface ObjectDraft {
  readonly object: number;
  readonly c: ClassId;
  readonly members: Member[];
}

function lowerProperty(b: Builder, node: tree.ObjectLiteralElementLike, draft: ObjectDraft): void {
  const { members } = draft;
  switch (node.kind) {
    case SyntaxKind.SpreadAssignment: {
      const value = lowerExpression(b, node.expression, 'spread');
      b.spreads.push({
        expression: value,
        range: { start: startOf(b, node.expression), end: node.end },
        function: b.at.function,
      });
      members.push({ ...EMPTY_MEMBER, k: 'spread', n: null, x: value });
      break;
    }
    case SyntaxKind.ShorthandPropertyAssignment:
      members.push({ ...EMPTY_MEMBER, k: 'property', n: node.name.text, x: lowerExpression(b, node.name, 'element') });
      break;
    case SyntaxKind.PropertyAssignment: {
      const name = propertyName(node.name);
      const context: Context = { k: 'property', x: draft.object, n: name ?? '?' };
      const value = lowerExpression(b, node.initializer, 'element', { context, name: name ?? '' });
      const local = node.initializer;
      if (name !== null && local.kind === SyntaxKind.Identifier)
        b.aliases.push([(local as tree.Identifier).text, name]);
      members.push({ ...EMPTY_MEMBER, k: 'property', n: name, x: value });
      addPropertyCallback(b, node, value, name ?? '');
      break;
    }
    default:
      within(b, { self: { c: draft.c, static: false, t: NONE } }, () => {
        const method = lowerMethod(b, node as unknown as tree.MethodDeclaration, draft.c, false, '');
        const signature = b.signatures[method.s];
        if (signature !== undefined) signature.context = { k: 'property', x: draft.object, n: method.n ?? '?' };
        members.push(method);
        if (method.k === 'method' && signature !== undefined) addMethodCallback(b, node.name, 'property', signature.f);
      });
  }
}

function addPropertyCallback(b: Builder, node: tree.PropertyAssignment, value: number, name: string): void {
  const expression = b.expressions[value];
  if (expression?.k !== 'function') return;
  b.callbacks.push({
    place: 'property',
    expression: value,
    range: { start: startOf(b, node.initializer), end: node.initializer.end },
    function: b.at.function,
    call: NONE,
    index: NONE,
    inline: b.signatures[expression.f]?.f ?? NONE,
    name,
  });
}

/** Name of a member, or `null` when it is computed and unknown. `[Symbol.x]` is `@@x`. */
export function propertyName(node: tree.PropertyName): string | null {
  switch (node.kind) {
    case SyntaxKind.Identifier:
    case SyntaxKind.StringLiteral:
    case SyntaxKind.NumericLiteral:
    case SyntaxKind.NoSubstitutionTemplateLiteral:
    case SyntaxKind.PrivateIdentifier:
      return node.text;
    case SyntaxKind.ComputedPropertyName: {
      const expression = node.expression;
      if (expression.kind === SyntaxKind.StringLiteral) return (expression as tree.StringLiteral).text;
      if (expression.kind !== SyntaxKind.PropertyAccessExpression) return null;
      const access = expression as tree.PropertyAccessExpression;
      const isSymbol =
        access.expression.kind === SyntaxKind.Identifier && (access.expression as tree.Identifier).text === 'Symbol';
      return isSymbol ? `@@${access.name.text}` : null;
    }
    default:
      return null;
  }
}
