import { defineRule } from '../define-rule.js';
import { checksThenActs } from './check-then-act.js';
import { isGuardedByLock } from './locks.js';
import { staleWrites } from './stale-writes.js';

// Of all that can go wrong between two turns of the loop, only what is visible in one function: a value of shared state
// is read, the loop goes on, and what is computed from that value is written back. The general rule of this kind asks
// for no shape and was taken out of ESLint's recommended rules for its false alarms.
export default defineRule({
  id: 'no-race-across-await',
  summary: 'Reports shared state that is read, and written back from the old value after an `await`.',
  languages: ['javascript'],
  kind: 'problem',
  presets: ['recommended', 'strict'],
  level: 'error',
  since: '0.1.0',
  messages: {
    update: 'Updates of `{{place}}` are lost: it is read before the `await`, and written back after it.',
    snapshot: 'Updates of `{{place}}` are lost: `{{name}}` is its value from before the `await`.',
    check: '`{{place}}` may be made twice: others pass the same check during the `await`.',
  },
  fixes: 'none',
  safeFixes: false,
  replaces: ['require-atomic-updates'],
  supersedes: [],
  options: {
    type: 'object',
    properties: {
      checkThenAct: {
        type: 'boolean',
        description: 'Also report `if (!cache) cache = await load()`, where others may load it at the same time.',
      },
    },
    additionalProperties: false,
  },
  defaultOptions: { checkThenAct: false },

  check(view, report) {
    if (view.file.test) return;
    const asyncs = view.file.functions.filter((fn) => fn.async && fn.kind !== 'module' && !fn.incomplete);
    for (const fn of asyncs) {
      const found = [
        ...staleWrites(view, fn.id),
        ...(view.options['checkThenAct'] === true ? checksThenActs(view, fn.id) : []),
      ];
      if (found.length > 0 && !isGuardedByLock(view, fn)) found.forEach(report);
    }
  },
});
