import type { Awaitable } from '../../model/awaitable.js';
import type { ExpressionId } from '../../model/facts.js';
import type { ApiId } from '../../model/summary.js';
import type { Verdict } from '../../model/verdict.js';
import { apiIdsOf, ownersOf } from './api-ids.js';
import { elementOf, isAlwaysPromise, isPromise } from './awaitable.js';
import type { Evaluation } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import { provenanceOf } from './provenance.js';
import { PROMISE, THENABLE, familyOfApis, familyOfTypes, isException, yes } from './families.js';
import { heritageOf } from './class-members.js';
import { constraintOf } from './members.js';
import type { SourceUnit } from './program.js';
import { isSettledValue } from './settled-value.js';
import { force, into } from './types.js';
import type { Inside, Type } from './types.js';

const NO: Awaitable = { verdict: 'no', always: false };
const UNKNOWN: Awaitable = { verdict: 'unknown', always: false };

/** Judges what an expression gives. */
export function judge(ev: Evaluation, unit: SourceUnit, id: ExpressionId): Awaitable {
  const type = typeOfExpression(ev, unit, id);
  const judged = judgeType(ev, type);
  const expression = unit.expressions.at(id);
  if (expression?.k === 'call' || expression?.k === 'tag') {
    // A query may be typed as a plain promise or not at all; the way to the call still tells.
    if (judged.verdict === 'no' && !(type?.k === 'none' && type.n !== 'void')) return judged;
    return refine(ev, unit, expression.c, apiIdsOf(ev, unit, expression.c), judged);
  }
  if (judged.verdict !== 'unknown' || (expression?.k !== 'name' && expression?.k !== 'member')) return judged;
  // A name is what the call was that it stands for.
  const path = provenanceOf(ev, unit, id);
  return path?.endsWith('()') === true ? refine(ev, unit, id, [path.slice(0, -'()'.length)], judged) : judged;
}

function refine(
  ev: Evaluation,
  unit: SourceUnit,
  way: ExpressionId,
  ids: readonly ApiId[],
  judged: Awaitable,
): Awaitable {
  if (ids.length === 0) return judged;
  if (isException(ids)) return judged.verdict === 'yes' ? { ...judged, traits: PROMISE } : judged;
  const family = familyOfApis(ids);
  if (family === undefined || isSettledValue(ev, unit, way)) return judged;
  const name = ids[0]?.split(/[#.]/).pop() ?? '';
  if (family.leaves?.includes(name) === true) return NO;
  // `exec()` and the like give the promise of a query that is under way, or what a synchronous driver gives. A call that
  // the table names is a query for itself: `db.run(sql)` waits to be awaited, `db.select().from(t).run()` does not.
  if (family.traits.starters?.includes(name) === true && !ids.some((id) => family.apis.includes(id)))
    return judged.traits?.starts === 'await' ? { ...judged, traits: PROMISE } : judged;
  return yes(family.traits);
}

export function judgeType(ev: Evaluation, type: Type | undefined): Awaitable {
  if (type === undefined) return UNKNOWN;
  const verdict = isPromise(ev, type);
  if (verdict === 'unknown') return UNKNOWN;
  if (verdict === 'no') return NO;
  const always = isAlwaysPromise(ev, type);
  const family = familyOfTypes(familyNames(ev, type));
  if (family !== undefined) return { verdict: 'yes', traits: family.traits, always };
  const traits = verdict === 'likely' || isThenableOnly(type) ? THENABLE : PROMISE;
  return { verdict: 'yes', traits, always };
}

function isThenableOnly(type: Type): boolean {
  if (type.k === 'promise') return type.name === 'PromiseLike';
  return type.k === 'union'
    ? type.ts.filter((part) => part.k === 'promise').every(isThenableOnly) &&
        type.ts.some((part) => part.k === 'promise')
    : false;
}

/** Names of the type and of what it extends, for the table of families. */
function familyNames(ev: Evaluation, type: Type, inside: Inside = []): readonly string[] {
  switch (type.k) {
    case 'promise':
      return type.library === undefined ? [] : [`${type.library}#${type.name}()`];
    case 'union':
    case 'intersection': {
      const around = into(inside, type);
      if (around === undefined) return [];
      const parts: readonly (Type | undefined)[] = type.ts.map((part) => force(ev, part));
      return parts.flatMap((part) => (part === undefined ? [] : familyNames(ev, part, around)));
    }
    case 'instance':
      return [...ownersOf(ev, type, 0), ...promiseNames(ev, type)];
    case 'picked': {
      const around = into(inside, type);
      const whole = force(ev, type.of);
      return whole === undefined || around === undefined ? [] : familyNames(ev, whole, around);
    }
    default:
      return [];
  }
}

function promiseNames(ev: Evaluation, type: Extract<Type, { k: 'instance' }>): readonly string[] {
  return heritageOf(ev, type).flatMap((parent) => {
    const forced = force(ev, parent);
    return forced?.k === 'promise' ? familyNames(ev, forced) : [];
  });
}

/** Is it an array, or tuple, of awaitables? A union is when one member is. */
export function judgeElements(ev: Evaluation, unit: SourceUnit, id: ExpressionId): Verdict {
  return elementsVerdict(ev, typeOfExpression(ev, unit, id), []);
}

function elementsVerdict(ev: Evaluation, input: Type | undefined, inside: Inside): Verdict {
  const type = force(ev, input);
  switch (type?.k) {
    case undefined:
      return 'unknown';
    case 'array':
      return type.elements === undefined || type.elements.length === 0
        ? isPromise(ev, elementOf(ev, type))
        : anyOf(type.elements.map((element) => isPromise(ev, element)));
    case 'union':
    case 'parameter': {
      const around = into(inside, type);
      if (around === undefined) return 'unknown';
      if (type.k === 'parameter') return elementsVerdict(ev, constraintOf(ev, type), around);
      const verdict = anyOf(type.ts.map((part) => elementsVerdict(ev, part, around)));
      return verdict === 'no' && type.open ? 'unknown' : verdict;
    }
    default:
      return 'no';
  }
}

function anyOf(verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes('yes') ? 'yes' : verdicts.includes('unknown') ? 'unknown' : 'no';
}
