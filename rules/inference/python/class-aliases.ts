import type { PythonFacts } from '../../facts/python/model.js';

/**
 * By which names constructors are called: a class that has none of its own calls its base's under its own name, and
 * `super().__init__(…)` and `cls(…)` name no class at all.
 */
export function classAliases(facts: PythonFacts): readonly (readonly [from: string, to: string])[] {
  return facts.classes.flatMap(({ n, bases }): (readonly [string, string])[] => {
    const named = bases.flatMap((id): (readonly [string, string])[] => {
      const base = baseName(facts, id);
      return base === '' ? [] : [[base, n]];
    });
    return [...named, [n, '__init__'], [n, 'cls']];
  });
}

function baseName(facts: PythonFacts, id: number): string {
  const expression = facts.expressions[id];
  if (expression?.k === 'index') return baseName(facts, expression.o);
  return expression?.k === 'name' || expression?.k === 'member' ? expression.n : '';
}
