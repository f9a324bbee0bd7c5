import type { Verdict } from '../../model/verdict.js';
import type { Expression } from '../../facts/javascript/model.js';
import { lazyType } from './annotations.js';
import { awaited } from './awaitable.js';
import { environmentOf, heritageOf, membersNamed } from './class-members.js';
import { bindArguments, classesOf, instanceOf } from './declarations.js';
import type { Evaluation } from './evaluation.js';
import { deeper } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import { inferArguments } from './infer-arguments.js';
import { constraintOf } from './members.js';
import { acceptsCall, pickSignatures } from './overloads.js';
import type { SourceUnit } from './program.js';
import { signatureResult } from './signature-result.js';
import {
  ABSENT,
  ANY,
  EMPTY,
  boundType,
  force,
  into,
  intersectionOf,
  lazy,
  promiseOf,
  signatureRef,
  unionOf,
} from './types.js';
import type {
  ClassType,
  Environment,
  FunctionType,
  Inside,
  InstanceType,
  ObjectType,
  SignatureRef,
  Type,
} from './types.js';

/** The call whose result is asked for, when there is one. */
export interface CallSite {
  readonly unit: SourceUnit;
  readonly call: Extract<Expression, { k: 'call' | 'new' }> | undefined;
  readonly construct: boolean;
}

/** What calling a value gives. */
export function callResult(ev: Evaluation, callee: Type | undefined, site?: CallSite): Type | undefined {
  const type = force(ev, callee);
  return type === undefined ? undefined : deeper(ev, () => force(ev, callForced(ev, type, site)));
}

function callForced(ev: Evaluation, type: Type, site: CallSite | undefined): Type | undefined {
  switch (type.k) {
    case 'function':
      return type.construct ? undefined : resultOfSignatures(ev, type.signatures, type.env, site);
    case 'settle':
      return settled(ev, type, site);
    case 'bound':
      return type.f;
    case 'applied':
      return callResult(ev, type.f);
    case 'union': {
      const parts = type.ts
        .filter((part) => part.k !== 'none' || part.n === 'any')
        .map((part) => callResult(ev, part, site));
      return unionOf(ev, type.open ? [...parts, undefined] : parts);
    }
    case 'intersection':
      return callResult(ev, pickPart(ev, type.ts, site), site);
    case 'instance':
    case 'object': {
      const callable = callableOf(ev, type, false);
      return callable.signatures.length === 0
        ? undefined
        : resultOfSignatures(ev, callable.signatures, callable.env, site);
    }
    case 'parameter':
      return callResult(ev, constraintOf(ev, type), site);
    case 'missing':
      return { k: 'missing', id: `${type.id}()` };
    case 'none':
      return type === ANY ? ANY : undefined;
    default:
      return undefined;
  }
}

/** The part of an intersection that a call takes: its parts are overloads of each other. */
function pickPart(ev: Evaluation, parts: readonly (Type | undefined)[], site: CallSite | undefined): Type | undefined {
  const callable = parts.flatMap((part): readonly (FunctionType | InstanceType | ObjectType)[] => {
    const type = force(ev, part);
    if (type?.k === 'function') return type.construct ? [] : [type];
    return (type?.k === 'instance' || type?.k === 'object') && callableOf(ev, type, false).signatures.length > 0
      ? [type]
      : [];
  });
  if (callable.length <= 1 || site === undefined)
    return (
      callable[0] ??
      force(
        ev,
        parts.find((part) => force(ev, part)?.k === 'intersection' || force(ev, part)?.k === 'missing'),
      )
    );
  return (
    callable.find((type) =>
      (type.k === 'function' ? type.signatures : callableOf(ev, type, false).signatures).some((ref) =>
        acceptsCall(ev, ref, type.k === 'function' ? type.env : EMPTY, site),
      ),
    ) ?? callable[0]
  );
}

