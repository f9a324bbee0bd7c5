import { NONE } from '../../model/facts.js';
import type { ExpressionId, FunctionId } from '../../model/facts.js';
import { isWithin } from '../../model/is-within.js';
import type { Range } from '../../model/range.js';
import type { RuleView } from '../../model/rule-view.js';
import { defineRule } from '../define-rule.js';

// Only sessions that refuse or corrupt what runs at the same time. A connection that queues its queries gains nothing
// from running in parallel, and loses nothing either.
export default defineRule({
  id: 'no-shared-session-concurrency',
  summary:
    'Reports operations that run at the same time in one session, connection or transaction that allows only one.',
  languages: ['javascript'],
  kind: 'problem',
  presets: ['recommended', 'strict'],
  level: 'warning',
  since: '0.1.0',
  messages: {
    shared: '`{{session}}` does one operation at a time: {{consequence}}.',
  },
  fixes: 'none',
  safeFixes: false,
  replaces: [],
  supersedes: [],

  check(view, report) {
    for (const call of view.file.calls) {
      const [list] = call.arguments;
      if (!COMBINATORS.has(call.name) || list === undefined) continue;
      if (!view.apiIds(call).includes(`global#Promise.${call.name}`)) continue;
      for (const { range, session } of judge(view, list)) {
        const data = { session: view.describe(session.expression), consequence: session.consequence };
        report({ message: 'shared', range, data });
      }
    }
  },
});

const COMBINATORS = new Set(['all', 'allSettled', 'any', 'race']);

interface Use {
  readonly range: Range;
  readonly session: { readonly expression: ExpressionId; readonly consequence: string };
}

function judge(view: RuleView, list: ExpressionId): readonly Use[] {
  const origin = view.originOf(list);
  if (origin.kind === 'array') return sharedAmong(view, origin.elements);
  if (origin.kind !== 'call') return [];
  const { name, arguments: given } = view.call(origin.call);
  const callback = given[0] === undefined ? undefined : view.originOf(given[0]);
  return name === 'map' && callback?.kind === 'function' ? sharedByRounds(view, callback.function) : [];
}

/** The first element, for each session, that works in the session of one before it. */
function sharedAmong(view: RuleView, elements: readonly ExpressionId[]): readonly Use[] {
  const counts = new Map<string, number>();
  return elements.flatMap((element): Use[] => {
    const call = view.callOf(element);
    const session = call === undefined ? undefined : view.exclusiveSessionOf(call);
    if (session === undefined) return [];
    const key = `${view.describe(session.expression)}:${view.declaringFunction(session.expression)}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count === 2 ? [{ range: view.rangeOf(element), session }] : [];
  });
}

/** Calls in the callback of `map` that work in a session from outside of it: the first of them, for each callback. */
function sharedByRounds(view: RuleView, callback: FunctionId): readonly Use[] {
  for (const call of view.file.calls) {
    if (call.function !== callback || (call.use !== 'returned' && call.use !== 'awaited')) continue;
    const session = view.exclusiveSessionOf(call);
    if (session !== undefined && !isMadeIn(view, session.expression, callback)) return [{ range: call.range, session }];
  }
  return [];
}

function isMadeIn(view: RuleView, session: ExpressionId, callback: FunctionId): boolean {
  const owner = view.declaringFunction(session);
  return owner !== NONE && isWithin(view.functionOf(owner).range, view.functionOf(callback).range);
}
