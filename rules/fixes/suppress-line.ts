import type { FileFacts } from '../model/facts.js';
import type { Fix } from '../model/fix.js';
import type { Range } from '../model/range.js';
import { lineAt } from '../model/line-at.js';
import { newlineOf } from './newline-of.js';

interface SuppressContext {
  readonly facts: FileFacts;
  readonly text: () => string;
}

/** The comment that silences a rule on the line of a range, with a place for the reason. */
export function suppressLine({ facts, text }: SuppressContext, ruleId: string, range: Range, marker: '//' | '#'): Fix {
  // A directive speaks of the line on which the finding starts, not of the statement around it.
  const line = lineAt(facts.lines, range.start);
  const start = facts.lines[line] ?? 0;
  const isText = facts.texts.some((part) => part.start < start && start < part.end);
  if (isText) return suppressInside(ruleId, range.start);
  const rest = text().slice(start);
  const indent = /^[\t ]*/.exec(rest)?.[0] ?? '';
  const comment = `${marker} looplint-disable-next-line ${ruleId} -- reason`;
  return suppression(ruleId, start, `${indent}${comment}${newlineOf(text())}`);
}

/** Where the line begins in the middle of a text, the comment stands in the code, before the finding. */
function suppressInside(ruleId: string, at: number): Fix {
  return suppression(ruleId, at, `/* looplint-disable-line ${ruleId} -- reason */ `);
}

function suppression(ruleId: string, at: number, text: string): Fix {
  const title = `Silence \`${ruleId}\` for this line`;
  return { id: 'suppress', title, applicability: 'suggestion', edits: [{ start: at, end: at, text }] };
}
