import type { Declaration, PythonFacts } from '../../facts/python/model.js';
import { apiOf } from './api.js';
import { WELL_KNOWN_MODULES } from './well-known.js';

/** Modules that a file may reach, by the names that tables have for them; rather too many than too few. */
export function importedModules(facts: PythonFacts): readonly string[] {
  const modules = new Set<string>(['builtins']);
  const bound = new Map<string, string>();
  for (const declaration of facts.declarations) {
    const module = moduleOf(declaration);
    if (module === undefined) continue;
    bound.set(declaration.n, module);
    modules.add(module);
    modules.add(declaration.k === 'from' ? declaration.from.m : module);
    if (declaration.k === 'import') modules.add(declaration.m);
  }
  for (const { stars } of facts.scopes) for (const { m } of stars) modules.add(m);
  for (const expression of facts.expressions) {
    if (expression.k === 'name' && WELL_KNOWN_MODULES.has(expression.n)) modules.add(expression.n);
    // `os.path` is a module, too.
    const object = expression.k === 'member' ? facts.expressions[expression.o] : undefined;
    const module = object?.k === 'name' ? bound.get(object.n) : undefined;
    if (expression.k === 'member' && module !== undefined) modules.add(`${module}.${expression.n}`);
  }
  return [...new Set([...modules].flatMap((name) => [name, apiOf(name, [])?.m ?? name]))];
}

/** The module that a name may be bound to. */
function moduleOf(declaration: Declaration): string | undefined {
  if (declaration.k === 'import') return declaration.whole ? declaration.m : declaration.m.split('.')[0];
  return declaration.k === 'from' && declaration.from.level === 0
    ? `${declaration.from.m}.${declaration.i}`
    : undefined;
}
