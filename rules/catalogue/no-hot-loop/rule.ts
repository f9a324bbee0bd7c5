import { NONE } from '../../model/facts.js';
import type { FunctionId, LoopFact } from '../../model/facts.js';
import type { Level } from '../../model/level.js';
import type { Range } from '../../model/range.js';
import type { RuleView } from '../../model/rule-view.js';
import { defineRule } from '../define-rule.js';
import { collectGrowth } from './growth.js';
import { isWithin, judgeProvable } from './provable.js';

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
    often: '`{{callee}}` runs {{count}} times without yielding.',
    work: '`{{callee}}` runs in each round of a loop that is as long as its data and never yields.',
    search: '`{{callee}}` searches the whole list in each round: time grows with the square of the data.',
    sort: '`{{callee}}` sorts the whole list in each round: time grows with the square of the data.',
    copied: '`{{name}}` is copied in each round to grow by one: time grows with the square of the data.',
    nested: 'The rounds of these loops multiply: `{{outer}}` times `{{inner}}`, without yielding.',
  },
  fixes: 'none',
  safeFixes: false,
  replaces: [],
  supersedes: [],

  check(view, report) {
    const hot: Range[] = [];
    for (const loop of view.file.loops) {
      // Who reaches the loop is the dear question, so it comes last.
      const problem = judgeProvable(view, loop);
      const level = problem === undefined ? undefined : levelOf(view, loop.function, loop);
      if (problem === undefined || level === undefined) continue;
      hot.push(loop.range);
      report({ ...problem, level, range: loop.head });
    }
    if (view.file.language !== 'javascript' || view.file.test) return;
    for (const { range, function: fn, ...problem } of collectGrowth(view)) {
      if (hot.some((loop) => isWithin(range, loop))) continue;
      const level = levelOf(view, fn);
      if (level === undefined) continue;
      hot.push(outermostAround(view, range, fn));
      report({ ...problem, level: level === 'warning' ? problem.level : level, range });
    }
  },
});

/** One finding is enough for a loop and the loops in it. */
function outermostAround(view: RuleView, range: Range, fn: FunctionId): Range {
  const around = view.file.loops.find(
    (loop) => loop.function === fn && loop.parent === NONE && isWithin(range, loop.range),
  );
  return around?.range ?? range;
}

/** A synchronous function counts only when a program root that others share is known to reach it. */
function levelOf(view: RuleView, fn: FunctionId, loop?: LoopFact): Level | undefined {
  const owner = view.ownerOf(view.functionOf(fn));
  if (owner.kind === 'module' || owner.generator || view.functionOf(fn).generator || view.file.test) return undefined;
  const { sharing } = view.waiters(owner);
  // Who asks for itself is run by the loop, whoever began it.
  const isEntered = loop?.kind === 'requeue' || view.runsOnLoop(owner) === 'yes';
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
