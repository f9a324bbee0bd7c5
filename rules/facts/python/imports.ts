import { childIn, childrenIn } from '../../syntax/python/node.js';
import type { PythonNode } from '../../syntax/python/node.js';
import { bindingScope, declare, textOf } from './builder.js';
import type { Builder } from './builder.js';
import type { ModuleName } from './model.js';

/** `import a.b, c as d` */
export function lowerImport(b: Builder, node: PythonNode): void {
  for (const name of childrenIn(node, 'name')) {
    const alias = childIn(name, 'alias');
    const m = dotted(b, alias === undefined ? name : childIn(name, 'name'));
    const n = alias === undefined ? (m.split('.')[0] ?? m) : textOf(b, alias);
    b.modules.add(m);
    declare(b, bindingScope(b, n), { k: 'import', n, m, whole: alias !== undefined });
  }
}

/** `from .a import b as c, d` and `from a import *` */
export function lowerFromImport(b: Builder, node: PythonNode): void {
  const from = moduleName(b, childIn(node, 'module_name'));
  if (from === undefined) return;
  b.modules.add('.'.repeat(from.level) + from.m);
  if (node.children.some((child) => child.type === 'wildcard_import')) b.scopes[b.at.scope]?.stars.push(from);
  for (const name of childrenIn(node, 'name')) {
    const alias = childIn(name, 'alias');
    const i = dotted(b, alias === undefined ? name : childIn(name, 'name'));
    const n = alias === undefined ? i : textOf(b, alias);
    if (n !== i) b.aliases.push([i, n]);
    declare(b, bindingScope(b, n), { k: 'from', n, from, i });
  }
}

function moduleName(b: Builder, node: PythonNode | undefined): ModuleName | undefined {
  if (node === undefined) return undefined;
  const text = dotted(b, node);
  const dots = /^\.*/.exec(text)?.[0].length ?? 0;
  return { m: text.slice(dots), level: dots };
}

function dotted(b: Builder, node: PythonNode | undefined): string {
  return node === undefined ? '' : textOf(b, node).replace(/[\s\\]+/g, '');
}
