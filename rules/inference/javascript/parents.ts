import { NONE } from '../../model/facts.js';
import type { ExpressionId } from '../../model/facts.js';
import type { ValueParent } from '../../model/flow.js';
import type { SourceUnit } from './program.js';

/** For each expression of a file the one that it is an operand of, made at the first question. */
const tables = new WeakMap<SourceUnit, Int32Array>();

function parentsOf(unit: SourceUnit): Int32Array {
  const known = tables.get(unit);
  if (known !== undefined) return known;
  const { length } = unit.facts.expressions;
  const parents = new Int32Array(length).fill(NONE);
  const note = (child: ExpressionId, parent: ExpressionId): void => {
    if (child >= 0 && child < length) parents[child] = parent;
  };
  for (let id = 0; id < length; id++) noteOperands(unit, id, note);
  tables.set(unit, parents);
  return parents;
}

function noteOperands(
  unit: SourceUnit,
  id: ExpressionId,
  note: (child: ExpressionId, parent: ExpressionId) => void,
): void {
  const expression = unit.expressions.at(id);
  switch (expression?.k) {
    case 'call':
    case 'new':
      note(expression.c, id);
      for (const argument of expression.a) note(argument, id);
      return;
    case 'tag':
      note(expression.c, id);
      for (const value of unit.facts.calls[expression.call]?.arguments ?? []) note(value, id);
      return;
    case 'array':
      for (const element of expression.xs) note(element, id);
      return;
    case 'object':
      for (const member of unit.facts.classes[expression.c]?.members ?? []) note(member.x, id);
      return;
    case 'member':
      note(expression.o, id);
      return;
    case 'index':
      note(expression.o, id);
      note(expression.i, id);
      return;
    case 'conditional':
    case 'and':
    case 'or':
      note(expression.a, id);
      note(expression.b, id);
      return;
    case 'cast':
    case 'await':
    case 'same':
    case 'spread':
      note(expression.x, id);
      return;
    default:
  }
}

/** What an expression is a part of, casts, choices and assignments left out. */
export function valueParent(unit: SourceUnit, value: ExpressionId): ValueParent {
  const parents = parentsOf(unit);
  let child = value;
  for (;;) {
    const id = parents[child] ?? NONE;
    const parent = unit.expressions.at(id);
    switch (parent?.k) {
      case undefined:
        return { kind: 'none' };
      case 'cast':
      case 'conditional':
      case 'and':
      case 'or':
      case 'same':
        child = id;
        continue;
      case 'call':
      case 'new':
      case 'tag':
        return inCall(unit, child, id, parent.call);
      case 'member':
        return { kind: 'member', expression: id, name: parent.n };
      case 'array':
        return { kind: 'element', expression: id };
      case 'object':
        return { kind: 'value', expression: id };
      case 'await':
        return { kind: 'await', expression: id };
      default:
        return { kind: 'part', expression: id };
    }
  }
}

function inCall(unit: SourceUnit, child: ExpressionId, expression: ExpressionId, call: number): ValueParent {
  const index = unit.facts.calls[call]?.arguments.indexOf(child) ?? NONE;
  return index < 0 ? { kind: 'callee', expression, call } : { kind: 'argument', expression, call, index };
}
