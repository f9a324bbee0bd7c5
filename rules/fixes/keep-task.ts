import type { CallFact, DropFact } from '../model/facts.js';
import type { Edit, Fix } from '../model/fix.js';
import type { PythonFacts } from '../facts/python/model.js';
import { lineAt } from '../model/line-at.js';
import { newlineOf } from './newline-of.js';
import { freeName } from './python-names.js';

interface TaskContext {
  readonly facts: PythonFacts;
  readonly text: () => string;
}

const SET = 'background_tasks';

/**
 * Keeps a reference to a task in a set of the module, which the task leaves when it is done: the way that asyncio's own
 * documentation shows. Only where the call is a statement on lines of its own.
 */
export function keepTask({ facts, text: read }: TaskContext, drop: DropFact, call: CallFact): readonly Fix[] {
  const isStatement = drop.single && drop.block && call.range.start === drop.statement.start;
  if (!isStatement || facts.definitionAt < 0) return [];
  const text = read();
  const line = newlineOf(text);
  const indent = text.slice(facts.lines[lineAt(facts.lines, drop.statement.start)] ?? 0, drop.statement.start);
  const isDefined = new RegExp(`^${SET}\\b[^\\n=]*=\\s*set\\(`, 'm').test(text);
  const set = isDefined ? SET : freeName(text, [SET, `_${SET}`]);
  const task = freeName(text, ['task', 'background_task']);
  const keeping = [`${set}.add(${task})`, `${task}.add_done_callback(${set}.discard)`];
  const behind = lineEnd(text, drop.statement.end);
  const edits: readonly Edit[] = [
    ...(isDefined ? [] : [definition(text, facts.definitionAt, `${set} = set()`)]),
    { start: drop.statement.start, end: drop.statement.start, text: `${task} = ` },
    { start: behind, end: behind, text: keeping.map((statement) => `${line}${indent}${statement}`).join('') },
  ];
  return [
    {
      id: 'keep-task',
      title: `Keep a reference in \`${set}\` until the task is done`,
      applicability: 'suggestion',
      edits,
    },
  ];
}

function definition(text: string, at: number, statement: string): Edit {
  const line = newlineOf(text);
  const isFirst = at === 0;
  const isFollowed = at < text.length && !/^\s*$/.test(text.slice(at, at + 2));
  return { start: at, end: at, text: `${isFirst ? '' : line}${statement}${line}${isFollowed ? line : ''}` };
}

/** Behind a comment at the end of the line. */
function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}
