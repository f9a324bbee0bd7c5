import { EXPRESSION_STRIDE as STRIDE, KIND_MASK } from '../../model/expression-codes.js';
import type { ExpressionId } from '../../model/facts.js';
import { NONE } from '../../model/facts.js';
import type { Context, PackedExpressions } from './model.js';

export interface ExpressionRows {
  data: Int32Array;
  length: number;
  readonly names: string[];
  readonly nameIds: Map<string, number>;
  /** Expected types of object literals. */
  readonly contexts: Context[];
  /** Whatever has no fixed length: elements of arrays, type arguments of calls. */
  readonly lists: number[];
}

export function createExpressionRows(textLength: number): ExpressionRows {
  // Code has about an expression for every fifteen characters.
  const size = STRIDE * (16 + Math.ceil(textLength / 12));
  return { data: new Int32Array(size), length: 0, names: [], nameIds: new Map(), contexts: [], lists: [] };
}

export function addRow(
  rows: ExpressionRows,
  code: number,
  start: number,
  end: number,
  a: number,
  b: number,
): ExpressionId {
  const id = rows.length++;
  const at = id * STRIDE;
  if (at + STRIDE > rows.data.length) {
    const grown = new Int32Array(rows.data.length * 2);
    grown.set(rows.data);
    rows.data = grown;
  }
  setRow(rows, id, code, start, end, a, b);
  return id;
}

export function setRow(
  rows: ExpressionRows,
  id: ExpressionId,
  code: number,
  start: number,
  end: number,
  a: number,
  b: number,
): void {
  const { data } = rows;
  const at = id * STRIDE;
  data[at] = code;
  data[at + 1] = start;
  data[at + 2] = end;
  data[at + 3] = a;
  data[at + 4] = b;
}

export function codeAt(rows: ExpressionRows, id: ExpressionId): number {
  return id < 0 ? NONE : (rows.data[id * STRIDE] ?? 0) & KIND_MASK;
}

export function startAt(rows: ExpressionRows, id: ExpressionId): number {
  return rows.data[id * STRIDE + 1] ?? 0;
}

export function endAt(rows: ExpressionRows, id: ExpressionId): number {
  return rows.data[id * STRIDE + 2] ?? 0;
}

export function firstOperand(rows: ExpressionRows, id: ExpressionId): number {
  return rows.data[id * STRIDE + 3] ?? NONE;
}

export function secondOperand(rows: ExpressionRows, id: ExpressionId): number {
  return rows.data[id * STRIDE + 4] ?? NONE;
}

/** The number of a name in the file's own list. */
export function nameId(rows: ExpressionRows, name: string): number {
  let id = rows.nameIds.get(name);
  if (id === undefined) {
    id = rows.names.length;
    rows.names.push(name);
    rows.nameIds.set(name, id);
  }
  return id;
}

export function nameAt(rows: ExpressionRows, id: number): string {
  return rows.names[id] ?? '';
}

/** Appends numbers to the lists; gives where they start. */
export function addList(rows: ExpressionRows, values: readonly number[]): number {
  const start = rows.lists.length;
  for (const value of values) rows.lists.push(value);
  return start;
}

/** The rows as facts hold them. */
export function packExpressions(rows: ExpressionRows): PackedExpressions {
  const end = rows.length * STRIDE;
  const data = new Int32Array(end + rows.lists.length);
  data.set(rows.data.subarray(0, end));
  data.set(rows.lists, end);
  return { data, length: rows.length, names: rows.names, contexts: rows.contexts };
}
