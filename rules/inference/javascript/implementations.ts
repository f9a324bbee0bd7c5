import type { Signature } from '../../facts/javascript/model.js';
import type { FunctionRef } from '../inference.js';
import type { Evaluation } from './evaluation.js';
import { declaredParents, membersNamed } from './class-members.js';
import type { SourceUnit } from './program.js';
import { classRef, force } from './types.js';
import type { ClassRef, SignatureRef } from './types.js';
import { signatureRef } from './types.js';

/** Which classes of the project implement or extend which: to follow a call through an interface or base class. */
export interface Hierarchy {
  /** Bodies of a method in the classes below one, the one itself not included. */
  bodiesBelow(ref: ClassRef, name: string): readonly SignatureRef[];
  /** What calls through one signature may run; remembered here because it belongs to the same state of the project. */
  readonly known: {
    readonly bodies: Map<Signature, Map<string, readonly SignatureRef[]>>;
    readonly functions: WeakMap<readonly SignatureRef[], readonly FunctionRef[]>;
  };
}

export function createHierarchy(ev: Evaluation, units: () => Iterable<SourceUnit>): Hierarchy {
  let below: ReadonlyMap<object, readonly ClassRef[]> | undefined;
  const children = (ref: ClassRef): readonly ClassRef[] => {
    below ??= collect(ev, units());
    return below.get(ref.fact) ?? [];
  };
  const visit = (ref: ClassRef, name: string, seen: Set<object>): readonly SignatureRef[] => {
    if (seen.has(ref.fact)) return [];
    seen.add(ref.fact);
    return children(ref).flatMap((child) => [...ownBodies(child, name), ...visit(child, name, seen)]);
  };
  return {
    bodiesBelow: (ref, name) => visit(ref, name, new Set()),
    known: { bodies: new Map(), functions: new WeakMap() },
  };
}

function ownBodies(ref: ClassRef, name: string): readonly SignatureRef[] {
  return membersNamed(ref, name, false).flatMap((member): readonly SignatureRef[] => {
    if (member.k === 'property') return fieldBody(ref, member.x);
    const signature = member.k === 'method' ? signatureRef(ref.unit, member.s) : undefined;
    return signature?.signature.body === true ? [signature] : [];
  });
}

function fieldBody({ unit }: ClassRef, x: number): readonly SignatureRef[] {
  const expression = unit.expressions.at(x);
  const signature = expression?.k === 'function' ? signatureRef(unit, expression.f) : undefined;
  return signature === undefined ? [] : [signature];
}

function collect(ev: Evaluation, units: Iterable<SourceUnit>): ReadonlyMap<object, readonly ClassRef[]> {
  const below = new Map<object, ClassRef[]>();
  for (const unit of units) {
    unit.facts.classes.forEach((fact, id) => {
      if (fact.k !== 'class' && fact.k !== 'interface') return;
      if (fact.base < 0 && fact.implements.length === 0 && fact.extends.length === 0) return;
      const ref = classRef(unit, id);
      if (ref === undefined) return;
      for (const parent of declaredParents(ev, ref)) {
        const forced = force(ev, parent);
        if (forced?.k !== 'instance') continue;
        for (const above of forced.classes) {
          const list = below.get(above.fact);
          if (list === undefined) below.set(above.fact, [ref]);
          else list.push(ref);
        }
      }
    });
  }
  return below;
}
