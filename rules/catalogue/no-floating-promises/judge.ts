import type { AwaitableTraits } from '../../model/awaitable.js';
import { NONE } from '../../model/facts.js';
import type { DropOperand, SettleLink } from '../../model/facts.js';
import type { RuleView } from '../../model/rule-view.js';

/** What is lost with a dropped value. */
export interface Problem {
  readonly message:
    'dropped' | 'unhandled' | 'badHandler' | 'elements' | 'query' | 'voidQuery' | 'coroutine' | 'future';
  readonly traits: AwaitableTraits;
  readonly link?: SettleLink;
}

export function judge(view: RuleView, operand: DropOperand): Problem | undefined {
  const { iife, links, origin, expression } = operand;
  if (iife && links.length === 0 && view.options['ignoreIIFE'] === true) return undefined;
  const last = lastLink(operand);
  if (last !== undefined && isHandled(view, last)) return undefined;
  const { verdict, traits } = view.awaitable(links.length > 0 ? expression : origin);
  if (verdict === 'yes' && traits !== undefined)
    return isIgnored(view, operand, last) ? undefined : judgeAwaitable(view, operand, traits, last);
  if (isVoided(view, operand)) return undefined;
  if (verdict === 'unknown') return mustAwait(view, operand) ? { message: 'dropped', traits: STARTED } : undefined;
  const isLost = view.awaitableElements(expression) === 'yes' && !isAllowed(view, expression);
  return isLost ? { message: 'elements', traits: STARTED } : undefined;
}

function isVoided(view: RuleView, operand: DropOperand): boolean {
  return operand.void && view.options['ignoreVoid'] !== false;
}

/** Known by the tables alone. */
function mustAwait(view: RuleView, operand: DropOperand): boolean {
  if (view.options['checkKnownCalls'] === false || operand.void || operand.call === NONE) return false;
  return lastLink(operand) === undefined && view.mustAwait(view.call(operand.call));
}

/** `finally` hands the promise on: what counts is what stands before it. */
function lastLink({ links }: DropOperand): SettleLink | undefined {
  for (let i = links.length - 1; i >= 0; i--) if (links[i]?.method !== 'finally') return links[i];
  return undefined;
}

/** Of promises that nobody described: under way, and without methods that a fix might call. */
const STARTED: AwaitableTraits = {
  kind: 'promise',
  starts: 'call',
  reuse: 'cached',
  rejects: 'may',
  has: [],
  suspends: 'yes',
};

function judgeAwaitable(
  view: RuleView,
  operand: DropOperand,
  traits: AwaitableTraits,
  last: SettleLink | undefined,
): Problem | undefined {
  switch (traits.kind) {
    case 'coroutine':
      return { message: 'coroutine', traits };
    case 'task':
      // A dropped task runs on: it belongs to `no-dangling-task`.
      return undefined;
    case 'future':
      return { message: 'future', traits };
    case 'query':
      return traits.starts === 'await' && operand.links.length === 0 && view.options['checkQueries'] !== false
        ? judgeQuery(view, operand, traits)
        : undefined;
    case 'thenable':
      if (view.options['checkThenables'] !== true) return undefined;
      break;
    default:
  }
  if (isVoided(view, operand)) return undefined;
  if (traits.rejects === 'never' && last === undefined && view.options['ignoreKnownSafe'] !== false) return undefined;
  if (last === undefined) return { message: 'dropped', traits };
  const isBad = last.method === 'catch' ? last.arguments.length > 0 : last.arguments.length > 1;
  return isBad ? { message: 'badHandler', traits, link: last } : { message: 'unhandled', traits };
}

/** A call on a stored builder changes that builder; whoever holds it runs it later. */
function judgeQuery(view: RuleView, operand: DropOperand, traits: AwaitableTraits): Problem | undefined {
  const isStored = operand.base !== NONE && view.awaitable(operand.base).traits?.starts === 'await';
  return isStored ? undefined : { message: operand.void ? 'voidQuery' : 'query', traits };
}

function isHandled(view: RuleView, { method, handles, arguments: given }: SettleLink): boolean {
  const position = method === 'catch' ? 0 : 1;
  const handler = given[position];
  if (method === 'finally' || handler === undefined || handles[position] !== true) return false;
  return view.isCallable(handler) !== 'no';
}

function isIgnored(view: RuleView, operand: DropOperand, last: SettleLink | undefined): boolean {
  if (isAllowed(view, last === undefined ? operand.origin : operand.expression)) return true;
  if (operand.call === NONE) return false;
  const call = view.call(operand.call);
  const calls = view.options['allowForKnownSafeCalls'];
  if (operand.links.length === 0 && Array.isArray(calls) && calls.length > 0 && view.matchesCallee(call, calls))
    return true;
  return view.options['ignoreKnownSafe'] !== false && view.isSafeToDrop(call);
}

function isAllowed(view: RuleView, expression: number): boolean {
  const types = view.options['allowForKnownSafePromises'];
  return Array.isArray(types) && types.length > 0 && view.matchesType(expression, types);
}
