import type { PythonFacts } from '../../facts/python/model.js';

/** Longer names are cut in the middle: messages are one short sentence. */
const MAX_NAME = 40;
const MAX_DEPTH = 12;

/** An expression as a short name: `time.sleep`, `self.store.load`, `session.get()`. What has none is described. */
export function describe(facts: PythonFacts, id: number): string {
  const full = nameOf(facts, id, 0);
  if (full.length <= MAX_NAME) return full;
  const parts = full.split('.');
  return parts.length <= 2 ? full : `${parts[0] ?? ''}.….${parts[parts.length - 1] ?? ''}`;
}

function nameOf(facts: PythonFacts, id: number, depth: number): string {
  const expression = facts.expressions[id];
  if (expression === undefined || depth > MAX_DEPTH) return '…';
  switch (expression.k) {
    case 'name':
      return expression.n;
    case 'member':
      return `${nameOf(facts, expression.o, depth + 1)}.${expression.n}`;
    case 'index':
      return `${nameOf(facts, expression.o, depth + 1)}[…]`;
    case 'call':
      return `${nameOf(facts, expression.c, depth + 1)}()`;
    case 'await':
    case 'same':
    case 'starred':
      return nameOf(facts, expression.x, depth);
    case 'lambda':
      return depth > 0 ? '(…)' : 'the lambda';
    case 'list':
    case 'tuple':
    case 'set':
    case 'comprehension':
      return depth > 0 ? '[…]' : 'the list';
    default:
      return depth > 0 ? '(…)' : 'the expression';
  }
}
