import { NONE } from '../../model/facts.js';
import type { ExpressionId } from '../../model/facts.js';
import { childIn, childOfType } from '../../syntax/python/node.js';
import type { PythonNode } from '../../syntax/python/node.js';
import { bindTarget } from './assignments.js';
import { addExpression, pushScope, within } from './builder.js';
import type { Builder } from './builder.js';
import { addCondition } from './conditions.js';
import { lowerExpression, span } from './expressions.js';

const KINDS = {
  list_comprehension: 'list',
  set_comprehension: 'set',
  dictionary_comprehension: 'dict',
  generator_expression: 'generator',
} as const;

/**
 * A comprehension runs in the function in which it stands, and so does a generator expression as far as anybody can
 * tell: nearly all are consumed on the spot.
 */
export function lowerComprehension(b: Builder, node: PythonNode): ExpressionId {
  const of = KINDS[node.type as keyof typeof KINDS];
  let x: ExpressionId = NONE;
  let isAsync = false;
  within(b, { scope: pushScope(b, 'comprehension') }, () => {
    for (const clause of node.children) {
      if (clause.type === 'for_in_clause') {
        lowerClause(b, clause);
        isAsync ||= clause.async;
      } else if (clause.type === 'if_clause') {
        const condition = clause.children[0];
        if (condition !== undefined) addCondition(b, condition, 'if');
      }
    }
    const body = childIn(node, 'body');
    if (body?.type === 'pair') x = lowerPair(b, body);
    else if (body !== undefined) x = lowerExpression(b, body, 'element');
  });
  return addExpression(b, { k: 'comprehension', of, x, async: isAsync, ...span(node) });
}

function lowerClause(b: Builder, clause: PythonNode): void {
  const iterated = childIn(clause, 'right');
  const target = childIn(clause, 'left') ?? childOfType(clause, 'identifier');
  const x = iterated === undefined ? NONE : lowerExpression(b, iterated, 'other');
  if (target !== undefined) bindTarget(b, target, { x, way: clause.async ? 'each-await' : 'each' });
  if (!clause.async) return;
  b.suspensions.push({
    range: { start: clause.start, end: clause.end },
    kind: 'for-await',
    function: b.at.function,
    loop: b.at.loop,
    operand: NONE,
    call: NONE,
  });
}

function lowerPair(b: Builder, pair: PythonNode): ExpressionId {
  const key = childIn(pair, 'key');
  const value = childIn(pair, 'value');
  if (key !== undefined) lowerExpression(b, key, 'element');
  return value === undefined ? NONE : lowerExpression(b, value, 'element');
}
