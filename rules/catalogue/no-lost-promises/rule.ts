import type { RuleView } from '../../model/rule-view.js';
import { defineRule } from '../define-rule.js';
import { judgeCollection } from './collections.js';
import type { Loss } from './loss.js';
import { judgeVariable } from './variables.js';

// Only what is certain: everything that may hand the value on (a call, a closure, a container that leaves) counts as
// used, so that a finding means that every use was seen and none of them waits.
export default defineRule({
  id: 'no-lost-promises',
  summary:
    'Reports promises that are stored and then lost: never used, only looked at, overwritten, or forgotten on a way.',
  languages: ['javascript'],
  kind: 'problem',
  presets: ['recommended', 'strict'],
  level: 'error',
  since: '0.1.0',
  messages: {
    unused: 'The promise from `{{callee}}` is never used: nobody waits, and a rejection is unhandled.',
    looked: 'The promise from `{{callee}}` is only {{use}}: nobody waits, and a rejection is unhandled.',
    overwritten: 'The promise from `{{callee}}` is lost: `{{name}}` is overwritten before anybody waits.',
    forgotten: 'The promise from `{{callee}}` is lost on some ways: nobody waits for `{{name}}` there.',
    collected: 'The promises in `{{name}}` are lost: nobody waits, and a rejection is unhandled.',
    field: 'The promise from `{{callee}}` is lost: nothing reads `{{name}}`, and a rejection is unhandled.',
    query: '`{{callee}}` never runs: this query starts only when `{{name}}` is awaited.',
  },
  fixes: 'none',
  safeFixes: false,
  replaces: [],
  supersedes: [],

  check(view, report) {
    for (const loss of losses(view)) report(loss);
  },
});

function losses(view: RuleView): readonly Loss[] {
  const isComponent = /\.(?:vue|svelte|astro)$/.test(view.path);
  const variables = view.variables().flatMap((variable) => {
    // A template may read what stands at the top of a component.
    if (variable.shared || (isComponent && variable.function === 0)) return [];
    return judgeVariable(view, variable) ?? judgeCollection(view, variable) ?? [];
  });
  return [...variables, ...fields(view)];
}

function fields(view: RuleView): readonly Loss[] {
  return view.unreadFields().flatMap(({ name, values }) =>
    values.flatMap((value): Loss[] => {
      const { verdict, always, traits } = view.awaitable(value);
      if (verdict !== 'yes' || !always || traits?.kind !== 'promise' || traits.rejects === 'never') return [];
      const data = { callee: view.describe(value), name: `this.${name}` };
      return [{ message: 'field', range: view.rangeOf(value), data }];
    }),
  );
}
