import { NONE } from '../../model/facts.js';
import type { ExpressionId } from '../../model/facts.js';
import type { Evaluation } from './evaluation.js';
import { familyOfApis } from './families.js';
import { provenanceOf } from './provenance.js';
import type { SourceUnit } from './program.js';
import { lookup } from './scope.js';

const MAX_STEPS = 20;

/**
 * Does the way to a value lead over the `await` of a query? Paths leave `await` out, so that `(await db('users')).push`
 * looks like a part of the query; it is a part of what came of it.
 */
export function isSettledValue(ev: Evaluation, unit: SourceUnit, id: ExpressionId, steps = 0): boolean {
  const expression = unit.expressions.at(id);
  if (expression === undefined || steps > MAX_STEPS) return false;
  const follow = (next: ExpressionId): boolean => next !== NONE && isSettledValue(ev, unit, next, steps + 1);
  switch (expression.k) {
    case 'await':
      return isQuery(ev, unit, expression.x) || follow(expression.x);
    case 'member':
    case 'index':
      return follow(expression.o);
    case 'call':
    case 'new':
    case 'tag':
      return follow(expression.c);
    case 'same':
    case 'cast':
      return follow(expression.x);
    case 'or':
    case 'conditional':
      return follow(expression.a) || follow(expression.b);
    case 'name':
      return lookup(ev.program, unit, expression.sc, expression.n).some(
        (ref) =>
          ref.unit === unit &&
          ref.declaration.k === 'variable' &&
          (follow(ref.declaration.x) || ref.declaration.writes.some(follow)),
      );
    default:
      return false;
  }
}

function isQuery(ev: Evaluation, unit: SourceUnit, id: ExpressionId): boolean {
  const path = provenanceOf(ev, unit, id);
  return path?.endsWith('()') === true && familyOfApis([path.slice(0, -'()'.length)]) !== undefined;
}
