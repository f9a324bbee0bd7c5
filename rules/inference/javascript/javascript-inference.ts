import type { Awaitable } from '../../model/awaitable.js';
import { NONE } from '../../model/facts.js';
import type { CallbackFact, ExpressionId } from '../../model/facts.js';
import type { Range } from '../../model/range.js';
import type { CallResolution, FunctionRef, Inference } from '../inference.js';
import { argumentValue } from './argument-value.js';
import { resolveCall, functionsOf } from './call-targets.js';
import { callResult } from './call-result.js';
import { describe } from './describe.js';
import { createEvaluation, resetEvaluation } from './evaluation.js';
import { expectedReturnOf } from './expected-return.js';
import { typeOfExpression } from './expression-type.js';
import { PROMISE } from './families.js';
import { createHierarchy } from './implementations.js';
import { judge, judgeElements, judgeType } from './judge.js';
import type { Program, SourceUnit } from './program.js';
import { matchesSpecifier } from './specifiers.js';
import { valueIdsOf } from './value-ids.js';

const UNKNOWN: Awaitable = { verdict: 'unknown', always: false };
const UNRESOLVED: CallResolution = { functions: [], apis: [], complete: false };

const NO_RANGE: Range = { start: 0, end: 0 };

export interface JavaScriptInferenceOptions {
  readonly program: Program;
  readonly unit: (path: string) => SourceUnit | undefined;
  /** Units of all files of the project, in a fixed order. */
  readonly units: () => Iterable<SourceUnit>;
}

/** Inference for JavaScript and TypeScript; valid for one revision of the project. */
export function createJavaScriptInference({ program, unit: unitOf, units }: JavaScriptInferenceOptions): Inference {
  const ev = createEvaluation(program);
  const hierarchy = createHierarchy(ev, units);
  const calls = new Map<string, CallResolution[]>();
  const targets = new Map<string, (readonly FunctionRef[])[]>();

  const withUnit = <T>(path: string, otherwise: T, ask: (unit: SourceUnit) => T): T => {
    const unit = unitOf(path);
    if (unit === undefined) return otherwise;
    try {
      return ask(unit);
    } catch (error) {
      // Half-answered questions would count as being asked for ever, and everything after them would be "unknown".
      resetEvaluation(ev);
      // Types that lead back to themselves in a way that nobody counted. One question stays open, not the whole file.
      if (error instanceof RangeError) return otherwise;
      throw error;
    }
  };

  const returnsAwaitable = (unit: SourceUnit, callback: CallbackFact): Awaitable => {
    if (callback.expression === NONE) {
      const isAsync = unit.facts.functions[callback.inline]?.async === true;
      return isAsync ? { verdict: 'yes', traits: PROMISE, always: true } : UNKNOWN;
    }
    const expression = unit.expressions.at(callback.expression);
    const signature = expression?.k === 'function' ? unit.facts.signatures[expression.f] : undefined;
    if (signature?.generator === true) return { verdict: 'no', always: false };
    return judgeType(ev, callResult(ev, typeOfExpression(ev, unit, callback.expression)));
  };

  return {
    awaitable: (path, expression) => withUnit(path, UNKNOWN, (unit) => judge(ev, unit, expression)),
    awaitableElements: (path, expression) => withUnit(path, 'unknown', (unit) => judgeElements(ev, unit, expression)),
    resolveCall: (path, call) =>
      recall(calls, path, call.id, () => withUnit(path, UNRESOLVED, (unit) => resolveCall(ev, hierarchy, unit, call))),
    functionsOf: (path, expression) =>
      recall(targets, path, expression, () =>
        withUnit(path, [], (unit) => functionsOf(ev, hierarchy, unit, expression)),
      ),
    expectedReturn: (path, callback) => withUnit(path, 'unknown', (unit) => expectedReturnOf(ev, unit, callback)),
    returnsAwaitable: (path, callback) => withUnit(path, UNKNOWN, (unit) => returnsAwaitable(unit, callback)),
    describe: (path, expression) => withUnit(path, '…', (unit) => describe(unit, expression)),
    matchesSpecifier: (path, expression, specifiers) =>
      withUnit(path, false, (unit) => matchesSpecifier(ev, unit, expression, specifiers)),
    argumentValue: (path, call, place) => withUnit(path, 'unknown', (unit) => argumentValue(unit, call, place)),
    valueIds: (path, expression) => withUnit(path, [], (unit) => valueIdsOf(ev, unit, expression)),
    elementsOf: (path, expression) => withUnit(path, [], (unit) => elementsOf(unit, expression)),
    rangeOf: (path, expression) => withUnit(path, NO_RANGE, (unit) => rangeOf(unit, expression)),
    aliases: (path) => withUnit(path, [], (unit) => unit.facts.aliases),
    modules: (path) => withUnit(path, [], (unit) => unit.facts.modules),
    missing: () => ev.missing,
  };
}

/** Answers by path and id: cheaper than one key made of both. */
function recall<T>(answers: Map<string, T[]>, path: string, id: number, ask: () => T): T {
  let list = answers.get(path);
  if (list === undefined) {
    list = [];
    answers.set(path, list);
  }
  const known = list[id];
  if (known !== undefined) return known;
  const answer = ask();
  list[id] = answer;
  return answer;
}

function elementsOf(unit: SourceUnit, id: ExpressionId): readonly ExpressionId[] {
  const expression = unit.expressions.at(id);
  return expression?.k === 'array' ? expression.xs.filter((x) => unit.expressions.at(x)?.k !== 'spread') : [];
}

function rangeOf(unit: SourceUnit, id: ExpressionId): Range {
  const expression = unit.expressions.at(id);
  return expression === undefined ? NO_RANGE : { start: expression.s, end: expression.e };
}
