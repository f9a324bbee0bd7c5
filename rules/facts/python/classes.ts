import type { ExpressionId } from '../../model/facts.js';
import { childIn } from '../../syntax/python/node.js';
import type { PythonNode } from '../../syntax/python/node.js';
import { NO_RECEIVER, declare, pushScope, textOf, within } from './builder.js';
import type { Builder } from './builder.js';
import { lowerExpression } from './expressions.js';
import { typeParameters } from './functions.js';
import { lowerBlock } from './statements.js';

/** Lowers a class with its body, which runs where the class stands. */
export function lowerClass(b: Builder, node: PythonNode, decorators: readonly ExpressionId[]): void {
  const name = childIn(node, 'name');
  const body = childIn(node, 'body');
  if (name === undefined || body === undefined) return;
  const n = textOf(b, name);
  const bases = lowerBases(b, childIn(node, 'superclasses'));
  const c = b.classes.length;
  const sc = pushScope(b, 'class', c);
  const tp = typeParameters(b, childIn(node, 'type_parameters'));
  b.classes.push({ n, sc, outer: b.at.scope, bases, decorators, tp, fields: [] });
  declare(b, b.at.scope, { k: 'class', n, c });
  within(b, { scope: sc, owner: c, receiver: NO_RECEIVER, dead: false }, () => {
    lowerBlock(b, body);
  });
}

function lowerBases(b: Builder, node: PythonNode | undefined): readonly ExpressionId[] {
  const bases: ExpressionId[] = [];
  for (const child of node?.children ?? []) {
    if (child.type === 'keyword_argument') {
      const value = childIn(child, 'value');
      if (value !== undefined) lowerExpression(b, value, 'other');
    } else bases.push(lowerExpression(b, child, 'other'));
  }
  return bases;
}
