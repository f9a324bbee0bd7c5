import { NONE } from '../../model/facts.js';
import type { ExpressionId } from '../../model/facts.js';
import type { ApiId } from '../../model/summary.js';
import type { Expression, VariableDeclaration } from '../../facts/javascript/model.js';
import type { Evaluation } from './evaluation.js';
import { createCell, solve } from './evaluation.js';
import { membersNamed } from './class-members.js';
import { importTarget } from './modules.js';
import type { DeclarationRef, SourceUnit } from './program.js';
import { lookup } from './scope.js';
import { classRef } from './types.js';

/*
 * Where a value comes from, by the path that the code takes to it: `node:fs#readFileSync`,
 * `better-sqlite3#default().prepare().run`. It needs no types, so it works in a fresh clone without packages,
 * and it is by binding, never by name alone.
 */

/** Names of the global object itself. */
const GLOBAL_OBJECTS = new Set<ApiId>(['global#globalThis', 'global#window', 'global#self', 'global#global']);

/** Access path of an expression from a package or global, or nothing. */
export function provenanceOf(ev: Evaluation, unit: SourceUnit, id: ExpressionId): ApiId | undefined {
  if (id === NONE) return undefined;
  const cell = (unit.memo.origins[id] ??= createCell());
  return solve(ev, cell, () => {
    const expression = unit.expressions.at(id);
    return expression === undefined ? undefined : compute(ev, unit, expression);
  });
}

function compute(ev: Evaluation, unit: SourceUnit, expression: Expression): ApiId | undefined {
  switch (expression.k) {
    case 'name':
      return provenanceOfName(ev, unit, expression.sc, expression.n);
    case 'member':
      return memberProvenance(ev, unit, expression);
    case 'call':
    case 'new':
      return callProvenance(ev, unit, expression);
    case 'tag':
      return extend(provenanceOf(ev, unit, expression.c), '()');
    case 'await':
    case 'same':
      return provenanceOf(ev, unit, expression.x);
    case 'cast':
      return typeProvenance(ev, unit, expression.t) ?? provenanceOf(ev, unit, expression.x);
    case 'or':
    case 'conditional':
      return provenanceOf(ev, unit, expression.a) ?? provenanceOf(ev, unit, expression.b);
    case 'require':
      return moduleId(ev, unit, expression.m);
    case 'import':
      return expression.m === null ? undefined : moduleId(ev, unit, expression.m);
    default:
      return undefined;
  }
}

/** Adds a segment: `m#` + `x` is `m#x`, `m#x` + `()` is `m#x()`, `m#x` + `y` is `m#x.y`. */
function extend(base: ApiId | undefined, segment: string): ApiId | undefined {
  if (base === undefined) return undefined;
  // Built-in modules have no default export of their own: the namespace stands for it.
  if (segment === 'default' && base.startsWith('node:') && base.endsWith('#')) return base;
  return base.endsWith('#') || segment === '()' ? base + segment : `${base}.${segment}`;
}

function moduleId(ev: Evaluation, unit: SourceUnit, specifier: string): ApiId | undefined {
  const name = ev.program.packageOf(unit, specifier);
  return name === undefined ? undefined : `${name}#`;
}

export function provenanceOfName(ev: Evaluation, unit: SourceUnit, scope: number, name: string): ApiId | undefined {
  const refs = lookup(ev.program, unit, scope, name);
  if (refs.length === 0) return `global#${name}`;
  for (const ref of refs) {
    const found = declarationProvenance(ev, ref);
    if (found !== undefined) return found;
  }
  return undefined;
}

function declarationProvenance(ev: Evaluation, ref: DeclarationRef): ApiId | undefined {
  const { unit, declaration } = ref;
  if (unit.library !== undefined) {
    const isPlatform = unit.library === 'global' || unit.path.startsWith('library:');
    return isPlatform && !unit.facts.module ? `global#${declaration.n}` : `${unit.library}#${declaration.n}`;
  }
  if (declaration.k === 'variable' && declaration.t === NONE) return variableProvenance(ev, unit, declaration);
  if (declaration.k !== 'import' && declaration.k !== 'variable' && declaration.k !== 'parameter') return undefined;
  // Names lead back to themselves: `declare var x: typeof x`, modules that export each other's names.
  ref.origin ??= createCell();
  return solve(ev, ref.origin, () => bindingProvenance(ev, ref));
}

function bindingProvenance(ev: Evaluation, ref: DeclarationRef): ApiId | undefined {
  const { unit, declaration } = ref;
  switch (declaration.k) {
    case 'import':
      return importProvenance(ev, ref);
    case 'variable':
      return variableProvenance(ev, unit, declaration);
    case 'parameter': {
      const parameter = unit.facts.signatures[declaration.s]?.p[declaration.i];
      const base = parameter === undefined || parameter.t === NONE ? undefined : typeProvenance(ev, unit, parameter.t);
      return followNames(base, declaration.path);
    }
    default:
      return undefined;
  }
}

