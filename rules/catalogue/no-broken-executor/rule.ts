import { NONE } from '../../model/facts.js';
import type { CallFact, FunctionFact, FunctionId } from '../../model/facts.js';
import { isWithin } from '../../model/is-within.js';
import type { RuleView } from '../../model/rule-view.js';
import { defineRule } from '../define-rule.js';
import { createSettling } from './settling.js';
import type { Settling } from './settling.js';
import { findUnsettled, isEnteredBare } from './unsettled.js';

// Ways are followed as they are written, without comparing conditions: what settles twice does so on every way behind
// the first time, and what is handed on, stored or reached by a later callback counts as settled.
export default defineRule({
  id: 'no-broken-executor',
  summary: 'Reports executors of `new Promise` that are async, leave a way unsettled, settle twice, or lose a `throw`.',
  languages: ['javascript'],
  kind: 'problem',
  presets: ['recommended', 'strict'],
  level: 'error',
  since: '0.1.0',
  messages: {
    async: 'A rejection of this async executor is lost: the promise never learns of it.',
    unsettled: 'One way through this {{place}} settles nothing: whoever awaits the promise waits for ever.',
    twice: '`{{name}}` ends nothing: every way on from here settles the promise again, without effect.',
    thrown: 'The promise never learns of this `throw`: a later callback throws at nobody and ends the program.',
  },
  fixes: 'none',
  safeFixes: false,
  replaces: [
    'no-async-promise-executor',
    'noAsyncPromiseExecutor',
    'promise/no-multiple-resolved',
    'unicorn/no-multiple-promise-resolver-calls',
  ],
  supersedes: ['no-misused-promises'],

  check(view, report) {
    for (const call of view.file.calls) {
      const executor = call.construct && call.name === 'Promise' ? executorOf(view, call) : undefined;
      if (executor === undefined) continue;
      const settling = createSettling(view, executor);
      if (executor.async && !executor.catchesAll) report({ message: 'async', range: asyncOf(executor) });
      for (const found of lostThrows(view, settling)) report(found);
      for (const fn of [executor.id, ...settling.inner])
        for (const found of repeated(view, settling, fn)) report(found);
      const unsettled = findUnsettled(view, settling);
      if (unsettled === undefined) continue;
      const place = unsettled === executor ? 'executor' : 'callback';
      report({ message: 'unsettled', range: headOf(view, unsettled), data: { place } });
    }
  },
});

function executorOf(view: RuleView, call: CallFact): FunctionFact | undefined {
  const executor = view.file.functions.find(
    ({ argumentOf, argumentIndex }) => argumentOf === call.id && argumentIndex === 0,
  );
  if (executor === undefined || executor.generator || executor.incomplete) return undefined;
  return view.apiIds(call).includes('global#Promise') ? executor : undefined;
}

/** The keyword: the whole function is what `no-misused-promises` reports, for whoever names both. */
function asyncOf({ range: { start } }: FunctionFact) {
  return { start, end: start + 'async'.length };
}

/** From its start to the line's end, so that a finding does not cover the whole function. */
function headOf(view: RuleView, { range }: FunctionFact) {
  const next = view.file.lines.find((start) => start > range.start) ?? range.end + 1;
  return { start: range.start, end: Math.min(range.end, next - 1) };
}

/** Callbacks that the loop enters on its own: nobody above them can catch anything. */
function lostThrows(view: RuleView, { executor }: Settling) {
  const inner = view.file.functions.filter((fn) => fn !== executor && isWithin(fn.range, executor.range));
  return inner.flatMap((fn) => {
    if (!isEnteredBare(view, fn)) return [];
    return view.events(fn.id).flatMap((event) => {
      if (event.kind !== 'throw' || event.caught) return [];
      return [{ message: 'thrown', range: view.rangeOf(event.expression) } as const];
    });
  });
}

/** Calls after which every way on settles the promise again. What a `finally` does in any case is no mistake. */
function repeated(view: RuleView, { settlingCall }: Settling, fn: FunctionId) {
  return view.events(fn).flatMap((event) => {
    const first = settlingCall(event);
    if (first === undefined || first.loop !== NONE) return [];
    let isRepeated = false;
    const leaves = view.follow(fn, event.row, (later) => {
      const second = settlingCall(later);
      if (second === undefined || isRecovery(view, first, second)) return 'go';
      isRepeated = true;
      return 'stop';
    });
    const data = { name: view.describe(first.callee) };
    return isRepeated && !leaves ? [{ message: 'twice', range: first.range, data } as const] : [];
  });
}

function isRecovery({ file }: RuleView, first: CallFact, second: CallFact): boolean {
  return file.recoveries.some((block) => isWithin(second.range, block) && !isWithin(first.range, block));
}
