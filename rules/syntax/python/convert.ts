import type { Language, Tree, TreeCursor } from 'web-tree-sitter';
import type { Range } from '../../model/range.js';
import type { PythonNode } from './node.js';

/** What the walk does with a kind of node: `text` is looked into only when it is an f-string or a t-string. */
type Treatment = 'skip' | 'leaf' | 'node' | 'text' | 'word' | 'async';

/** A grammar's kinds of nodes by number, each judged once: every question to the parser's memory costs a call. */
export interface Grammar {
  readonly language: Language;
  readonly treatments: readonly Treatment[];
}

export interface Converted {
  readonly root: PythonNode;
  readonly errors: readonly Range[];
}

const ERROR_TYPE = 65_535;

/** Nobody looks inside these: annotations are read from the text, the rest has no parts. */
const LEAVES = new Set([
  'identifier',
  'integer',
  'float',
  'true',
  'false',
  'none',
  'ellipsis',
  'type',
  'type_parameter',
  'dotted_name',
  'relative_import',
  'wildcard_import',
  'pass_statement',
  'break_statement',
  'continue_statement',
  'keyword_separator',
  'positional_separator',
]);

const SKIPPED = new Set([
  'comment',
  'line_continuation',
  'string_start',
  'string_content',
  'string_end',
  'escape_sequence',
]);

/** Most nodes stand in one of these, and none of their children has a field. */
const WITHOUT_FIELDS = new Set([
  'module',
  'block',
  'expression_statement',
  'argument_list',
  'parameters',
  'parenthesized_expression',
  'return_statement',
  'await',
  'list',
  'tuple',
  'dictionary',
  'comparison_operator',
  'decorator',
  'string',
  'concatenated_string',
]);

const WITH_OPERATOR = new Set([
  'binary_operator',
  'boolean_operator',
  'comparison_operator',
  'unary_operator',
  'augmented_assignment',
]);

export function grammarOf(language: Language): Grammar {
  const treatments = language.types.map((type, id): Treatment => {
    if (!language.nodeTypeIsNamed(id)) return type === 'async' ? 'async' : 'word';
    if (SKIPPED.has(type)) return 'skip';
    if (type === 'string') return 'text';
    return LEAVES.has(type) ? 'leaf' : 'node';
  });
  return { language, treatments };
}

/** The walk's place in both trees. */
interface Walk {
  readonly cursor: TreeCursor;
  readonly grammar: Grammar;
  readonly text: string;
  /** The tree has an error somewhere; most have none, and then no node is asked. */
  readonly hasError: boolean;
  readonly errors: Range[];
}

/** Copies a tree out of the parser's memory, without recursion: a sum of 10,000 terms is 10,000 levels deep. */
export function convert(tree: Tree, cursor: TreeCursor, grammar: Grammar, text: string): Converted {
  const { rootNode } = tree;
  const walk: Walk = { cursor, grammar, text, hasError: rootNode.hasError, errors: [] };
  if (rootNode.isError) walk.errors.push({ start: 0, end: text.length });
  // The parser's root begins at the first statement; ours covers the file.
  const root = nodeOf('module', { start: 0, end: text.length }, '');
  const open: PythonNode[] = [];
  let parent = root;
  let isInside = cursor.gotoFirstChild();
  while (isInside) {
    const node = read(walk, parent);
    if (node !== undefined && cursor.gotoFirstChild()) {
      open.push(parent);
      parent = node;
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      const outer = open.pop();
      if (outer === undefined) {
        isInside = false;
        break;
      }
      parent = outer;
      cursor.gotoParent();
    }
  }
  return { root, errors: walk.errors };
}

/** Adds the cursor's node to its parent. Gives the node when there may be something inside. */
function read(walk: Walk, parent: PythonNode): PythonNode | undefined {
  const { cursor, grammar } = walk;
  const id = cursor.nodeTypeId;
  const treatment = grammar.treatments[id] ?? 'node';
  if (treatment === 'skip') return undefined;
  if (treatment === 'word' || treatment === 'async') {
    readWord(walk, parent, id);
    return undefined;
  }
  const span = { start: cursor.startIndex, end: cursor.endIndex };
  if (walk.hasError && isBroken(walk, id, span)) return undefined;
  const type = id === ERROR_TYPE ? 'ERROR' : (grammar.language.types[id] ?? '');
  const field = WITHOUT_FIELDS.has(parent.type) ? '' : (grammar.language.fields[cursor.currentFieldId] ?? '');
  const node = nodeOf(type, span, field);
  parent.children.push(node);
  if (treatment === 'leaf') return undefined;
  return treatment === 'node' || hasFormatPrefix(walk.text, span.start) ? node : undefined;
}

function readWord({ cursor, grammar, hasError, errors }: Walk, parent: PythonNode, id: number): void {
  const word = grammar.language.types[id] ?? '';
  if (hasError && cursor.nodeIsMissing) errors.push({ start: cursor.startIndex, end: cursor.endIndex });
  else if (word === 'async') parent.async = true;
  else if (WITH_OPERATOR.has(parent.type)) parent.operator += parent.operator === '' ? word : ` ${word}`;
}

/** Notes an error. What is missing is no node of ours; what is wrong is one, because calls may stand in it. */
function isBroken({ cursor, errors }: Walk, id: number, span: Range): boolean {
  const isMissing = span.start === span.end && cursor.nodeIsMissing;
  if (isMissing || id === ERROR_TYPE) errors.push(span);
  return isMissing;
}

function nodeOf(type: string, { start, end }: Range, field: string): PythonNode {
  return { type, start, end, field, children: [], async: false, operator: '' };
}

function hasFormatPrefix(text: string, start: number): boolean {
  for (let at = start; at < start + 2; at++) {
    const lower = text.charCodeAt(at) | 32;
    if (lower === 102 || lower === 116) return true;
    if (lower === 34 || lower === 39) return false;
  }
  return false;
}
