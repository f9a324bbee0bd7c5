import { NONE } from '../../model/facts.js';
import type { Declaration, PathStep, TypeParameterId, VariableDeclaration } from '../../facts/javascript/model.js';
import { evaluateType, lazyType } from './annotations.js';
import { awaited, elementOf, isPromise } from './awaitable.js';
import { contextualParameter } from './context.js';
import type { Evaluation } from './evaluation.js';
import { createCell, deeper, solve } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import { propertyOf } from './members.js';
import { exportOf } from './exports.js';
import { entityDeclarations, importTarget } from './modules.js';
import type { DeclarationRef, ExportTarget, SourceUnit } from './program.js';
import {
  ABSENT,
  EMPTY,
  ENUM,
  OTHER,
  TEXT,
  arrayOf,
  bind,
  boundType,
  classOf,
  classRef,
  force,
  functionOf,
  maybePromise,
  orAbsent,
  signatureRef,
  unionOf,
} from './types.js';
import type { ClassRef, Environment, InstanceType, SignatureRef, Type } from './types.js';

/** Binds type arguments to parameters, defaults filled in. */
export function bindArguments(
  ev: Evaluation,
  unit: SourceUnit,
  parameters: readonly TypeParameterId[],
  args: readonly (Type | undefined)[],
  base: Environment = EMPTY,
): Environment {
  let env = base;
  parameters.forEach((id, i) => {
    const parameter = unit.facts.typeParameters[id];
    if (parameter === undefined) return;
    if (i < args.length) env = bind(env, parameter, args[i]);
    else if (parameter.d !== NONE) env = bind(env, parameter, lazyType(ev, unit, parameter.d, env));
    else if (parameter.c !== NONE) env = bind(env, parameter, lazyType(ev, unit, parameter.c, env));
  });
  return env;
}

/** An instance of merged class and interface declarations. */
export function instanceOf(
  ev: Evaluation,
  classes: readonly ClassRef[],
  args: readonly (Type | undefined)[],
): InstanceType | undefined {
  const [first] = classes;
  if (first === undefined) return undefined;
  const generic = classes.find(({ fact }) => fact.tp.length > args.length);
  if (generic === undefined) return { k: 'instance', classes, args, members: undefined, parents: undefined };
  const { unit, fact } = generic;
  const env = bindArguments(ev, unit, fact.tp, args);
  const filled = fact.tp.map((id, i) => (i < args.length ? args[i] : lookupParameter(env, unit, id)));
  return { k: 'instance', classes, args: filled, members: undefined, parents: undefined };
}

function lookupParameter(env: Environment, unit: SourceUnit, id: TypeParameterId): Type | undefined {
  const parameter = unit.facts.typeParameters[id];
  return parameter === undefined ? undefined : boundType(env, parameter);
}

/** What declarations of one name mean as a type. */
export function typeOfDeclarations(
  ev: Evaluation,
  refs: readonly DeclarationRef[],
  args: readonly (Type | undefined)[],
): Type | undefined {
  const [first] = refs;
  if (first === undefined) return undefined;
  if (refs.some((ref) => ref.declaration.k === 'class')) return instanceOfNamed(ev, refs, args);
  for (const ref of refs) {
    const type = typeOfDeclaration(ev, ref, args);
    if (type !== undefined) return type;
  }
  return undefined;
}

/** Without type arguments there is one instance, which remembers what was asked of it. */
function instanceOfNamed(
  ev: Evaluation,
  refs: readonly DeclarationRef[],
  args: readonly (Type | undefined)[],
): Type | undefined {
  const memo = refs[0]?.unit.memo.instances;
  const known = args.length === 0 ? memo?.get(refs) : undefined;
  if (known !== undefined) return known;
  const type = instanceOf(ev, classesOf(refs), args);
  if (args.length === 0 && type !== undefined) memo?.set(refs, type);
  return type;
}

export function classesOf(refs: readonly DeclarationRef[]): readonly ClassRef[] {
  return refs.flatMap((ref) => (ref.declaration.k === 'class' ? (classRef(ref.unit, ref.declaration.c) ?? []) : []));
}

/** Types that have no name of their own are called by their first alias. */
function named(type: Type | undefined, alias: DeclarationRef): Type | undefined {
  if (type?.k === 'intersection' || type?.k === 'object') type.alias ??= alias;
  return type;
}