/** `.then(f)` gives what `f` gives; `.catch` and `.finally` keep the value. */
function settled(ev: Evaluation, type: Extract<Type, { k: 'settle' }>, site: CallSite | undefined): Type {
  const handler = site?.call?.a[0];
  if (type.method !== 'then' || handler === undefined || site === undefined)
    return promiseOf(type.of, type.name === 'PromiseLike' ? 'Promise' : type.name, type.library);
  return promiseOf(lazy(() => awaited(ev, callResult(ev, typeOfExpression(ev, site.unit, handler)))));
}

/** What constructing with a value gives. */
export function constructed(
  ev: Evaluation,
  callee: Type | undefined,
  args?: readonly (Type | undefined)[],
  site?: CallSite,
): Type | undefined {
  const type = force(ev, callee);
  return type === undefined ? undefined : deeper(ev, () => force(ev, constructForced(ev, type, args, site)));
}

function constructForced(
  ev: Evaluation,
  type: Type,
  args: readonly (Type | undefined)[] | undefined,
  site: CallSite | undefined,
): Type | undefined {
  switch (type.k) {
    case 'class':
      return instanceOfClass(ev, type, args, site);
    case 'function':
      return type.construct
        ? resultOfSignatures(ev, type.signatures, bindExplicit(ev, type.signatures, type.env, args), site)
        : undefined;
    case 'instance':
    case 'object': {
      const { signatures, env } = callableOf(ev, type, true);
      return signatures.length === 0
        ? undefined
        : resultOfSignatures(ev, signatures, bindExplicit(ev, signatures, env, args), site);
    }
    case 'union':
      return unionOf(
        ev,
        type.ts.filter((part) => part.k !== 'none').map((part) => constructed(ev, part, args, site)),
      );
    case 'intersection': {
      // A part that is the whole again adds nothing.
      const others = type.ts.filter((part) => force(ev, part) !== type);
      const parts = others.map((part) => constructed(ev, part, args, site)).filter((part) => part !== undefined);
      return parts.length <= 1 ? parts[0] : intersectionOf(parts);
    }
    case 'parameter':
      return constructed(ev, constraintOf(ev, type), args, site);
    case 'missing':
      return { k: 'missing', id: `${type.id}()` };
    case 'none':
      return type === ANY ? ANY : undefined;
    default:
      return undefined;
  }
}

/** Type arguments that a heritage clause gives to a constructor. */
function bindExplicit(
  ev: Evaluation,
  signatures: readonly SignatureRef[],
  env: Environment,
  args: readonly (Type | undefined)[] | undefined,
): Environment {
  const [first] = signatures;
  if (args === undefined || args.length === 0 || first === undefined) return env;
  return bindArguments(ev, first.unit, first.signature.tp, args, env);
}

function instanceOfClass(
  ev: Evaluation,
  type: ClassType,
  args: readonly (Type | undefined)[] | undefined,
  site: CallSite | undefined,
): Type | undefined {
  const { unit, fact } = type.c;
  const merged = classesOf(type.merged);
  const classes = merged.length > 1 ? merged : [type.c];
  if (args !== undefined) return instanceOf(ev, classes, args);
  if (fact.tp.length === 0) return plainInstance(ev, type, classes);
  const explicit = site?.call?.t ?? [];
  if (site !== undefined && explicit.length > 0) {
    return instanceOf(
      ev,
      classes,
      explicit.map((t) => lazyType(ev, site.unit, t, EMPTY)),
    );
  }
  const [constructor] = membersNamed(type.c, 'constructor', true);
  const signature = constructor === undefined ? undefined : signatureRef(unit, constructor.s);
  if (signature === undefined || site?.call === undefined) return instanceOf(ev, classes, []);
  const env = inferArguments(
    ev,
    { ref: signature, parameters: fact.tp, env: EMPTY },
    { unit: site.unit, call: site.call },
  );
  return instanceOf(
    ev,
    classes,
    fact.tp.map((id) => {
      const parameter = unit.facts.typeParameters[id];
      return parameter === undefined ? undefined : boundType(env, parameter);
    }),
  );
}

