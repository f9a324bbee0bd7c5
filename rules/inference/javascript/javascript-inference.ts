import type { Awaitable } from '../../model/awaitable.js';
import { NONE } from '../../model/facts.js';
import type { CallbackFact } from '../../model/facts.js';
import type { Answers, FileParents } from '../answers.js';
import type { Origin } from '../../model/origin.js';
import type { CallResolution, Inference, ValueQuestions } from '../inference.js';
import { selfType } from './annotations.js';
import { resolveCall, functionsOf } from './call-targets.js';
import { elementOf } from './awaitable.js';
import { callResult, isCallable } from './call-result.js';
import { createEvaluation, resetEvaluation } from './evaluation.js';
import type { Evaluation } from './evaluation.js';
import { declaredReturnOf, expectedReturnOf, objectOf } from './expected-return.js';
import { typeOfExpression } from './expression-type.js';
import { PROMISE } from './families.js';
import { fileQuestions } from './file-questions.js';
import type { WithUnit } from './file-questions.js';
import { createHierarchy } from './implementations.js';
import { judge, judgeElements, judgeType } from './judge.js';
import { propertyOf } from './members.js';
import { declaringFunction, objectOf as receiverOf, originOf, readsOf } from './origin.js';
import type { Program, SourceUnit } from './program.js';
import { matchesCallee, matchesType } from './specifiers.js';
import { isSurelyNot, lacksMember } from './surely-not.js';
import { EMPTY } from './types.js';
import type { Type } from './types.js';
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
    declaredReturn: (path, callback) => withUnit(path, 'unknown', (unit) => declaredReturnOf(ev, unit, callback)),
    returnsAwaitable: (path, callback) => withUnit(path, UNKNOWN, (unit) => returnsAwaitable(ev, unit, callback)),
    matchesCallee: (path, id, all) => withUnit(path, false, (unit) => matchesCallee(ev, unit, id, all)),
    matchesType: (path, id, all) => withUnit(path, false, (unit) => matchesType(ev, unit, id, all)),
    isCallable: (path, id) => withUnit(path, 'unknown', (unit) => isCallable(ev, typeOfExpression(ev, unit, id))),
    valueIds: (path, expression) => withUnit(path, [], (unit) => valueIdsOf(ev, unit, expression)),
    ...fileQuestions(withUnit),
    values: createValues(program, withUnit),
    epoch: (path) => listOf(calls, path),
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
    objectOf: (path, id) => ask(path, NONE, (unit) => receiverOf(unit, id)),
    propertiesOf: (path, id) => ask(path, [], (unit) => propertiesOf(unit, id)),
    receiverOf: (path, call) => ask(path, NONE, (unit) => receiverOf(unit, call.callee)),
    isWritten: (path, id) => ask(path, false, (unit) => isWritten(program, unit, id)),
    readsOf: (path, member) => ask(path, [], (unit) => readsOf(unit, member)),
  };
}

function returnsAwaitable(ev: Evaluation, unit: SourceUnit, callback: CallbackFact): Awaitable {
  const inline = unit.facts.functions[callback.inline];
  if (inline?.generator === true) return { verdict: 'no', always: false };
  if (inline?.async === true) return { verdict: 'yes', traits: PROMISE, always: true };
  return judgeType(ev, callResult(ev, callbackType(ev, unit, callback)));
}

/** What is handed over: a value, the elements of what is spread, or the member of a class or object literal. */
function callbackType(ev: Evaluation, unit: SourceUnit, callback: CallbackFact): Type | undefined {
  const { expression: id, place, index, name } = callback;
  if (id !== NONE) {
    const type = typeOfExpression(ev, unit, id);
    return unit.expressions.at(id)?.k === 'spread' ? elementOf(ev, type) : type;
  }
  if (place === 'method') return propertyOf(ev, selfType(ev, unit, index, EMPTY), name);
  return propertyOf(ev, typeOfExpression(ev, unit, objectOf(unit, callback)), name);
}

/** Answers by path and id: cheaper than one key made of both. */
function recall<T>(answers: Map<string, T[]>, path: string, id: number, ask: () => T): T {
  const list = listOf(answers, path);
  const known = list[id];
  if (known !== undefined) return known;
  const answer = ask();
  list[id] = answer;
  return answer;
}

function listOf<T>(answers: Map<string, T[]>, path: string): T[] {
  let list = answers.get(path);
  if (list === undefined) answers.set(path, (list = []));
  return list;
}
