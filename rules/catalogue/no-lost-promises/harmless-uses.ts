import type { VariableRead } from '../../model/flow.js';
import type { RuleView } from '../../model/rule-view.js';

/** Reads of a value that neither wait for it nor hand it on. */
export type HarmlessUse = 'printed' | 'compared' | 'measured' | 'collected';

/** What a read does, when it is certain that it does nothing for the promise; everything else may wait. */
export function harmlessUse(view: RuleView, read: VariableRead): HarmlessUse | undefined {
  if (read.use === 'inspected') return 'compared';
  if (read.use === 'tested') return isCondition(view, read) ? undefined : 'compared';
  const parent = view.parentOf(read.expression);
  if (parent.kind === 'argument') return isPrinted(view, parent.call) ? 'printed' : undefined;
  if (parent.kind !== 'member') return undefined;
  if (parent.name === 'length' || parent.name === 'size') {
    const outer = view.parentOf(parent.expression);
    return outer.kind === 'callee' ? undefined : 'measured';
  }
  return isCollecting(view, parent.expression, parent.name) ? 'collected' : undefined;
}

/** `no-misused-promises` reports what is tested alone. */
function isCondition(view: RuleView, read: VariableRead): boolean {
  return view.file.conditions.some(({ expression }) => expression === read.expression);
}

const PRINTING = new Set(['debug', 'dir', 'error', 'info', 'log', 'table', 'trace', 'warn']);

function isPrinted(view: RuleView, call: number): boolean {
  const fact = view.call(call);
  return PRINTING.has(fact.name) && view.apiIds(fact).some((id) => /^(?:global#[Cc]onsole|node:console#)/.test(id));
}

const COLLECTING = new Set(['push', 'unshift', 'add']);

/** `list.push(…)` whose result nobody takes. */
function isCollecting(view: RuleView, member: number, name: string): boolean {
  if (!COLLECTING.has(name)) return false;
  const outer = view.parentOf(member);
  return outer.kind === 'callee' && view.call(outer.call).use === 'dropped';
}
