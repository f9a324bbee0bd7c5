import { apiIds } from './api.js';
import { ancestorsOf } from './classes.js';
import type { Evaluation } from './evaluation.js';
import { attribute, hasMember } from './members.js';
import type { CallResolution, FunctionRef } from '../inference.js';
import { declarationsIn } from './scope.js';
import type { ClassRef, Type } from './types.js';
import { isEmptyBase } from './well-known.js';
import { symbolOf } from './api.js';

interface Targets {
  readonly functions: FunctionRef[];
  readonly apis: string[];
  complete: boolean;
}

/** Everything that calling a value of this type may call. */
export function targetsOf(ev: Evaluation, type: Type | undefined): CallResolution {
  const out: Targets = { functions: [], apis: [], complete: true };
  collect(ev, type, out);
  return { ...out, complete: out.complete && (out.functions.length > 0 || out.apis.length > 0) };
}

function collect(ev: Evaluation, type: Type | undefined, out: Targets): void {
  switch (type?.k) {
    case 'function':
      addFunction(out, { path: type.f.unit.path, function: type.f.signature.f });
      return;
    case 'class':
      collectConstructor(ev, type.c, out);
      return;
    case 'api':
      out.apis.push(...apiIds(type));
      return;
    case 'instance':
      collect(ev, attribute(ev, type, '__call__'), out);
      return;
    case 'union':
      if (type.open) out.complete = false;
      for (const part of type.ts) if (part.k !== 'none') collect(ev, part, out);
      return;
    default:
      out.complete = false;
  }
}

/** Making an object runs the first `__init__` among its class's ancestors. */
function collectConstructor(ev: Evaluation, c: ClassRef, out: Targets): void {
  for (const base of ancestorsOf(ev, c)) {
    if (base === undefined) {
      out.complete = false;
      return;
    }
    if ('k' in base) {
      if (isEmptyBase(symbolOf(base))) continue;
      out.apis.push(...apiIds(base));
      return;
    }
    if (!hasMember(base, '__init__')) continue;
    for (const { unit, declaration } of declarationsIn(base.unit, base.fact.sc, '__init__')) {
      const signature = declaration.k === 'function' ? unit.facts.signatures[declaration.s] : undefined;
      if (signature !== undefined) addFunction(out, { path: unit.path, function: signature.f });
    }
    return;
  }
}

function addFunction(out: Targets, ref: FunctionRef): void {
  if (!out.functions.some((other) => other.path === ref.path && other.function === ref.function))
    out.functions.push(ref);
}
