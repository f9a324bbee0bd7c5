import { EXPRESSION_CODE as CODE } from '../../model/expression-codes.js';
import { NONE } from '../../model/facts.js';
import type { CallId, ExpressionId, FunctionKind } from '../../model/facts.js';
import { SyntaxKind } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { addExpression, declare, inScope, pushScope, startOf, withThis } from './builder.js';
import type { Builder, Mutable } from './builder.js';
import { callOf, inlineFunction } from './calls.js';
import { codeAt } from './expression-rows.js';
import { lowerExpression } from './expressions.js';
import { enterFunction, leaveFunction, lowerFunction } from './functions.js';
import { NO_HINTS, takesHints } from './hints.js';
import type { ClassFact, ClassId, Context, Member } from './model.js';
import { addSignature, documentedType, hasModifier } from './signatures.js';
import { lowerStatements } from './statements.js';
import { declareTypeParameters, lowerType, lowerTypes } from './types.js';
import { CLASS, MEMBER, NO_IDS } from './usual-records.js';

function createMember(k: Member['k'], n: string | null): Mutable<Member> {
  return { ...MEMBER, k, n };
}

function addField(members: Member[], name: string | null, x: number): void {
  const member = createMember('property', name);
  member.x = x;
  members.push(member);
}

function addClass(b: Builder, kind: ClassFact['k'], name: string, scope: number): Mutable<ClassFact> {
  const fact: Mutable<ClassFact> = { ...CLASS, k: kind, n: name, sc: scope, members: [] };
  b.classes.push(fact);
  return fact;
}

export function lowerClass(b: Builder, node: tree.ClassLikeDeclaration, name: string): ClassId {
  const id = b.classes.length;
  const isNamed = node.kind === SyntaxKind.ClassExpression && node.name !== undefined;
  const scope = node.typeParameters === undefined && !isNamed ? b.at.scope : pushScope(b, false);
  const fact = addClass(b, 'class', name, scope);
  if (isNamed) declare(b, scope, { k: 'class', n: name, c: id });
  fact.abstract = hasModifier(node, SyntaxKind.AbstractKeyword);
  inScope(b, scope, () => {
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
  return id;
}

export function lowerInterface(b: Builder, node: tree.InterfaceDeclaration): ClassId {
  const id = b.classes.length;
  const scope = node.typeParameters === undefined ? b.at.scope : pushScope(b, false);
  const fact = addClass(b, 'interface', node.name.text, scope);
  inScope(b, scope, () => {
    withThis(b, { c: id, static: false, t: NONE }, () => {
      fact.tp = declareTypeParameters(b, node.typeParameters);
      fact.extends = (node.heritageClauses ?? []).flatMap((clause) => lowerTypes(b, clause.types));
      for (const member of node.members) {
        lowerTypeMember(b, member, id, fact.members);
        addOverride(b, member, id, fact);
      }
    });
  });
  return id;
}

export function literalMembers(b: Builder, members: readonly tree.TypeElement[]): ClassId {
  const id = b.classes.length;
  const fact = addClass(b, 'literal', '', b.at.scope);
  for (const member of members) lowerTypeMember(b, member, id, fact.members);
  return id;
}

const TYPE_MEMBERS = new Map<SyntaxKind, Member['k']>([
  [SyntaxKind.PropertySignature, 'property'],
  [SyntaxKind.MethodSignature, 'method'],
  [SyntaxKind.GetAccessor, 'get'],
  [SyntaxKind.CallSignature, 'call'],
  [SyntaxKind.ConstructSignature, 'construct'],
  [SyntaxKind.IndexSignature, 'index'],
]);

function lowerTypeMember(b: Builder, node: tree.TypeElement, owner: ClassId, members: Member[]): void {
  const kind = TYPE_MEMBERS.get(node.kind);
  if (kind === undefined) return;
  const member = createMember(kind, node.name === undefined ? null : declaredName(node.name));
  member.optional = node.questionToken !== undefined;
  members.push(member);
  if (kind === 'property' || kind === 'index') member.t = lowerType(b, (node as tree.PropertySignature).type);
  else member.s = addSignature(b, node as tree.MethodSignature, owner);
}

function lowerClassMember(b: Builder, node: tree.ClassElement, id: ClassId, fact: Mutable<ClassFact>): void {
  const isStatic = hasModifier(node, SyntaxKind.StaticKeyword);
  const decorators = lowerDecorators(b, node);
  const fn = b.functions.length;
  withThis(b, { c: id, static: isStatic, t: NONE }, () => {
    switch (node.kind) {
      case SyntaxKind.PropertyDeclaration:
        lowerField(b, node as tree.PropertyDeclaration, isStatic, fact);
        addOverride(b, node as tree.PropertyDeclaration, id, fact);
        break;
      case SyntaxKind.Constructor:
        lowerConstructor(b, node as tree.ConstructorDeclaration, id, fact);
        break;
      case SyntaxKind.MethodDeclaration:
      case SyntaxKind.GetAccessor:
      case SyntaxKind.SetAccessor:
        fact.members.push({
          ...lowerMethod(b, node as tree.MethodDeclaration, id, isStatic, fact.n),
          n: declaredName((node as tree.MethodDeclaration).name),
        });
        addOverride(b, node as tree.MethodDeclaration, id, fact);
        break;
      case SyntaxKind.ClassStaticBlockDeclaration:
        lowerStaticBlock(b, node as tree.ClassStaticBlockDeclaration, fact);
        break;
      case SyntaxKind.IndexSignature:
        lowerTypeMember(b, node as unknown as tree.TypeElement, id, fact.members);
        break;
      default:
        break;
    }
  });
  // An overload or an abstract method has no function of its own.
  if (b.functions[fn]?.kind === 'method') for (const call of decorators) b.decorations.push({ function: fn, call });
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
    forwards: false,
  });
  const saved = enterFunction(b, { scope: pushScope(b, true), function: id, signature: NONE, self: b.at.self });
  lowerStatements(b, node.body.statements);
  leaveFunction(b, saved);
}

