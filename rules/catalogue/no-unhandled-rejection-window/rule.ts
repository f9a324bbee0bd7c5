import { NONE } from '../../model/facts.js';
import type { CallFact } from '../../model/facts.js';
import type { FlowEvent, VariableFact } from '../../model/flow.js';
import type { Range } from '../../model/range.js';
import type { RuleView } from '../../model/rule-view.js';
import { defineRule } from '../define-rule.js';

// Whatever is done with a promise before the first `await` may attach a handler, so any read of it closes the window.
// What is left is certain: started here, nobody knows it, and the function goes to sleep on something else.
export default defineRule({
  id: 'no-unhandled-rejection-window',
  summary: 'Reports promises that are started, and left without a handler while the function awaits something else.',
  languages: ['javascript'],
  kind: 'problem',
  presets: ['recommended', 'strict'],
  level: 'warning',
  since: '0.1.0',
  messages: {
    window: 'A rejection of `{{name}}` is unhandled while `{{other}}` is awaited: nobody listens to it yet.',
    crash: 'A rejection of `{{name}}` while `{{other}}` is awaited ends the process: nobody listens to it yet.',
  },
  fixes: 'none',
  safeFixes: false,
  replaces: [],
  supersedes: [],

  check(view, report) {
    // Tests wait for an event before they cause it, and whatever is unhandled there fails the run.
    if (view.file.test) return;
    for (const variable of view.variables()) {
      const found = findWindow(view, variable);
      if (found === undefined) continue;
      const { range, other, call } = found;
      const owner = view.functionOf(call.function);
      const ends = ENDS_PROCESS.has(view.waiters(owner).sharing);
      report({ message: ends ? 'crash' : 'window', range, data: { name: variable.name, other } });
    }
  },
});

/** Programs of Node in which nothing but the program itself installs a handler. */
const ENDS_PROCESS: ReadonlySet<string> = new Set(['shared', 'command-line', 'worker']);

interface Window {
  readonly range: Range;
  /** What is awaited meanwhile. */
  readonly other: string;
  readonly call: CallFact;
}

function findWindow(view: RuleView, { function: fn, shared, writes, reads }: VariableFact): Window | undefined {
  const [write] = writes;
  if (shared || fn === 0 || write?.how !== 'declare' || writes.length > 1) return undefined;
  // A closure that is made before the wait may hold it.
  if (reads.some((read) => read.function !== fn) || !reads.some(({ use }) => use === 'awaited')) return undefined;
  const call = view.file.calls.find(({ expression }) => expression === write.value);
  if (call === undefined) return undefined;
  const rows = new Map(reads.map((read) => [read.row, read]));
  const other = findWait(view, fn, write.row, rows);
  if (other === undefined || !mayReject(view, call)) return undefined;
  return { range: call.range, other: view.describe(other), call };
}

/** What is awaited on a way from `row` to an `await` of the promise, before anything else is done with it. */
function findWait(
  view: RuleView,
  fn: number,
  row: number,
  reads: ReadonlyMap<number, { readonly use: string }>,
): number | undefined {
  let other: number | undefined;
  const own = new Set<number>();
  view.follow(fn, row, (event) => {
    const read = reads.get(event.row);
    if (read !== undefined) return 'stop';
    const operand = awaitedBy(view, event);
    if (operand === NONE) return 'go';
    if (!own.has(event.row) && leadsToAwait(view, { fn, row: event.row, reads })) other ??= operand;
    own.add(event.row);
    return 'stop';
  });
  return other;
}

/** What an event waits for, where waiting lets others run and the awaited may take its time; `NONE` otherwise. */
function awaitedBy(view: RuleView, event: FlowEvent): number {
  if (event.kind !== 'await') return NONE;
  const point = view.file.suspensions[event.suspension];
  if (point?.kind !== 'await' || view.awaitable(point.operand).verdict !== 'yes') return NONE;
  return point.operand;
}

/** After the wait, is the first thing that is done with the promise to await it? */
function leadsToAwait(
  view: RuleView,
  from: { readonly fn: number; readonly row: number; readonly reads: ReadonlyMap<number, { readonly use: string }> },
): boolean {
  let isAwaited = false;
  view.follow(from.fn, from.row, (event) => {
    const read = from.reads.get(event.row);
    if (read === undefined) return 'go';
    isAwaited ||= read.use === 'awaited';
    return 'stop';
  });
  return isAwaited;
}

function mayReject(view: RuleView, call: CallFact): boolean {
  const { verdict, always, traits } = view.awaitable(call.expression);
  if (verdict !== 'yes' || !always || traits?.kind !== 'promise') return false;
  return traits.starts === 'call' && traits.rejects === 'may' && view.mayReject(call.expression) !== 'no';
}
