import { NONE } from '../../model/facts.js';
import type { CallFact, CallbackFact, DropFact, DropOperand, ExpressionId } from '../../model/facts.js';
import type { RuleView } from '../../model/rule-view.js';
import type { FixBuilder } from '../../fixes/fix-builder.js';
import { defineRule } from '../define-rule.js';

// Work that runs on with no reference. A plain `void f()` is somebody's decision and stays silent; what is reported
// here is work that the runtime may forget (Python's loop keeps weak references) or that nothing can ever stop.
export default defineRule({
  id: 'no-dangling-task',
  summary: 'Reports background work that nothing refers to: it may be collected, cannot be stopped, and fails unseen.',
  languages: ['javascript', 'python'],
  kind: 'problem',
  presets: ['recommended', 'strict'],
  level: 'warning',
  since: '0.1.0',
  messages: {
    task: 'The task from `{{name}}` has no reference: it may vanish, and its failure is unseen.',
    overlap: '`setInterval` does not wait for its async callback: runs may overlap, and a rejection is unhandled.',
    interval: 'The timer from `{{name}}` has no reference: nothing can stop it.',
    process: 'The process from `{{name}}` has no reference: its `error` event is unhandled and ends the program.',
    worker: 'The worker from `{{name}}` has no reference: its `error` event is unhandled and ends the program.',
  },
  fixes: 'sometimes',
  safeFixes: false,
  replaces: ['RUF006'],
  supersedes: ['no-misused-promises'],

  check(view, report) {
    for (const drop of view.file.drops) {
      for (const operand of drop.operands) {
        if (operand.call === NONE || operand.links.length > 0) continue;
        const found = judgeOperand(view, drop, operand);
        if (found !== undefined) report({ ...found, range: operand.range });
      }
    }
    for (const callback of view.file.callbacks) {
      if (callback.place !== 'argument' || callback.index !== 0) continue;
      const call = view.call(callback.call);
      const isAsync = callback.inline !== NONE && view.functionOf(callback.inline).async;
      // Under another name only the plain case is looked for: asking every callback what it gives is dear.
      if ((call.name !== 'setInterval' && !isAsync) || !isTimer(view, call) || !mayFail(view, callback)) continue;
      report({ message: 'overlap', range: callback.range });
    }
  },
});

/** Gives a promise that may reject. */
function mayFail(view: RuleView, callback: CallbackFact): boolean {
  if (callback.inline !== NONE) {
    const { async, catchesAll } = view.functionOf(callback.inline);
    if (async || catchesAll) return !catchesAll;
  }
  const { verdict, traits } = view.returnsAwaitable(callback);
  return verdict === 'yes' && traits?.kind === 'promise' && view.mayReject(callback.expression) !== 'no';
}

function isTimer(view: RuleView, call: CallFact): boolean {
  return view.apiIds(call).some((id) => /^(?:global#(?:window\.|globalThis\.)?|node:timers#)setInterval$/.test(id));
}

function judgeOperand(view: RuleView & { readonly fix: FixBuilder }, drop: DropFact, operand: DropOperand) {
  const call = view.call(operand.call);
  if (isTask(view, operand.origin) && !view.isSafeToDrop(call)) {
    const data = { name: view.describe(operand.origin) };
    return { message: 'task', data, fixes: view.fix.keepTask(drop, call) } as const;
  }
  const watched = call.name === 'add_done_callback' ? receiverOf(view, call) : undefined;
  if (watched !== undefined && isTask(view, watched.expression) && !view.isSafeToDrop(watched))
    return { message: 'task', data: { name: view.describe(watched.expression) } } as const;
  const problem = view.file.language === 'javascript' ? judgeDropped(view, drop, call) : undefined;
  return problem === undefined ? undefined : { ...problem, data: { name: view.describe(call.callee) } };
}

function isTask(view: RuleView, expression: ExpressionId): boolean {
  const { verdict, traits } = view.awaitable(expression);
  return verdict === 'yes' && traits?.kind === 'task';
}

/** The call that a method is called on: the loop keeps no task because somebody listens to it. */
function receiverOf(view: RuleView, { range }: CallFact): CallFact | undefined {
  const inner = view.file.calls.filter(
    (call) => call.use === 'receiver' && call.range.start === range.start && call.range.end < range.end,
  );
  return inner.sort((a, b) => b.range.end - a.range.end)[0];
}

function judgeDropped(view: RuleView, drop: DropFact, call: CallFact) {
  if (view.file.test) return undefined;
  switch (call.name) {
    case 'setInterval':
      // At the top of a program an endless timer is the program; in a class or handler each use starts another.
      return isRepeated(view, drop) && isTimer(view, call)
        ? ({ message: 'interval', level: 'hint' } as const)
        : undefined;
    case 'spawn':
    case 'fork':
      return view.apiIds(call).some((id) => id === `node:child_process#${call.name}`)
        ? ({ message: 'process' } as const)
        : undefined;
    case 'Worker':
      return call.construct && view.apiIds(call).includes('node:worker_threads#Worker')
        ? ({ message: 'worker' } as const)
        : undefined;
    default:
      return undefined;
  }
}

function isRepeated(view: RuleView, drop: DropFact): boolean {
  const owner = view.functionOf(drop.function);
  return (
    owner.kind === 'method' ||
    owner.kind === 'constructor' ||
    (owner.kind !== 'module' && view.waiters(owner).sharing === 'shared')
  );
}
