import { NONE } from '../../model/facts.js';
import type { VariableFact, VariableWrite } from '../../model/flow.js';
import type { RuleView } from '../../model/rule-view.js';
import { harmlessUse } from './harmless-uses.js';
import type { Loss } from './loss.js';

/** Judges a variable that holds one promise; nothing when it holds none, or when all is well. */
export function judgeVariable(view: RuleView, variable: VariableFact): Loss | undefined {
  const { writes, reads } = variable;
  if (reads.length === 0) return judgeUnused(view, variable);
  const uses = reads.map((read) => harmlessUse(view, read));
  if (uses.every((use) => use === 'printed' || use === 'compared')) {
    const [write] = writes;
    if (write === undefined || writes.length > 1 || !holdsPromise(view, write)) return undefined;
    return lost(view, write, 'looked', { use: uses.includes('printed') ? 'printed' : 'compared' });
  }
  return writes.length > 1 ? judgeOverwritten(view, variable) : judgeWays(view, variable);
}

function judgeUnused(view: RuleView, { name, writes }: VariableFact): Loss | undefined {
  for (const write of writes) {
    const kind = promiseKind(view, write);
    if (kind === undefined) continue;
    return kind === 'query' ? lost(view, write, 'query', { name }) : lost(view, write, 'unused', {});
  }
  return undefined;
}

/** A value that no way brings to a read, because another one is written first. */
function judgeOverwritten(view: RuleView, variable: VariableFact): Loss | undefined {
  if (isCaptured(variable)) return undefined;
  const reads = new Set(variable.reads.map(({ row }) => row));
  const writes = new Set(variable.writes.map(({ row }) => row));
  for (const write of variable.writes) {
    if (write.how === 'update' || write.value === NONE) continue;
    let isRead = false;
    let isOverwritten = false;
    view.follow(write.function, write.row, (event) => {
      isRead ||= reads.has(event.row);
      isOverwritten ||= writes.has(event.row);
      return reads.has(event.row) || writes.has(event.row) ? 'stop' : 'go';
    });
    if (isRead || !isOverwritten || isAfterThrow(view, write) || !holdsPromise(view, write)) continue;
    return lost(view, write, 'overwritten', { name: variable.name });
  }
  return undefined;
}

/** What a `try` writes, its handler may read. */
function isAfterThrow(view: RuleView, write: VariableWrite): boolean {
  const parent = view.file.calls.find((call) => call.expression === write.value);
  return parent === undefined || parent.caught;
}

/** Used on some ways and not on others. */
function judgeWays(view: RuleView, variable: VariableFact): Loss | undefined {
  const [write] = variable.writes;
  if (write?.how !== 'declare' || isCaptured(variable) || !variable.reads.some(isWaiting(view))) return undefined;
  const reads = new Set(variable.reads.flatMap((read) => (isSettling(view, read) ? [read.row] : [])));
  const isMissed = view.follow(write.function, write.row, (event) => {
    if (event.kind === 'call' && endsProcess(view, event.call)) return 'stop';
    return reads.has(event.row) ? 'stop' : 'go';
  });
  return isMissed && holdsPromise(view, write) ? lost(view, write, 'forgotten', { name: variable.name }) : undefined;
}

/** A test is one way only: a promise is always true. */
function isSettling(view: RuleView, read: VariableFact['reads'][number]): boolean {
  const use = harmlessUse(view, read);
  return use === undefined || use === 'compared';
}

/** Somebody means to wait for it: it is no object that happens to be thenable. */
function isWaiting(view: RuleView): (read: VariableFact['reads'][number]) => boolean {
  return ({ use, expression }) => {
    if (use === 'awaited' || use === 'returned') return true;
    const parent = view.parentOf(expression);
    return parent.kind === 'member' ? SETTLES.has(parent.name) : parent.kind === 'element';
  };
}

const SETTLES = new Set(['then', 'catch', 'finally']);

function endsProcess(view: RuleView, call: number): boolean {
  const fact = view.call(call);
  return fact.name === 'exit' && view.apiIds(fact).some((id) => /(?:^node:process#|\bprocess\.)exit$/.test(id));
}

function isCaptured({ function: fn, reads, writes }: VariableFact): boolean {
  return [...reads, ...writes].some((each) => each.function !== fn);
}

function promiseKind(view: RuleView, { value }: VariableWrite): 'promise' | 'query' | undefined {
  if (value === NONE) return undefined;
  const { verdict, always, traits } = view.awaitable(value);
  if (verdict !== 'yes' || !always || traits === undefined) return undefined;
  const call = view.file.calls.find(({ expression }) => expression === value);
  if (call !== undefined && view.isSafeToDrop(call)) return undefined;
  if (traits.kind === 'query') return traits.starts === 'await' ? 'query' : undefined;
  return traits.kind === 'promise' && traits.rejects === 'may' ? 'promise' : undefined;
}

/** What cannot fail is no loss where others go on without it. */
function holdsPromise(view: RuleView, write: VariableWrite): boolean {
  return promiseKind(view, write) === 'promise' && view.mayReject(write.value) !== 'no';
}

type Message = Exclude<Loss['message'], 'collected' | 'field'>;

function lost(
  view: RuleView,
  { value }: VariableWrite,
  message: Message,
  data: Readonly<Record<string, string>>,
): Loss {
  return { message, range: view.rangeOf(value), data: { callee: view.describe(value), ...data } } as Loss;
}
