import type { CallFact, LoopFact } from '../../model/facts.js';
import { NONE } from '../../model/facts.js';
import type { RuleView } from '../../model/rule-view.js';

/** Methods of lists that ask the elements for their values; `reduce` may chain promises, and `map` may await them. */
const ASKING = new Set(['every', 'filter', 'find', 'findIndex', 'findLast', 'join', 'some', 'sort', 'toSorted']);

/** The method that an array of promises is asked by: `ids.map(load).filter(Boolean)`. */
export function askedBy(view: RuleView, list: CallFact): CallFact | undefined {
  if (list.name !== 'map' || list.use !== 'receiver') return undefined;
  const member = view.parentOf(list.expression);
  if (member.kind !== 'member' || !ASKING.has(member.name)) return undefined;
  const outer = view.parentOf(member.expression);
  if (outer.kind !== 'callee' || view.awaitableElements(list.expression) !== 'yes') return undefined;
  const callback = view.file.callbacks.find(({ call, index }) => call === list.id && index === 0);
  if (callback === undefined) return undefined;
  const { verdict, always, traits } = view.returnsAwaitable(callback);
  return verdict === 'yes' && always && traits?.kind === 'promise' ? view.call(outer.call) : undefined;
}

/** A loop over promises that uses each of them as a value, and does nothing else with it. */
export function usesPromises(view: RuleView, loop: LoopFact): boolean {
  const [name] = loop.variables;
  if (loop.kind !== 'for-of' || loop.iterated === NONE || name === undefined || loop.variables.length > 1) return false;
  if (view.awaitableElements(loop.iterated) !== 'yes') return false;
  const isInside = ({ start, end }: { readonly start: number; readonly end: number }): boolean =>
    start >= loop.head.end && end <= loop.range.end;
  // What a function in the loop does with the promise is not among the loop's own events.
  if (view.file.functions.some(({ range }) => isInside(range))) return false;
  const reads = view.events(loop.function).filter((event) => {
    return (
      event.kind === 'read' && view.describe(event.expression) === name && isInside(view.rangeOf(event.expression))
    );
  });
  return (
    reads.length > 0 &&
    reads.every((event) => {
      if (event.kind !== 'read') return false;
      const parent = view.parentOf(event.expression);
      if (parent.kind === 'member') return view.lacksMember(event.expression, parent.name);
      return parent.kind === 'none' && event.use === 'interpolated';
    })
  );
}
