import type { Context, Expression, JavaScriptFacts, PackedExpressions } from '../../facts/javascript/model.js';
import {
  EXPRESSION_CODE as CODE,
  EXPRESSION_STRIDE as STRIDE,
  FLAG,
  KIND_MASK,
  OPTIONAL,
} from '../../model/expression-codes.js';
import type { CallFact, ExpressionId } from '../../model/facts.js';
import { NONE } from '../../model/facts.js';

/** The expressions of a file, each made of its row when it is asked for. */
export interface Expressions {
  at(id: ExpressionId): Expression | undefined;
}

export function readExpressions({ expressions, calls }: JavaScriptFacts): Expressions {
  const { length } = expressions;
  return { at: (id) => (id >= 0 && id < length ? readRow(expressions, calls, id) : undefined) };
}

const NO_CONTEXT: Context = { k: 'none' };
const NO_IDS: readonly number[] = [];

interface Row {
  readonly a: number;
  readonly b: number;
  readonly s: number;
  readonly e: number;
  readonly flag: boolean;
  readonly optional: boolean;
}

function readRow(packed: PackedExpressions, calls: readonly CallFact[], id: ExpressionId): Expression {
  const { data, names } = packed;
  const at = id * STRIDE;
  const head = data[at] ?? 0;
  const s = data[at + 1] ?? 0;
  const e = data[at + 2] ?? 0;
  const a = data[at + 3] ?? NONE;
  const b = data[at + 4] ?? NONE;
  switch (head & KIND_MASK) {
    case CODE.name:
      return { k: 'name', n: names[a] ?? '', sc: b, s, e };
    case CODE.member:
      return { k: 'member', o: a, n: names[b] ?? '', s, e };
    case CODE.call:
    case CODE.new:
      return readCall(packed, calls, head & KIND_MASK, {
        a,
        b,
        s,
        e,
        flag: (head & FLAG) !== 0,
        optional: (head & OPTIONAL) !== 0,
      });
    case CODE.string:
      return { k: 'string', v: a < 0 ? null : (names[a] ?? null), s, e };
    case CODE.function:
      return { k: 'function', f: a, s, e };
    default:
      return readOther(packed, head & KIND_MASK, { a, b, s, e, flag: (head & FLAG) !== 0, optional: false });
  }
}

/** The second operand leads to the number of the call and its type arguments. */
function readCall(
  packed: PackedExpressions,
  calls: readonly CallFact[],
  code: number,
  { a: c, b, s, e, flag: spread, optional }: Row,
): Expression {
  const { data, length } = packed;
  const start = length * STRIDE + b;
  const call = data[start] ?? NONE;
  const count = data[start + 1] ?? 0;
  const t = count === 0 ? NO_IDS : Array.from(data.subarray(start + 2, start + 2 + count));
  const a = calls[call]?.arguments ?? NO_IDS;
  return code === CODE.call
    ? { k: 'call', c, a, t, spread, optional, call, s, e }
    : { k: 'new', c, a, t, spread, optional, call, s, e };
}

function readOther(packed: PackedExpressions, code: number, row: Row): Expression {
  const { a, b, s, e, flag } = row;
  switch (code) {
    case CODE.this:
      // What has no class cannot be static: there the flag says that a function follows instead of a type.
      return flag && a === NONE
        ? { k: 'this', c: NONE, t: NONE, f: b, static: false, s, e }
        : { k: 'this', c: a, t: b, f: NONE, static: flag, s, e };
    case CODE.super:
      return { k: 'super', c: a, static: flag, s, e };
    case CODE.object:
      return { k: 'object', c: a, context: packed.contexts[b] ?? NO_CONTEXT, s, e };
    case CODE.array: {
      const start = packed.length * STRIDE + a;
      return { k: 'array', xs: Array.from(packed.data.subarray(start, start + b)), spread: flag, s, e };
    }
    case CODE.cast:
      return { k: 'cast', t: a, x: b, s, e };
    case CODE.class:
      return { k: 'class', c: a, s, e };
    case CODE.tag:
      return { k: 'tag', c: a, call: b, s, e };
    case CODE.index:
      return { k: 'index', o: a, i: b, s, e };
    case CODE.jsx:
      return { k: 'jsx', tag: a, name: packed.names[b] ?? '', s, e };
    case CODE.import:
      return { k: 'import', m: a < 0 ? null : (packed.names[a] ?? null), s, e };
    case CODE.require:
      return { k: 'require', m: packed.names[a] ?? '', s, e };
    default:
      return readOperator(code, row);
  }
}

function readOperator(code: number, { a, b, s, e }: Row): Expression {
  switch (code) {
    case CODE.await:
      return { k: 'await', x: a, s, e };
    case CODE.same:
      return { k: 'same', x: a, s, e };
    case CODE.spread:
      return { k: 'spread', x: a, s, e };
    case CODE.conditional:
      return { k: 'conditional', a, b, s, e };
    case CODE.and:
      return { k: 'and', a, b, s, e };
    case CODE.or:
      return { k: 'or', a, b, s, e };
    case CODE.number:
      return { k: 'number', s, e };
    case CODE.regexp:
      return { k: 'regexp', s, e };
    case CODE.undefined:
      return { k: 'undefined', s, e };
    case CODE.plain:
      return { k: 'plain', v: a === NONE ? null : a === 1, s, e };
    case CODE.yield:
      return { k: 'yield', s, e };
    default:
      return { k: 'unknown', s, e };
  }
}
