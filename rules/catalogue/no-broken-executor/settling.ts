import type { CallFact, ExpressionId, FunctionFact, FunctionId } from '../../model/facts.js';
import type { FlowEvent } from '../../model/flow.js';
import type { RuleView } from '../../model/rule-view.js';

/** What one executor does with the two functions that it is given. */
export interface Settling {
  readonly executor: FunctionFact;
  /** The functions in it, at any depth, that may settle the promise when they run; the executor itself left out. */
  readonly inner: readonly FunctionId[];
  /** Whoever does this may settle the promise, now or later. */
  settles(event: FlowEvent): boolean;
  /** The call of `resolve` or `reject` that an event is. */
  settlingCall(event: FlowEvent): CallFact | undefined;
}

export function createSettling(view: RuleView, executor: FunctionFact): Settling {
  const isResolver = (expression: ExpressionId): boolean => {
    const origin = view.originOf(expression);
    return origin.kind === 'parameter' && origin.function === executor.id && origin.index < 2;
  };
  const known = new Map<FunctionId, boolean>();
  const mayRun = (fn: FunctionId): boolean => {
    let answer = known.get(fn);
    if (answer === undefined) {
      known.set(fn, false);
      answer = view.events(fn).some(settles);
      known.set(fn, answer);
    }
    return answer;
  };
  const settles = (event: FlowEvent): boolean => {
    if (event.kind === 'read') return isResolver(event.expression);
    return event.kind === 'function' && mayRun(event.function);
  };
  const { start, end } = executor.range;
  const inner = view.file.functions
    .filter(({ id, range }) => id !== executor.id && range.start >= start && range.end <= end && mayRun(id))
    .map(({ id }) => id);
  return {
    executor,
    inner,
    settles,
    settlingCall(event) {
      const call = event.kind === 'call' ? view.call(event.call) : undefined;
      return call !== undefined && isResolver(call.callee) ? call : undefined;
    },
  };
}