function typeOfDeclaration(ev: Evaluation, ref: DeclarationRef, args: readonly (Type | undefined)[]): Type | undefined {
  const { unit, declaration } = ref;
  switch (declaration.k) {
    case 'alias':
      return named(
        deeper(ev, () => evaluateType(ev, unit, declaration.t, bindArguments(ev, unit, declaration.p, args))),
        ref,
      );
    case 'enum':
      return OTHER;
    case 'import': {
      const target = importTarget(ev.program, ref);
      return target === undefined ? undefined : deeper(ev, () => typeOfTarget(ev, target, args));
    }
    case 'import-equals':
      return deeper(ev, () =>
        typeOfDeclarations(ev, entityDeclarations(ev.program, unit, declaration.sc, declaration.path), args),
      );
    case 'variable':
      // In CommonJS a class is a value: its instances are the type of that name.
      return unit.facts.declarationFile ? undefined : instanceOfValue(ev, variableType(ev, ref), args);
    default:
      return undefined;
  }
}

function typeOfTarget(ev: Evaluation, target: ExportTarget, args: readonly (Type | undefined)[]): Type | undefined {
  const type = typeOfDeclarations(ev, target.declarations, args);
  if (type !== undefined) return type;
  const [expression] = target.expressions;
  if (expression !== undefined) return instanceOfValue(ev, typeOfExpression(ev, expression.unit, expression.x), args);
  const [missing] = target.missing;
  return missing === undefined ? undefined : { k: 'missing', id: `${missing}()` };
}

function instanceOfValue(
  ev: Evaluation,
  input: Type | undefined,
  args: readonly (Type | undefined)[],
): Type | undefined {
  const value = force(ev, input);
  return value?.k === 'class' ? instanceOf(ev, [value.c], args) : undefined;
}

/** What declarations of one name mean as a value. */
export function valueOfDeclarations(ev: Evaluation, refs: readonly DeclarationRef[]): Type | undefined {
  const [first] = refs;
  if (first === undefined) return undefined;
  const { values } = first.unit.memo;
  let value = values.get(refs);
  if (value === undefined) {
    value = namedValue(refs);
    if (value !== undefined) values.set(refs, value);
  }
  if (value !== undefined) return value;
  for (const ref of refs) {
    const type = valueOfDeclaration(ev, ref);
    if (type !== undefined) return type;
  }
  return refs.some((ref) => ref.declaration.k === 'namespace') ? { k: 'namespace', declarations: refs } : undefined;
}

/** Functions and classes are values by themselves; everything else has to be evaluated. */
function namedValue(refs: readonly DeclarationRef[]): Type | undefined {
  const signatures = signaturesOfNamed(refs);
  if (signatures.length > 0) return functionOf(signatures, EMPTY, refs);
  const found = classesOf(refs).find(({ fact }) => fact.k === 'class');
  return found === undefined ? undefined : classOf(found, EMPTY, refs);
}

function signaturesOfNamed(refs: readonly DeclarationRef[]): readonly SignatureRef[] {
  return refs.flatMap((ref) =>
    ref.declaration.k === 'function' ? (signatureRef(ref.unit, ref.declaration.s) ?? []) : [],
  );
}

function valueOfDeclaration(ev: Evaluation, ref: DeclarationRef): Type | undefined {
  const { unit, declaration } = ref;
  switch (declaration.k) {
    case 'enum':
      return ENUM;
    case 'variable':
    case 'parameter':
      return variableType(ev, ref);
    case 'import': {
      const target = importTarget(ev.program, ref);
      return deeper(ev, () =>
        target === undefined ? memberOfAssigned(ev, unit, declaration) : valueOfTarget(ev, target),
      );
    }
    case 'import-equals':
      return deeper(ev, () =>
        valueOfDeclarations(ev, entityDeclarations(ev.program, unit, declaration.sc, declaration.path)),
      );
    default:
      return undefined;
  }
}

/** `const { save } = require(…)` of a module that is one object: `module.exports = { save }`. */
function memberOfAssigned(
  ev: Evaluation,
  unit: SourceUnit,
  declaration: Extract<Declaration, { k: 'import' }>,
): Type | undefined {
  const target = ev.program.resolve(unit, declaration.m);
  const assigned = target?.kind === 'module' ? exportOf(ev.program, target.module, 'export=') : undefined;
  return assigned === undefined ? undefined : propertyOf(ev, valueOfTarget(ev, assigned), declaration.i);
}

