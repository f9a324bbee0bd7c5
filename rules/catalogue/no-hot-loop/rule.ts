import type { FunctionFact, LoopFact } from '../../model/facts.js';
import type { Level } from '../../model/level.js';
import type { RuleView } from '../../model/rule-view.js';
import { defineRule } from '../define-rule.js';
import { judgeProvable } from './provable.js';

// Only forms that provably never let the loop go. Whether an `await` suspends is a fact about what it awaits:
// a million awaits of a finished promise give nobody else a turn.
export default defineRule({
  id: 'no-hot-loop',
  summary:
    'Reports loops on the event loop that cannot let go of it: busy waits, spins, and endless or very long loops.',
  languages: ['javascript', 'python'],
  kind: 'problem',
  presets: ['recommended', 'strict'],
  level: 'warning',
  since: '0.1.0',
  messages: {
    busyWait: 'This loop waits for the clock without yielding: the event loop stands still meanwhile.',
    spin: 'This loop never ends: `{{flag}}` can only change in a callback, and no callback runs meanwhile.',
    endless: 'This loop never ends and never yields: the event loop stands still from here on.',
    frozen: 'This loop never yields: none of its awaits lets the event loop go.',
    starved: '`{{name}}` asks `{{queue}}` for itself each time: the event loop never gets a turn.',
    long: 'This loop runs {{count}} times without yielding.',
  },
  fixes: 'none',
  safeFixes: false,
  replaces: [],
  supersedes: [],

  check(view, report) {
    for (const loop of view.file.loops) {
      const owner = view.ownerOf(view.functionOf(loop.function));
      if (owner.generator || view.functionOf(loop.function).generator) continue;
      // Who reaches the loop is the dear question, so it comes last.
      const problem = judgeProvable(view, loop);
      const level = problem === undefined ? undefined : levelOf(view, owner, loop);
      if (problem !== undefined && level !== undefined) report({ ...problem, level, range: loop.head });
    }
  },
});

/** A synchronous function counts only when a program root that others share is known to reach it. */
function levelOf(view: RuleView, owner: FunctionFact, loop: LoopFact): Level | undefined {
  if (owner.kind === 'module' || view.file.test) return undefined;
  const { sharing } = view.waiters(owner);
  // Who asks for itself is run by the loop, whoever began it.
  const isEntered = loop.kind === 'requeue' || view.runsOnLoop(owner) === 'yes';
  switch (sharing) {
    case 'shared':
      return 'warning';
    case 'none':
      return isEntered ? 'warning' : undefined;
    case 'single-request':
    case 'command-line':
      return isEntered ? 'hint' : undefined;
    default:
      return undefined;
  }
}
