import { NONE } from '../../model/facts.js';
import type { CallFact, FunctionFact, FunctionId } from '../../model/facts.js';
import type { FlowEvent } from '../../model/flow.js';
import { isWithin } from '../../model/is-within.js';
import type { RuleView } from '../../model/rule-view.js';
import { defineRule } from '../define-rule.js';
import { createSettling } from './settling.js';
import type { Settling } from './settling.js';

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

/** The executor, or the one callback that everything depends on, where a way leaves it with nothing settled. */
function findUnsettled(view: RuleView, settling: Settling): FunctionFact | undefined {
  const { executor } = settling;
  const inner = settling.inner.map((id) => view.functionOf(id));
  // A named function may be called from anywhere, and one that never uses what it is given waits for ever on purpose.
  if (inner.some(({ argumentOf }) => argumentOf === NONE) || !view.events(executor.id).some(settling.settles))
    return undefined;
  if (mayEndUnsettled(view, settling, executor.id)) return executor;
  const reads = view.events(executor.id).some((event) => event.kind === 'read' && settling.settles(event));
  const [callback, ...others] = inner.filter(({ parent }) => parent === executor.id);
  if (reads || callback === undefined || others.length > 0 || !isCalledOnce(view, callback)) return undefined;
  return mayEndUnsettled(view, settling, callback.id) ? callback : undefined;
}

/** By the loop, which nobody stands above, or by a function of Node that has no handler for it. */
function isEnteredBare(view: RuleView, fn: FunctionFact): boolean {
  if (fn.async || fn.generator || fn.argumentOf === NONE || view.runsOnLoop(fn) !== 'yes') return false;
  return view.apiIds(view.call(fn.argumentOf)).some((id) => BARE.test(id));
}

const BARE =
  /^(?:node:(?!test#|worker_threads#)|global#(?:setTimeout|setInterval|setImmediate|queueMicrotask|process\.nextTick)$)/;
const REPEATS = /^(?:on|addListener|prependListener|setInterval|watch|watchFile|createServer)$/;

function isCalledOnce(view: RuleView, fn: FunctionFact): boolean {
  return isEnteredBare(view, fn) && !REPEATS.test(view.call(fn.argumentOf).name);
}

function mayEndUnsettled(view: RuleView, { settles }: Settling, fn: FunctionId): boolean {
  const stops = (event: FlowEvent): boolean => settles(event) || endsProgram(view, event);
  const events = view.events(fn);
  const [first] = events;
  // A loop over nothing settles nothing; whether there is something is checked before, or known.
  if (first === undefined || stops(first) || isInLoop(view, fn, events.filter(settles))) return false;
  // One after the other under conditions of their own may well be all cases that there are.
  const isSequence = events.some((event) => settles(event) && reaches(view, fn, event, settles));
  if (isSequence) return false;
  return view.follow(fn, first.row, (event) => (stops(event) ? 'stop' : 'go'));
}

function reaches(view: RuleView, fn: FunctionId, from: FlowEvent, isMeant: (event: FlowEvent) => boolean): boolean {
  let isReached = false;
  view.follow(fn, from.row, (event) => {
    isReached ||= event.row > from.row && isMeant(event);
    return isReached ? 'stop' : 'go';
  });
  return isReached;
}

function isInLoop({ file, ...view }: RuleView, fn: FunctionId, events: readonly FlowEvent[]): boolean {
  const loops = file.loops.filter((loop) => loop.function === fn);
  return events.some((event) => {
    const range =
      event.kind === 'read'
        ? view.rangeOf(event.expression)
        : event.kind === 'function'
          ? view.functionOf(event.function).range
          : undefined;
    return range !== undefined && loops.some((loop) => isWithin(range, loop.range));
  });
}

function endsProgram(view: RuleView, event: FlowEvent): boolean {
  if (event.kind !== 'call') return false;
  const call = view.call(event.call);
  return (
    call.name === 'exit' && view.apiIds(call).some((id) => id === 'global#process.exit' || id === 'node:process#exit')
  );
}