function importProvenance(ev: Evaluation, ref: DeclarationRef): ApiId | undefined {
  const { declaration, unit } = ref;
  if (declaration.k !== 'import') return undefined;
  const base = moduleId(ev, unit, declaration.m);
  if (base !== undefined) return declaration.i === '*' || declaration.i === '=' ? base : extend(base, declaration.i);
  // A module of the project: what it exports may itself come from a package.
  const target = importTarget(ev.program, ref);
  for (const one of target?.declarations ?? []) {
    const found = declarationProvenance(ev, one);
    if (found !== undefined) return found;
  }
  for (const one of target?.expressions ?? []) {
    const found = provenanceOf(ev, one.unit, one.x);
    if (found !== undefined) return found;
  }
  return target?.missing[0];
}

function variableProvenance(ev: Evaluation, unit: SourceUnit, declaration: VariableDeclaration): ApiId | undefined {
  if (declaration.each !== 'none') return undefined;
  const typed = declaration.t === NONE ? undefined : typeProvenance(ev, unit, declaration.t);
  if (typed !== undefined) return followNames(typed, declaration.path);
  const written = declaration.t === NONE ? declaration.writes[0] : undefined;
  const source = declaration.x === NONE ? written : declaration.x;
  return source === undefined ? undefined : followNames(provenanceOf(ev, unit, source), declaration.path);
}

function followNames(base: ApiId | undefined, path: VariableDeclaration['path']): ApiId | undefined {
  return path.reduce<ApiId | undefined>((at, step) => (typeof step === 'string' ? extend(at, step) : undefined), base);
}

/** A value of a type that a package declares: `db: Database` is what `new Database()` is. */
export function typeProvenance(ev: Evaluation, unit: SourceUnit, id: number): ApiId | undefined {
  const node = unit.facts.types[id];
  if (node?.k === 'union') {
    for (const part of node.ts) {
      const found = typeProvenance(ev, unit, part);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (node?.k === 'query' && node.m === '') return nameChain(ev, unit, node.sc, node.n);
  if (node?.k !== 'ref') return undefined;
  const base = nameChain(ev, unit, node.sc, node.n);
  return base?.startsWith('global#') === true ? undefined : extend(base, '()');
}

function nameChain(ev: Evaluation, unit: SourceUnit, scope: number, names: readonly string[]): ApiId | undefined {
  const [first, ...rest] = names;
  if (first === undefined) return undefined;
  return rest.reduce<ApiId | undefined>((at, name) => extend(at, name), provenanceOfName(ev, unit, scope, first));
}

function memberProvenance(
  ev: Evaluation,
  unit: SourceUnit,
  expression: Extract<Expression, { k: 'member' }>,
): ApiId | undefined {
  const object = unit.expressions.at(expression.o);
  if (object?.k === 'this')
    return object.c === NONE ? undefined : fieldProvenance(ev, unit, object.c, expression.n, object.static);
  const base = provenanceOf(ev, unit, expression.o);
  if (base !== undefined) return GLOBAL_OBJECTS.has(base) ? `global#${expression.n}` : extend(base, expression.n);
  return undefined;
}

function fieldProvenance(
  ev: Evaluation,
  unit: SourceUnit,
  owner: number,
  name: string,
  isStatic: boolean,
): ApiId | undefined {
  const ref = classRef(unit, owner);
  if (ref === undefined) return undefined;
  for (const member of membersNamed(ref, name, isStatic)) {
    if (member.k !== 'property') continue;
    const found =
      (member.t === NONE ? undefined : typeProvenance(ev, unit, member.t)) ??
      (member.x === NONE ? undefined : provenanceOf(ev, unit, member.x));
    if (found !== undefined) return found;
  }
  // A field that is only declared is what the class assigns to it.
  for (const field of unit.facts.fieldWrites) {
    if (field.c !== owner || field.n !== name) continue;
    const found = provenanceOf(ev, unit, field.x);
    if (found !== undefined) return found;
  }
  return undefined;
}

function callProvenance(
  ev: Evaluation,
  unit: SourceUnit,
  expression: Extract<Expression, { k: 'call' | 'new' }>,
): ApiId | undefined {
  const base = provenanceOf(ev, unit, expression.c);
  if (base === undefined) return returnedProvenance(ev, unit, expression.c);
  if (base === 'node:util#promisify') return undefined;
  // Binding keeps the function; calling it later is what matters.
  if (base.endsWith('.bind')) return base.slice(0, -'.bind'.length);
  return extend(base, '()');
}

/** `function open() { return new Database(path); }` hands on what it makes. */
function returnedProvenance(ev: Evaluation, unit: SourceUnit, callee: ExpressionId): ApiId | undefined {
  const expression = unit.expressions.at(callee);
  if (expression?.k !== 'name') return undefined;
  for (const ref of lookup(ev.program, unit, expression.sc, expression.n)) {
    const owners = ref.declaration.k === 'import' ? (importTarget(ev.program, ref)?.declarations ?? []) : [ref];
    for (const owner of owners) {
      const signature =
        owner.declaration.k === 'function' ? owner.unit.facts.signatures[owner.declaration.s] : undefined;
      const returned = signature?.returns.length === 1 && !signature.generator ? signature.returns[0] : undefined;
      if (returned === undefined || returned === NONE) continue;
      const found = provenanceOf(ev, owner.unit, returned);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
