import type { CallFact, ExpressionId } from '../../model/facts.js';
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

/** A name may be given members of its own, so only a call is certain. */
function isRead(view: RuleView, { call, expression }: Candidate, { name }: { readonly name: string }): boolean {
  return call !== undefined && !view.file.test && view.lacksMember(expression, name);
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
