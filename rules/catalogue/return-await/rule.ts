import type { ReturnFact } from '../../model/facts.js';
import type { RuleView } from '../../model/rule-view.js';
import { defineRule } from '../define-rule.js';
import { defaultOptions, options, presetOptions, wantedIn } from './options.js';

// A drop-in for the typed rule of the same name. The presets ask for the half of it that finds bugs.
export default defineRule({
  id: 'return-await',
  summary: 'Reports promises that an async function returns without `await` where that skips its error handling.',
  languages: ['javascript'],
  kind: 'problem',
  presets: ['recommended', 'strict'],
  level: 'error',
  since: '0.1.0',
  messages: {
    skipped: 'A rejection of `{{name}}` leaves this function past its `catch` or `finally`: await it first.',
    required: '`{{name}}` is returned without `await`, and `return-await` asks for one.',
    redundant: '`return await` only makes the caller of this function wait longer for `{{name}}`.',
    value: '`return await` has nothing to wait for: `{{name}}` is not a promise.',
  },
  fixes: 'always',
  safeFixes: true,
  replaces: ['@typescript-eslint/return-await', 'typescript/return-await', 'no-return-await'],
  supersedes: [],
  options,
  defaultOptions,
  presetOptions,
  shorthand: 'mode',

  check(view, report) {
    for (const returned of view.file.returns) {
      const message = judge(view, returned);
      if (message === undefined) continue;
      const data = { name: view.describe(returned.expression) };
      report({ message, range: returned.range, data, fixes: view.fix.awaitReturned(returned) });
    }
  },
});

function judge(view: RuleView, { expression, awaited, sheltered }: ReturnFact) {
  const { mode } = view.options;
  const wanted = wantedIn(mode, sheltered);
  if (!awaited && wanted !== 'await') return undefined;
  if (view.awaitable(expression).verdict !== 'yes')
    return awaited && view.isSurelyNot(expression, 'awaitable') ? 'value' : undefined;
  if (!awaited) return sheltered ? 'skipped' : 'required';
  return wanted === 'none' ? 'redundant' : undefined;
}
