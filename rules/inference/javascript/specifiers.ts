import type { ExpressionId } from '../../model/facts.js';
import { apiIdsOf, ownersOf } from './api-ids.js';
import { isPromise } from './awaitable.js';
import type { Evaluation } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import type { SourceUnit } from './program.js';
import { ABSENT, force, into } from './types.js';
import type { Inside, Type } from './types.js';

/** A `{from, package, path, name}` specifier as the peers' options take it, or a bare name. */
interface Specifier {
  readonly from: string;
  readonly package: string;
  /** End of the path of the file that declares it; empty for any. */
  readonly path: string;
  readonly names: readonly string[];
}

/** Whether a function that is called is one of the user's specifiers. */
export function matchesCallee(
  ev: Evaluation,
  unit: SourceUnit,
  callee: ExpressionId,
  specifiers: readonly unknown[],
): boolean {
  const parsed = specifiers.flatMap((specifier) => readSpecifier(specifier) ?? []);
  const ids = apiIdsOf(ev, unit, callee);
  const expression = unit.expressions.at(callee);
  const name = expression?.k === 'name' || expression?.k === 'member' ? expression.n : undefined;
  const type = force(ev, typeOfExpression(ev, unit, callee));
  return parsed.some(
    (specifier) =>
      matchesIds(specifier, ids) ||
      ((specifier.from === 'file' || specifier.from === 'any') &&
        name !== undefined &&
        specifier.names.includes(name)) ||
      matchesOne(ev, specifier, type),
  );
}

/** Whether the type of a value is one of the user's specifiers; of an array, that of its elements. */
export function matchesType(
  ev: Evaluation,
  unit: SourceUnit,
  id: ExpressionId,
  specifiers: readonly unknown[],
): boolean {
  const type = force(ev, typeOfExpression(ev, unit, id));
  const parsed = specifiers.flatMap((specifier) => readSpecifier(specifier) ?? []);
  return parsed.some((specifier) => matchesOne(ev, specifier, type));
}

function readSpecifier(value: unknown): Specifier | undefined {
  if (typeof value === 'string') return { from: 'any', package: '', path: '', names: [value] };
  if (typeof value !== 'object' || value === null) return undefined;
  const record = value as Readonly<Record<string, unknown>>;
  const text = (key: string, otherwise: string): string => {
    const found = record[key];
    return typeof found === 'string' ? found : otherwise;
  };
  const names: readonly unknown[] = Array.isArray(record['name']) ? record['name'] : [record['name']];
  return {
    from: text('from', 'any'),
    package: text('package', ''),
    path: text('path', '').replace(/^\.?\//, ''),
    names: names.filter((one) => typeof one === 'string'),
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

/** A union is meant when all of its members are, an intersection when one of its parts is. */
function matchesOne(ev: Evaluation, specifier: Specifier, type: Type | undefined, inside: Inside = []): boolean {
  if (type === undefined) return false;
  switch (type.k) {
    case 'array':
    case 'union':
    case 'intersection': {
      const around = into(inside, type);
      if (around === undefined) return false;
      const ask = (part: Type | undefined): boolean => matchesOne(ev, specifier, force(ev, part), around);
      if (type.k === 'array') {
        const promises = (type.elements ?? [type.of]).filter((element) => isPromise(ev, element) !== 'no');
        return promises.length > 0 && promises.every(ask);
      }
      if (type.k === 'intersection') return isNamed(specifier, type) || type.ts.some(ask);
      const parts = type.ts.filter((part) => part !== ABSENT);
      return !type.open && parts.length > 0 && parts.every(ask);
    }
    default:
      return isNamed(specifier, type) || matchesIds(specifier, ownersOf(ev, type, 0));
  }
}

/** Types that the files of the project declare; those of libraries are known by their ids. */
function isNamed({ from, path, names }: Specifier, type: Type): boolean {
  if (from !== 'file' && from !== 'any') return false;
  return ownNames(type).some(
    ({ n, file }) =>
      names.includes(n) &&
      (from === 'any' || file !== undefined) &&
      (path === '' || file === undefined || `/${file}`.endsWith(`/${path}`)),
  );
}

function ownNames(type: Type): readonly { readonly n: string; readonly file: string | undefined }[] {
  switch (type.k) {
    case 'promise':
      return [{ n: type.name, file: undefined }];
    case 'instance':
      return type.classes.map(({ unit, fact }) => ({ n: fact.n, file: fileOf(unit) }));
    case 'object':
    case 'intersection':
      return type.alias === undefined ? [] : [{ n: type.alias.declaration.n, file: fileOf(type.alias.unit) }];
    default:
      return [];
  }
}

function fileOf(unit: SourceUnit): string | undefined {
  return unit.library === undefined ? unit.path : undefined;
}
