import type { Evaluation } from './evaluation.js';
import { bounded } from './evaluation.js';
import { baseOf } from './members.js';
import type { Base } from './program.js';
import { classRef } from './scope.js';
import type { ClassRef } from './types.js';

/** A class and its ancestors in the order in which members are looked for. */
export function ancestorsOf(ev: Evaluation, c: ClassRef): readonly Base[] {
  const known = ev.ancestors.get(c);
  if (known !== undefined) return known;
  // A class that is its own ancestor is an error; meanwhile it has none.
  ev.ancestors.set(c, [c, undefined]);
  const { cuts } = ev;
  const all = bounded(ev, [c, undefined], () => linearised(ev, c));
  if (ev.cuts === cuts || ev.depth === 0) ev.ancestors.set(c, all);
  else ev.ancestors.delete(c);
  return all;
}

/** Depth first, and every class behind the last of its subclasses, as Python orders all that it accepts. */
function linearised(ev: Evaluation, c: ClassRef): readonly Base[] {
  const all: Base[] = [c];
  for (const id of c.fact.bases) {
    const base = baseOf(ev, c, id);
    if (base === undefined || 'k' in base) all.push(base);
    else all.push(...ancestorsOf(ev, base));
  }
  return all.filter((base, i) => base === undefined || all.lastIndexOf(base) === i);
}

/** The project's classes below a class, sorted by path and place. */
export function subclassesOf(ev: Evaluation, c: ClassRef): readonly ClassRef[] {
  return ev.subclasses?.get(c) ?? [];
}

/** Finds out which classes extend which: before the first question, because answers depend on it. */
export function collectSubclasses(ev: Evaluation): void {
  if (ev.subclasses !== undefined) return;
  const below = new Map<ClassRef, ClassRef[]>();
  ev.subclasses = below;
  for (const unit of ev.program.units()) {
    unit.facts.classes.forEach((fact, id) => {
      const c = fact.bases.length === 0 ? undefined : classRef(unit, id);
      if (c === undefined) return;
      for (const base of ancestorsOf(ev, c)) {
        if (base === undefined || 'k' in base || base === c) continue;
        const list = below.get(base);
        if (list === undefined) below.set(base, [c]);
        else list.push(c);
      }
    });
  }
}
