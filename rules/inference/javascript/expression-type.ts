import { NONE } from '../../model/facts.js';
import type { ExpressionId } from '../../model/facts.js';
import type { Expression } from '../../facts/javascript/model.js';
import { evaluateType, lazyType, selfType } from './annotations.js';
import { awaited, elementOf } from './awaitable.js';
import { callResult, constructed } from './call-result.js';
import { contextualThis } from './context.js';
import { heritageOf } from './class-members.js';
import { valueOfDeclarations } from './declarations.js';
import type { Evaluation } from './evaluation.js';
import { createCell, isAnswered, solve } from './evaluation.js';
import { indexed } from './indexed-type.js';
import { propertyOf } from './members.js';
import { exportOf } from './exports.js';
import { platformCall } from './platform-calls.js';
import type { SourceUnit } from './program.js';
import { provenanceOf } from './provenance.js';
import { isGlobal, lookup } from './scope.js';
import {
  ABSENT,
  ANY,
  EMPTY,
  NUMBER,
  OTHER,
  TEXT,
  VOID,
  arrayOf,
  classOf,
  classRef,
  force,
  functionOf,
  lazy,
  literalOf,
  maybePromise,
  objectOf,
  orAbsent,
  promiseOf,
  signatureRef,
  unionOf,
  withoutAbsent,
} from './types.js';
import type { Type } from './types.js';

/** Type of an expression's value, remembered; `undefined` when it is not known. */
export function typeOfExpression(ev: Evaluation, unit: SourceUnit, id: ExpressionId): Type | undefined {
  if (id === NONE) return undefined;
  const cell = (unit.memo.expressions[id] ??= createCell());
  if (isAnswered(ev, cell) || cell.at >= 0) return solve(ev, cell, NOTHING);
  const expression = unit.expressions.at(id);
  if (expression === undefined) return undefined;
  prepareChain(ev, unit, expression);
  return solve(ev, cell, () => force(ev, compute(ev, { unit, id }, expression)));
}

const NOTHING = (): undefined => undefined;

/** What the value of an expression is first taken from. */
function innerOf(expression: Expression): ExpressionId {
  switch (expression.k) {
    case 'member':
    case 'index':
      return expression.o;
    case 'call':
    case 'new':
    case 'tag':
      return expression.c;
    case 'await':
    case 'same':
      return expression.x;
    default:
      return NONE;
  }
}

/** Chains of calls can be longer than the stack is deep: their links are answered from the inside. */
function prepareChain(ev: Evaluation, unit: SourceUnit, outer: Expression): void {
  const { expressions } = unit.memo;
  const links: { readonly id: ExpressionId; readonly expression: Expression }[] = [];
  for (let id = innerOf(outer); id !== NONE;) {
    const cell = expressions[id];
    if (cell !== undefined && (cell.at >= 0 || isAnswered(ev, cell))) break;
    const expression = unit.expressions.at(id);
    if (expression === undefined) break;
    links.push({ id, expression });
    id = innerOf(expression);
  }
  for (let i = links.length - 1; i > 0; i--) {
    const link = links[i];
    if (link === undefined) continue;
    const cell = (expressions[link.id] ??= createCell());
    solve(ev, cell, () => force(ev, compute(ev, { unit, id: link.id }, link.expression)));
  }
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
      return memberType(ev, typeOfExpression(ev, unit, expression.o), expression.n);
    case 'call':
    case 'new':
      return callType(ev, site, expression);
    case 'await':
      return awaited(ev, typeOfExpression(ev, unit, expression.x));
    case 'conditional':
      return unionOf(ev, [typeOfExpression(ev, unit, expression.a), typeOfExpression(ev, unit, expression.b)]);
    case 'and':
      return typeOfExpression(ev, unit, expression.b);
    case 'or':
      return unionOf(ev, [
        // `a || b` gives `a` only when it is something.
        withoutAbsent(ev, typeOfExpression(ev, unit, expression.a)),
        typeOfExpression(ev, unit, expression.b),
      ]);
    case 'same':
    case 'spread':
      return typeOfExpression(ev, unit, expression.x);
    case 'cast':
      return evaluateType(ev, unit, expression.t, EMPTY);
    case 'function': {
      const signature = signatureRef(unit, expression.f);
      return signature === undefined ? undefined : functionOf([signature]);
    }
    default:
      return computeLiteral(ev, site, expression) ?? computeSpecial(ev, site, expression);
  }
}

/** Where there may be no object, there may be no promise: `this.#job?.promise`. */
function memberType(ev: Evaluation, object: Type | undefined, name: string): Type | undefined {
  const type = propertyOf(ev, object, name);
  return type?.k === 'promise' && object?.k === 'union' && object.ts.includes(ABSENT) ? maybePromise(ev, type) : type;
}

function computeLiteral(ev: Evaluation, { unit }: ExpressionSite, expression: Expression): Type | undefined {
  switch (expression.k) {
    case 'string':
      return expression.v === null ? TEXT : literalOf(expression.v);
    case 'number':
      return NUMBER;
    case 'regexp':
      return { k: 'primitive', n: 'RegExp' };
    case 'undefined':
      return ABSENT;
    case 'plain':
    case 'jsx':
      return OTHER;
    case 'class': {
      const c = classRef(unit, expression.c);
      return c === undefined ? undefined : classOf(c, EMPTY, []);
    }
    case 'object': {
      const c = classRef(unit, expression.c);
      return c === undefined ? undefined : objectOf(c, EMPTY);
    }
    case 'array':
      return arrayType(ev, unit, expression);
    default:
      return undefined;
  }
}

