import { NONE } from '../../model/facts.js';
import type { Expression } from '../../facts/python/model.js';
import { argumentsOf } from './annotations.js';
import { callExpression } from './call-expression.js';
import { callResult } from './call-result.js';
import { typeOfFound } from './declarations.js';
import type { Evaluation } from './evaluation.js';
import { remembered } from './evaluation.js';
import { functionType } from './function-type.js';
import { awaited, unpacked } from './iteration.js';
import { attribute } from './members.js';
import { findName } from './names.js';
import type { PythonUnit } from './program.js';
import { NOTHING, PLAIN, overMembers, sequenceOf, unionOf } from './types.js';
import type { Lazy, Type } from './types.js';

/** The type of an expression; `undefined` when it is not known. */
export function typeOfExpression(ev: Evaluation, unit: PythonUnit, id: number): Type | undefined {
  const expression = id === NONE ? undefined : unit.facts.expressions[id];
  if (expression === undefined) return undefined;
  switch (expression.k) {
    case 'string':
    case 'number':
    case 'plain':
      return PLAIN;
    case 'none':
      return NOTHING;
    case 'unknown':
    case 'union':
    case 'starred':
      return undefined;
    default:
      return remembered(ev, unit.memo.expressions, id, () => compute(ev, unit, expression));
  }
}

function compute(ev: Evaluation, unit: PythonUnit, expression: Expression): Type | undefined {
  const typeOf = (id: number): Type | undefined => typeOfExpression(ev, unit, id);
  switch (expression.k) {
    case 'name':
      return typeOfFound(ev, findName(ev, unit, expression.sc, expression.n));
    case 'member': {
      const object = typeOf(expression.o);
      return object === undefined ? undefined : attribute(ev, object, expression.n);
    }
    case 'call':
      return callExpression(ev, unit, expression);
    case 'index':
      return indexed(ev, unit, expression);
    case 'await':
      return awaited(typeOf(expression.x));
    case 'conditional':
    case 'and':
    case 'or':
      return unionOf([typeOf(expression.a), typeOf(expression.b)]);
    case 'same':
      return typeOf(expression.x);
    case 'lambda':
      return functionType(ev, unit, expression.f);
    default:
      return collection(ev, unit, expression);
  }
}

function collection(ev: Evaluation, unit: PythonUnit, expression: Expression): Type | undefined {
  const lazily =
    (id: number): Lazy =>
    () =>
      typeOfExpression(ev, unit, id);
  switch (expression.k) {
    case 'list':
    case 'tuple':
    case 'set': {
      const elements = expression.xs.map(lazily);
      const isFixed =
        expression.k === 'tuple' && !expression.xs.some((x) => unit.facts.expressions[x]?.k === 'starred');
      return sequenceOf(() => unionOf(elements.map((element) => element())), isFixed ? elements : undefined);
    }
    case 'dict':
      return { k: 'mapping', of: () => unionOf(expression.xs.map((x) => typeOfExpression(ev, unit, x))) };
    case 'comprehension': {
      const of = lazily(expression.x);
      if (expression.of === 'dict') return { k: 'mapping', of };
      return expression.of === 'generator' ? { k: 'generator', async: expression.async, of } : sequenceOf(of);
    }
    default:
      return undefined;
  }
}

function indexed(ev: Evaluation, unit: PythonUnit, { o, xs }: Extract<Expression, { k: 'index' }>): Type | undefined {
  const object = typeOfExpression(ev, unit, o);
  const key = xs.length === 1 ? unit.facts.expressions[xs[0] ?? NONE] : undefined;
  const element = (type: Type): Type | undefined => {
    switch (type.k) {
      case 'class':
        return { ...type, args: argumentsOf(ev, unit, xs) };
      case 'mapping':
        return type.of();
      case 'sequence':
        // A slice of a list is a list.
        if (key?.k === 'plain') return sequenceOf(type.of);
        return key?.k === 'number' && key.v !== null ? unpacked(ev, type, key.v) : type.of();
      case 'instance':
        return callResult(ev, attribute(ev, type, '__getitem__'));
      case 'union':
        return overMembers(type, element);
      default:
        return undefined;
    }
  };
  return object === undefined ? undefined : element(object);
}
