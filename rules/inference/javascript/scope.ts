import { SCOPE_STRIDE } from '../../model/expression-codes.js';
import { NONE } from '../../model/facts.js';
import type { DeclarationId, ScopeId } from '../../facts/javascript/model.js';
import type { DeclarationRef, Program, SourceUnit } from './program.js';

/** The enclosing scope, `NONE` at the top. */
function parentOf({ facts: { scopes } }: SourceUnit, scope: ScopeId): ScopeId {
  return scopes.data[scope * SCOPE_STRIDE] ?? NONE;
}

/** Container (namespace, ambient module, file) whose body a scope is, or `NONE`. */
function containerOf({ facts: { scopes } }: SourceUnit, scope: ScopeId): number {
  return scopes.data[scope * SCOPE_STRIDE + 1] ?? NONE;
}

/** Where the declarations of a scope start among the numbers of all scopes. */
function firstDeclaration({ facts: { scopes } }: SourceUnit, scope: ScopeId): number {
  return scopes.data[scope * SCOPE_STRIDE + 2] ?? 0;
}

/** Scopes with fewer declarations are searched one by one: most hold a few parameters. */
const FEW = 6;

/** Declarations of a scope by name, made at first use. */
export function scopeNames(unit: SourceUnit, scope: ScopeId): ReadonlyMap<string, readonly DeclarationRef[]> {
  const known = unit.memo.scopes[scope];
  if (known !== undefined) return known;
  const names = new Map<string, DeclarationRef[]>();
  const end = firstDeclaration(unit, scope + 1);
  for (let i = firstDeclaration(unit, scope); i < end; i++) {
    const ref = declarationRef(unit, unit.facts.scopes.data[i] ?? NONE, scope);
    if (ref === undefined) continue;
    const list = names.get(ref.declaration.n);
    if (list === undefined) names.set(ref.declaration.n, [ref]);
    else list.push(ref);
  }
  for (const list of names.values()) for (const ref of list) ref.group = list;
  unit.memo.scopes[scope] = names;
  return names;
}

/** Declarations of one name in a scope itself. */
export function namesIn(unit: SourceUnit, scope: ScopeId, name: string): readonly DeclarationRef[] | undefined {
  const { scopes, declarations } = unit.facts;
  if (scope < 0 || scope >= scopes.length) return undefined;
  const end = firstDeclaration(unit, scope + 1);
  const start = firstDeclaration(unit, scope);
  if (end - start > FEW) return scopeNames(unit, scope).get(name);
  for (let i = start; i < end; i++) {
    const id = scopes.data[i] ?? NONE;
    if (declarations[id]?.n !== name) continue;
    const first = declarationRef(unit, id, scope);
    if (first === undefined) continue;
    first.group ??= sameNames(unit, scope, name);
    return first.group;
  }
  return undefined;
}

function sameNames(unit: SourceUnit, scope: ScopeId, name: string): readonly DeclarationRef[] {
  const { scopes, declarations } = unit.facts;
  const group: DeclarationRef[] = [];
  const end = firstDeclaration(unit, scope + 1);
  for (let i = firstDeclaration(unit, scope); i < end; i++) {
    const id = scopes.data[i] ?? NONE;
    const ref = declarations[id]?.n === name ? declarationRef(unit, id, scope) : undefined;
    if (ref !== undefined) group.push(ref);
  }
  return group;
}

export function declarationRef(unit: SourceUnit, id: DeclarationId, scope: ScopeId): DeclarationRef | undefined {
  const known = unit.memo.declarations[id];
  if (known !== undefined) return known;
  const declaration = unit.facts.declarations[id];
  if (declaration === undefined) return undefined;
  const ref = { unit, declaration, scope, cell: undefined, origin: undefined, group: undefined, merged: undefined };
  unit.memo.declarations[id] = ref;
  return ref;
}

