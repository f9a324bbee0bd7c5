import { NONE } from '../../model/facts.js';
import type { ExpressionId } from '../../model/facts.js';
import type { Expression, Member, Signature, VariableDeclaration } from '../../facts/javascript/model.js';
import { heritageOf, isSameClass, membersNamed } from './class-members.js';
import { callableOf } from './call-result.js';
import type { Evaluation } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import { exportOf } from './exports.js';
import { importTarget } from './modules.js';
import { constraintOf } from './members.js';
import { acceptsCall } from './overloads.js';
import { platformCall } from './platform-calls.js';
import type { DeclarationRef, ExportTarget, SourceUnit } from './program.js';
import { lookup } from './scope.js';
import { signatureResult } from './signature-result.js';
import { force } from './types.js';
import type { ClassRef, Environment, SignatureRef, Type } from './types.js';

/*
 * Inference says what a value usually is. That is enough to tell a promise, which nothing is by accident; it is too
 * little to tell that something is no promise, because what was not seen may still write to a variable or be mixed into
 * an object. Here only what the language or an annotation guarantees counts.
 */

const MAX_STEPS = 40;

/** What is asked again and again on the way. */
interface Way {
  readonly ev: Evaluation;
  readonly unit: SourceUnit;
  readonly steps: number;
}

/** Can the value of an expression be nothing else than what is inferred of it? */
export function isReliable(ev: Evaluation, unit: SourceUnit, id: ExpressionId): boolean {
  return follow({ ev, unit, steps: 0 }, id);
}

function follow(way: Way, id: ExpressionId): boolean {
  const expression = way.unit.expressions.at(id);
  if (expression === undefined || way.steps > MAX_STEPS) return false;
  const next = { ...way, steps: way.steps + 1 };
  switch (expression.k) {
    case 'yield':
    case 'unknown':
    case 'import':
    case 'require':
      return false;
    case 'this':
      // What calls a method of an object literal may have given it another `this`.
      return expression.c !== NONE && way.unit.facts.classes[expression.c]?.k === 'class';
    case 'await':
    case 'same':
    case 'spread':
      return follow(next, expression.x);
    case 'and':
      return follow(next, expression.b);
    case 'or':
    case 'conditional':
      return follow(next, expression.a) && follow(next, expression.b);
    case 'array':
      return expression.xs.every((x) => follow(next, x));
    case 'index':
      return follow(next, expression.o);
    case 'name':
      return lookup(way.ev.program, way.unit, expression.sc, expression.n).every((ref) => isDeclared(next, ref));
    case 'member':
      return (
        follow(next, expression.o) && isMember(next, typeOfExpression(way.ev, way.unit, expression.o), expression.n)
      );
    case 'call':
    case 'new':
    case 'tag':
      return followCall(next, expression);
    default:
      return true;
  }
}

/** JavaScript has no types that hold: whatever is not constant may become anything. */
function isTyped({ path, library }: SourceUnit): boolean {
  return library !== undefined || /\.(?:[cm]?ts|tsx)$/.test(path);
}

function isDeclared(way: Way, ref: DeclarationRef): boolean {
  const { declaration, unit } = ref;
  const next = { ...way, unit, steps: way.steps + 1 };
  switch (declaration.k) {
    case 'variable':
      return isVariable(next, declaration);
    case 'parameter':
      return isParameter(next, unit.facts.signatures[declaration.s], declaration.i);
    case 'import':
      return isTarget(next, importTarget(way.ev.program, ref));
    case 'function':
    case 'class':
    case 'enum':
    case 'namespace':
      return true;
    default:
      return false;
  }
}

function isTarget(way: Way, target: ExportTarget | undefined): boolean {
  return (
    target !== undefined &&
    target.missing.length === 0 &&
    target.declarations.every((ref) => isDeclared(way, ref)) &&
    target.expressions.every(({ unit, x }) => follow({ ...way, unit }, x))
  );
}

