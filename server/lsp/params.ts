import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import type { TextPosition, TextSpan } from '../protocol/places.js';
import { isObject, valueAt } from './read-json.js';

/** Refuses a request whose parameters are not what the protocol says. */
export function invalidParams(message: string): ResponseError<void> {
  return new ResponseError(ErrorCodes.InvalidParams, message);
}

export function readUri(params: unknown): string {
  const uri = valueAt(params, 'textDocument', 'uri');
  if (typeof uri !== 'string') throw invalidParams('`textDocument.uri` must be a string.');
  return uri;
}

export function readPosition(value: unknown): TextPosition {
  const position = toPosition(value);
  if (position === undefined) throw invalidParams('A position needs `line` and `character`, both numbers.');
  return position;
}

export function readSpan(value: unknown): TextSpan {
  const span = toSpan(value);
  if (span === undefined) throw invalidParams('A range needs the positions `start` and `end`.');
  return span;
}

/** A position that is not before the start of a text; `undefined` when it is none. */
export function toPosition(value: unknown): TextPosition | undefined {
  if (!isObject(value)) return undefined;
  const { line, character } = value;
  if (!isNumber(line) || !isNumber(character)) return undefined;
  return { line: toCount(line), character: toCount(character) };
}

/** A span whose start is not behind its end; `undefined` when it is none. */
export function toSpan(value: unknown): TextSpan | undefined {
  if (!isObject(value)) return undefined;
  const start = toPosition(value['start']);
  const end = toPosition(value['end']);
  if (start === undefined || end === undefined) return undefined;
  return comparePositions(start, end) <= 0 ? { start, end } : { start: end, end: start };
}

export function comparePositions(left: TextPosition, right: TextPosition): number {
  return left.line - right.line || left.character - right.character;
}

export function isSameSpan(left: TextSpan, right: TextSpan): boolean {
  return comparePositions(left.start, right.start) === 0 && comparePositions(left.end, right.end) === 0;
}

/** Is a position in a span, or at its end, where a cursor stands after typing? */
export function touches(span: TextSpan, { start, end }: TextSpan): boolean {
  return comparePositions(start, span.end) <= 0 && comparePositions(span.start, end) <= 0;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && !Number.isNaN(value);
}

/** The largest number that the protocol has. */
const MAX = 2 ** 31 - 1;

function toCount(value: number): number {
  return Math.min(MAX, Math.max(0, Math.trunc(value)));
}
