import { NONE } from '../../model/facts.js';
import type { PythonNode } from '../../syntax/python/node.js';
import type { PythonFacts } from './model.js';

/** Where lines of one's own go at the top of a module. */
export function insertionPlaces(root: PythonNode, text: string): Pick<PythonFacts, 'importAt' | 'definitionAt'> {
  const statements = root.children;
  let first = statements.findIndex((statement, i) => !isPreamble(statement, i));
  if (first < 0) first = statements.length;
  let next = first;
  while (isImport(statements[next])) next++;
  return {
    importAt: lineOf(text, statements[first], statements[first - 1]),
    definitionAt: lineOf(text, next === first ? statements[first] : undefined, statements[next - 1]),
  };
}

/** The docstring, and imports from the future, which have to come first. */
function isPreamble({ type, children }: PythonNode, index: number): boolean {
  const isText = children[0]?.type === 'string' || children[0]?.type === 'concatenated_string';
  return type === 'future_import_statement' || (index === 0 && type === 'expression_statement' && isText);
}

function isImport(statement: PythonNode | undefined): boolean {
  return statement?.type === 'import_statement' || statement?.type === 'import_from_statement';
}

/** The line of one statement, else the line behind another, else the end of the text. */
function lineOf(text: string, statement: PythonNode | undefined, before: PythonNode | undefined): number {
  if (statement !== undefined) return isLineStart(text, statement.start) ? statement.start : NONE;
  if (before === undefined) return text.length;
  const behind = /[\r\n]/.exec(text.slice(before.end));
  // Something else on the line, or no end of the line at all.
  if (behind === null || text.slice(before.end, before.end + behind.index).includes(';')) return NONE;
  const at = before.end + behind.index;
  return text.startsWith('\r\n', at) ? at + 2 : at + 1;
}

function isLineStart(text: string, at: number): boolean {
  return at === 0 || text[at - 1] === '\n' || text[at - 1] === '\r';
}
