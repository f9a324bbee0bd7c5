import type { CallFact, LoopFact } from '../../model/facts.js';
import type { Range } from '../../model/range.js';
import type { RuleView } from '../../model/rule-view.js';

/** Rounds from which a counted loop is long, even when a round costs nanoseconds. */
const LONG_TRIPS: Readonly<Record<RuleView['file']['language'], number>> = { javascript: 1e7, python: 1e6 };

/** Finds what proves that a loop cannot let the event loop go. */
export function judgeProvable(view: RuleView, loop: LoopFact) {
  if (loop.kind === 'requeue') return judgeRequeue(view, loop);
  if (!isSuspect(loop) || view.loopSuspends(loop) !== 'never') return undefined;
  const calls = view.file.calls.filter((call) => isWithin(call.range, loop.range));
  if (isWaiting(loop, calls)) return { message: 'busyWait' } as const;
  if (loop.infinite && !loop.exits) {
    if (calls.some((call) => view.describe(call.callee) === 'process.exit')) return undefined;
    const awaits = view.file.suspensions.some((point) => point.loop === loop.id);
    return awaits ? ({ message: 'frozen' } as const) : ({ message: 'endless' } as const);
  }
  const flag = spinFlag(loop);
  if (flag !== undefined) return { message: 'spin', data: { flag } } as const;
  return judgeTrips(view, loop);
}

/** What can be long by its own words: asking whether it suspends costs more than looking. */
function isSuspect(loop: LoopFact): boolean {
  if (loop.kind === 'for-await') return false;
  return loop.clock || loop.infinite || loop.flags.length > 0 || loop.trips > 0;
}

function judgeRequeue(view: RuleView, loop: LoopFact) {
  const call = view.file.calls.find(({ range }) => range.start === loop.range.start && range.end === loop.range.end);
  if (call === undefined || !isQueue(view, call)) return undefined;
  return {
    message: 'starved',
    data: { name: view.functionOf(loop.function).label, queue: view.describe(call.callee) },
  } as const;
}

/** What it puts into is emptied before the event loop goes on. */
function isQueue(view: RuleView, call: CallFact): boolean {
  const ids = view.apiIds(call);
  return ids.some((id) =>
    /^(?:global#(?:process\.|Process\(\)\.)nextTick|node:process#nextTick|global#(?:\w+\.)?queueMicrotask|global#Promise\(\)\.then|global#Promise\.resolve\(\)\.then)$/.test(
      id,
    ),
  );
}

function judgeTrips(view: RuleView, loop: LoopFact) {
  const outer = view.file.loops[loop.parent];
  const count = totalTrips(view, loop);
  if (loop.exits || count < LONG_TRIPS[view.file.language]) return undefined;
  // The outermost of counted loops speaks for all of them.
  if (outer !== undefined && outer.trips > 0 && !outer.exits) return undefined;
  return { message: 'long', data: { count: count.toLocaleString('en-US') } } as const;
}

/** The name that a loop waits for and that nothing in it can change. */
function spinFlag(loop: LoopFact): string | undefined {
  if (loop.kind !== 'while' && loop.kind !== 'do-while') return undefined;
  return loop.flagsMayChange || loop.exits || loop.carried.length > 0 ? undefined : loop.flags[0];
}

/** Calls that only look at the clock. */
const CLOCKS = new Set([
  'now',
  'hrtime',
  'bigint',
  'uptime',
  'Date',
  'getTime',
  'valueOf',
  'time',
  'monotonic',
  'perf_counter',
]);

/**
 * Nothing but waiting: a loop that does work until a deadline is a time budget. The clock stands in the condition, or in
 * a name that the condition compares, or it decides about the exit of an endless loop.
 */
function isWaiting(loop: LoopFact, calls: readonly CallFact[]): boolean {
  if (!calls.every((call) => CLOCKS.has(call.name))) return false;
  if (loop.clock && !loop.infinite) return !loop.exits && loop.carried.length === 0;
  if (calls.length === 0) return false;
  if (loop.infinite) return loop.exits && loop.carried.length === 0;
  return !loop.exits && loop.carried.length > 0 && loop.carried.every((name) => loop.flags.includes(name));
}

export function isWithin(inner: Range, outer: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Rounds of a loop and of the loops in it, multiplied along the longest way down. */
function totalTrips(view: RuleView, loop: LoopFact): number {
  if (loop.trips === 0) return 0;
  const inner = view.file.loops.filter((other) => other.parent === loop.id).map((other) => totalTrips(view, other));
  return loop.trips * Math.max(1, ...inner);
}
