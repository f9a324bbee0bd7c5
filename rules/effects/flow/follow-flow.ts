import type { ControlFlow, FlowEvent } from '../../model/flow.js';
import { eventAt } from './flow-events.js';
import type { Tape } from './flow-events.js';

/** `stop`: the way is settled; `go`: it goes on. */
export type Visit = (event: FlowEvent) => 'stop' | 'go';

/**
 * Follows every way through a function from behind `row`, each block once. Ways that end in an exception are not counted
 * as leaving: whoever calls sees them.
 */
export function followFlow(flow: ControlFlow, tape: Tape, row: number, visit: Visit): boolean {
  const start = flow.blocks.findIndex(({ rows }) => rows.includes(row));
  const first = flow.blocks[start];
  if (first === undefined) return false;
  const seen = new Set<number>();
  const open: { readonly block: number; readonly from: number }[] = [
    { block: start, from: first.rows.indexOf(row) + 1 },
  ];
  let leaves = false;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const block = flow.blocks[next.block];
    if (block === undefined || isStopped(tape, block.rows, next.from, visit)) continue;
    leaves ||= block.end === 'return' || block.end === 'end';
    for (const successor of block.successors) {
      if (seen.has(successor)) continue;
      seen.add(successor);
      open.push({ block: successor, from: 0 });
    }
  }
  return leaves;
}

function isStopped(tape: Tape, rows: readonly number[], from: number, visit: Visit): boolean {
  for (let i = from; i < rows.length; i++) {
    const event = eventAt(tape, rows[i] ?? 0);
    if (event !== undefined && visit(event) === 'stop') return true;
  }
  return false;
}
