import { NONE } from '../../model/facts.js';
import type { CallFact, LoopFact, SuspensionFact } from '../../model/facts.js';
import type { RuleView } from '../../model/rule-view.js';
import { defineRule } from '../define-rule.js';

// Most awaits in loops are right: the order is the point (retry, paging, rate limits, transactions). Only a loop over
// a finite collection is reported, whose rounds share nothing and whose awaited call takes the loop variable.
export default defineRule({
  id: 'no-await-in-loop',
  summary: 'Points out loops that await independent calls one by one, where they could run together.',
  languages: ['javascript', 'python'],
  kind: 'suggestion',
  presets: ['recommended', 'strict'],
  level: 'hint',
  since: '0.1.0',
  messages: {
    sequential: '`{{name}}` is awaited round by round, although the rounds are independent.',
  },
  fixes: 'none',
  safeFixes: false,
  replaces: ['no-await-in-loop', 'noAwaitInLoop', 'noAwaitInLoops'],
  supersedes: [],

  check(view, report) {
    if (view.file.test) return;
    for (const point of view.file.suspensions) {
      const loop = view.file.loops[point.loop];
      if (point.kind !== 'await' || point.call === NONE || loop === undefined || !isIndependent(loop)) continue;
      const call = view.call(point.call);
      if (!takesVariable(view, loop, call) || isOrdered(view, loop, call) || !isOnlyAwait(view, point)) continue;
      if (view.awaitable(point.operand).verdict !== 'yes') continue;
      if (view.isInSession(call)) continue;
      report({ message: 'sequential', range: point.range, data: { name: view.describe(call.callee) } });
    }
  },
});

function isIndependent(loop: LoopFact): boolean {
  if (loop.kind !== 'for-of' || loop.exits || loop.parent !== NONE) return false;
  return loop.carried.length === 0;
}

/** With several awaits a round, the order within the round matters to whoever reads it. */
function isOnlyAwait(view: RuleView, point: SuspensionFact): boolean {
  return view.file.suspensions.every((other) => other === point || other.loop !== point.loop);
}

function takesVariable(view: RuleView, loop: LoopFact, call: CallFact): boolean {
  const names = new Set(loop.variables);
  return [call.callee, ...call.arguments].some((expression) => names.has(rootOf(view.describe(expression))));
}

function rootOf(name: string): string {
  const end = name.search(/[.([]/);
  return end < 0 ? name : name.slice(0, end);
}

/** For values whose type nobody knows. Sessions do one operation at a time; waits, retries and limits are the point of their loops. */
const SERIAL =
  /(?:^|\.)(?:tx|trx|transaction|client|conn|connection|session|page|browser|context|stream|writer|reader|lock|mutex|cursor|db|database|driver|queue|channel|socket|migrator|queryRunner|manager|em|t)(?:\.|$)/i;
const WAITS =
  /sleep|delay|wait|retry|poll|backoff|throttle|limit|debounce|tick|next|lock|acquire|write|migrate|seed|install|exec|run|prompt|confirm|ask|click|type|press|persist|flush|grant|emit|dispatch|notify/i;

const HANDED_IN = /^(?:action|callback|cb|fn|func|handler|hook|iteratee|job|listener|middleware|step|task|visitor)$/;

function isOrdered(view: RuleView, loop: LoopFact, call: CallFact): boolean {
  const callee = view.describe(call.callee);
  const receiver = callee.slice(0, Math.max(0, callee.lastIndexOf('.')));
  if (WAITS.test(call.name) || SERIAL.test(receiver)) return true;
  // Listeners, hooks and tasks that are handed in are called in the order that they were given in.
  if (callee === call.name && (HANDED_IN.test(callee) || loop.variables.includes(callee))) return true;
  return call.arguments.some((argument) => SERIAL.test(view.describe(argument)));
}
