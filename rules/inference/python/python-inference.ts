import type { Awaitable } from '../../model/awaitable.js';
import { NONE } from '../../model/facts.js';
import type { CallFact, ExpressionId } from '../../model/facts.js';
import type { Range } from '../../model/range.js';
import type { CallResolution, FunctionRef, Inference, ValueQuestions } from '../inference.js';
import { judge, judgeElements } from './awaitable.js';
import { callResult } from './call-result.js';
import { collectSubclasses } from './classes.js';
import { classAliases } from './class-aliases.js';
import { describe } from './describe.js';
import { createEvaluation } from './evaluation.js';
import type { Evaluation } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import type { PythonProgram, PythonUnit } from './program.js';
import { importedModules } from './imported-modules.js';
import { matchesSpecifier } from './specifiers.js';
import { targetsOf } from './targets.js';
import type { Type } from './types.js';
import { isStandardApi } from './well-known.js';

const UNKNOWN: Awaitable = { verdict: 'unknown', always: false };
const UNRESOLVED: CallResolution = { functions: [], apis: [], complete: false };
/** Only rules for JavaScript ask so far. */
const NO_VALUES: Omit<ValueQuestions, 'isWritten'> = {
  originOf: () => ({ kind: 'unknown' }),
  declaringFunction: () => NONE,
  objectOf: () => NONE,
  propertiesOf: () => [],
  receiverOf: () => NONE,
  readsOf: () => [],
};
const NO_RANGE: Range = { start: 0, end: 0 };

type Unasked =
  | 'expectedReturn'
  | 'declaredReturn'
  | 'isCallable'
  | 'argumentValue'
  | 'lacksMember'
  | 'isSurelyNot'
  | 'textOf'
  | 'variables'
  | 'unreadFields'
  | 'placeOf'
  | 'parentOf';

/** What nobody asks about Python: no entry of the tables reads an argument, and no rule follows a value. */
const UNASKED: Pick<Inference, Unasked> = {
  // What a position does with its callback is the tables' to say; Python's annotations rarely do.
  expectedReturn: () => 'unknown',
  declaredReturn: () => 'unknown',
  isCallable: () => 'unknown',
  argumentValue: () => 'unknown',
  lacksMember: () => false,
  // Python says itself what cannot be awaited.
  isSurelyNot: () => false,
  textOf: () => undefined,
  variables: () => [],
  unreadFields: () => [],
  placeOf: () => undefined,
  parentOf: () => ({ kind: 'none' }),
};

