import type { ExpressionId } from '../../model/facts.js';
import type { SourceUnit } from './program.js';

/** Names longer than this are cut in the middle of the chain: messages are one short sentence. */
const MAX_NAME = 40;

/** An expression as a short name: `fs.readFileSync`, `this.store.load`, `db.prepare().run`. What has none is described. */
export function describe(unit: SourceUnit, id: ExpressionId): string {
  const full = nameOf(unit, id, 0);
  if (full.length <= MAX_NAME) return full;
  const parts = full.split('.');
  return parts.length <= 2 ? full : `${parts[0] ?? ''}.….${parts[parts.length - 1] ?? ''}`;
}

function nameOf(unit: SourceUnit, id: ExpressionId, depth: number): string {
  const expression = unit.expressions.at(id);
  if (expression === undefined || depth > 12) return '…';
  switch (expression.k) {
    case 'name':
      return expression.n;
    case 'this':
      return 'this';
    case 'super':
      return 'super';
    case 'member':
      return `${nameOf(unit, expression.o, depth + 1)}.${expression.n}`;
    case 'index':
      return `${nameOf(unit, expression.o, depth + 1)}[…]`;
    case 'call': {
      const isImmediate = unit.expressions.at(expression.c)?.k === 'function';
      return isImmediate && depth === 0 ? nameOf(unit, expression.c, 0) : `${nameOf(unit, expression.c, depth + 1)}()`;
    }
    case 'new':
      return `new ${nameOf(unit, expression.c, depth + 1)}()`;
    case 'tag':
      return nameOf(unit, expression.c, depth + 1);
    case 'await':
    case 'same':
    case 'cast':
      return nameOf(unit, expression.x, depth);
    case 'import':
      return `import('${expression.m ?? '…'}')`;
    case 'require':
      return `require('${expression.m}')`;
    case 'function': {
      const isAsync = unit.facts.signatures[expression.f]?.async === true;
      return depth > 0 ? '(…)' : isAsync ? 'the async function' : 'the function';
    }
    case 'array':
      return depth > 0 ? '[…]' : 'the array';
    default:
      return depth > 0 ? '(…)' : 'the expression';
  }
}
