import type { ExpressionId } from '../../model/facts.js';
import { apiIdsOf, ownersOf } from './api-ids.js';
import type { Evaluation } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import type { SourceUnit } from './program.js';
import { force } from './types.js';
import type { Type } from './types.js';

/** A `{from, package, path, name}` specifier as the peers' options take it, or a bare name. */
interface Specifier {
  readonly from: string;
  readonly package: string;
  readonly names: readonly string[];
}

/** Whether a call's callee, or the type of a value, is one of the user's specifiers. */
export function matchesSpecifier(
  ev: Evaluation,
  unit: SourceUnit,
  id: ExpressionId,
  specifiers: readonly unknown[],
): boolean {
  if (specifiers.length === 0) return false;
  const parsed = specifiers.flatMap((specifier) => readSpecifier(specifier) ?? []);
  const expression = unit.expressions.at(id);
  const callee = expression?.k === 'call' || expression?.k === 'tag' ? expression.c : id;
  const ids = [...apiIdsOf(ev, unit, callee), ...ownersOf(ev, force(ev, typeOfExpression(ev, unit, id)), 0)];
  const local = localNames(unit, callee, force(ev, typeOfExpression(ev, unit, id)));
  return parsed.some((specifier) => matchesIds(specifier, ids) || matchesLocal(specifier, local));
}

function readSpecifier(value: unknown): Specifier | undefined {
  if (typeof value === 'string') return { from: 'any', package: '', names: [value] };
  if (typeof value !== 'object' || value === null) return undefined;
  const record = value as Readonly<Record<string, unknown>>;
  const { name } = record;
  const names =
    typeof name === 'string' ? [name] : Array.isArray(name) ? name.filter((one) => typeof one === 'string') : [];
  return {
    from: typeof record['from'] === 'string' ? record['from'] : 'any',
    package: typeof record['package'] === 'string' ? record['package'] : '',
    names,
  };
}

function matchesIds({ from, package: library, names }: Specifier, ids: readonly string[]): boolean {
  if (from === 'file') return false;
  return ids.some((id) => {
    const at = id.indexOf('#');
    const module = id.slice(0, at);
    if (from === 'package' && module !== library && module !== `node:${library}` && !module.startsWith(`${library}/`))
      return false;
    if (from === 'lib' && module !== 'global') return false;
    const bare = id.slice(at + 1).replace(/\(\)/g, '');
    return names.some((name) => bare === name || bare.endsWith(`.${name}`));
  });
}

function localNames(unit: SourceUnit, callee: ExpressionId, type: Type | undefined): readonly string[] {
  const expression = unit.expressions.at(callee);
  const names = expression?.k === 'name' || expression?.k === 'member' ? [expression.n] : [];
  if (type?.k === 'instance') names.push(...type.classes.map((ref) => ref.fact.n));
  if (type?.k === 'promise') names.push(type.name);
  return names;
}

function matchesLocal({ from, names }: Specifier, local: readonly string[]): boolean {
  return (from === 'file' || from === 'any') && names.some((name) => local.includes(name));
}
