import type { ExpressionId } from '../../model/facts.js';
import type { ValueParent, VariableFact } from '../../model/flow.js';
import type { Range } from '../../model/range.js';
import type { Inference } from '../inference.js';
import { argumentValue } from './argument-value.js';
import { describe } from './describe.js';
import { valueParent } from './parents.js';
import { placeOf } from './places.js';
import type { SourceUnit } from './program.js';
import { unreadFields } from './unread-fields.js';
import { variablesOf } from './variables.js';

/** Questions that a file answers by itself: what is written where, without a type. */
export type FileQuestions = Pick<
  Inference,
  | 'describe'
  | 'argumentValue'
  | 'textOf'
  | 'elementsOf'
  | 'rangeOf'
  | 'variables'
  | 'unreadFields'
  | 'placeOf'
  | 'parentOf'
  | 'aliases'
  | 'modules'
>;

/** Asks about the file of a path, or gives what holds where there is none. */
export type WithUnit = <T>(path: string, otherwise: T, ask: (unit: SourceUnit) => T) => T;

const NO_VARIABLES: readonly VariableFact[] = [];
const NO_PARENT: ValueParent = { kind: 'none' };
const NO_RANGE: Range = { start: 0, end: 0 };

export function fileQuestions(withUnit: WithUnit): FileQuestions {
  return {
    describe: (path, expression) => withUnit(path, '…', (unit) => describe(unit, expression)),
    argumentValue: (path, call, place) => withUnit(path, 'unknown', (unit) => argumentValue(unit, call, place)),
    textOf: (path, expression) => withUnit(path, undefined, (unit) => textOf(unit, expression)),
    elementsOf: (path, expression) => withUnit(path, [], (unit) => elementsOf(unit, expression)),
    rangeOf: (path, expression) => withUnit(path, NO_RANGE, (unit) => rangeOf(unit, expression)),
    variables: (path) => withUnit(path, NO_VARIABLES, variablesOf),
    unreadFields: (path) => withUnit(path, [], (unit) => unreadFields(unit.facts)),
    placeOf: (path, expression) => withUnit(path, undefined, (unit) => placeOf(unit, expression)),
    parentOf: (path, expression) => withUnit(path, NO_PARENT, (unit) => valueParent(unit, expression)),
    aliases: (path) => withUnit(path, [], (unit) => unit.facts.aliases),
    modules: (path) => withUnit(path, [], (unit) => unit.facts.modules),
  };
}

function textOf(unit: SourceUnit, id: ExpressionId): string | undefined {
  const expression = unit.expressions.at(id);
  return expression?.k === 'string' ? (expression.v ?? undefined) : undefined;
}

function elementsOf(unit: SourceUnit, id: ExpressionId): readonly ExpressionId[] {
  const expression = unit.expressions.at(id);
  return expression?.k === 'array' ? expression.xs.filter((x) => unit.expressions.at(x)?.k !== 'spread') : [];
}

function rangeOf(unit: SourceUnit, id: ExpressionId): Range {
  const expression = unit.expressions.at(id);
  return expression === undefined ? NO_RANGE : { start: expression.s, end: expression.e };
}
