import type { CallFact, ExpressionId } from '../../model/facts.js';
import type { VariableFact } from '../../model/flow.js';
import type { RuleView } from '../../model/rule-view.js';
import type { Candidate } from './candidates.js';

/** How a promise is taken for a value. */
export type Misuse =
  | { readonly kind: 'text' | 'compared' | 'inspected' | 'thrown' }
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'given'; readonly callee: CallFact };

/** What a place does with a value, when a promise is of no use there. */
export function misuseAt(view: RuleView, candidate: Candidate): Misuse | undefined {
  const { expression, use, call } = candidate;
  const parent = view.parentOf(expression);
  if (parent.kind === 'member')
    return isRead(view, candidate, parent) ? { kind: 'member', name: parent.name } : undefined;
  if (parent.kind === 'argument' || parent.kind === 'value' || parent.kind === 'element')
    return givenTo(view, expression);
  if (parent.kind !== 'none') return undefined;
  switch (use) {
    case 'interpolated':
      return { kind: 'text' };
    case 'tested':
      // What is tested alone belongs to `no-misused-promises`, and names that are only compared to `no-lost-promises`.
      return call === undefined || isCondition(view, expression) ? undefined : { kind: 'compared' };
    case 'inspected':
      return call === undefined || view.file.test ? undefined : { kind: 'inspected' };
    case 'thrown':
      // A component that waits throws its promise.
      return call === undefined || isComponentFile(view) ? undefined : { kind: 'thrown' };
    default:
      return undefined;
  }
}

function isCondition(view: RuleView, expression: ExpressionId): boolean {
  return view.file.conditions.some((condition) => condition.expression === expression);
}

function isComponentFile({ path }: RuleView): boolean {
  return /\.[jt]sx$/.test(path);
}

function isRead(view: RuleView, { variable, expression }: Candidate, { name }: { readonly name: string }): boolean {
  if (view.file.test || !view.lacksMember(expression, name)) return false;
  return variable === undefined || !isExtended(view, variable);
}

/** Functions that give an object members. */
const EXTENDING = new Set(['assign', 'defineProperties', 'defineProperty', 'extend', 'merge']);

/** A promise in a variable may be given members of its own. */
function isExtended(view: RuleView, { reads }: VariableFact): boolean {
  return reads.some(({ expression, function: fn }) => {
    const parent = view.parentOf(expression);
    if (parent.kind === 'argument') return EXTENDING.has(view.call(parent.call).name);
    if (parent.kind !== 'member') return false;
    return view
      .events(fn)
      .some((event) => event.kind === 'write' && event.target === parent.expression && event.how !== 'declare');
  });
}

/** The call that reads the value as it is, directly or in the literals around it. */
function givenTo(view: RuleView, expression: ExpressionId): Misuse | undefined {
  let parent = view.parentOf(expression);
  let isDirect = true;
  while (parent.kind === 'value' || parent.kind === 'element') {
    isDirect = false;
    parent = view.parentOf(parent.expression);
  }
  if (parent.kind !== 'argument') return undefined;
  const callee = view.call(parent.call);
  const plain = view.plainArgument(callee);
  if (plain === undefined || plain.argument !== parent.index || (!isDirect && !plain.deep)) return undefined;
  return isSearch(view, callee) ? undefined : { kind: 'given', callee };
}

const SEARCHES = new Set(['includes', 'indexOf', 'lastIndexOf']);

/** A promise may be looked for among promises. */
function isSearch(view: RuleView, call: CallFact): boolean {
  if (!SEARCHES.has(call.name)) return false;
  const receiver = view.receiverOf(call);
  return view.awaitableElements(receiver) !== 'no' && !view.isSurelyNot(receiver, 'elements');
}
