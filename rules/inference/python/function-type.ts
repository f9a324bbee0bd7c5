import type { Expression } from '../../facts/python/model.js';
import { decorate } from './decorators.js';
import type { Evaluation } from './evaluation.js';
import { remembered } from './evaluation.js';
import type { PythonUnit } from './program.js';
import type { FunctionRole, SignatureRef, Type } from './types.js';

/** The type of a function's name, after its decorators; `undefined` when one of them is not known. */
export function functionType(ev: Evaluation, unit: PythonUnit, id: number): Type | undefined {
  const signature = unit.facts.signatures[id];
  if (signature === undefined) return undefined;
  const f: SignatureRef = { unit, id, signature };
  if (signature.decorators.length === 0) return { k: 'function', f, role: implicitRole(signature.n), self: undefined };
  return remembered(ev, unit.memo.functions, id, () => decorated(ev, f));
}

/** These methods are static or bound to the class without saying so. */
function implicitRole(name: string): FunctionRole {
  if (name === '__new__') return 'static';
  return name === '__init_subclass__' || name === '__class_getitem__' ? 'class' : 'plain';
}

function decorated(ev: Evaluation, f: SignatureRef): Type | undefined {
  let type: Type | undefined = { k: 'function', f, role: implicitRole(f.signature.n), self: undefined };
  for (let i = f.signature.decorators.length - 1; i >= 0 && type !== undefined; i--) {
    const id = f.signature.decorators[i] ?? -1;
    const expression: Expression | undefined = f.unit.facts.expressions[id];
    if (expression === undefined) return undefined;
    type = decorate(ev, f.unit, { id, expression }, type);
  }
  return type;
}
