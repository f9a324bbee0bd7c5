import type { Awaitable } from '../model/awaitable.js';
import type { CallFact, DropOperand, ExpressionId, FileFacts } from '../model/facts.js';
import type { Edit, Fix } from '../model/fix.js';
import type { ApiId } from '../model/summary.js';
import type { AwaitedValue, FixBuilder } from './fix-builder.js';
import { plainLoop, plainUsing, removeAwait, returnFixes } from './await-keyword.js';
import { lineAt } from '../model/line-at.js';
import { quoteName } from '../model/quote-name.js';
import { newlineOf } from './newline-of.js';
import { suppressLine } from './suppress-line.js';

/** What fixes need of their file; texts are read only when a fix is made. */
export interface FixContext {
  readonly facts: FileFacts;
  readonly text: () => string;
  readonly canAwait: (fn: number) => boolean;
  readonly awaitable: (expression: ExpressionId) => Awaitable;
  readonly isElements: (expression: ExpressionId) => boolean;
  readonly describe: (expression: ExpressionId) => string;
  readonly apiIds: (call: CallFact) => readonly ApiId[];
  /** TypeScript has a type for caught errors, JavaScript none. */
  readonly typed: boolean;
}

const NONE: readonly Fix[] = [];

/** Fixes of JavaScript and TypeScript. */
export function createJavaScriptFixes(context: FixContext): FixBuilder {
  return {
    awaitDropped: (drop, operand) => (context.canAwait(drop.function) ? [awaitFix(context, operand)] : NONE),
    awaitValue: (value) =>
      context.canAwait(value.function)
        ? [suggestion('add-await', `Await ${named(context, value.expression)}`, awaitEdits(context.text(), value))]
        : NONE,
    awaitElements: (value) => {
      if (!context.canAwait(value.function)) return NONE;
      const title = `Await all of ${named(context, value.expression)} with \`Promise.all\``;
      return [suggestion('add-await-all', title, awaitAllEdits(context.text(), value))];
    },
    voidDropped: (drop, operand) => {
      if (operand.void) return NONE;
      const indent = lineIndent(context, drop.statement.start);
      const text = `// Not awaited: reason${newlineOf(context.text())}${indent ?? ''}`;
      const comment = indent === undefined || !drop.single ? [] : [insert(drop.statement.start, text)];
      const edits = merge([...comment, ...prefixed(operand, operand.range.start, 'void ')]);
      return [suggestion('add-void', 'Drop it on purpose with `void` and a reason', edits)];
    },
    catchDropped: (_drop, operand) => catchFix(context, operand),
    keepTask: () => NONE,
    useAsyncTwin: () => NONE,
    wrapCallback: () => NONE,
    removeAwait: ({ range, operand }) => removeAwait(context.text(), range, named(context, operand), 'suggestion'),
    awaitReturned: (returned) => returnFixes(context.text(), returned, named(context, returned.expression)),
    plainLoop: (loop) => plainLoop(context.text(), loop),
    plainUsing: ({ range }) => plainUsing(context.text(), range),
    suppress: (ruleId, range) => suppressLine(context, ruleId, range, '//'),
  };
}

function named(context: FixContext, expression: ExpressionId): string {
  return quoteName(context.describe(expression));
}

function suggestion(id: string, title: string, edits: readonly Edit[]): Fix {
  return { id, title, applicability: 'suggestion', edits };
}

function insert(at: number, text: string): Edit {
  return { start: at, end: at, text };
}

/** Two insertions at one place are one. */
function merge(edits: readonly Edit[]): readonly Edit[] {
  const [first, second, ...rest] = edits;
  if (first === undefined || second === undefined || first.start !== second.start) return edits;
  return [{ ...first, text: first.text + second.text }, ...rest];
}

/** A keyword before an operand, with the parentheses that a cast needs behind it. */
function prefixed({ range, parentheses }: DropOperand, start: number, keyword: string): readonly Edit[] {
  const opening = { start, end: range.start, text: parentheses ? `${keyword}(` : keyword };
  return parentheses ? [opening, insert(range.end, ')')] : [opening];
}

function awaitFix(context: FixContext, operand: DropOperand): Fix {
  const name = quoteName(context.describe(operand.origin));
  const start = operandStart(context.text(), operand);
  if (context.isElements(operand.expression)) {
    const edits = [{ start, end: operand.range.start, text: 'await Promise.all(' }, insert(operand.range.end, ')')];
    return suggestion('add-await-all', `Await all of ${name} with \`Promise.all\``, edits);
  }
  return suggestion('add-await', `Await ${name}`, prefixed(operand, start, 'await '));
}

/** An explicit `void` before the operand gives way to `await`. */
function operandStart(text: string, operand: DropOperand): number {
  if (!operand.void) return operand.range.start;
  const before = /\bvoid\s*$/.exec(text.slice(0, operand.range.start));
  return before === null ? operand.range.start : before.index;
}

/** `await x` binds tighter than any operator around it except member access and calls. */
function awaitEdits(text: string, { range, parentheses, property }: AwaitedValue): readonly Edit[] {
  if (property !== undefined && !text.slice(0, range.start).trimEnd().endsWith(':'))
    return [insert(range.start, `${property}: await `)];
  // A cast binds less than `await`: without parentheses it would make a promise of the value again.
  if (parentheses) return [insert(range.start, 'await ('), insert(range.end, ')')];
  return isContinued(text, range.end)
    ? [insert(range.start, '(await '), insert(range.end, ')')]
    : [insert(range.start, 'await ')];
}

function awaitAllEdits(text: string, { range }: AwaitedValue): readonly Edit[] {
  return isContinued(text, range.end)
    ? [insert(range.start, '(await Promise.all('), insert(range.end, '))')]
    : [insert(range.start, 'await Promise.all('), insert(range.end, ')')];
}

/** Does what follows belong to the operand of an `await` rather than to its value? */
function isContinued(text: string, end: number): boolean {
  return /^(?:\.|\[|\*\*|\?\.|!(?!=))/.test(text.slice(end).trimStart());
}

function catchFix(context: FixContext, operand: DropOperand): readonly Fix[] {
  const { traits } = context.awaitable(operand.origin);
  if (operand.void || operand.parentheses || context.isElements(operand.expression)) return NONE;
  if (operand.links.length === 0 && traits?.has.includes('catch') !== true) return NONE;
  const parameter = context.typed ? '(error: unknown)' : '(error)';
  const line = newlineOf(context.text()) + (lineIndent(context, operand.range.start) ?? '');
  const text = `.catch(${parameter} => {${line}  console.error(error);${line}})`;
  return [suggestion('add-catch', 'Handle the rejection with `.catch`', [insert(operand.range.end, text)])];
}

/** Indentation of the line on which an offset is the first thing; `undefined` when something stands before it. */
function lineIndent({ facts, text }: FixContext, offset: number): string | undefined {
  const line = lineAt(facts.lines, offset);
  const before = text().slice(facts.lines[line] ?? 0, offset);
  return /^[\t ]*$/.test(before) ? before : undefined;
}