/** A member that gives a promise may override one that is declared to give nothing. */
function addOverride(
  b: Builder,
  node: tree.MethodDeclaration | tree.PropertyDeclaration | tree.TypeElement,
  id: ClassId,
  fact: Mutable<ClassFact>,
): void {
  const member = fact.members[fact.members.length - 1];
  if (b.ambient || member === undefined || member.static || member.n === null || node.name === undefined) return;
  if (isPrivate(node, node.name)) return;
  if (fact.base === NONE && fact.implements.length === 0 && fact.extends.length === 0) return;
  if (mayGivePromise(b, member, (node as tree.MethodDeclaration).type)) addMethod(b, node.name, 'method', member, id);
}

/** As far as the member itself tells; a keyword for a type is none. */
function mayGivePromise(b: Builder, { k, s, x }: Member, type: tree.TypeNode | undefined): boolean {
  if (k !== 'method' && k !== 'property') return false;
  const isNamed = type !== undefined && type.kind > SyntaxKind.LastKeyword;
  if (k === 'property') return isNamed || (type === undefined && inlineFunction(b, x) !== NONE);
  const signature = b.signatures[s];
  if (signature === undefined || signature.generator) return false;
  return signature.async || isNamed || (type === undefined && signature.returns.some((value) => value !== NONE));
}

function addMethod(
  b: Builder,
  node: tree.PropertyName,
  place: 'method' | 'property',
  { s, x }: Member,
  index: number,
): void {
  b.callbacks.push({
    place,
    expression: NONE,
    range: { start: startOf(b, node), end: node.end },
    function: b.at.function,
    call: NONE,
    index,
    inline: s === NONE ? inlineFunction(b, x) : (b.signatures[s]?.f ?? NONE),
    name: propertyName(node) ?? '',
  });
}

