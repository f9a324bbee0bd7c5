import { NONE } from '../../model/facts.js';
import type { DeclarationId, ScopeId } from '../../facts/javascript/model.js';
import type { DeclarationRef, Program, SourceUnit } from './program.js';

/** Declarations of a scope by name, made at first use. */
export function scopeNames(unit: SourceUnit, scope: ScopeId): ReadonlyMap<string, readonly DeclarationRef[]> {
  const known = unit.memo.scopes[scope];
  if (known !== undefined) return known;
  const names = new Map<string, DeclarationRef[]>();
  for (const id of unit.facts.scopes[scope]?.declarations ?? []) {
    const ref = declarationRef(unit, id, scope);
    if (ref === undefined) continue;
    const list = names.get(ref.declaration.n);
    if (list === undefined) names.set(ref.declaration.n, [ref]);
    else list.push(ref);
  }
  unit.memo.scopes[scope] = names;
  return names;
}

export function declarationRef(unit: SourceUnit, id: DeclarationId, scope: ScopeId): DeclarationRef | undefined {
  const known = unit.memo.declarations[id];
  if (known !== undefined) return known;
  const declaration = unit.facts.declarations[id];
  if (declaration === undefined) return undefined;
  const ref = { unit, declaration, scope };
  unit.memo.declarations[id] = ref;
  return ref;
}

/** What a name means in a scope: the innermost declaration, else a global. */
export function lookup(program: Program, unit: SourceUnit, scope: ScopeId, name: string): readonly DeclarationRef[] {
  for (let at = scope; at !== NONE; at = unit.facts.scopes[at]?.parent ?? NONE) {
    // The top of a script is global and merges with the other globals of that name.
    if (at === 0 && !unit.facts.module) break;
    const found = scopeNames(unit, at).get(name);
    if (found !== undefined) return found;
    const merged = mergedNamespace(unit, at, name);
    if (merged !== undefined) return merged;
  }
  return lookupGlobal(program, unit, name);
}

function lookupGlobal(program: Program, unit: SourceUnit, name: string): readonly DeclarationRef[] {
  const own = unit.facts.module ? undefined : scopeNames(unit, 0).get(name);
  const global = program.globals(name, unit);
  if (own === undefined) return global;
  return unit.facts.declarationFile ? (global.length > 0 ? global : own) : own;
}

/** Namespaces of one name share their scope. */
function mergedNamespace(unit: SourceUnit, scope: ScopeId, name: string): readonly DeclarationRef[] | undefined {
  const container = unit.facts.scopes[scope]?.container ?? NONE;
  if (container <= 0) return undefined;
  const parent = unit.facts.scopes[scope]?.parent ?? NONE;
  if (parent === NONE) return undefined;
  for (const siblings of scopeNames(unit, parent).values()) {
    if (!siblings.some((ref) => ref.declaration.k === 'namespace' && ref.declaration.c === container)) continue;
    for (const sibling of siblings) {
      if (sibling.declaration.k !== 'namespace' || sibling.declaration.c === container) continue;
      const other = unit.facts.containers[sibling.declaration.c];
      const found = other === undefined ? undefined : scopeNames(unit, other.sc).get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return undefined;
}

/** Is this name the platform's own, not shadowed by the project? */
export function isGlobal(program: Program, unit: SourceUnit, scope: ScopeId, name: string): boolean {
  return lookup(program, unit, scope, name).every(
    (ref) => ref.unit.library !== undefined && ref.declaration.k !== 'import',
  );
}