/** One instance for each class that has no type arguments, so that what is asked of it is remembered. */
function plainInstance(ev: Evaluation, type: ClassType, classes: InstanceType['classes']): Type | undefined {
  const { instances } = type.c.unit.memo;
  if (type.merged.length === 0 || type.env !== EMPTY) return instanceOf(ev, classes, []);
  let instance = instances.get(type.merged);
  if (instance === undefined) {
    instance = instanceOf(ev, classes, []);
    if (instance !== undefined) instances.set(type.merged, instance);
  }
  return instance;
}

function resultOfSignatures(
  ev: Evaluation,
  signatures: readonly SignatureRef[],
  env: Environment,
  site: CallSite | undefined,
): Type | undefined {
  const picked = pickSignatures(ev, signatures, env, site);
  const [only] = picked;
  if (only !== undefined && picked.length === 1) return signatureResult(ev, only, bindCall(ev, only, env, site));
  return unionOf(
    ev,
    picked.map((ref) => signatureResult(ev, ref, bindCall(ev, ref, env, site))),
  );
}

export function bindCall(ev: Evaluation, ref: SignatureRef, env: Environment, site: CallSite | undefined): Environment {
  const { signature, unit } = ref;
  if (signature.tp.length === 0) return env;
  if (site?.call === undefined) return bindArguments(ev, unit, signature.tp, [], env);
  return inferArguments(ev, { ref, parameters: signature.tp, env }, { unit: site.unit, call: site.call });
}

export interface Callable {
  readonly signatures: readonly SignatureRef[];
  readonly env: Environment;
}

const NOT_CALLABLE: Callable = { signatures: [], env: EMPTY };

/** Call or construct signatures among a value's members, else those of what it extends. */
export function callableOf(
  ev: Evaluation,
  type: InstanceType | ObjectType,
  isConstruct: boolean,
  inside: Inside = [],
): Callable {
  const kind = isConstruct ? 'construct' : 'call';
  const classes = type.k === 'object' ? [type.c] : type.classes;
  const own = classes.flatMap(({ unit, fact }) =>
    fact.members.flatMap((member) => (member.k === kind ? (signatureRef(unit, member.s) ?? []) : [])),
  );
  if (own.length > 0) return { signatures: own, env: type.k === 'object' ? type.env : environmentOf(ev, type) };
  const around = into(inside, type);
  if (type.k === 'object' || around === undefined) return NOT_CALLABLE;
  for (const parent of type.classes.every(({ fact }) => fact.k === 'class') ? [] : heritageOf(ev, type)) {
    const base = force(ev, parent);
    const isHolder = base?.k === 'instance' || base?.k === 'object';
    const inherited = isHolder ? callableOf(ev, base, isConstruct, around) : NOT_CALLABLE;
    if (inherited.signatures.length > 0) return inherited;
    if (base?.k === 'function' && base.construct === isConstruct) return base;
  }
  return NOT_CALLABLE;
}

export function hasCallSignature(ev: Evaluation, type: Type, isConstruct = false): boolean {
  return (type.k === 'instance' || type.k === 'object') && callableOf(ev, type, isConstruct).signatures.length > 0;
}

/** Can a value be called, whatever of its type it is? Whether there is a value at all is not asked. */
export function isCallable(ev: Evaluation, input: Type | undefined): Verdict {
  const type = force(ev, input);
  switch (type?.k) {
    case 'function':
      return type.construct ? 'no' : 'yes';
    case 'settle':
    case 'bound':
    case 'applied':
    case 'callback':
      return 'yes';
    case 'primitive':
    case 'array':
    case 'enum':
    case 'promise':
      return 'no';
    case 'instance':
    case 'object':
      return hasCallSignature(ev, type) ? 'yes' : 'unknown';
    case 'union': {
      const verdicts = type.ts.filter((part) => part !== ABSENT).map((part) => isCallable(ev, part));
      if (verdicts.includes('no')) return 'no';
      return type.open || verdicts.includes('unknown') ? 'unknown' : 'yes';
    }
    default:
      return 'unknown';
  }
}