function isVariable(way: Way, { t, x, each, constant, writes }: VariableDeclaration): boolean {
  if (t !== NONE || each === 'in') return true;
  if (x === NONE) return isTyped(way.unit) && writes.length > 0 && writes.every((write) => follow(way, write));
  if (!constant && (!isTyped(way.unit) || isReplaced(way.unit, x))) return false;
  return follow(way, x);
}

/** `let x = null` says nothing of what `x` will be, and where a function that returns nothing stood an async one may. */
function isReplaced(unit: SourceUnit, id: ExpressionId): boolean {
  return isNothing(unit, id) || unit.expressions.at(id)?.k === 'function';
}

function isNothing(unit: SourceUnit, id: ExpressionId): boolean {
  return unit.expressions.at(id)?.k === 'undefined';
}

function isParameter(way: Way, signature: Signature | undefined, index: number): boolean {
  const parameter = signature?.p[index];
  if (signature === undefined || parameter === undefined) return false;
  if (parameter.t !== NONE) return true;
  switch (signature.context.k) {
    case 'argument': {
      const call = way.unit.expressions.at(signature.context.x);
      return call?.k === 'call' && follow(way, call.c) && isGeneric(way, call, signature.context.i);
    }
    case 'type':
      return true;
    case 'none':
      return parameter.x !== NONE && isTyped(way.unit) && !isNothing(way.unit, parameter.x) && follow(way, parameter.x);
    default:
      return false;
  }
}

/** Type arguments come from the other arguments. */
function isGeneric(way: Way, call: Extract<Expression, { k: 'call' }>, except: number): boolean {
  const type = force(way.ev, typeOfExpression(way.ev, way.unit, call.c));
  if (type?.k !== 'function') return false;
  if (type.signatures.every(({ signature }) => signature.tp.length === 0)) return true;
  return call.t.length > 0 || call.a.every((argument, i) => i === except || isArgument(way, argument));
}

function followCall(way: Way, expression: Extract<Expression, { k: 'call' | 'new' | 'tag' }>): boolean {
  const callee = typeOfExpression(way.ev, way.unit, expression.c);
  if (way.unit.expressions.at(expression.c)?.k === 'super') return true;
  if (!follow(way, expression.c)) return false;
  // `Promise.all` and its kin: inference knows them better than their overloads do.
  if (expression.k === 'call' && platformCall(way.ev, way.unit, expression) !== undefined)
    return expression.a.every((argument) => follow(way, argument));
  return expression.k === 'new' ? isConstructed(way, callee, expression) : isResult(way, callee, expression);
}

type Call = Extract<Expression, { k: 'call' | 'new' | 'tag' }>;

function isConstructed(way: Way, input: Type | undefined, call: Call): boolean {
  const type = force(way.ev, input);
  switch (type?.k) {
    case 'class':
      return true;
    case 'function':
      return isOfSignatures(way, { signatures: type.signatures, env: type.env }, call);
    case 'instance':
    case 'object':
      return isOfSignatures(way, callableOf(way.ev, type, true), call);
    default:
      return false;
  }
}

function isResult(way: Way, input: Type | undefined, call: Call): boolean {
  const type = force(way.ev, input);
  switch (type?.k) {
    case 'function':
      return isOfSignatures(way, { signatures: type.signatures, env: type.env }, call);
    case 'instance':
    case 'object':
      return isOfSignatures(way, callableOf(way.ev, type, false), call);
    case 'union':
      return (
        !type.open && type.ts.every((part) => (part.k === 'none' && part.n !== 'any') || isResult(way, part, call))
      );
    default:
      return false;
  }
}

interface Signatures {
  readonly signatures: readonly SignatureRef[];
  readonly env: Environment;
}

