import type { AwaitableTraits } from '../../model/awaitable.js';
import { NONE } from '../../model/facts.js';
import type { DropOperand, SettleLink } from '../../model/facts.js';
import type { RuleView } from '../../model/rule-view.js';
import { defineRule } from '../define-rule.js';
import { defaultOptions, options } from './options.js';

// A drop-in for the typed rule of the same name, options included. What it adds is the account of when work starts:
// a lazy query or a coroutine that is dropped never runs, and `void` does not change that.
export default defineRule({
  id: 'no-floating-promises',
  summary: 'Reports promises, queries and coroutines in statement position that nobody awaits, returns or handles.',
  languages: ['javascript', 'python'],
  kind: 'problem',
  presets: ['recommended', 'strict'],
  level: 'error',
  since: '0.1.0',
  messages: {
    dropped: 'The promise from `{{name}}` is dropped: nobody waits, and a rejection is unhandled.',
    unhandled: 'A rejection of `{{name}}` is unhandled: the chain ends without a rejection handler.',
    badHandler: 'A rejection of `{{name}}` is unhandled: the handler that `{{method}}` gets is not a function.',
    elements: 'The promises in `{{name}}` are dropped: nobody waits, and a rejection is unhandled.',
    query: '`{{name}}` never runs: this query starts only when it is awaited.',
    voidQuery: '`void` does not start this query: `{{name}}` never runs.',
    coroutine: 'The coroutine `{{name}}` never runs: nothing awaits it.',
    future: 'The result of `{{name}}` is dropped: nobody waits, and a failure is unseen.',
  },
  fixes: 'sometimes',
  safeFixes: false,
  replaces: [
    '@typescript-eslint/no-floating-promises',
    'typescript/no-floating-promises',
    'promise/catch-or-return',
    'noFloatingPromises',
  ],
  supersedes: [],
  options,
  defaultOptions,

  check(view, report) {
    for (const drop of view.file.drops) {
      for (const operand of drop.operands) {
        const found = judge(view, operand);
        if (found === undefined) continue;
        const { traits } = found;
        const canCatch = found.message === 'dropped' || found.message === 'unhandled';
        report({
          range: drop.single ? drop.range : operand.range,
          ...described(view, found, operand),
          fixes: [
            ...view.fix.awaitDropped(drop, operand),
            ...(traits.starts === 'call' ? view.fix.voidDropped(drop, operand) : []),
            ...(canCatch ? view.fix.catchDropped(drop, operand) : []),
          ],
        });
      }
    }
  },
});

interface Problem {
  readonly message:
    'dropped' | 'unhandled' | 'badHandler' | 'elements' | 'query' | 'voidQuery' | 'coroutine' | 'future';
  readonly traits: AwaitableTraits;
  readonly link?: SettleLink;
}

function described(view: RuleView, { message, link }: Problem, operand: DropOperand) {
  const name = view.describe(operand.origin);
  return message === 'badHandler'
    ? { message, data: { name, method: link?.method ?? 'catch' } }
    : { message, data: { name } };
}

function judge(view: RuleView, operand: DropOperand): Problem | undefined {
  if (operand.iife && view.options['ignoreIIFE'] === true) return undefined;
  const last = lastLink(operand);
  if (last !== undefined && isHandled(last)) return undefined;
  const { verdict, traits } = view.awaitable(operand.links.length > 0 ? operand.expression : operand.origin);
  if (verdict === 'yes' && traits !== undefined) {
    return isIgnored(view, operand) ? undefined : judgeAwaitable(view, operand, traits, last);
  }
  if (operand.void) return undefined;
  if (verdict === 'unknown') {
    return last === undefined && operand.call !== NONE && view.mustAwait(view.call(operand.call))
      ? { message: 'dropped', traits: STARTED }
      : undefined;
  }
  return view.awaitableElements(operand.expression) === 'yes' ? { message: 'elements', traits: STARTED } : undefined;
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
      return traits.starts === 'await' && operand.links.length === 0 ? judgeQuery(view, operand, traits) : undefined;
    case 'thenable':
      if (view.options['checkThenables'] !== true) return undefined;
      break;
    default:
  }
  if (operand.void && view.options['ignoreVoid'] !== false) return undefined;
  if (traits.rejects === 'never' && last === undefined) return undefined;
  if (last === undefined) return { message: 'dropped', traits };
  const isBad = last.method === 'catch' ? last.arguments.length > 0 : last.arguments.length > 1;
  return isBad ? { message: 'badHandler', traits, link: last } : { message: 'unhandled', traits };
}

/** A call on a stored builder changes that builder; whoever holds it runs it later. */
function judgeQuery(view: RuleView, operand: DropOperand, traits: AwaitableTraits): Problem | undefined {
  const isStored = operand.base !== NONE && view.awaitable(operand.base).traits?.starts === 'await';
  return isStored ? undefined : { message: operand.void ? 'voidQuery' : 'query', traits };
}

function isHandled(link: SettleLink): boolean {
  return link.method === 'catch' ? link.handles[0] === true : link.method === 'then' && link.handles[1] === true;
}

function isIgnored(view: RuleView, operand: DropOperand): boolean {
  const types = view.options['allowForKnownSafePromises'];
  const calls = view.options['allowForKnownSafeCalls'];
  if (Array.isArray(types) && types.length > 0 && view.matchesSpecifier(operand.origin, types)) return true;
  if (Array.isArray(calls) && calls.length > 0 && view.matchesSpecifier(operand.origin, calls)) return true;
  return operand.call !== NONE && view.isSafeToDrop(view.call(operand.call));
}
