import type { ExpressionId } from '../../model/facts.js';
import type { Expression } from '../../facts/javascript/model.js';
import { functionWrappers } from '../../knowledge/wrappers/index.js';
import { createApiTable } from '../api-table.js';
import { apiIdsOf } from './api-ids.js';
import { awaited, elementOf, isPromise } from './awaitable.js';
import { callResult } from './call-result.js';
import type { Evaluation } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import type { SourceUnit } from './program.js';
import { lookup, isGlobal } from './scope.js';
import { VOID, arrayOf, force, lazy, promiseOf } from './types.js';
import type { Type } from './types.js';

/** `promisify` and its kin: whatever they are given, they make a function that gives a promise. */
const promisers = createApiTable(
  functionWrappers.filter(({ gives }) => gives === 'promise'),
  ({ api }) => [api],
);

type Call = Extract<Expression, { k: 'call' | 'new' }>;

/** Calls whose declared types say less than their documentation: `Promise.all` and assertion libraries. */
export function platformCall(ev: Evaluation, unit: SourceUnit, call: Call): Type | undefined {
  const callee = unit.expressions.at(call.c);
  if (callee?.k !== 'member' && callee?.k !== 'name') return undefined;
  if (promisers.names.has(callee.n) && promisers.find(apiIdsOf(ev, unit, call.c)) !== undefined)
    return { k: 'bound', f: promiseOf(undefined) };
  if (callee.k !== 'member') return undefined;
  const object = unit.expressions.at(callee.o);
  if (object?.k === 'name' && object.n === 'Promise' && isGlobal(ev.program, unit, object.sc, 'Promise')) {
    return promiseStatic(ev, unit, callee.n, call.a[0]);
  }
  return assertion(ev, unit, call, callee);
}

function promiseStatic(
  ev: Evaluation,
  unit: SourceUnit,
  name: string,
  argument: ExpressionId | undefined,
): Type | undefined {
  const given = (): Type | undefined => (argument === undefined ? VOID : typeOfExpression(ev, unit, argument));
  switch (name) {
    case 'all':
      return promiseOf(
        lazy(() => {
          const list = force(ev, given());
          if (list?.k !== 'array') return undefined;
          return arrayOf(
            lazy(() => awaited(ev, list.of)),
            list.elements?.map((element) => lazy(() => awaited(ev, element))),
          );
        }),
      );
    case 'resolve':
      return promiseOf(lazy(() => awaited(ev, given())));
    case 'race':
    case 'any':
      return promiseOf(lazy(() => awaited(ev, elementOf(ev, given()))));
    case 'reject':
    case 'allSettled':
    case 'try':
      return promiseOf(undefined);
    default:
      return undefined;
  }
}

/** Matchers of `expect`: synchronous unless they follow `.resolves` or `.rejects`. */
const MATCHER = /^to(?:Be|Equal|Have|Match|Contain|Throw|Strict|Start|End|Include|Return|Satisfy)/;

function assertion(
  ev: Evaluation,
  unit: SourceUnit,
  call: Call,
  callee: Extract<Expression, { k: 'member' }>,
): Type | undefined {
  let isAsync = false;
  let at: Expression | undefined = unit.expressions.at(callee.o);
  for (let i = 0; i < 6 && at?.k === 'member'; i++) {
    if (at.n === 'resolves' || at.n === 'rejects') isAsync = true;
    at = unit.expressions.at(at.o);
  }
  if (at?.k !== 'call') return undefined;
  const root = unit.expressions.at(at.c);
  if (root?.k !== 'name' || root.n !== 'expect' || !isRunnersExpect(ev, unit, root.sc)) return undefined;
  if (isAsync) return promiseOf(VOID);
  if (!MATCHER.test(callee.n)) return undefined;
  const declared = force(ev, callResult(ev, typeOfExpression(ev, unit, call.c), { unit, call, construct: false }));
  // Of a runner that is not installed nobody knows: Playwright's matchers have the names of the others and wait.
  return isPromise(ev, declared) === 'yes' || declared?.k === 'missing' ? declared : VOID;
}

/** `expect` as a global or an import is a test runner's; a function of the project is not. */
function isRunnersExpect(ev: Evaluation, unit: SourceUnit, scope: number): boolean {
  return lookup(ev.program, unit, scope, 'expect').every(
    (ref) => ref.declaration.k === 'import' || ref.unit.library !== undefined,
  );
}