/** The innermost declaration of a name in its own file, or `NONE`. */
export function findDeclaration(unit: SourceUnit, scope: ScopeId, name: string): DeclarationId {
  const { scopes, declarations } = unit.facts;
  for (let at = scope; at !== NONE; at = parentOf(unit, at)) {
    const end = firstDeclaration(unit, at + 1);
    for (let i = firstDeclaration(unit, at); i < end; i++) {
      const id = scopes.data[i] ?? NONE;
      if (declarations[id]?.n === name) return id;
    }
  }
  return NONE;
}

/** What a name means in a scope: the innermost declaration, else a global. */
export function lookup(program: Program, unit: SourceUnit, scope: ScopeId, name: string): readonly DeclarationRef[] {
  for (let at = scope; at !== NONE; at = parentOf(unit, at)) {
    // The top of a script is global and merges with the other globals of that name.
    if (at === 0 && !unit.facts.module) break;
    const own = namesIn(unit, at, name);
    const found = own === undefined ? mergedNamespace(program, unit, at, name) : withMerged(program, unit, at, own);
    if (found !== undefined) return found;
  }
  return lookupGlobal(program, unit, name);
}

function lookupGlobal(program: Program, unit: SourceUnit, name: string): readonly DeclarationRef[] {
  const own = unit.facts.module ? undefined : namesIn(unit, 0, name);
  if (own === undefined) return program.globals(name, unit);
  if (!unit.facts.declarationFile) return own;
  const global = program.globals(name, unit);
  const [first] = own;
  if (first === undefined || global.includes(first)) return global;
  if (global.length === 0) return own;
  // The file is not among those that its own folder sees, but the project adds to what it declares.
  first.merged ??= [...own, ...global];
  return first.merged;
}

/** A class or interface inside a namespace goes on in the other declarations of that namespace. */
function withMerged(
  program: Program,
  unit: SourceUnit,
  scope: ScopeId,
  own: readonly DeclarationRef[],
): readonly DeclarationRef[] {
  const [first] = own;
  if (first === undefined || containerOf(unit, scope) <= 0 || !own.every(isClass)) return own;
  if (first.merged === undefined) {
    const others = siblingScopes(program, unit, scope).flatMap(
      (sibling) => namesIn(sibling.unit, sibling.scope, first.declaration.n)?.filter(isClass) ?? [],
    );
    first.merged = others.length === 0 ? own : [...own, ...others];
  }
  return first.merged;
}

function isClass({ declaration }: DeclarationRef): boolean {
  return declaration.k === 'class';
}

/** Namespaces of one name share their scope. */
function mergedNamespace(
  program: Program,
  unit: SourceUnit,
  scope: ScopeId,
  name: string,
): readonly DeclarationRef[] | undefined {
  for (const sibling of siblingScopes(program, unit, scope)) {
    const found = namesIn(sibling.unit, sibling.scope, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Scopes of the other declarations of the namespace whose body a scope is. */
function siblingScopes(
  program: Program,
  unit: SourceUnit,
  scope: ScopeId,
): readonly { readonly unit: SourceUnit; readonly scope: ScopeId }[] {
  const container = containerOf(unit, scope);
  const own = container <= 0 ? undefined : unit.facts.containers[container]?.name;
  if (own === undefined || own === '') return [];
  return lookup(program, unit, parentOf(unit, scope), own).flatMap((sibling) => {
    if (sibling.declaration.k !== 'namespace') return [];
    if (sibling.unit === unit && sibling.declaration.c === container) return [];
    const other = sibling.unit.facts.containers[sibling.declaration.c];
    return other === undefined ? [] : [{ unit: sibling.unit, scope: other.sc }];
  });
}

/** Is this name the platform's own, not shadowed by the project? */
export function isGlobal(program: Program, unit: SourceUnit, scope: ScopeId, name: string): boolean {
  return lookup(program, unit, scope, name).every(
    (ref) => ref.unit.library !== undefined && ref.declaration.k !== 'import',
  );
}
