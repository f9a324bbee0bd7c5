import { NONE } from '../../model/facts.js';
import type { FunctionFact, FunctionId } from '../../model/facts.js';
import type { FlowEvent } from '../../model/flow.js';
import { isWithin } from '../../model/is-within.js';
import type { RuleView } from '../../model/rule-view.js';
import type { Settling } from './settling.js';

/** The executor, or the one callback that everything depends on, where a way leaves it with nothing settled. */
export function findUnsettled(view: RuleView, settling: Settling): FunctionFact | undefined {
  const { executor } = settling;
  const inner = settling.inner.map((id) => view.functionOf(id));
  // A named function may be called from anywhere, and one that never uses what it is given waits for ever on purpose.
  if (inner.some(({ argumentOf }) => argumentOf === NONE) || !view.events(executor.id).some(settling.settles))
    return undefined;
  if (isExpression(view, executor)) return undefined;
  if (mayEndUnsettled(view, settling, executor.id)) return executor;
  const reads = view.events(executor.id).some((event) => event.kind === 'read' && settling.settles(event));
  const [callback, ...others] = inner.filter(({ parent }) => parent === executor.id);
  if (reads || callback === undefined || others.length > 0 || !isCalledOnce(view, callback)) return undefined;
  return mayEndUnsettled(view, settling, callback.id) ? callback : undefined;
}

/** `(resolve) => signal?.onAbort(resolve)` waits for ever where there is no signal, and says so in one breath. */
function isExpression(view: RuleView, { id, range }: FunctionFact): boolean {
  return view.events(id).some((event) => event.kind === 'return' && view.rangeOf(event.value).end >= range.end - 1);
}

/** By the loop, which nobody stands above, or by a function of Node that has no handler for it. */
export function isEnteredBare(view: RuleView, fn: FunctionFact): boolean {
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
