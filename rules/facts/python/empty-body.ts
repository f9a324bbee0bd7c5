import type { PythonNode } from '../../syntax/python/node.js';
import { textOf } from './builder.js';
import type { Builder } from './builder.js';

/** Only `...` or `raise NotImplementedError`, perhaps under a docstring: what it returns is for others to say. */
export function isEmptyBody(b: Builder, body: PythonNode): boolean {
  let isDeferred = false;
  for (const statement of body.children) {
    const only = statement.type === 'expression_statement' ? statement.children[0]?.type : statement.type;
    const defers =
      only === 'ellipsis' || (only === 'raise_statement' && textOf(b, statement).includes('NotImplemented'));
    if (!defers && only !== 'string' && only !== 'pass_statement') return false;
    isDeferred ||= defers;
  }
  return isDeferred;
}
