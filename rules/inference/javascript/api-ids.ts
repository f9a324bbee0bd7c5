import type { ExpressionId } from '../../model/facts.js';
import type { ApiId } from '../../model/summary.js';
import type { Evaluation } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import { heritageOf } from './class-members.js';
import type { SourceUnit } from './program.js';
import { provenanceOf } from './provenance.js';
import { force } from './types.js';
import type { Type } from './types.js';

/** Names under which knowledge tables may know a callee: by the way to it, and by the type of its receiver. */
export function apiIdsOf(ev: Evaluation, unit: SourceUnit, callee: ExpressionId): readonly ApiId[] {
  const ids: ApiId[] = [];
  const path = provenanceOf(ev, unit, callee);
  if (path !== undefined) ids.push(path);
  const expression = unit.expressions.at(callee);
  if (expression?.k === 'member') {
    for (const owner of ownersOf(ev, force(ev, typeOfExpression(ev, unit, expression.o)), 0)) {
      const id = `${owner}.${expression.n}`;
      if (!ids.includes(id)) ids.push(id);
    }
  }
  return ids;
}

const MAX_BASES = 6;

/** `library#Name()` for a type and its bases, as far as libraries declare them. */
export function ownersOf(ev: Evaluation, type: Type | undefined, depth: number): readonly ApiId[] {
  if (type === undefined || depth > MAX_BASES) return [];
  switch (type.k) {
    case 'array':
      return ['global#Array()'];
    case 'promise':
      return type.library === undefined ? ['global#Promise()'] : [`${type.library}#${type.name}()`, 'global#Promise()'];
    case 'primitive':
      return [`global#${type.n}()`];
    case 'missing':
      return [type.id];
    case 'union':
    case 'intersection':
      return [...new Set(type.ts.flatMap((part) => ownersOf(ev, force(ev, part), depth + 1)))];
    case 'instance':
      return instanceOwners(ev, type, depth);
    case 'class': {
      const { unit, fact } = type.c;
      return unit.library === undefined ? [] : [`${unit.library}#${fact.n}`];
    }
    default:
      return [];
  }
}

function instanceOwners(ev: Evaluation, type: Extract<Type, { k: 'instance' }>, depth: number): readonly ApiId[] {
  const out = new Set<ApiId>();
  for (const { unit, fact } of type.classes) {
    if (unit.library !== undefined && fact.n !== '') out.add(`${unit.library}#${fact.n}()`);
  }
  for (const parent of heritageOf(ev, type)) {
    for (const id of ownersOf(ev, force(ev, parent), depth + 1)) out.add(id);
  }
  return [...out];
}
