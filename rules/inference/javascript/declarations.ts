import { NONE } from '../../model/facts.js';
import type { Declaration, PathStep, TypeParameterId, VariableDeclaration } from '../../facts/javascript/model.js';
import { evaluateType, lazyType } from './annotations.js';
import { awaited, elementOf } from './awaitable.js';
import { contextualParameter } from './context.js';
import type { Evaluation } from './evaluation.js';
import { guarded } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import { propertyOf } from './members.js';
import { exportOf } from './exports.js';
import { entityDeclarations, importTarget } from './modules.js';
import type { DeclarationRef, ExportTarget, SourceUnit } from './program.js';
import {
  ABSENT,
  EMPTY,
  OTHER,
  TEXT,
  arrayOf,
  classRef,
  force,
  functionOf,
  maybePromise,
  signatureRef,
  unionOf,
} from './types.js';
import type { ClassRef, Environment, SignatureRef, Type } from './types.js';

/** Binds type arguments to parameters, defaults filled in. */
export function bindArguments(
  ev: Evaluation,
  unit: SourceUnit,
  parameters: readonly TypeParameterId[],
  args: readonly (Type | undefined)[],
  base: Environment = EMPTY,
): Environment {
  if (parameters.length === 0) return base;
  const env = new Map(base);
  parameters.forEach((id, i) => {
    const parameter = unit.facts.typeParameters[id];
    if (parameter === undefined) return;
    if (args[i] !== undefined) env.set(parameter, args[i]);
    else if (parameter.d !== NONE) env.set(parameter, lazyType(ev, unit, parameter.d, env));
  });
  return env;
}

/** An instance of merged class and interface declarations. */
export function instanceOf(
  ev: Evaluation,
  classes: readonly ClassRef[],
  args: readonly (Type | undefined)[],
): Type | undefined {
  const [first] = classes;
  if (first === undefined) return undefined;
  for (const { unit, fact } of classes) {
    if (args.length >= fact.tp.length) continue;
    const env = bindArguments(ev, unit, fact.tp, args);
    const filled = fact.tp.map((id, i) => args[i] ?? lookupParameter(env, unit, id));
    return { k: 'instance', classes, args: filled };
  }
  return { k: 'instance', classes, args };
}

function lookupParameter(env: Environment, unit: SourceUnit, id: TypeParameterId): Type | undefined {
  const parameter = unit.facts.typeParameters[id];
  return parameter === undefined ? undefined : env.get(parameter);
}

/** What declarations of one name mean as a type. */
export function typeOfDeclarations(
  ev: Evaluation,
  refs: readonly DeclarationRef[],
  args: readonly (Type | undefined)[],
): Type | undefined {
  const classes = refs.flatMap((ref) =>
    ref.declaration.k === 'class' ? (classRef(ref.unit, ref.declaration.c) ?? []) : [],
  );
  if (classes.length > 0) return instanceOf(ev, classes, args);
  for (const ref of refs) {
    const type = typeOfDeclaration(ev, ref, args);
    if (type !== undefined) return type;
  }
  return undefined;
}

function typeOfDeclaration(
  ev: Evaluation,
  { unit, declaration }: DeclarationRef,
  args: readonly (Type | undefined)[],
): Type | undefined {
  switch (declaration.k) {
    case 'alias': {
      const env = bindArguments(ev, unit, declaration.p, args);
      return guarded(ev, {
        memo: unit.memo,
        key: `a${String(declaration.t)}`,
        ask: () => evaluateType(ev, unit, declaration.t, env),
      });
    }
    case 'enum':
      return OTHER;
    case 'import': {
      const target = importTarget(ev.program, { unit, declaration, scope: 0 });
      return target === undefined
        ? undefined
        : guarded(ev, { memo: unit.memo, key: `i${declaration.n}`, ask: () => typeOfTarget(ev, target, args) });
    }
    case 'import-equals':
      return typeOfDeclarations(ev, entityDeclarations(ev.program, unit, declaration.sc, declaration.path), args);
    default:
      return undefined;
  }
}

function typeOfTarget(ev: Evaluation, target: ExportTarget, args: readonly (Type | undefined)[]): Type | undefined {
  const type = typeOfDeclarations(ev, target.declarations, args);
  if (type !== undefined) return type;
  const [expression] = target.expressions;
  if (expression !== undefined) {
    // In CommonJS a class is exported as a value: its instances are the type of that name.
    const value = force(typeOfExpression(ev, expression.unit, expression.x));
    return value?.k === 'class' ? instanceOf(ev, [value.c], args) : undefined;
  }
  const [missing] = target.missing;
  return missing === undefined ? undefined : { k: 'missing', id: `${missing}()` };
}