/** Gives the decorators that are calls. */
function lowerDecorators(b: Builder, node: tree.Node): readonly CallId[] {
  const modifiers = (node as { modifiers?: readonly tree.Node[] }).modifiers;
  if (modifiers === undefined) return NO_IDS;
  return modifiers.flatMap((modifier) => {
    if (modifier.kind !== SyntaxKind.Decorator) return [];
    const call = callOf(b, lowerExpression(b, (modifier as tree.Decorator).expression, 'other'));
    return call === NONE ? [] : [call];
  });
}

export function isPrivate(node: tree.Node, name: tree.Node | undefined): boolean {
  return name?.kind === SyntaxKind.PrivateIdentifier || hasModifier(node, SyntaxKind.PrivateKeyword);
}

function lowerField(b: Builder, node: tree.PropertyDeclaration, isStatic: boolean, fact: Mutable<ClassFact>): void {
  const type = node.type === undefined ? documentedType(b, node) : lowerType(b, node.type);
  const context: Context = type === NONE ? { k: 'none' } : { k: 'type', t: type };
  const name = propertyName(node.name);
  const member = createMember('property', declaredName(node.name));
  member.static = isStatic;
  member.t = type;
  member.x =
    node.initializer === undefined
      ? NONE
      : lowerExpression(b, node.initializer, 'assigned', { context, name: name ?? '', owner: fact.n });
  member.optional = node.questionToken !== undefined;
  member.private = isPrivate(node, node.name);
  fact.members.push(member);
}

function lowerConstructor(b: Builder, node: tree.ConstructorDeclaration, id: ClassId, fact: Mutable<ClassFact>): void {
  const signature = lowerFunction(b, node, {
    kind: 'constructor',
    name: 'constructor',
    label: `${fact.n || 'class'}.constructor`,
    owner: id,
  });
  const constructor = createMember('method', 'constructor');
  constructor.s = signature;
  constructor.static = true;
  fact.members.push(constructor);
  node.parameters.forEach((parameter, index) => {
    const isProperty =
      parameter.modifiers !== undefined &&
      parameter.modifiers.some((modifier) => modifier.kind !== SyntaxKind.Decorator);
    if (!isProperty || parameter.name.kind !== SyntaxKind.Identifier) return;
    const lowered = b.signatures[signature]?.p[index];
    const member = createMember('property', parameter.name.text);
    member.t = lowered?.t ?? NONE;
    member.x = lowered?.x ?? NONE;
    member.private = isPrivate(parameter, parameter.name);
    fact.members.push(member);
  });
}

const METHOD_KINDS = new Map<SyntaxKind, readonly [Member['k'], FunctionKind]>([
  [SyntaxKind.GetAccessor, ['get', 'getter']],
  [SyntaxKind.SetAccessor, ['set', 'setter']],
]);

function lowerMethod(
  b: Builder,
  node: tree.MethodDeclaration,
  id: ClassId,
  isStatic: boolean,
  owner: string,
): Mutable<Member> {
  const name = propertyName(node.name);
  const [memberKind, kind] = METHOD_KINDS.get(node.kind) ?? ['method', 'method'];
  const label = owner === '' ? (name ?? 'a method') : `${owner}.${name ?? 'method'}`;
  const member = createMember(memberKind, name);
  member.s = lowerFunction(b, node, { kind, name: name ?? '', label, owner: id });
  member.static = isStatic;
  member.optional = node.questionToken !== undefined;
  member.private = isPrivate(node, node.name);
  return member;
}

/** In JavaScript, `this.x = …` in a class body declares a field. */
function addAssignedFields(b: Builder, fact: Mutable<ClassFact>, id: ClassId): void {
  const known = new Set(fact.members.map((member) => member.n));
  for (const field of b.assignedFields) {
    if (field.c !== id || known.has(field.n)) continue;
    known.add(field.n);
    addField(fact.members, field.n, field.x);
  }
}

