import type { Awaitable } from '../../model/awaitable.js';
import { NONE } from '../../model/facts.js';
import type { CallbackFact } from '../../model/facts.js';
import type { Answers, FileParents } from '../answers.js';
import type { Origin } from '../../model/origin.js';
import type { CallResolution, Inference, ValueQuestions } from '../inference.js';
import { resolveCall, functionsOf } from './call-targets.js';
import { callResult } from './call-result.js';
import { createEvaluation, resetEvaluation } from './evaluation.js';
import type { Evaluation } from './evaluation.js';
import { expectedReturnOf } from './expected-return.js';
import { typeOfExpression } from './expression-type.js';
import { PROMISE } from './families.js';
import { fileQuestions } from './file-questions.js';
import type { WithUnit } from './file-questions.js';
import { createHierarchy } from './implementations.js';
import { judge, judgeElements, judgeType } from './judge.js';
import { declaringFunction, objectOf, originOf, readsOf } from './origin.js';
import type { Program, SourceUnit } from './program.js';
import { matchesSpecifier } from './specifiers.js';
import { isSurelyNot, lacksMember } from './surely-not.js';
import { propertiesOf, valueIdsOf } from './value-ids.js';
import { isWritten } from './written.js';

const UNKNOWN: Awaitable = { verdict: 'unknown', always: false };
const UNRESOLVED: CallResolution = { functions: [], apis: [], complete: false };

export interface JavaScriptInferenceOptions {
  readonly program: Program;
  readonly unit: (path: string) => SourceUnit | undefined;
  /** All files of the project, sorted. */
  readonly paths: () => readonly string[];
  /** What is known from earlier revisions, and still true. */
  readonly answers: Answers;
}

export interface JavaScriptInference extends Inference {
  parentsIn(path: string): FileParents;
  /**
   * The project has another state: forgets what is derived from all of it. What is remembered of single files is kept
   * with them, and whoever changes the state forgets the files that may see the change.
   */
  renew(): void;
}

/** Inference for JavaScript and TypeScript. */
export function createJavaScriptInference(options: JavaScriptInferenceOptions): JavaScriptInference {
  const { program, unit: unitOf, paths, answers } = options;
  const ev = createEvaluation(program);
  const hierarchy = createHierarchy(ev, { unit: unitOf, paths, parents: answers.parents });
  const { calls, functions } = answers;
  let resolutions = 0;

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

  return {
    awaitable: (path, expression) => withUnit(path, UNKNOWN, (unit) => judge(ev, unit, expression)),
    awaitableElements: (path, expression) => withUnit(path, 'unknown', (unit) => judgeElements(ev, unit, expression)),
    lacksMember: (path, promise, name) => withUnit(path, false, (unit) => lacksMember(ev, unit, promise, name)),
    isSurelyNot: (path, expression, what) => withUnit(path, false, (unit) => isSurelyNot(ev, unit, expression, what)),
    resolveCall: (path, call) =>
      recall(calls, path, call.id, () => {
        resolutions++;
        return withUnit(path, UNRESOLVED, (unit) => resolveCall(ev, hierarchy, unit, call));
      }),
    functionsOf: (path, expression) =>
      recall(functions, path, expression, () =>
        withUnit(path, [], (unit) => functionsOf(ev, hierarchy, unit, expression)),
      ),
    expectedReturn: (path, callback) => withUnit(path, 'unknown', (unit) => expectedReturnOf(ev, unit, callback)),
    returnsAwaitable: (path, callback) => withUnit(path, UNKNOWN, (unit) => returnsAwaitable(ev, unit, callback)),
    matchesSpecifier: (path, expression, specifiers) =>
      withUnit(path, false, (unit) => matchesSpecifier(ev, unit, expression, specifiers)),
    valueIds: (path, expression) => withUnit(path, [], (unit) => valueIdsOf(ev, unit, expression)),
    ...fileQuestions(withUnit),
    values: createValues(program, withUnit),
    epoch(path) {
      let list = calls.get(path);
      if (list === undefined) calls.set(path, (list = []));
      return list;
    },
    generation: () => answers.generation,
    resolutions: () => resolutions,
    missing: () => ev.missing,
    renew: hierarchy.renew,
    parentsIn: (path) => withUnit(path, { classes: [], byName: true }, () => hierarchy.parentsIn(path)),
  };
}

function createValues(program: Program, ask: WithUnit): ValueQuestions {
  return {
    originOf: (path, id) => ask<Origin>(path, { kind: 'unknown' }, (unit) => originOf(program, unit, id)),
    declaringFunction: (path, id) => ask(path, NONE, (unit) => declaringFunction(program, unit, id)),
    objectOf: (path, id) => ask(path, NONE, (unit) => objectOf(unit, id)),
    propertiesOf: (path, id) => ask(path, [], (unit) => propertiesOf(unit, id)),
    receiverOf: (path, call) => ask(path, NONE, (unit) => objectOf(unit, call.callee)),
    isWritten: (path, id) => ask(path, false, (unit) => isWritten(program, unit, id)),
    readsOf: (path, member) => ask(path, [], (unit) => readsOf(unit, member)),
  };
}

function returnsAwaitable(ev: Evaluation, unit: SourceUnit, callback: CallbackFact): Awaitable {
  if (callback.expression === NONE) {
    const isAsync = unit.facts.functions[callback.inline]?.async === true;
    return isAsync ? { verdict: 'yes', traits: PROMISE, always: true } : UNKNOWN;
  }
  const expression = unit.expressions.at(callback.expression);
  const signature = expression?.k === 'function' ? unit.facts.signatures[expression.f] : undefined;
  if (signature?.generator === true) return { verdict: 'no', always: false };
  return judgeType(ev, callResult(ev, typeOfExpression(ev, unit, callback.expression)));
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
