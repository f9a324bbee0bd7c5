import { NONE } from '../../model/facts.js';
import type { FunctionFact } from '../../model/facts.js';
import type { RuleView } from '../../model/rule-view.js';

// By name, because silence is cheap: whoever writes of a lock has thought of the race.
const LOCKS = /(?:^|[a-z])(?:acquire|lock|mutex|semaphore|exclusive|enqueue|serialize|synchronized)/i;

/** Does the function, or one around it, run under a lock or in a queue? */
export function isGuardedByLock(view: RuleView, fn: FunctionFact): boolean {
  if (view.file.calls.some((call) => call.function === fn.id && LOCKS.test(view.describe(call.callee)))) return true;
  for (let at: FunctionFact | undefined = fn; at !== undefined; at = parentOf(view, at)) {
    const call = at.argumentOf === NONE ? undefined : view.call(at.argumentOf);
    if (call !== undefined && LOCKS.test(view.describe(call.callee))) return true;
  }
  return false;
}

function parentOf(view: RuleView, fn: FunctionFact): FunctionFact | undefined {
  return fn.parent === NONE ? undefined : view.functionOf(fn.parent);
}