/** Members of an object literal. */
export function lowerObject(b: Builder, node: tree.ObjectLiteralExpression, context: Context): ExpressionId {
  const id = b.classes.length;
  const contextId = context.k === 'none' ? NONE : b.expressions.contexts.push(context) - 1;
  const object = addExpression(b, CODE.object, node, id, contextId);
  const { members } = addClass(b, 'object', '', b.at.scope);
  for (const property of node.properties) lowerProperty(b, property, { object, c: id, members });
  return object;
}

function isStored(code: number): boolean {
  return code === CODE.name || code === CODE.member;
}

interface ObjectDraft {
  readonly object: ExpressionId;
  readonly c: ClassId;
  readonly members: Member[];
}

function lowerProperty(b: Builder, node: tree.ObjectLiteralElementLike, draft: ObjectDraft): void {
  const { members } = draft;
  switch (node.kind) {
    case SyntaxKind.SpreadAssignment: {
      const member = createMember('spread', null);
      member.x = lowerExpression(b, node.expression, 'spread');
      members.push(member);
      b.spreads.push({
        expression: member.x,
        range: { start: startOf(b, node.expression), end: node.end },
        function: b.at.function,
        stored: isStored(codeAt(b.expressions, member.x)),
      });
      break;
    }
    case SyntaxKind.ShorthandPropertyAssignment:
      lowerShorthand(b, node, draft);
      break;
    case SyntaxKind.PropertyAssignment:
      lowerPropertyValue(b, node, draft);
      break;
    default:
      withThis(b, { c: draft.c, static: false, t: NONE }, () => {
        const method = lowerMethod(b, node as unknown as tree.MethodDeclaration, draft.c, false, '');
        const signature = b.signatures[method.s];
        if (signature !== undefined) signature.context = { k: 'property', x: draft.object, n: method.n ?? '?' };
        members.push(method);
        if (method.k === 'method' && signature !== undefined) addMethod(b, node.name, 'property', method, draft.object);
      });
  }
}

function lowerPropertyValue(b: Builder, node: tree.PropertyAssignment, draft: ObjectDraft): void {
  const name = propertyName(node.name);
  const local = node.initializer;
  const hints = takesHints(local.kind)
    ? ({ context: { k: 'property', x: draft.object, n: name ?? '?' }, name: name ?? '' } as const)
    : NO_HINTS;
  const value = lowerExpression(b, local, 'element', hints);
  if (name !== null && local.kind === SyntaxKind.Identifier) b.aliases.push([(local as tree.Identifier).text, name]);
  addField(draft.members, name, value);
  const code = codeAt(b.expressions, value);
  if (code === CODE.function || code === CODE.name) addPropertyValue(b, local, value, name ?? '', draft);
}

function lowerShorthand(b: Builder, node: tree.ShorthandPropertyAssignment, draft: ObjectDraft): void {
  const value = lowerExpression(b, node.name, 'element');
  addField(draft.members, node.name.text, value);
  if (codeAt(b.expressions, value) === CODE.name) addPropertyValue(b, node.name, value, node.name.text, draft);
}

function addPropertyValue(
  b: Builder,
  node: tree.Node,
  value: ExpressionId,
  name: string,
  { object }: ObjectDraft,
): void {
  b.callbacks.push({
    place: 'property',
    expression: value,
    range: { start: startOf(b, node), end: node.end },
    function: b.at.function,
    call: NONE,
    index: object,
    inline: inlineFunction(b, value),
    name,
  });
}

/** In classes and types `[name]` is a symbol or a constant: it is called by that name. In object literals it may be any key. */
function declaredName(node: tree.PropertyName): string | null {
  if (node.kind !== SyntaxKind.ComputedPropertyName || node.expression.kind !== SyntaxKind.Identifier)
    return propertyName(node);
  return `[${(node.expression as tree.Identifier).text}]`;
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
