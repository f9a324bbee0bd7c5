import { NONE } from '../../model/facts.js';
import type { CallFact, ExpressionId, FunctionFact } from '../../model/facts.js';
import { isTestPath } from '../../model/is-test-path.js';
import { isWithin, outermostAround } from '../../model/is-within.js';
import type { Range } from '../../model/range.js';
import type { RuleView } from '../../model/rule-view.js';
import { defineRule } from '../define-rule.js';

// Every empty handler is somebody's decision, so this is a hint, and only where the failure is news: nobody uses the
// value, no comment gives a reason, and it is not the tidying up that follows an end or another failure.
export default defineRule({
  id: 'no-swallowed-rejection',
  summary: 'Points out rejections that vanish: empty handlers, and results of `Promise.allSettled` that nobody checks.',
  languages: ['javascript'],
  kind: 'problem',
  presets: ['strict'],
  level: 'hint',
  since: '0.1.0',
  messages: {
    empty: 'A failure of `{{name}}` vanishes here: this handler is empty.',
    ignored: 'Failures vanish here: nobody looks at the result of `Promise.allSettled`.',
    unchecked: '`.value` is `undefined` where the promise was rejected, and nobody checks `.status`.',
  },
  fixes: 'none',
  safeFixes: false,
  replaces: ['unicorn/no-unsafe-promise-all-settled-values'],
  supersedes: [],

  check(view, report) {
    if (view.file.test || isTestPath(view.path)) return;
    if (view.file.emptyFunctions.length > 0) for (const found of emptyHandlers(view)) report(found);
    if (!view.file.calls.some(({ name }) => name === 'allSettled')) return;
    for (const found of ignoredResults(view)) report(found);
    for (const found of uncheckedValues(view)) report(found);
  },
});

/** Only where nobody uses the value: `await load().catch(() => {})` as a value has `undefined` for its fallback. */
function emptyHandlers(view: RuleView) {
  const empty = new Set(view.file.emptyFunctions);
  return view.file.callbacks.flatMap(({ place, call: id, index, inline }) => {
    if (place !== 'argument' || !empty.has(inline)) return [];
    const call = view.call(id);
    if (!(call.name === 'catch' && index === 0) && !(call.name === 'then' && index === 1)) return [];
    if (!isDropped(view, call) || isEnding(view, call)) return [];
    const origin = startOf(view, call);
    if (origin === undefined || ENDS.test(origin.name) || TRIES.test(origin.name)) return [];
    if (view.awaitable(origin.expression).verdict !== 'yes') return [];
    return [
      {
        message: 'empty',
        range: handlerRange(view, call, index),
        data: { name: view.describe(origin.callee) },
      } as const,
    ];
  });
}

/** What is tidied away at the end of a life may fail: nobody can do anything about it. */
const ENDS =
  /^_?(?:abort|cancel|clean(?:up)?|clear|close|delete|destroy|detach|disconnect|dispose|drain|end|exit|finali[sz]e|free|kill|leave|logout|quit|release|remove|revoke|rm|rollback|shutdown|stop|tearDown|teardown|terminate|unlink|unlock|unmount|unregister|unsubscribe)(?![a-z])/;

/** What browsers refuse at their pleasure, and what is tried again anyway. */
const TRIES =
  /^(?:clearAppBadge|exitFullscreen|heartbeat|lock|ping|play|prefetch|preload|requestFullscreen|requestPointerLock|setAppBadge|share|vibrate|warm|warmup|writeText)$/;

/** Where something ends, or after something else failed: that is the failure to tell of. */
function isEnding(view: RuleView, call: CallFact): boolean {
  const { name, argumentOf } = view.functionOf(call.function);
  if (ENDS.test(name) || (argumentOf !== NONE && view.call(argumentOf).name === 'catch')) return true;
  return view.file.recoveries.some((block) => isWithin(call.range, block));
}

