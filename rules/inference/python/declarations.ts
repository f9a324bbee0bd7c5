import { NONE } from '../../model/facts.js';
import type { Assigned, Declaration } from '../../facts/python/model.js';
import { typeOfAnnotation } from './annotations.js';
import { apiOf } from './api.js';
import type { Evaluation } from './evaluation.js';
import { remembered } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import { functionType } from './function-type.js';
import { entered, iterated, unpacked } from './iteration.js';
import { memberOfModule } from './modules.js';
import type { Found } from './modules.js';
import type { DeclarationRef, PythonUnit } from './program.js';
import { classRef } from './scope.js';
import { instanceOf, sequenceOf, unionOf } from './types.js';
import type { FunctionType, ModuleRef, Type } from './types.js';

/** The type of what a name stands for: what its annotation says, else all that it is ever bound to. */
export function typeOfDeclarations(ev: Evaluation, refs: readonly DeclarationRef[]): Type | undefined {
  const [only] = refs;
  if (only !== undefined && refs.length === 1) return typeOfDeclaration(ev, only);
  const annotated = refs.find(({ unit, declaration }) => isAnnotated(unit, declaration));
  if (annotated !== undefined) return typeOfDeclaration(ev, annotated);
  const types = refs.map((ref) => typeOfDeclaration(ev, ref));
  return unionOf(types.some((type) => type?.k === 'function') ? withoutShadowed(types) : types);
}

export function typeOfFound(ev: Evaluation, { declarations, type }: Found): Type | undefined {
  return type ?? typeOfDeclarations(ev, declarations);
}

/** A property's setter, and the overloads of a function that is written out, say nothing of their own. */
function withoutShadowed(types: readonly (Type | undefined)[]): readonly (Type | undefined)[] {
  const hasRole = (type: Type | undefined, role: FunctionType['role']): boolean =>
    type?.k === 'function' && type.role === role;
  const visible = types.filter((type) => !hasRole(type, 'setter'));
  if (!visible.some((type) => hasRole(type, 'overload'))) return visible;
  const written = visible.filter((type) => !hasRole(type, 'overload'));
  // What is written out often says less than its overloads do, unless it is `async` itself.
  const isDecisive = written.length > 0 && written.every((type) => type?.k === 'function' && type.f.signature.async);
  return isDecisive ? written : visible.filter((type) => hasRole(type, 'overload'));
}

function isAnnotated(unit: PythonUnit, declaration: Declaration): boolean {
  if (declaration.k === 'variable') return declaration.t !== NONE;
  return declaration.k === 'parameter' && unit.facts.signatures[declaration.s]?.p[declaration.i]?.t !== NONE;
}

function typeOfDeclaration(ev: Evaluation, ref: DeclarationRef): Type | undefined {
  const { unit, declaration } = ref;
  switch (declaration.k) {
    case 'function':
      return functionType(ev, unit, declaration.s);
    case 'class': {
      const c = classRef(unit, declaration.c);
      return c === undefined ? undefined : { k: 'class', c, args: [] };
    }
    case 'import':
    case 'from':
    case 'parameter':
    case 'variable':
      return remembered(ev, unit.memo.declarations, declaration, () => compute(ev, unit, declaration));
    default:
      return undefined;
  }
}

function compute(
  ev: Evaluation,
  unit: PythonUnit,
  declaration: Extract<Declaration, { k: 'import' | 'from' | 'parameter' | 'variable' }>,
): Type | undefined {
  switch (declaration.k) {
    case 'import':
      return importedModule(ev, unit, declaration.whole ? declaration.m : (declaration.m.split('.')[0] ?? ''));
    case 'from': {
      const target = ev.program.resolve(unit, declaration.from);
      if (target.kind === 'library') return apiOf(target.name, [declaration.i]);
      return typeOfMember(ev, target.module, declaration.i);
    }
    case 'parameter':
      return parameterType(ev, unit, declaration);
    default:
      return assignedType(ev, unit, declaration);
  }
}

/** A name in a module. A bare folder of a library's name may stand beside the library itself. */
export function typeOfMember(ev: Evaluation, module: ModuleRef, name: string): Type | undefined {
  const type = typeOfFound(ev, memberOfModule(ev.program, module, name));
  return type === undefined && module.unit === undefined ? apiOf(module.name, [name]) : type;
}

function importedModule(ev: Evaluation, unit: PythonUnit, m: string): Type | undefined {
  const target = ev.program.resolve(unit, { m, level: 0 });
  return target.kind === 'module' ? { k: 'module', m: target.module } : apiOf(target.name, []);
}

/** What a name or an attribute is assigned, in one place. */
export function assignedType(ev: Evaluation, unit: PythonUnit, { t, x, way, path }: Assigned): Type | undefined {
  if (t !== NONE && !isBareQualifier(unit, t)) return typeOfAnnotation(ev, unit, t);
  if (x === NONE) return undefined;
  let type = receivedType(ev, typeOfExpression(ev, unit, x), way);
  for (const index of path) type = unpacked(ev, type, index);
  return type;
}

/** `x: Final = …` leaves it to the value. */
function isBareQualifier(unit: PythonUnit, t: number): boolean {
  const node = unit.facts.types[t];
  return node?.k === 'name' && node.a.length === 0 && /^(?:Final|ClassVar)$/.test(node.n[node.n.length - 1] ?? '');
}

function receivedType(ev: Evaluation, type: Type | undefined, way: Assigned['way']): Type | undefined {
  switch (way) {
    case 'value':
      return type;
    case 'each':
    case 'each-await':
      return iterated(ev, type, way === 'each-await');
    case 'with':
    case 'with-await':
      return entered(ev, type, way === 'with-await');
  }
}

function parameterType(
  ev: Evaluation,
  unit: PythonUnit,
  { s, i }: Extract<Declaration, { k: 'parameter' }>,
): Type | undefined {
  const signature = unit.facts.signatures[s];
  const parameter = signature?.p[i];
  if (signature === undefined || parameter === undefined) return undefined;
  const declared = (): Type | undefined => typeOfAnnotation(ev, unit, parameter.t);
  if (parameter.k === 'arguments') return sequenceOf(declared);
  if (parameter.k === 'keywords') return { k: 'mapping', of: declared };
  if (parameter.t !== NONE) return declared();
  return i === 0 ? receiverType(ev, unit, s) : undefined;
}

/** What the first parameter of a method is: its object, or its class. */
function receiverType(ev: Evaluation, unit: PythonUnit, s: number): Type | undefined {
  const signature = unit.facts.signatures[s];
  const c = signature === undefined ? undefined : classRef(unit, signature.owner);
  if (signature === undefined || c === undefined) return undefined;
  const type = functionType(ev, unit, s);
  const role = type?.k === 'function' ? type.role : 'plain';
  if (role === 'static' && signature.n !== '__new__') return undefined;
  return role === 'class' || role === 'static' ? { k: 'class', c, args: [] } : instanceOf(c);
}
