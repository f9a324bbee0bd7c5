import { NONE } from '../../model/facts.js';
import type { CallFact } from '../../model/facts.js';
import type { ArgumentPlace, ArgumentValue } from '../inference.js';
import type { SourceUnit } from './program.js';

/** What a call writes at an argument position, or at a property of the object literal there, as far as it is literal. */
export function argumentValue(unit: SourceUnit, call: CallFact, place: ArgumentPlace): ArgumentValue {
  const { argument, property } = place;
  const given = call.arguments.slice(0, argument + 1);
  // Behind a spread, positions are not known.
  if (given.some((id) => unit.expressions.at(id)?.k === 'spread')) return 'unknown';
  const value = given[argument];
  if (value === undefined) return 'absent';
  if (property === undefined) return literalOf(unit, value);
  const expression = unit.expressions.at(value);
  return expression?.k === 'object' ? propertyValue(unit, expression.c, property) : 'unknown';
}

function propertyValue(unit: SourceUnit, object: number, property: string): ArgumentValue {
  const members = unit.facts.classes[object]?.members ?? [];
  // What is spread in or has a computed name may be the property, too.
  if (members.some(({ k, n }) => k === 'spread' || n === null)) return 'unknown';
  const last = members.filter(({ n }) => n === property).pop();
  if (last === undefined) return 'absent';
  return last.x === NONE ? 'present' : literalOf(unit, last.x);
}

function literalOf(unit: SourceUnit, id: number): ArgumentValue {
  const expression = unit.expressions.at(id);
  if (expression?.k === 'undefined') return 'absent';
  return expression?.k === 'plain' && expression.v !== null ? expression.v : 'present';
}
