import type { FileFacts } from '../model/facts.js';
import type { Edit, Fix } from '../model/fix.js';
import type { Range } from '../model/range.js';
import { lineAt } from '../model/line-at.js';
import { newlineOf } from './newline-of.js';

interface SuppressContext {
  readonly facts: FileFacts;
  readonly text: () => string;
}

/** The comment that silences a rule on the line of a range, with a place for the reason. */
export function suppressPython({ facts, text: read }: SuppressContext, ruleId: string, range: Range): Fix {
  const text = read();
  const newline = newlineOf(text);
  const startOf = (line: number): number => facts.lines[line] ?? text.length;
  const isOpen = (at: number): boolean => facts.texts.some((part) => part.start < at && at < part.end);
  const first = lineAt(facts.lines, range.start);
  const edit = (line: number, comment: string): Edit => {
    const at = startOf(line);
    const indent = /^[\t ]*/.exec(text.slice(at))?.[0] ?? '';
    return { start: at, end: at, text: `${indent}# ${comment}${newline}` };
  };
  if (!isOpen(startOf(first)))
    return suppression(ruleId, [edit(first, `looplint-disable-next-line ${ruleId} -- reason`)]);
  // A line that begins inside a string, or that goes on from the one above, has no line of its own before it.
  let from = first;
  while (from > 0 && isOpen(startOf(from))) from--;
  let to = first + 1;
  while (to < facts.lines.length && isOpen(startOf(to))) to++;
  const off = edit(from, `looplint-disable ${ruleId} -- reason`);
  const on = to < facts.lines.length ? [edit(to, `looplint-enable ${ruleId}`)] : [];
  return suppression(ruleId, [off, ...on]);
}

function suppression(ruleId: string, edits: readonly Edit[]): Fix {
  return { id: 'suppress', title: `Silence \`${ruleId}\` for this line`, applicability: 'suggestion', edits };
}
