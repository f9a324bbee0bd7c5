import type { Range } from '../../model/range.js';
import { convert, grammarOf } from './convert.js';
import type { Grammar } from './convert.js';
import type { PythonNode } from './node.js';
import { pythonParser } from './runtime.js';

export type PythonParseResult =
  | { readonly ok: true; readonly root: PythonNode; readonly errors: readonly Range[] }
  | { readonly ok: false; readonly reason: 'not-ready' | 'failed' };

let live = 0;
let grammar: Grammar | undefined;

/**
 * Parses a Python file into a plain tree. It always gives a tree, with the ranges of syntax errors, once
 * `preparePython` has finished; nothing of the parser's own memory is left behind.
 */
export function parsePython(text: string): PythonParseResult {
  const runtime = pythonParser();
  if (runtime === undefined) return { ok: false, reason: 'not-ready' };
  grammar ??= grammarOf(runtime.language);
  const tree = runtime.parser.parse(text);
  if (tree === null) return { ok: false, reason: 'failed' };
  live++;
  try {
    const cursor = tree.walk();
    live++;
    try {
      return { ok: true, ...convert(tree, cursor, grammar, text) };
    } finally {
      cursor.delete();
      live--;
    }
  } finally {
    tree.delete();
    live--;
  }
}

/** Number of trees and cursors that still hold the parser's memory: 0 between two files. */
export function livePythonObjects(): number {
  return live;
}
