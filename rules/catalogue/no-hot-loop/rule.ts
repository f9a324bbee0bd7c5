import { NONE } from '../../model/facts.js';
import type { FunctionFact, LoopFact } from '../../model/facts.js';
import type { Level } from '../../model/level.js';
import type { Range } from '../../model/range.js';
import type { RuleView } from '../../model/rule-view.js';
import { defineRule } from '../define-rule.js';

/** Rounds from which a counted loop is long, even when a round costs nanoseconds. */
const LONG_TRIPS: Readonly<Record<RuleView['file']['language'], number>> = { javascript: 1e7, python: 1e6 };

// Only forms that provably never let the loop go. Whether an `await` suspends is a fact about what it awaits:
// a million awaits of a finished promise give nobody else a turn.
export default defineRule({
  id: 'no-hot-loop',
  summary:
    'Reports loops on the event loop that cannot let go of it: busy waits, spins, and endless or very long loops.',
  languages: ['javascript', 'python'],
  kind: 'problem',
  presets: ['recommended', 'strict'],
  level: 'warning',
  since: '0.1.0',
  messages: {
    busyWait: 'This loop waits for the clock without yielding: the event loop stands still meanwhile.',
    spin: 'This loop never ends: `{{flag}}` can only change in a callback, and no callback runs meanwhile.',
    endless: 'This loop never ends and never yields: the event loop stands still from here on.',
    frozen: 'This loop never yields: none of its awaits lets the event loop go.',
    long: 'This loop runs {{count}} times without yielding.',
  },
  fixes: 'none',
  safeFixes: false,
  replaces: [],
  supersedes: [],

  check(view, report) {
    for (const loop of view.file.loops) {
      const owner = view.ownerOf(view.functionOf(loop.function));
      if (owner.generator || view.functionOf(loop.function).generator) continue;
      // Who reaches the loop is the dear question, so it comes last.
      const problem = judge(view, loop);
      const level = problem === undefined ? undefined : levelOf(view, owner);
      if (problem !== undefined && level !== undefined) report({ ...problem, level, range: loop.head });
    }
  },
});

/** A synchronous function counts only when a program root that others share is known to reach it. */
function levelOf(view: RuleView, owner: FunctionFact): Level | undefined {
  if (owner.kind === 'module' || view.file.test) return undefined;
  const { sharing } = view.waiters(owner);
  switch (sharing) {
    case 'shared':
      return 'warning';
    case 'none':
      return view.runsOnLoop(owner) === 'yes' ? 'warning' : undefined;
    case 'single-request':
    case 'command-line':
      return view.runsOnLoop(owner) === 'yes' ? 'hint' : undefined;
    default:
      return undefined;
  }
}

function judge(view: RuleView, loop: LoopFact) {
  if (!isSuspect(loop) || view.loopSuspends(loop) !== 'never') return undefined;
  if (loop.clock && !loop.infinite && isWaiting(view, loop)) return { message: 'busyWait' } as const;
  if (loop.infinite && !loop.exits) {
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

function judgeTrips(view: RuleView, loop: LoopFact) {
  const count = totalTrips(view, loop);
  if (loop.parent !== NONE || loop.exits || count < LONG_TRIPS[view.file.language]) return undefined;
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

/** Nothing but waiting: a loop that does work until a deadline is a time budget. */
function isWaiting(view: RuleView, loop: LoopFact): boolean {
  if (loop.exits || loop.carried.length > 0) return false;
  return view.file.calls.every((call) => !isWithin(call.range, loop.range) || CLOCKS.has(call.name));
}

function isWithin(inner: Range, outer: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Rounds of a loop and of the loops in it, multiplied along the longest way down. */
function totalTrips(view: RuleView, loop: LoopFact): number {
  if (loop.trips === 0) return 0;
  const inner = view.file.loops.filter((other) => other.parent === loop.id).map((other) => totalTrips(view, other));
  return loop.trips * Math.max(1, ...inner);
}