function handlerRange(view: RuleView, call: CallFact, index: number): Range {
  return view.rangeOf(call.arguments[index] ?? NONE);
}

function isDropped(view: RuleView, { use, expression }: CallFact): boolean {
  return use === 'dropped' || (use === 'awaited' && view.file.droppedAwaits.includes(expression));
}

/** The call that a chain of settling methods starts with. A promise that was stored is somebody else's too. */
function startOf(view: RuleView, call: CallFact): CallFact | undefined {
  let at: CallFact | undefined = call;
  while (at !== undefined && (at.name === 'catch' || at.name === 'then' || at.name === 'finally'))
    at = view.callOf(view.receiverOf(at));
  return at;
}

function ignoredResults(view: RuleView) {
  return view.file.calls.flatMap((call) => {
    if (
      call.name !== 'allSettled' ||
      !isDropped(view, call) ||
      !view.apiIds(call).includes('global#Promise.allSettled')
    )
      return [];
    if (isEnding(view, call)) return [];
    const [list] = call.arguments;
    return list !== undefined && mayFail(view, list) ? [{ message: 'ignored', range: call.range } as const] : [];
  });
}

/** Promises made here, one of which may reject and is not kept by anybody else. */
function mayFail(view: RuleView, list: ExpressionId): boolean {
  const origin = view.originOf(list);
  if (origin.kind === 'array') return origin.elements.some((element) => isUnhandled(view, view.callOf(element)));
  if (origin.kind !== 'call') return false;
  const call = view.call(origin.call);
  const [callback] = call.arguments;
  if (call.name !== 'map' || callback === undefined) return false;
  const made = view.originOf(callback);
  return made.kind === 'function' && view.mayReject(callback) !== 'no' && handsOn(view, view.functionOf(made.function));
}

/** Among what the function waits for or returns is something that nobody handles. */
function handsOn(view: RuleView, { id }: FunctionFact): boolean {
  return view.file.calls.some(
    (call) =>
      call.function === id &&
      (call.use === 'returned' || (call.use === 'awaited' && !call.caught)) &&
      isUnhandled(view, call),
  );
}

function isUnhandled(view: RuleView, call: CallFact | undefined): boolean {
  if (call === undefined || ENDS.test(call.name) || TRIES.test(call.name)) return false;
  if (call.name === 'resolve') return call.arguments.some((argument) => isUnhandled(view, view.callOf(argument)));
  if (call.name === 'catch' || call.name === 'allSettled' || (call.name === 'then' && call.arguments.length > 1))
    return false;
  return view.mayReject(call.expression) !== 'no';
}

function uncheckedValues(view: RuleView) {
  const checks = ['status', 'reason'].flatMap((name) => view.readsOf(name).map(({ range }) => range));
  const guards = view.file.calls.filter(({ name }) => /fulfil|reject/i.test(name)).map(({ range }) => range);
  return view.readsOf('value').flatMap(({ object, range }) => {
    if (!isResult(view, object)) return [];
    const around = outermostAround(view.file, range);
    const isChecked = [...checks, ...guards].some((check) => isWithin(check, around));
    return isChecked ? [] : [{ message: 'unchecked', range } as const];
  });
}

/** One of the results of `allSettled`: an element of the array, or what a callback over it is given. */
function isResult(view: RuleView, expression: ExpressionId): boolean {
  const origin = view.originOf(expression);
  if (origin.kind === 'element') return isResultList(view, origin.list);
  if (origin.kind !== 'parameter' || origin.index !== 0) return false;
  const { argumentOf } = view.functionOf(origin.function);
  return argumentOf !== NONE && isResultList(view, view.receiverOf(view.call(argumentOf)));
}

function isResultList(view: RuleView, expression: ExpressionId): boolean {
  const origin = view.originOf(expression);
  if (origin.kind !== 'call') return false;
  const call = view.call(origin.call);
  return call.name === 'allSettled' && view.apiIds(call).includes('global#Promise.allSettled');
}