export function valueOfTarget(ev: Evaluation, target: ExportTarget): Type | undefined {
  if (target.declarations.length > 0) return valueOfDeclarations(ev, target.declarations);
  const expression = target.expressions[target.expressions.length - 1];
  if (expression !== undefined) return typeOfExpression(ev, expression.unit, expression.x);
  const [namespace] = target.namespaces;
  if (namespace !== undefined) return { k: 'module', m: namespace };
  const [missing] = target.missing;
  return missing === undefined ? undefined : { k: 'missing', id: missing };
}

/** Type of a variable or parameter, remembered. */
export function variableType(ev: Evaluation, ref: DeclarationRef): Type | undefined {
  const { unit, declaration } = ref;
  ref.cell ??= createCell();
  return solve(ev, ref.cell, () =>
    force(
      ev,
      declaration.k === 'variable' ? declaredType(ev, unit, declaration) : parameterType(ev, unit, declaration),
    ),
  );
}

function declaredType(ev: Evaluation, unit: SourceUnit, declaration: VariableDeclaration): Type | undefined {
  if (declaration.t !== NONE) {
    const declared = followPath(ev, evaluateType(ev, unit, declaration.t, EMPTY), declaration.path);
    // `let server: Promise<Server>;` holds nothing before somebody assigns to it.
    const isOwn = unit.library === undefined && !unit.facts.declarationFile;
    const isOpen = isOwn && declaration.x === NONE && declaration.each === 'none' && !declaration.constant;
    return isOpen ? maybePromise(ev, narrowed(ev, unit, declaration, declared)) : declared;
  }
  if (declaration.x === NONE) {
    if (declaration.writes.length === 0) return undefined;
    return followPath(
      ev,
      unionOf(ev, [ABSENT, ...declaration.writes.map((x) => typeOfExpression(ev, unit, x))]),
      declaration.path,
    );
  }
  const source = typeOfExpression(ev, unit, declaration.x);
  switch (declaration.each) {
    case 'of':
      return followPath(ev, elementOf(ev, source), declaration.path);
    case 'await-of':
      return followPath(ev, awaited(ev, elementOf(ev, source)), declaration.path);
    case 'in':
      return TEXT;
    default:
      return followPath(ev, source, declaration.path);
  }
}

/** `let x: T | Promise<T>; x = await load();` never holds a promise. */
function narrowed(
  ev: Evaluation,
  unit: SourceUnit,
  { writes }: VariableDeclaration,
  declared: Type | undefined,
): Type | undefined {
  if (declared?.k !== 'union' || writes.length === 0 || !declared.ts.some((part) => part.k === 'promise'))
    return declared;
  if (writes.some((x) => isPromise(ev, typeOfExpression(ev, unit, x)) !== 'no')) return declared;
  const plain = declared.ts.filter((part) => part.k !== 'promise');
  return unionOf(ev, declared.open ? [...plain, undefined] : plain);
}

function parameterType(ev: Evaluation, unit: SourceUnit, declaration: Declaration): Type | undefined {
  if (declaration.k !== 'parameter') return undefined;
  const signature = unit.facts.signatures[declaration.s];
  const parameter = signature?.p[declaration.i];
  if (signature === undefined || parameter === undefined) return undefined;
  if (parameter.t !== NONE) {
    const declared = evaluateType(ev, unit, parameter.t, EMPTY);
    const isOpen = parameter.optional && parameter.x === NONE;
    return followPath(ev, isOpen ? orAbsent(ev, declared) : declared, declaration.path);
  }
  const expected = contextualParameter(ev, unit, signature, declaration.i);
  const start = expected === undefined && parameter.x !== NONE ? typeOfExpression(ev, unit, parameter.x) : expected;
  return followPath(ev, start, declaration.path);
}

/** Takes a pattern's steps from a type. */
export function followPath(ev: Evaluation, type: Type | undefined, path: readonly PathStep[]): Type | undefined {
  let at = type;
  for (const step of path) {
    const object = force(ev, at);
    if (typeof step === 'string') at = propertyOf(ev, object, step);
    else if (typeof step === 'number')
      at =
        object?.k === 'array' && object.elements !== undefined
          ? object.elements[step]
          : maybePromise(ev, elementOf(ev, object));
    else if (step.rest >= 0)
      at = object?.k === 'array' && object.elements === undefined ? object : arrayOf(elementOf(ev, object));
  }
  return at;
}