/** Inference for Python; valid for one revision of the project. */
export function createPythonInference(program: PythonProgram): Inference {
  const ev = createEvaluation(program);
  const calls = new Map<string, CallResolution>();
  const missing = new Map<string, number>();

  const withUnit = <T>(path: string, otherwise: T, ask: (unit: PythonUnit) => T): T => {
    const unit = program.unit(path);
    if (unit === undefined) return otherwise;
    collectSubclasses(ev);
    return ask(unit);
  };
  const typeOf = (unit: PythonUnit, id: ExpressionId): Type | undefined => typeOfExpression(ev, unit, id);
  const count = (type: Type | undefined): void => {
    if (type?.k !== 'api' || type.m.startsWith('.') || isStandardApi(type)) return;
    const library = type.m.split('.')[0] ?? type.m;
    missing.set(library, (missing.get(library) ?? 0) + 1);
  };

  const awaitable = (unit: PythonUnit, id: ExpressionId): Awaitable => {
    const type = typeOf(unit, id);
    const answer = judge(ev, type);
    if (answer.verdict === 'unknown') count(type);
    return answer.traits?.starts !== 'call' || isMadeHere(ev, unit, id) ? answer : { ...answer, verdict: 'likely' };
  };

  const isWritten: ValueQuestions['isWritten'] = (path, id) =>
    withUnit(path, false, (unit) => elementsOf(unit, id).length > 0);

  return {
    awaitable: (path, id) => withUnit(path, UNKNOWN, (unit) => awaitable(unit, id)),
    awaitableElements: (path, id) => withUnit(path, 'unknown', (unit) => judgeElements(ev, typeOf(unit, id))),
    resolveCall: (path, call) =>
      recall(calls, `${path}\0${String(call.id)}`, () =>
        withUnit(path, UNRESOLVED, (unit) => resolveCall(ev, unit, call)),
      ),
    functionsOf: (path, id) => withUnit<readonly FunctionRef[]>(path, [], (unit) => functionsOf(ev, unit, id)),
    returnsAwaitable: (path, callback) =>
      withUnit(path, UNKNOWN, (unit) => judge(ev, callResult(ev, typeOf(unit, callback.expression)))),
    describe: (path, id) => withUnit(path, '…', (unit) => describe(unit.facts, id)),
    matchesCallee: (path, id, all) => withUnit(path, false, (unit) => matchesSpecifier(ev, unit, id, all)),
    matchesType: (path, id, all) => withUnit(path, false, (unit) => matchesSpecifier(ev, unit, id, all)),
    valueIds: (path, id) => withUnit<readonly string[]>(path, [], (unit) => targetsOf(ev, typeOf(unit, id)).apis),
    ...UNASKED,
    elementsOf: (path, id) => withUnit<readonly ExpressionId[]>(path, [], (unit) => elementsOf(unit, id)),
    values: { ...NO_VALUES, isWritten },
    rangeOf: (path, id) => withUnit(path, NO_RANGE, (unit) => rangeOf(unit, id)),
    aliases: (path) => withUnit(path, [], (unit) => [...unit.facts.aliases, ...classAliases(unit.facts)]),
    modules: (path) => withUnit(path, [], (unit) => importedModules(unit.facts)),
    // Made for one state of the project, as a whole.
    epoch: () => ev,
    generation: () => ev,
    resolutions: () => calls.size,
    missing: () => missing,
  };
}

function recall(calls: Map<string, CallResolution>, key: string, ask: () => CallResolution): CallResolution {
  const known = calls.get(key);
  if (known !== undefined) return known;
  const found = ask();
  calls.set(key, found);
  return found;
}

/** A task that comes out of a function, a name or a container has its keeper already, for all that anybody knows. */
function isMadeHere(ev: Evaluation, unit: PythonUnit, id: ExpressionId): boolean {
  const expression = unit.facts.expressions[id];
  return expression?.k === 'call' && typeOfExpression(ev, unit, expression.c)?.k === 'api';
}

function resolveCall(ev: Evaluation, unit: PythonUnit, call: CallFact): CallResolution {
  const callee = typeOfExpression(ev, unit, call.callee);
  return targetsOf(ev, call.use === 'awaited' ? withoutPlain(ev, callee) : callee);
}

/** Of several implementations, an awaited call can only mean those that give something to await. */
function withoutPlain(ev: Evaluation, callee: Type | undefined): Type | undefined {
  if (callee?.k !== 'union') return callee;
  const ts = callee.ts.filter((part) => judge(ev, callResult(ev, part)).verdict !== 'no');
  return ts.length === 0 ? callee : { ...callee, ts };
}

function functionsOf(ev: Evaluation, unit: PythonUnit, id: ExpressionId): readonly FunctionRef[] {
  const type = typeOfExpression(ev, unit, id);
  return type?.k === 'class' ? [] : targetsOf(ev, type).functions;
}

function elementsOf({ facts }: PythonUnit, id: ExpressionId): readonly ExpressionId[] {
  const expression = facts.expressions[id];
  return expression?.k === 'list' || expression?.k === 'tuple' ? expression.xs : [];
}

function rangeOf({ facts }: PythonUnit, id: ExpressionId): Range {
  const expression = facts.expressions[id];
  return expression === undefined ? NO_RANGE : { start: expression.s, end: expression.e };
}
