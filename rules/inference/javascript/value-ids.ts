import { NONE } from '../../model/facts.js';
import type { ExpressionId } from '../../model/facts.js';
import type { ApiId } from '../../model/summary.js';
import { ownersOf } from './api-ids.js';
import type { Evaluation } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import type { SourceUnit } from './program.js';
import { provenanceOf } from './provenance.js';
import { force } from './types.js';

/** Names under which tables may know a value: by the way to it, and by its type. Of an object literal, its properties. */
export function valueIdsOf(ev: Evaluation, unit: SourceUnit, id: ExpressionId): readonly ApiId[] {
  const values = unit.expressions.at(id)?.k === 'object' ? propertiesOf(unit, id) : [id];
  return values.flatMap((value) => {
    const path = provenanceOf(ev, unit, value);
    const owners = ownersOf(ev, force(ev, typeOfExpression(ev, unit, value)), 0);
    return path === undefined ? owners : [path, ...owners];
  });
}

/** Values of the properties of an object literal. */
export function propertiesOf(unit: SourceUnit, id: ExpressionId): readonly ExpressionId[] {
  const expression = unit.expressions.at(id);
  const members = expression?.k === 'object' ? unit.facts.classes[expression.c]?.members : undefined;
  return (members ?? []).filter(({ k, x }) => k === 'property' && x !== NONE).map(({ x }) => x);
}
