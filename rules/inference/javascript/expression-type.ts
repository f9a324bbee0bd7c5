import { NONE } from '../../model/facts.js';
import type { ExpressionId } from '../../model/facts.js';
import type { Expression } from '../../facts/javascript/model.js';
import { evaluateType, selfType } from './annotations.js';
import { awaited, elementOf } from './awaitable.js';
import { callResult } from './call-result.js';
import { instanceOf, valueOfDeclarations } from './declarations.js';
import type { Evaluation } from './evaluation.js';
import { guarded } from './evaluation.js';
import { heritageOf, propertyOf } from './members.js';
import { exportOf } from './exports.js';
import { platformCall } from './platform-calls.js';
import type { SourceUnit } from './program.js';
import { isGlobal, lookup } from './scope.js';
import {
  ABSENT,
  EMPTY,
  NUMBER,
  OTHER,
  TEXT,
  VOID,
  arrayOf,
  classRef,
  force,
  functionOf,
  lazy,
  maybePromise,
  promiseOf,
  signatureRef,
  unionOf,
} from './types.js';
import type { Type } from './types.js';

/** Type of an expression's value, remembered; `undefined` when it is not known. */
export function typeOfExpression(ev: Evaluation, unit: SourceUnit, id: ExpressionId): Type | undefined {
  if (id === NONE) return undefined;
  const known = unit.memo.expressions[id];
  if (known !== undefined) return known ?? undefined;
  const expression = unit.facts.expressions[id];
  if (expression === undefined) return undefined;
  return guarded(ev, {
    memo: unit.memo,
    key: id,
    ask: () => force(compute(ev, { unit, id }, expression)),
    keep: (type) => (unit.memo.expressions[id] = type ?? null),
  });
}

export interface ExpressionSite {
  readonly unit: SourceUnit;
  readonly id: ExpressionId;
}

function compute(ev: Evaluation, site: ExpressionSite, expression: Expression): Type | undefined {
  const { unit } = site;
  switch (expression.k) {
    case 'name':
      return valueOfDeclarations(ev, lookup(ev.program, unit, expression.sc, expression.n));
    case 'member':
      return propertyOf(ev, typeOfExpression(ev, unit, expression.o), expression.n);
    case 'call':
    case 'new':
      return callType(ev, site, expression);
    case 'await':
      return awaited(ev, typeOfExpression(ev, unit, expression.x));
    case 'conditional':
      return unionOf([typeOfExpression(ev, unit, expression.a), typeOfExpression(ev, unit, expression.b)]);
    case 'and':
      return typeOfExpression(ev, unit, expression.b);
    case 'or':
      return unionOf([present(typeOfExpression(ev, unit, expression.a)), typeOfExpression(ev, unit, expression.b)]);
    case 'same':
    case 'spread':
      return typeOfExpression(ev, unit, expression.x);
    case 'cast':
      return evaluateType(ev, unit, expression.t, EMPTY);
    default:
      return computeLiteral(ev, site, expression) ?? computeSpecial(ev, site, expression);
  }
}

/** `a || b` gives `a` only when it is something. */
function present(type: Type | undefined): Type | undefined {
  if (type?.k !== 'union') return type?.k === 'none' && type.n === 'absent' ? { k: 'none', n: 'never' } : type;
  return unionOf(type.ts.filter((part) => part !== ABSENT));
}

function computeLiteral(ev: Evaluation, { unit }: ExpressionSite, expression: Expression): Type | undefined {
  switch (expression.k) {
    case 'string':
      return expression.v === null ? TEXT : { k: 'primitive', n: 'String', v: expression.v };
    case 'number':
      return NUMBER;
    case 'regexp':
      return { k: 'primitive', n: 'RegExp' };
    case 'undefined':
      return ABSENT;
    case 'plain':
    case 'jsx':
      return OTHER;
    case 'function': {
      const signature = signatureRef(unit, expression.f);
      return signature === undefined ? undefined : functionOf([signature]);
    }
    case 'class': {
      const c = classRef(unit, expression.c);
      return c === undefined ? undefined : { k: 'class', c, env: EMPTY, merged: [] };
    }
    case 'object': {
      const c = classRef(unit, expression.c);
      return c === undefined ? undefined : { k: 'object', c, env: EMPTY };
    }
    case 'array':
      return arrayType(ev, unit, expression);
    default:
      return undefined;
  }
}

/** Looking at the first elements is enough: lists are of one kind. */
const SAMPLED_ELEMENTS = 8;

function arrayType(ev: Evaluation, unit: SourceUnit, expression: Extract<Expression, { k: 'array' }>): Type {
  const element = (id: ExpressionId): Type | undefined => {
    const type = typeOfExpression(ev, unit, id);
    return unit.facts.expressions[id]?.k === 'spread' ? elementOf(ev, type) : type;
  };
  const of = lazy(ev, () =>
    expression.xs.length === 0 ? undefined : unionOf(expression.xs.slice(0, SAMPLED_ELEMENTS).map(element)),
  );
  return arrayOf(
    of,
    expression.spread ? undefined : expression.xs.map((x) => lazy(ev, () => typeOfExpression(ev, unit, x))),
  );
}

