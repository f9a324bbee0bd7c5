import type { ClassFact, Signature } from '../../facts/javascript/model.js';
import { NONE } from '../../model/facts.js';
import type { ClassParents, ClassPlace, FileParents } from '../answers.js';
import type { FunctionRef } from '../inference.js';
import type { Evaluation } from './evaluation.js';
import { declaredParents, membersNamed } from './class-members.js';
import type { DeclarationRef, SourceUnit } from './program.js';
import { lookup } from './scope.js';
import { importTarget } from './modules.js';
import { hasHeritage } from './surface.js';
import { classRef, force } from './types.js';
import type { ClassRef, SignatureRef } from './types.js';
import { signatureRef } from './types.js';

/** Which classes of the project implement or extend which: to follow a call through an interface or base class. */
export interface Hierarchy {
  /** Bodies of a method in the classes below one, the one itself not included. */
  bodiesBelow(ref: ClassRef, name: string): readonly SignatureRef[];
  /** What the classes of a file stand below. */
  parentsIn(path: string): FileParents;
  /** Forgets what is known of the project as a whole. */
  renew(): void;
  /** What calls through one signature may run; remembered here because it belongs to the same state of the project. */
  readonly known: {
    readonly bodies: Map<Signature, Map<string, readonly SignatureRef[]>>;
    readonly functions: WeakMap<readonly SignatureRef[], readonly FunctionRef[]>;
  };
}

export interface HierarchySource {
  readonly unit: (path: string) => SourceUnit | undefined;
  /** All files of the project that inference knows, sorted. */
  readonly paths: () => Iterable<string>;
  /** Kept from revision to revision. */
  readonly parents: Map<string, FileParents>;
}

export function createHierarchy(ev: Evaluation, { unit, paths, parents }: HierarchySource): Hierarchy {
  const known: Hierarchy['known'] = { bodies: new Map(), functions: new WeakMap() };
  let below: ReadonlyMap<string, readonly ClassPlace[]> | undefined;
  const children = (ref: ClassRef): readonly ClassRef[] => {
    below ??= collect();
    return (below.get(placeKey(ref.unit.path, ref.id)) ?? []).flatMap((place) => {
      const owner = unit(place.path);
      return (owner === undefined ? undefined : classRef(owner, place.class)) ?? [];
    });
  };
  const parentsIn = (path: string): FileParents => {
    let found = parents.get(path);
    if (found === undefined) {
      const owner = unit(path);
      found = owner === undefined ? NO_PARENTS : parentsOfFile(ev, owner);
      parents.set(path, found);
    }
    return found;
  };
  const collect = (): ReadonlyMap<string, readonly ClassPlace[]> => {
    const found = new Map<string, ClassPlace[]>();
    for (const path of paths()) {
      for (const one of parentsIn(path).classes) {
        for (const above of one.parents) {
          const key = placeKey(above.path, above.class);
          const list = found.get(key);
          if (list === undefined) found.set(key, [{ path, class: one.class }]);
          else list.push({ path, class: one.class });
        }
      }
    }
    return found;
  };
  const visit = (ref: ClassRef, name: string, seen: Set<object>): readonly SignatureRef[] => {
    if (seen.has(ref.fact)) return [];
    seen.add(ref.fact);
    return children(ref).flatMap((child) => [...ownBodies(child, name), ...visit(child, name, seen)]);
  };
  return {
    bodiesBelow: (ref, name) => visit(ref, name, new Set()),
    parentsIn,
    renew() {
      below = undefined;
      known.bodies.clear();
    },
    known,
  };
}

const NO_PARENTS: FileParents = { classes: [], byName: true };

function placeKey(path: string, id: number): string {
  return `${path}\0${String(id)}`;
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

function parentsOfFile(ev: Evaluation, unit: SourceUnit): FileParents {
  let byName = true;
  const classes = unit.facts.classes.flatMap((fact, id): readonly ClassParents[] => {
    const ref = hasHeritage(fact) ? classRef(unit, id) : undefined;
    if (ref === undefined) return [];
    byName &&= isByName(ev, unit, fact);
    const parents = declaredParents(ev, ref).flatMap((parent): readonly ClassPlace[] => {
      const forced = force(ev, parent);
      return forced?.k === 'instance'
        ? forced.classes.map((above) => ({ path: above.unit.path, class: above.id }))
        : [];
    });
    return parents.length > 0 ? [{ class: id, parents }] : [];
  });
  return classes.length === 0 && byName ? NO_PARENTS : { classes, byName };
}

/** Does each parent stand there under a name that leads to classes, through imports and exports at most? */
function isByName(ev: Evaluation, unit: SourceUnit, fact: ClassFact): boolean {
  const base = fact.base === NONE ? undefined : unit.expressions.at(fact.base);
  if (fact.base !== NONE && (base?.k !== 'name' || !leadsToClasses(ev, unit, base.sc, base.n))) return false;
  return [...fact.extends, ...fact.implements].every((id) => {
    const node = unit.facts.types[id];
    return node?.k === 'ref' && node.n.length === 1 && leadsToClasses(ev, unit, node.sc, node.n[0] ?? '');
  });
}

function leadsToClasses({ program }: Evaluation, unit: SourceUnit, scope: number, name: string): boolean {
  const refs = lookup(program, unit, scope, name).flatMap((ref): readonly (DeclarationRef | undefined)[] => {
    if (ref.declaration.k !== 'import') return [ref];
    const target = importTarget(program, ref);
    const isPlain = target !== undefined && target.expressions.length + target.namespaces.length === 0;
    return isPlain ? target.declarations : [undefined];
  });
  return refs.every((ref) => ref?.declaration.k === 'class');
}
