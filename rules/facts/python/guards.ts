import { childIn } from '../../syntax/python/node.js';
import type { PythonNode } from '../../syntax/python/node.js';
import { textOf } from './builder.js';
import type { Builder } from './builder.js';
import { unwrap } from './conditions.js';

/** `if cache is None: … cache = …` and `if k not in cache: … cache[k] = …`: the branch runs once. */
export function isMemoGuard(b: Builder, condition: PythonNode, branch: PythonNode): boolean {
  const place = absentPlace(b, unwrap(condition));
  return place !== undefined && branch.children.some((statement) => assigns(b, statement, place));
}

/** The place that a condition finds empty. */
function absentPlace(b: Builder, node: PythonNode): string | undefined {
  if (node.type === 'not_operator') {
    const argument = childIn(node, 'argument');
    return argument === undefined ? undefined : textOf(b, argument);
  }
  if (node.type !== 'comparison_operator') return undefined;
  const [left, right] = node.children;
  if (left === undefined || right === undefined) return undefined;
  if (node.operator === 'not in') return `${textOf(b, right)}[${textOf(b, left)}]`;
  const isNone = right.type === 'none' && (node.operator === 'is' || node.operator === '==');
  return isNone ? textOf(b, left) : undefined;
}

function assigns(b: Builder, statement: PythonNode, place: string): boolean {
  const assignment = statement.type === 'expression_statement' ? statement.children[0] : undefined;
  if (assignment?.type !== 'assignment') return false;
  const target = childIn(assignment, 'left');
  return target !== undefined && textOf(b, target) === place;
}