function computeSpecial(ev: Evaluation, site: ExpressionSite, expression: Expression): Type | undefined {
  const { unit } = site;
  switch (expression.k) {
    case 'this':
      if (expression.t !== NONE) return evaluateType(ev, unit, expression.t, EMPTY);
      if (expression.static) return staticSelf(unit, expression.c);
      return expression.c === NONE ? undefined : selfType(unit, expression.c, EMPTY);
    case 'super':
      return superType(ev, unit, expression);
    case 'index':
      return indexedType(ev, unit, expression);
    case 'tag':
      return callResult(ev, typeOfExpression(ev, unit, expression.c), { unit, call: undefined, construct: false });
    case 'require':
      return moduleValue(ev, unit, expression.m);
    case 'import':
      return promiseOf(
        expression.m === null ? undefined : lazy(ev, () => moduleNamespace(ev, unit, expression.m ?? '')),
      );
    default:
      return undefined;
  }
}

function staticSelf(unit: SourceUnit, id: number): Type | undefined {
  const c = classRef(unit, id);
  return c === undefined ? undefined : { k: 'class', c, env: EMPTY, merged: [] };
}

function superType(
  ev: Evaluation,
  unit: SourceUnit,
  expression: Extract<Expression, { k: 'super' }>,
): Type | undefined {
  const c = classRef(unit, expression.c);
  if (c === undefined || c.fact.base === NONE) return undefined;
  if (expression.static) return typeOfExpression(ev, unit, c.fact.base);
  return heritageOf(ev, c, [])[0];
}

function indexedType(
  ev: Evaluation,
  unit: SourceUnit,
  expression: Extract<Expression, { k: 'index' }>,
): Type | undefined {
  const object = force(typeOfExpression(ev, unit, expression.o));
  const index = force(typeOfExpression(ev, unit, expression.i));
  if (index?.k === 'primitive' && index.v !== undefined) return propertyOf(ev, object, index.v);
  if (index?.k === 'union') {
    const names = index.ts.map((part) => (part.k === 'primitive' ? part.v : undefined));
    if (!index.open && names.every((name) => name !== undefined))
      return unionOf(names.map((name) => propertyOf(ev, object, name)));
  }
  // Whatever the type says, there may be nothing under a key or an index.
  return maybePromise(elementOf(ev, object));
}

function moduleValue(ev: Evaluation, unit: SourceUnit, specifier: string): Type | undefined {
  const target = ev.program.resolve(unit, specifier);
  if (target === undefined) return undefined;
  if (target.kind === 'missing') return { k: 'missing', id: `${target.packageName}#` };
  const assigned = exportOf(ev.program, target.module, 'export=');
  if (assigned === undefined) return { k: 'module', m: target.module };
  if (assigned.declarations.length > 0) return valueOfDeclarations(ev, assigned.declarations);
  const expression = assigned.expressions[assigned.expressions.length - 1];
  return expression === undefined
    ? { k: 'module', m: target.module }
    : typeOfExpression(ev, expression.unit, expression.x);
}

function moduleNamespace(ev: Evaluation, unit: SourceUnit, specifier: string): Type | undefined {
  const target = ev.program.resolve(unit, specifier);
  if (target === undefined) return undefined;
  return target.kind === 'missing' ? { k: 'missing', id: `${target.packageName}#` } : { k: 'module', m: target.module };
}

function callType(
  ev: Evaluation,
  site: ExpressionSite,
  expression: Extract<Expression, { k: 'call' | 'new' }>,
): Type | undefined {
  const { unit } = site;
  const callee = unit.facts.expressions[expression.c];
  const construct = expression.k === 'new';
  if (callee?.k === 'super') return VOID;
  if (callee?.k === 'name' && callee.n === 'Promise' && construct && isGlobal(ev.program, unit, callee.sc, 'Promise')) {
    return promiseOf(
      expression.t[0] === undefined
        ? undefined
        : lazy(ev, () => evaluateType(ev, unit, expression.t[0] ?? NONE, EMPTY)),
    );
  }
  const known = platformCall(ev, unit, expression);
  if (known !== undefined) return known;
  const type = typeOfExpression(ev, unit, expression.c);
  if (construct && type?.k === 'class' && type.c.fact.tp.length === 0) return instanceOf(ev, mergedClasses(type), []);
  const result = callResult(ev, type, { unit, call: expression, construct });
  // `a?.b()` gives nothing where `a` is nothing.
  return expression.optional && result !== undefined ? unionOf([result, ABSENT]) : result;
}

function mergedClasses(type: Extract<Type, { k: 'class' }>): Parameters<typeof instanceOf>[1] {
  const merged = type.merged.flatMap((ref) =>
    ref.declaration.k === 'class' ? (classRef(ref.unit, ref.declaration.c) ?? []) : [],
  );
  return merged.length > 1 ? merged : [type.c];
}
