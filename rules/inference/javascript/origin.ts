import { EXPRESSION_CODE, EXPRESSION_STRIDE, KIND_MASK, SCOPE_STRIDE } from '../../model/expression-codes.js';
import { NONE } from '../../model/facts.js';
import type { ExpressionId, FunctionId } from '../../model/facts.js';
import type { MemberRead, Origin } from '../../model/origin.js';
import type { Declaration } from '../../facts/javascript/model.js';
import type { Program, SourceUnit } from './program.js';
import { lookup } from './scope.js';

const UNKNOWN: Origin = { kind: 'unknown' };

/** Names that are bound to each other are followed this far. */
const MAX_STEPS = 8;

/** Where a value comes from in its file. */
export function originOf(program: Program, unit: SourceUnit, id: ExpressionId, steps = 0): Origin {
  const expression = unit.expressions.at(id);
  if (expression === undefined || steps > MAX_STEPS) return UNKNOWN;
  switch (expression.k) {
    case 'call':
    case 'new':
    case 'tag':
      return { kind: 'call', call: expression.call };
    case 'await':
    case 'same':
    case 'cast':
      return originOf(program, unit, expression.x, steps + 1);
    case 'or':
      return originOf(program, unit, expression.a, steps + 1);
    case 'regexp':
      return { kind: 'regexp', expression: id };
    case 'function':
      return functionOrigin(unit, expression.f);
    case 'array':
      return { kind: 'array', elements: expression.xs, spread: expression.spread };
    case 'member':
      return { kind: 'member', object: expression.o, name: expression.n };
    case 'index':
      return { kind: 'element', list: expression.o };
    case 'name':
      return nameOrigin(program, unit, expression.sc, expression.n, steps);
    case 'string':
      // Long texts and templates have no value here.
      return expression.v === null ? UNKNOWN : { kind: 'literal' };
    case 'number':
    case 'undefined':
    case 'object':
      return { kind: 'literal' };
    default:
      return UNKNOWN;
  }
}

function functionOrigin(unit: SourceUnit, signature: number): Origin {
  const fn = unit.facts.signatures[signature]?.f ?? NONE;
  return fn === NONE ? UNKNOWN : { kind: 'function', function: fn };
}

function nameOrigin(program: Program, unit: SourceUnit, scope: number, name: string, steps: number): Origin {
  const [ref, ...others] = lookup(program, unit, scope, name);
  if (ref === undefined || ref.unit !== unit || others.length > 0) return UNKNOWN;
  return declarationOrigin(program, unit, ref.declaration, steps);
}

function declarationOrigin(program: Program, unit: SourceUnit, declaration: Declaration, steps: number): Origin {
  switch (declaration.k) {
    case 'function':
      return functionOrigin(unit, declaration.s);
    case 'parameter': {
      const fn = unit.facts.signatures[declaration.s]?.f ?? NONE;
      return fn === NONE ? UNKNOWN : { kind: 'parameter', function: fn, index: declaration.i };
    }
    case 'variable': {
      const { x, path, each, constant } = declaration;
      const [step] = path;
      if (!constant || x === NONE || path.length > 1) return UNKNOWN;
      if (each !== 'none') return each === 'of' && step === undefined ? { kind: 'element', list: x } : UNKNOWN;
      if (step === undefined) return originOf(program, unit, x, steps + 1);
      if (typeof step === 'string') return { kind: 'member', object: x, name: step };
      return typeof step === 'number' ? { kind: 'element', list: x } : UNKNOWN;
    }
    default:
      return UNKNOWN;
  }
}

/** The function that declares the name which a chain of members starts with; `NONE` for `this` and for what has none. */
export function declaringFunction(program: Program, unit: SourceUnit, id: ExpressionId): FunctionId {
  const root = rootOf(unit, id);
  if (root === undefined) return NONE;
  const [ref] = lookup(program, unit, root.scope, root.name);
  return ref === undefined || ref.unit !== unit ? NONE : functionOfScope(unit, ref.scope);
}

function rootOf(unit: SourceUnit, id: ExpressionId): { readonly scope: number; readonly name: string } | undefined {
  let at = unit.expressions.at(id);
  for (;;) {
    switch (at?.k) {
      case 'name':
        return { scope: at.sc, name: at.n };
      case 'member':
      case 'index':
        at = unit.expressions.at(at.o);
        break;
      case 'call':
      case 'tag':
        at = unit.expressions.at(at.c);
        break;
      case 'cast':
      case 'same':
      case 'await':
        at = unit.expressions.at(at.x);
        break;
      default:
        return undefined;
    }
  }
}

function functionOfScope({ facts: { scopes, signatures } }: SourceUnit, scope: number): FunctionId {
  for (let at = scope; at > 0; at = scopes.data[at * SCOPE_STRIDE] ?? NONE) {
    const signature = signatures.find(({ sc, f }) => sc === at && f !== NONE);
    if (signature !== undefined) return signature.f;
  }
  return 0;
}

/** What a member is taken of, or `NONE`. */
export function objectOf(unit: SourceUnit, id: ExpressionId): ExpressionId {
  const expression = unit.expressions.at(id);
  return expression?.k === 'member' ? expression.o : NONE;
}

/** Looks at all expressions of the file, so it is for those who have seen a reason to ask. */
export function readsOf({ facts: { expressions } }: SourceUnit, member: string): readonly MemberRead[] {
  const { data, length, names } = expressions;
  const name = names.indexOf(member);
  const found: MemberRead[] = [];
  for (let id = 0; name >= 0 && id < length; id++) {
    const at = id * EXPRESSION_STRIDE;
    if (((data[at] ?? 0) & KIND_MASK) !== EXPRESSION_CODE.member || data[at + 4] !== name) continue;
    found.push({ object: data[at + 3] ?? NONE, range: { start: data[at + 1] ?? 0, end: data[at + 2] ?? 0 } });
  }
  return found;
}
