import { NONE } from '../../model/facts.js';
import type { ExpressionId } from '../../model/facts.js';
import type { Program, SourceUnit } from './program.js';
import { lookup } from './scope.js';

const MAX_STEPS = 4;

/** Is it a collection that the text writes down? An empty one is there to be filled. */
export function isWritten(program: Program, unit: SourceUnit, id: ExpressionId, steps = 0): boolean {
  const expression = unit.expressions.at(id);
  if (steps > MAX_STEPS) return false;
  switch (expression?.k) {
    case 'array':
      return expression.xs.length > 0 && !expression.xs.some((x) => unit.expressions.at(x)?.k === 'spread');
    case 'object':
      return (unit.facts.classes[expression.c]?.members.length ?? 0) > 0;
    case 'string':
      return true;
    case 'cast':
    case 'same':
      return isWritten(program, unit, expression.x, steps + 1);
    case 'call':
    case 'new':
      // `Object.keys(TABLE)`, `new Set(['a', 'b'])`.
      return expression.a.length === 1 && isWritten(program, unit, expression.a[0] ?? NONE, steps + 1);
    case 'member':
      return isConstantName(expression.n);
    case 'name':
      return (
        isConstantName(expression.n) ||
        isBoundToWritten(program, unit, { name: expression.n, scope: expression.sc, steps })
      );
    default:
      return false;
  }
}

function isConstantName(name: string): boolean {
  return /^[A-Z][A-Z0-9_]+$/.test(name);
}

interface Name {
  readonly name: string;
  readonly scope: number;
  readonly steps: number;
}

function isBoundToWritten(program: Program, unit: SourceUnit, { name, scope, steps }: Name): boolean {
  const [ref] = lookup(program, unit, scope, name);
  if (ref?.declaration.k !== 'variable') return false;
  const { constant, path, each, x } = ref.declaration;
  return constant && path.length === 0 && each === 'none' && isWritten(program, ref.unit, x, steps + 1);
}