function isOfSignatures(way: Way, { signatures, env }: Signatures, call: Call): boolean {
  const declared = signatures.filter(({ signature }) => !signature.body);
  const candidates = declared.length > 0 ? declared : signatures;
  // Which overload is meant is a guess where the types of the arguments are.
  const site = call.k === 'tag' ? undefined : { unit: way.unit, call, construct: call.k === 'new' };
  const fitting =
    candidates.length < 2 || site === undefined
      ? candidates
      : candidates.filter((ref) => acceptsCall(way.ev, ref, env, site));
  if (!isOneAnswer(way.ev, fitting, env)) return false;
  // `list.reduce(async …, {})` gives what its callback gives, although its type is that of the start value.
  if (call.k !== 'tag' && call.a.length > 1 && call.a.some((argument) => isAsync(way.unit, argument))) return false;
  return fitting.every(({ unit, signature }) => {
    if (signature.tp.length > 0 && call.k !== 'tag' && call.t.length === 0)
      if (!call.a.every((argument) => isArgument(way, argument))) return false;
    return signature.t !== NONE || isBody({ ...way, unit, steps: way.steps + 1 }, signature);
  });
}

/** `new Set(list)` is a set, whatever overload takes the list. */
function isOneAnswer(ev: Evaluation, [first, ...others]: readonly SignatureRef[], env: Environment): boolean {
  if (first === undefined || others.length === 0) return first !== undefined;
  const type = force(ev, signatureResult(ev, first, env));
  return others.every((ref) => {
    const other = force(ev, signatureResult(ev, ref, env));
    return type?.k === 'instance' && other?.k === 'instance' && isSameClass(type, other);
  });
}

function isAsync(unit: SourceUnit, id: ExpressionId): boolean {
  const expression = unit.expressions.at(id);
  return expression?.k === 'function' && unit.facts.signatures[expression.f]?.async === true;
}

/** What type arguments are inferred from: of a function, what it returns. */
function isArgument(way: Way, id: ExpressionId): boolean {
  const expression = way.unit.expressions.at(id);
  if (expression?.k !== 'function') return follow(way, id);
  const signature = way.unit.facts.signatures[expression.f];
  return signature !== undefined && (signature.t !== NONE || isBody(way, signature));
}

function isBody(way: Way, signature: Signature): boolean {
  return signature.body && signature.returns.every((x) => x === NONE || follow(way, x));
}

/** Does a type say for certain what a member is? */
function isMember(way: Way, input: Type | undefined, name: string): boolean {
  const type = force(way.ev, input);
  const next = { ...way, steps: way.steps + 1 };
  if (type === undefined || way.steps > MAX_STEPS) return false;
  switch (type.k) {
    case 'union':
      return !type.open && type.ts.every((part) => part.k === 'none' || isMember(next, part, name));
    case 'intersection':
      return type.ts.some((part) => isMember(next, part, name));
    case 'instance': {
      const found = type.classes.filter((ref) => membersNamed(ref, name, false).length > 0);
      if (found.length > 0) return found.every((ref) => isOwn(next, ref, membersNamed(ref, name, false)));
      return heritageOf(way.ev, type).some((parent) => isMember(next, parent, name));
    }
    case 'object':
      return isInObject(next, type.c, name);
    case 'class':
      return isOwn(next, type.c, membersNamed(type.c, name, true));
    case 'module':
      return isTarget(next, exportOf(way.ev.program, type.m, name));
    case 'parameter':
      return isMember(next, constraintOf(way.ev, type), name);
    case 'picked':
      return isMember(next, type.of, name);
    case 'array':
    case 'primitive':
    case 'mapped':
    case 'namespace':
    case 'enum':
    case 'promise':
      return true;
    default:
      return false;
  }
}

/** Something may be mixed in after the member. */
function isInObject(way: Way, ref: ClassRef, name: string): boolean {
  const { members } = ref.fact;
  if (members.slice(members.findIndex((member) => member.n === name) + 1).some(({ k }) => k === 'spread')) return false;
  return isOwn(way, ref, membersNamed(ref, name, false));
}

function isOwn(way: Way, { unit }: ClassRef, members: readonly Member[]): boolean {
  const next = { ...way, unit };
  return (
    members.length > 0 &&
    members.every(({ k, t, x, s }) => {
      if (k === 'method') return true;
      if (t !== NONE) return true;
      const signature = unit.facts.signatures[s];
      if (k === 'get') return signature !== undefined && (signature.t !== NONE || isBody(next, signature));
      return k === 'property' && x !== NONE && isTyped(unit) && !isNothing(unit, x) && follow(next, x);
    })
  );
}
