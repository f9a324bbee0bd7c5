import { apiIds } from './api.js';
import type { Evaluation } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import type { PythonUnit } from './program.js';
import type { Type } from './types.js';

interface Specifier {
  readonly from: unknown;
  readonly package: unknown;
  readonly name: unknown;
}

/** Whether a call's callee is one of the user's specifiers: a bare name, or a `{from, package, name}`. */
export function matchesSpecifier(
  ev: Evaluation,
  unit: PythonUnit,
  id: number,
  specifiers: readonly unknown[],
): boolean {
  if (specifiers.length === 0) return false;
  const expression = unit.facts.expressions[id];
  const callee = expression?.k === 'call' ? expression.c : id;
  const type = typeOfExpression(ev, unit, callee);
  const ids = type?.k === 'api' ? apiIds(type) : [];
  const local = localNames(unit, callee, type);
  return specifiers.some((specifier) => matches(specifier, ids, local));
}

function matches(specifier: unknown, ids: readonly string[], local: readonly string[]): boolean {
  if (typeof specifier === 'string') return local.includes(specifier) || ids.some((id) => endsIn(id, specifier));
  if (typeof specifier !== 'object' || specifier === null) return false;
  const { from, package: library, name } = specifier as Specifier;
  const names: readonly unknown[] = Array.isArray(name) ? name : [name];
  return names.some((one) => {
    if (typeof one !== 'string') return false;
    if (from === 'file') return ids.length === 0 && local.includes(one);
    if (from === 'lib') return ids.some((id) => id.startsWith('builtins#') && endsIn(id, one));
    return ids.some((id) => id.startsWith(`${String(library)}#`) && endsIn(id, one));
  });
}

function endsIn(id: string, name: string): boolean {
  const bare = id.slice(id.indexOf('#') + 1).replaceAll('()', '');
  return bare === name || bare.endsWith(`.${name}`);
}

function localNames(unit: PythonUnit, callee: number, type: Type | undefined): readonly string[] {
  const expression = unit.facts.expressions[callee];
  const names = expression?.k === 'name' || expression?.k === 'member' ? [expression.n] : [];
  if (type?.k === 'function') names.push(unit.facts.functions[type.f.signature.f]?.label ?? '');
  return names;
}
