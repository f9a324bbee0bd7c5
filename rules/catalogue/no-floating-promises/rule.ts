import type { DropOperand } from '../../model/facts.js';
import type { RuleView } from '../../model/rule-view.js';
import { defineRule } from '../define-rule.js';
import { judge } from './judge.js';
import type { Problem } from './judge.js';
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

function described(view: RuleView, { message, link }: Problem, operand: DropOperand) {
  const name = view.describe(operand.origin);
  return message === 'badHandler'
    ? { message, data: { name, method: link?.method ?? 'catch' } }
    : { message, data: { name } };
}
