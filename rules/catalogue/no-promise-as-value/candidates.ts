import type { CallFact, ExpressionId, FunctionId, ResultUse } from '../../model/facts.js';
import { NONE } from '../../model/facts.js';
import type { VariableFact } from '../../model/flow.js';
import type { Range } from '../../model/range.js';
import type { RuleView } from '../../model/rule-view.js';

/** A place where a promise may be used: the call that gives it, or the name that it was given. */
export interface Candidate {
  readonly expression: ExpressionId;
  readonly range: Range;
  readonly function: FunctionId;
  readonly use: ResultUse;
  /** The call itself, when it is used on the spot. */
  readonly call: CallFact | undefined;
  /** The name, when it was stored. */
  readonly name: string | undefined;
  /** The variable of that name. */
  readonly variable: VariableFact | undefined;
}

/** What becomes of a value that is waited for, dropped or handed on in a way that no rule of values is about. */
const OTHER_MATTERS = new Set<ResultUse>(['awaited', 'returned', 'yielded', 'dropped', 'void', 'spread']);

/** Collects values that calls give, where they are used: on the spot, or by the one name that holds them. */
export function collectCandidates(view: RuleView): readonly Candidate[] {
  const calls = view.file.calls.flatMap((call): Candidate[] => {
    const { expression, range, function: fn, use } = call;
    return call.construct || OTHER_MATTERS.has(use)
      ? []
      : [{ expression, range, function: fn, use, call, name: undefined, variable: undefined }];
  });
  const names = view.variables().flatMap((variable) => {
    const [write] = variable.writes;
    if (write?.how !== 'declare' || write.value === NONE || variable.writes.length > 1) return [];
    return variable.reads.flatMap(({ expression, function: fn, use }): Candidate[] =>
      OTHER_MATTERS.has(use)
        ? []
        : [
            {
              expression,
              range: view.rangeOf(expression),
              function: fn,
              use,
              call: undefined,
              name: variable.name,
              variable,
            },
          ],
    );
  });
  return [...calls, ...names];
}

/** A promise whatever happens; queries and other thenables have a life of their own. */
export function isPromise(view: RuleView, expression: ExpressionId): boolean {
  const { verdict, always, traits } = view.awaitable(expression);
  return verdict === 'yes' && always && traits?.kind === 'promise';
}