/** What declarations of one name mean as a value. */
export function valueOfDeclarations(ev: Evaluation, refs: readonly DeclarationRef[]): Type | undefined {
  const signatures = refs.flatMap((ref): SignatureRef[] => {
    const found = ref.declaration.k === 'function' ? signatureRef(ref.unit, ref.declaration.s) : undefined;
    return found === undefined ? [] : [found];
  });
  if (signatures.length > 0) return functionOf(signatures, EMPTY, refs);
  for (const ref of refs) {
    const type = valueOfDeclaration(ev, ref, refs);
    if (type !== undefined) return type;
  }
  return refs.some((ref) => ref.declaration.k === 'namespace') ? { k: 'namespace', declarations: refs } : undefined;
}

function valueOfDeclaration(ev: Evaluation, ref: DeclarationRef, all: readonly DeclarationRef[]): Type | undefined {
  const { unit, declaration } = ref;
  switch (declaration.k) {
    case 'class': {
      const found = classRef(unit, declaration.c);
      return found?.fact.k !== 'class' ? undefined : { k: 'class', c: found, env: EMPTY, merged: all };
    }
    case 'enum':
      return OTHER;
    case 'variable':
    case 'parameter':
      return variableType(ev, ref);
    case 'import': {
      const target = importTarget(ev.program, ref);
      return guarded(ev, {
        memo: unit.memo,
        key: declaration,
        ask: () => (target === undefined ? assignedMember(ev, unit, declaration) : valueOfTarget(ev, target)),
      });
    }
    case 'import-equals':
      return valueOfDeclarations(ev, entityDeclarations(ev.program, unit, declaration.sc, declaration.path));
    default:
      return undefined;
  }
}

/** `const { save } = require(…)` of a module that is one object: `module.exports = { save }`. */
function assignedMember(
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
export function variableType(ev: Evaluation, { unit, declaration }: DeclarationRef): Type | undefined {
  const { memo } = unit;
  if (memo.variables.has(declaration)) return memo.variables.get(declaration);
  return guarded(ev, {
    memo,
    key: declaration,
    ask: () =>
      declaration.k === 'variable' ? declaredType(ev, unit, declaration) : parameterType(ev, unit, declaration),
    keep: (type) => memo.variables.set(declaration, type),
  });
}

function declaredType(ev: Evaluation, unit: SourceUnit, declaration: VariableDeclaration): Type | undefined {
  if (declaration.t !== NONE) {
    const declared = followPath(ev, evaluateType(ev, unit, declaration.t, EMPTY), declaration.path);
    // `let server: Promise<Server>;` holds nothing before somebody assigns to it.
    const isOwn = unit.library === undefined && !unit.facts.declarationFile;
    const isOpen = isOwn && declaration.x === NONE && declaration.each === 'none' && !declaration.constant;
    return isOpen ? maybePromise(declared) : declared;
  }
  if (declaration.x === NONE) {
    if (declaration.writes.length === 0) return undefined;
    return followPath(
      ev,
      unionOf([ABSENT, ...declaration.writes.map((x) => typeOfExpression(ev, unit, x))]),
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

function parameterType(ev: Evaluation, unit: SourceUnit, declaration: Declaration): Type | undefined {
  if (declaration.k !== 'parameter') return undefined;
  const signature = unit.facts.signatures[declaration.s];
  const parameter = signature?.p[declaration.i];
  if (signature === undefined || parameter === undefined) return undefined;
  const start = (): Type | undefined => {
    if (parameter.t !== NONE) {
      const declared = evaluateType(ev, unit, parameter.t, EMPTY);
      return parameter.optional && parameter.x === NONE ? unionOf([declared, ABSENT]) : declared;
    }
    if (parameter.x !== NONE) return typeOfExpression(ev, unit, parameter.x);
    return contextualParameter(ev, unit, signature, declaration.i);
  };
  return followPath(ev, start(), declaration.path);
}

/** Takes a pattern's steps from a type. */
export function followPath(ev: Evaluation, type: Type | undefined, path: readonly PathStep[]): Type | undefined {
  return path.reduce<Type | undefined>((at, step) => {
    const object = force(at);
    if (typeof step === 'string') return propertyOf(ev, object, step);
    if (typeof step === 'number') {
      if (object?.k === 'array' && object.elements !== undefined) return force(object.elements[step]);
      return force(maybePromise(elementOf(ev, object)));
    }
    return step.rest < 0 ? object : arrayOf(elementOf(ev, object));
  }, type);
}
