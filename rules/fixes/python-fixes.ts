import { NONE as ABSENT } from '../model/facts.js';
import type { CallFact, DropFact, DropOperand } from '../model/facts.js';
import type { Edit, Fix } from '../model/fix.js';
import type { Range } from '../model/range.js';
import type { PythonFacts } from '../facts/python/model.js';
import { quoteName } from '../model/quote-name.js';
import type { AwaitedValue, FixBuilder } from './fix-builder.js';
import type { FixContext } from './javascript-fixes.js';
import { keepTask } from './keep-task.js';
import { asyncioName } from './python-names.js';
import { suppressPython } from './suppress-python.js';

interface PythonFixContext extends FixContext {
  readonly facts: PythonFacts;
}

const NONE: readonly Fix[] = [];

/** Fixes of Python. It has no `void`, and its awaitables have no `catch`. */
export function createPythonFixes(base: FixContext): FixBuilder {
  const context: PythonFixContext = { ...base, facts: base.facts as PythonFacts };
  return {
    awaitDropped: (drop, operand) => (context.canAwait(drop.function) ? awaitDropped(context, operand) : NONE),
    awaitValue: (value) => (context.canAwait(value.function) ? awaitValue(context, value) : NONE),
    awaitElements: () => NONE,
    voidDropped: () => NONE,
    catchDropped: () => NONE,
    keepTask: (drop: DropFact, call: CallFact) => keepTask(context, drop, call),
    useAsyncTwin: (call) => (context.canAwait(call.function) ? useAsyncTwin(context, call) : NONE),
    wrapCallback: () => NONE,
    removeAwait: () => NONE,
    awaitReturned: () => NONE,
    plainLoop: () => NONE,
    plainUsing: () => NONE,
    suppress: (ruleId, range) => suppressPython(context, ruleId, range),
  };
}

function suggestion(id: string, title: string, edits: readonly Edit[]): Fix {
  return { id, title, applicability: 'suggestion', edits };
}

function insert(at: number, text: string): Edit {
  return { start: at, end: at, text };
}

function awaitDropped(context: PythonFixContext, operand: DropOperand): readonly Fix[] {
  const { range } = operand;
  const name = quoteName(context.describe(operand.origin));
  if (!context.isElements(operand.expression))
    return [suggestion('add-await', `Await ${name}`, [insert(range.start, 'await ')])];
  const asyncio = asyncioName(context.facts);
  if (asyncio === undefined) return NONE;
  const edits = [
    ...asyncio.edits(context.text()),
    insert(range.start, `await ${asyncio.name}.gather(*`),
    insert(range.end, ')'),
  ];
  return [suggestion('add-await-all', `Await all of ${name} with \`asyncio.gather\``, edits)];
}

function awaitValue(context: PythonFixContext, { expression, range }: AwaitedValue): readonly Fix[] {
  const title = `Await ${quoteName(context.describe(expression))}`;
  return [suggestion('add-await', title, awaited(context.text(), range, 'await '))];
}

/** `await` before an expression, which a member access, an index or a power would otherwise take for their own. */
function awaited(text: string, range: Range, opening: string): readonly Edit[] {
  const after = text.slice(range.end, range.end + 200).trimStart();
  const isOperand = /^(?:\.|\[|\(|\*\*)/.test(after);
  return isOperand ? [insert(range.start, `(${opening}`), insert(range.end, ')')] : [insert(range.start, opening)];
}

function useAsyncTwin(context: PythonFixContext, call: CallFact): readonly Fix[] {
  const asyncio = asyncioName(context.facts);
  const ids = context.apiIds(call);
  if (asyncio === undefined || isInComprehension(context.facts, call)) return NONE;
  const text = context.text();
  const isSleep = ids.includes('time#sleep');
  if (!isSleep && !ids.some(canRunInThread)) return NONE;
  const edits = isSleep ? replaced(text, call, `${asyncio.name}.sleep`) : inThread(text, call, asyncio.name);
  if (edits === undefined) return NONE;
  const title = isSleep ? 'Await `asyncio.sleep`' : `Run ${quoteName(context.describe(call.callee))} in a thread`;
  return [suggestion('use-async-twin', title, [...asyncio.edits(text), ...edits])];
}

/**
 * A function of a module does its work and is done. A method may belong to an object that knows its thread, and a file
 * that is opened elsewhere is still read here.
 */
function canRunInThread(id: string): boolean {
  return !id.includes('()') && !/^(?:builtins|io)#open$/.test(id) && !/^(?:sqlite3|asyncio|threading)#/.test(id);
}

/** `f(x)` becomes `await asyncio.to_thread(f, x)`. */
function inThread(text: string, { range, calleeRange }: CallFact, asyncio: string): readonly Edit[] | undefined {
  const opening = /^\s*\(\s*/.exec(text.slice(calleeRange.end, range.end));
  if (opening === null) return undefined;
  const inside = calleeRange.end + opening[0].length;
  const separator = text[inside] === ')' ? '' : ', ';
  const edits = awaited(text, range, `await ${asyncio}.to_thread(`);
  return inOrder([...edits, { start: calleeRange.end, end: inside, text: separator }]);
}

/** `time.sleep(x)` becomes `await asyncio.sleep(x)`. */
function replaced(text: string, { range, calleeRange }: CallFact, callee: string): readonly Edit[] {
  const [opening, ...closing] = awaited(text, range, 'await ');
  return [{ start: calleeRange.start, end: calleeRange.end, text: `${opening?.text ?? ''}${callee}` }, ...closing];
}

function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return [...edits].sort((a, b) => a.start - b.start);
}

/** An `await` in a generator expression would make it an async one, which nobody around it expects. */
function isInComprehension(facts: PythonFacts, call: CallFact): boolean {
  let at = facts.expressions[call.callee];
  while (at?.k === 'member') at = facts.expressions[at.o];
  const scope = at?.k === 'name' ? at.sc : ABSENT;
  return facts.scopes[scope]?.k === 'comprehension';
}
