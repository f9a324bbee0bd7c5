import { NONE } from '../../model/facts.js';
import type { Declaration } from '../../facts/python/model.js';
import type { DeclarationRef, PythonUnit } from './program.js';
import type { ClassRef } from './types.js';

const NOTHING: readonly DeclarationRef[] = [];

/** Declarations of a name in one scope, in the order of the file. */
export function declarationsIn(unit: PythonUnit, scope: number, name: string): readonly DeclarationRef[] {
  return namesIn(unit, scope).get(name) ?? NOTHING;
}

/** All names of a scope. */
export function namesIn(unit: PythonUnit, scope: number): ReadonlyMap<string, readonly DeclarationRef[]> {
  let names = unit.memo.names[scope];
  if (names === undefined) {
    names = index(unit, scope);
    unit.memo.names[scope] = names;
  }
  return names;
}

function index(unit: PythonUnit, scope: number): ReadonlyMap<string, readonly DeclarationRef[]> {
  const names = new Map<string, DeclarationRef[]>();
  for (const id of unit.facts.scopes[scope]?.declarations ?? []) {
    const declaration: Declaration | undefined = unit.facts.declarations[id];
    if (declaration === undefined) continue;
    const list = names.get(declaration.n);
    if (list === undefined) names.set(declaration.n, [{ unit, declaration, scope }]);
    else list.push({ unit, declaration, scope });
  }
  return names;
}

/** What a name means at a place, the module's own names last; star imports and builtins are not looked at. */
export function lookup(unit: PythonUnit, from: number, name: string): readonly DeclarationRef[] {
  for (let id = from; id !== NONE; id = unit.facts.scopes[id]?.parent ?? NONE) {
    const scope = unit.facts.scopes[id];
    // The functions in a class body do not see its names.
    if (scope?.k === 'class' && id !== from) continue;
    const found = declarationsIn(unit, id, name);
    if (found.length > 0) return found;
  }
  return NOTHING;
}

export function classRef(unit: PythonUnit, id: number): ClassRef | undefined {
  const fact = unit.facts.classes[id];
  if (fact === undefined) return undefined;
  unit.memo.classes[id] ??= { unit, id, fact };
  return unit.memo.classes[id];
}

/** The class in one of whose methods a function stands, or is nested. */
export function enclosingClass(unit: PythonUnit, fn: number): ClassRef | undefined {
  unit.memo.signatures ??= new Map(unit.facts.signatures.map((signature, id) => [signature.f, id]));
  for (let at = fn; at > 0; at = unit.facts.functions[at]?.parent ?? NONE) {
    const signature = unit.facts.signatures[unit.memo.signatures.get(at) ?? NONE];
    if (signature !== undefined && signature.owner !== NONE) return classRef(unit, signature.owner);
  }
  return undefined;
}