function computeSpecial(ev: Evaluation, { unit }: ExpressionSite, expression: Expression): Type | undefined {
  switch (expression.k) {
    case 'this':
      return thisType(ev, unit, expression);
    case 'super':
      return superType(ev, unit, expression);
    case 'index':
      return indexType(ev, unit, expression);
    case 'tag':
      return callResult(ev, typeOfExpression(ev, unit, expression.c));
    case 'import':
      return expression.m === null ? promiseOf(undefined) : promiseOf(moduleNamespace(ev, unit, expression.m));
    case 'require':
      return requiredValue(ev, unit, expression.m);
    default:
      return undefined;
  }
}

function indexType(
  ev: Evaluation,
  unit: SourceUnit,
  expression: Extract<Expression, { k: 'index' }>,
): Type | undefined {
  const object = typeOfExpression(ev, unit, expression.o);
  const index = typeOfExpression(ev, unit, expression.i);
  const symbolic = index?.k === 'primitive' ? undefined : symbolicMember(ev, unit, object, expression.i);
  if (symbolic !== undefined) return symbolic;
  const isLiteral = index?.k === 'primitive' && index.v !== undefined;
  const element = indexed(ev, object, index) ?? elementOf(ev, object);
  // Whatever the type says, there may be nothing under a key or an index.
  return isLiteral ? element : maybePromise(ev, element);
}

/** `this[close]()`, where `close` is a symbol: the member of a class or type is declared under that name. */
function symbolicMember(
  ev: Evaluation,
  unit: SourceUnit,
  object: Type | undefined,
  key: ExpressionId,
): Type | undefined {
  const expression = unit.expressions.at(key);
  if (expression?.k !== 'name') return undefined;
  const own = propertyOf(ev, object, `[${expression.n}]`);
  if (own !== undefined && object !== ANY && object?.k !== 'missing') return own;
  const path = provenanceOf(ev, unit, key);
  return path?.startsWith(PLATFORM_SYMBOL) === true
    ? propertyOf(ev, object, `@@${path.slice(PLATFORM_SYMBOL.length)}`)
    : undefined;
}

const PLATFORM_SYMBOL = 'global#Symbol.';

function arrayType(ev: Evaluation, unit: SourceUnit, expression: Extract<Expression, { k: 'array' }>): Type {
  const elements = expression.xs.map((x) => {
    const part = unit.expressions.at(x);
    return lazy(() =>
      part?.k === 'spread' ? elementOf(ev, typeOfExpression(ev, unit, part.x)) : typeOfExpression(ev, unit, x),
    );
  });
  const of = lazy(() => unionOf(ev, elements));
  return arrayOf(of, expression.spread ? undefined : elements);
}

function thisType(ev: Evaluation, unit: SourceUnit, expression: Extract<Expression, { k: 'this' }>): Type | undefined {
  if (expression.t !== NONE) return evaluateType(ev, unit, expression.t, EMPTY);
  if (expression.f !== NONE) return contextualThis(ev, unit, expression.f);
  if (expression.c === NONE) return undefined;
  if (!expression.static) return selfType(ev, unit, expression.c, EMPTY);
  const c = classRef(unit, expression.c);
  return c === undefined ? undefined : classOf(c, EMPTY, []);
}

function superType(
  ev: Evaluation,
  unit: SourceUnit,
  expression: Extract<Expression, { k: 'super' }>,
): Type | undefined {
  const c = classRef(unit, expression.c);
  if (c === undefined) return undefined;
  if (expression.static) return typeOfExpression(ev, unit, c.fact.base);
  const self = selfType(ev, unit, expression.c, EMPTY);
  return self?.k === 'instance' ? force(ev, heritageOf(ev, self)[0]) : undefined;
}

function requiredValue(ev: Evaluation, unit: SourceUnit, specifier: string): Type | undefined {
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
  { unit }: ExpressionSite,
  expression: Extract<Expression, { k: 'call' | 'new' }>,
): Type | undefined {
  const callee = unit.expressions.at(expression.c);
  const construct = expression.k === 'new';
  if (callee?.k === 'super') return VOID;
  if (callee?.k === 'name' && callee.n === 'Promise' && construct && isGlobal(ev.program, unit, callee.sc, 'Promise')) {
    return promiseOf(expression.t[0] === undefined ? undefined : lazyType(ev, unit, expression.t[0], EMPTY));
  }
  const known = platformCall(ev, unit, expression);
  if (known !== undefined) return known;
  const type = typeOfExpression(ev, unit, expression.c);
  const site = { unit, call: expression, construct };
  if (construct) return constructed(ev, type, undefined, site);
  const result = callResult(ev, type, site);
  // `a?.b()` gives nothing where `a` is nothing.
  return expression.optional ? orAbsent(ev, result) : result;
}
