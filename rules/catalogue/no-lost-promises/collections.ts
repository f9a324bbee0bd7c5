import { NONE } from '../../model/facts.js';
import type { ExpressionId } from '../../model/facts.js';
import type { VariableFact } from '../../model/flow.js';
import type { RuleView } from '../../model/rule-view.js';
import { harmlessUse } from './harmless-uses.js';
import type { Loss } from './loss.js';

/** Judges a variable that holds a collection of promises which nobody takes out again. */
export function judgeCollection(view: RuleView, variable: VariableFact): Loss | undefined {
  const [write] = variable.writes;
  if (write === undefined || variable.writes.length > 1 || write.value === NONE) return undefined;
  const uses = variable.reads.map((read) => harmlessUse(view, read));
  if (uses.includes(undefined) || uses.every((use) => use === 'compared' && uses.length > 0)) return undefined;
  const data = { name: variable.name };
  if (view.awaitableElements(write.value) === 'yes' && hasElements(view, write.value))
    return { message: 'collected', range: view.rangeOf(write.value), data };
  for (const read of variable.reads) {
    const promise = collectedPromise(view, read.expression);
    if (promise !== NONE) return { message: 'collected', range: view.rangeOf(promise), data };
  }
  return undefined;
}

/** An empty list is of promises by its type alone. */
function hasElements(view: RuleView, value: ExpressionId): boolean {
  return view.elementsOf(value).length > 0 || view.file.calls.some(({ expression }) => expression === value);
}

/** The promise that `list.push(…)` takes in, or `NONE`. */
function collectedPromise(view: RuleView, list: ExpressionId): ExpressionId {
  const member = view.parentOf(list);
  const outer = member.kind === 'member' ? view.parentOf(member.expression) : member;
  if (outer.kind !== 'callee') return NONE;
  return view.call(outer.call).arguments.find((value) => isPromise(view, value)) ?? NONE;
}

function isPromise(view: RuleView, value: ExpressionId): boolean {
  const { verdict, always, traits } = view.awaitable(value);
  return verdict === 'yes' && always && traits?.kind === 'promise' && traits.rejects === 'may';
}
