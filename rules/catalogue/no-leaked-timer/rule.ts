import type { CallFact, ExpressionId, FunctionFact } from '../../model/facts.js';
import { isTestPath } from '../../model/is-test-path.js';
import { isWithin, outermostAround } from '../../model/is-within.js';
import type { RuleView } from '../../model/rule-view.js';
import { defineRule } from '../define-rule.js';

// The loser of a race is forgotten, not stopped. Off by default: a short timer more does little harm in a program that
// runs for days, and much in a command that should end, and only its author knows which it is.
export default defineRule({
  id: 'no-leaked-timer',
  summary:
    'Points out timeouts in `Promise.race` whose timer is never cleared, so that it runs on when the other wins.',
  languages: ['javascript'],
  kind: 'problem',
  presets: [],
  level: 'warning',
  since: '0.1.0',
  messages: {
    leaked: 'This timer runs on when another promise wins the race: nothing clears it.',
    sleep: 'The timer of `{{name}}` runs on when another promise wins the race: it is given no `signal`.',
  },
  fixes: 'none',
  safeFixes: false,
  replaces: [],
  supersedes: [],

  check(view, report) {
    if (view.file.test || isTestPath(view.path)) return;
    for (const race of view.file.calls) {
      const [list] = race.arguments;
      if (race.name !== 'race' || list === undefined || !view.apiIds(race).includes('global#Promise.race')) continue;
      const entrants = view.originOf(list);
      if (entrants.kind !== 'array' || entrants.elements.length < 2) continue;
      for (const element of entrants.elements) {
        const found = judge(view, element, race);
        if (found !== undefined) report(found);
      }
    }
  },
});

function judge(view: RuleView, entrant: ExpressionId, race: CallFact) {
  const made = madeBy(view, entrant);
  if (made === undefined) return undefined;
  if (view.apiIds(made).includes('node:timers/promises#setTimeout')) {
    if (made.arguments.length > 2) return undefined;
    return { message: 'sleep', range: made.range, data: { name: view.describe(made.callee) } } as const;
  }
  const timer = executorsOf(view, made).flatMap((executor) => timersIn(view, executor))[0];
  if (timer === undefined || isCleared(view, timer, race)) return undefined;
  // A helper serves many races; what is wrong is to race with it.
  const isHere = outermostAround(view.file, timer.range).start === outermostAround(view.file, race.range).start;
  return { message: 'leaked', range: isHere ? timer.range : view.rangeOf(entrant) } as const;
}

const SETTLING = new Set(['then', 'catch', 'finally']);

/** The call that makes a promise, whatever is chained to it. */
function madeBy(view: RuleView, expression: ExpressionId): CallFact | undefined {
  const origin = view.originOf(expression);
  if (origin.kind !== 'call') return undefined;
  const call = view.call(origin.call);
  return SETTLING.has(call.name) ? madeBy(view, view.receiverOf(call)) : call;
}

/** Executors of `new Promise` itself, or of the promises that a function of this file returns. */
function executorsOf(view: RuleView, made: CallFact): readonly FunctionFact[] {
  if (made.construct) return executorOf(view, made);
  const target = view.target(made);
  if (target.kind !== 'function' || target.path !== view.path) return [];
  const returned = view.file.calls.filter(
    (call) => call.function === target.function && call.construct && call.use === 'returned',
  );
  return returned.flatMap((call) => executorOf(view, call));
}

function executorOf(view: RuleView, call: CallFact): readonly FunctionFact[] {
  const [executor] = call.arguments;
  if (executor === undefined || !view.apiIds(call).includes('global#Promise')) return [];
  const origin = view.originOf(executor);
  return origin.kind === 'function' ? [view.functionOf(origin.function)] : [];
}

const TIMERS: ReadonlySet<string> = new Set(['global#setTimeout', 'node:timers#setTimeout']);

function timersIn(view: RuleView, executor: FunctionFact): readonly CallFact[] {
  return view.file.calls.filter(
    (call) =>
      call.function === executor.id && call.name === 'setTimeout' && view.apiIds(call).some((id) => TIMERS.has(id)),
  );
}

/** Its handle is kept and something near clears a timer, or it keeps no program alive. */
function isCleared(view: RuleView, timer: CallFact, race: CallFact): boolean {
  if (timer.use === 'receiver') return true;
  if (timer.use === 'dropped' || timer.use === 'void' || timer.use === 'returned') return false;
  const around = [outermostAround(view.file, timer.range), outermostAround(view.file, race.range)];
  return view.file.calls.some(
    (call) => /^clear/.test(call.name) && around.some((range) => isWithin(call.range, range)),
  );
}
