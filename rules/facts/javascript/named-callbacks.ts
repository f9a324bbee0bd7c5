import { EXPRESSION_CODE as CODE } from '../../model/expression-codes.js';
import { NONE } from '../../model/facts.js';
import type { CallbackFact } from '../../model/facts.js';
import type { Builder } from './builder.js';
import { codeAt, firstOperand, nameAt, secondOperand } from './expression-rows.js';
import type { Declaration } from './model.js';

/**
 * Properties whose value is a name are callbacks when the name is a function's, which is known only when everything is
 * declared. Most names are not, and facts are kept for every file.
 */
export function withoutPlainNames(b: Builder): readonly CallbackFact[] {
  const isNamed = ({ place, expression }: CallbackFact): boolean =>
    place === 'property' && expression !== NONE && codeAt(b.expressions, expression) === CODE.name;
  if (!b.callbacks.some(isNamed)) return b.callbacks;
  const declared = declarationsByName(b);
  return b.callbacks.filter((callback) => !isNamed(callback) || mayBeFunction(b, declared, callback.expression));
}

type Declared = ReadonlyMap<string, readonly number[]>;

function declarationsByName(b: Builder): Declared {
  const found = new Map<string, number[]>();
  b.declarations.forEach(({ n }, id) => {
    const list = found.get(n);
    if (list === undefined) found.set(n, [id]);
    else list.push(id);
  });
  return found;
}

function mayBeFunction(b: Builder, declared: Declared, expression: number): boolean {
  const ids = declared.get(nameAt(b.expressions, firstOperand(b.expressions, expression))) ?? [];
  for (let scope = secondOperand(b.expressions, expression); scope !== NONE; scope = b.scopes.parents[scope] ?? NONE) {
    const declaration = b.declarations[ids.find((id) => b.scopes.owners[id] === scope) ?? NONE];
    if (declaration !== undefined) return isFunction(b, declaration);
  }
  return false;
}

function isFunction(b: Builder, declaration: Declaration): boolean {
  switch (declaration.k) {
    case 'function':
    case 'import':
      return true;
    case 'variable':
      return declaration.t !== NONE || codeAt(b.expressions, declaration.x) === CODE.function;
    default:
      return false;
  }
}
