import { NONE } from '../../model/facts.js';
import type { PythonNode } from '../../syntax/python/node.js';
import { addType, textOf } from './builder.js';
import type { Builder } from './builder.js';
import type { TypeId } from './model.js';

/*
 * Annotations are read from the text: the same little language stands in strings, where the parser does not look, and
 * what a call or a number in an annotation means is never asked.
 */

/** Lowers the annotation that a node holds; `NONE` when there is no node. */
export function lowerAnnotation(b: Builder, node: PythonNode | undefined): TypeId {
  return node === undefined ? NONE : parseAnnotation(b, textOf(b, node));
}

interface Reader {
  readonly b: Builder;
  readonly text: string;
  at: number;
  depth: number;
}

/** Real annotations are a few levels deep; this keeps one that was made up from overflowing the stack. */
const MAX_DEPTH = 50;

const LITERAL = /[a-zA-Z]{0,2}("""|'''|"|')((?:\\.|(?!\1)[\s\S])*)\1/y;

function parseAnnotation(b: Builder, text: string, depth = 0): TypeId {
  return union({ b, text, at: 0, depth });
}

function union(reader: Reader): TypeId {
  const parts = [primary(reader)];
  while (peek(reader) === '|') {
    reader.at++;
    parts.push(primary(reader));
  }
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : addType(reader.b, { k: 'union', ts: parts });
}

function primary(reader: Reader): TypeId {
  const character = peek(reader);
  if (reader.depth > MAX_DEPTH) return unknown(reader);
  if (character === '[') return addType(reader.b, { k: 'list', ts: inBrackets(reader, ']') });
  if (character === '(') {
    const [inner] = inBrackets(reader, ')');
    return inner ?? unknown(reader);
  }
  const literal = matchAt(reader, LITERAL);
  if (literal !== undefined) return parseAnnotation(reader.b, literal[2] ?? '', reader.depth + 1);
  const name = matchAt(reader, /[\p{L}_][\p{L}\p{N}_]*(?:\s*\.\s*[\p{L}_][\p{L}\p{N}_]*)*/uy);
  return name === undefined
    ? unknown(reader)
    : named(
        reader,
        name[0].split('.').map((part) => part.trim()),
      );
}

function named(reader: Reader, n: readonly string[]): TypeId {
  const { b } = reader;
  if (n.length === 1 && n[0] === 'None') return addType(b, { k: 'none' });
  const next = peek(reader);
  if (next === '(') return unknown(reader);
  const isLiteral = n[n.length - 1] === 'Literal';
  if (isLiteral) skip(reader);
  const a = next === '[' && !isLiteral ? inBrackets(reader, ']') : [];
  return addType(b, { k: 'name', n, a, sc: b.at.scope });
}

/** What stands between brackets, separated by commas. */
function inBrackets(reader: Reader, close: string): readonly TypeId[] {
  const parts: TypeId[] = [];
  reader.at++;
  reader.depth++;
  while (reader.at < reader.text.length && peek(reader) !== close) {
    const before = reader.at;
    parts.push(union(reader));
    if (peek(reader) === ',') reader.at++;
    if (reader.at === before) reader.at++;
  }
  reader.depth--;
  reader.at++;
  return parts;
}

/** Passes over whatever it is, up to the next comma or closing bracket. */
function unknown(reader: Reader): TypeId {
  skip(reader);
  return addType(reader.b, { k: 'unknown' });
}

function skip(reader: Reader): void {
  let open = 0;
  while (reader.at < reader.text.length) {
    const character = reader.text[reader.at] ?? '';
    if ((character === '"' || character === "'") && matchAt(reader, LITERAL) !== undefined) continue;
    if ('([{'.includes(character)) open++;
    else if (')]}'.includes(character) && open-- === 0) return;
    else if (open === 0 && (character === ',' || character === '|')) return;
    reader.at++;
  }
}

function peek(reader: Reader): string {
  while (/\s/.test(reader.text[reader.at] ?? '')) reader.at++;
  return reader.text[reader.at] ?? '';
}

function matchAt(reader: Reader, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = reader.at;
  const match = pattern.exec(reader.text);
  if (match === null) return undefined;
  reader.at = pattern.lastIndex;
  return match;
}
