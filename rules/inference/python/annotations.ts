import { NONE } from '../../model/facts.js';
import type { TypeNode } from '../../facts/python/model.js';
import { apiResult, symbolOf } from './api.js';
import { typeOfDeclarations } from './declarations.js';
import type { Evaluation } from './evaluation.js';
import { bounded, remembered } from './evaluation.js';
import { typeOfExpression } from './expression-type.js';
import { attribute } from './members.js';
import { memberOfModule } from './modules.js';
import type { Found } from './modules.js';
import { findName } from './names.js';
import type { DeclarationRef, PythonUnit } from './program.js';
import { specialForm } from './special-forms.js';
import { NOTHING, instanceOf, unionOf } from './types.js';
import type { Lazy, Type } from './types.js';

/** The type of a value that an annotation describes. */
export function typeOfAnnotation(ev: Evaluation, unit: PythonUnit, id: number): Type | undefined {
  const node = unit.facts.types[id];
  if (id === NONE || node === undefined) return undefined;
  return remembered(ev, unit.memo.types, id, () => evaluate(ev, unit, node));
}

function evaluate(ev: Evaluation, unit: PythonUnit, node: TypeNode): Type | undefined {
  switch (node.k) {
    case 'none':
      return NOTHING;
    case 'union':
      return unionOf(node.ts.map((t) => typeOfAnnotation(ev, unit, t)));
    case 'name': {
      const args = node.a.map(
        (t): Lazy =>
          () =>
            typeOfAnnotation(ev, unit, t),
      );
      return unionOf(meaningsOf(ev, unit, node).map((meaning) => applyMeaning(ev, meaning, args)));
    }
    default:
      return undefined;
  }
}

/** What a name in an annotation stands for: a class or a library's symbol, or an alias whose meaning is a value's type. */
type Meaning =
  { readonly k: 'symbol'; readonly t: Type | undefined } | { readonly k: 'value'; readonly t: Type | undefined };

const UNKNOWN_MEANING: readonly Meaning[] = [{ k: 'symbol', t: undefined }];

function meaningsOf(ev: Evaluation, unit: PythonUnit, node: Extract<TypeNode, { k: 'name' }>): readonly Meaning[] {
  const [first = '', ...rest] = node.n;
  const last = rest.pop();
  const found = findName(ev, unit, node.sc, first);
  if (last === undefined) return meaningsOfFound(ev, found);
  let holder = found.type ?? typeOfDeclarations(ev, found.declarations);
  for (const name of rest) holder = holder === undefined ? undefined : attribute(ev, holder, name);
  return meaningsIn(ev, holder, last);
}

function meaningsIn(ev: Evaluation, holder: Type | undefined, name: string): readonly Meaning[] {
  if (holder?.k === 'module') return meaningsOfFound(ev, memberOfModule(ev.program, holder.m, name));
  return [{ k: 'symbol', t: holder === undefined ? undefined : attribute(ev, holder, name) }];
}

function meaningsOfFound(ev: Evaluation, found: Found): readonly Meaning[] {
  if (found.type !== undefined) return [{ k: 'symbol', t: found.type }];
  if (found.declarations.length === 0) return UNKNOWN_MEANING;
  return bounded(ev, UNKNOWN_MEANING, () => found.declarations.flatMap((ref) => meaningsOfDeclaration(ev, ref)));
}

function meaningsOfDeclaration(ev: Evaluation, ref: DeclarationRef): readonly Meaning[] {
  const { unit, declaration } = ref;
  switch (declaration.k) {
    case 'alias':
      return [{ k: 'value', t: typeOfAnnotation(ev, unit, declaration.t) }];
    case 'variable':
      return [{ k: 'value', t: declaration.way === 'value' ? typeFromExpression(ev, unit, declaration.x) : undefined }];
    case 'from': {
      const target = ev.program.resolve(unit, declaration.from);
      if (target.kind === 'library') break;
      return meaningsIn(ev, { k: 'module', m: target.module }, declaration.i);
    }
    default:
  }
  return [{ k: 'symbol', t: typeOfDeclarations(ev, [ref]) }];
}

function applyMeaning(ev: Evaluation, { k, t }: Meaning, args: readonly Lazy[]): Type | undefined {
  return k === 'value' ? t : describedBy(ev, t, args);
}

/** The value that a class, or a special form of `typing`, describes when it is written as an annotation. */
export function describedBy(ev: Evaluation, symbol: Type | undefined, args: readonly Lazy[]): Type | undefined {
  switch (symbol?.k) {
    case 'class':
      return instanceOf(symbol.c, args);
    case 'variable':
    case 'none':
      return symbol;
    case 'union':
      return unionOf(symbol.ts.map((part) => describedBy(ev, part, args)));
    case 'api': {
      const special = specialForm(symbolOf(symbol), args);
      return special === undefined ? apiResult(symbol) : special();
    }
    default:
      return undefined;
  }
}

/** An expression read as a type: the value of an alias, the first argument of `cast`. */
export function typeFromExpression(ev: Evaluation, unit: PythonUnit, id: number): Type | undefined {
  const expression = unit.facts.expressions[id];
  switch (expression?.k) {
    case 'name':
      return unionOf(
        meaningsOfFound(ev, findName(ev, unit, expression.sc, expression.n)).map((meaning) =>
          applyMeaning(ev, meaning, []),
        ),
      );
    case 'member':
      return unionOf(
        meaningsIn(ev, typeOfExpression(ev, unit, expression.o), expression.n).map((meaning) =>
          applyMeaning(ev, meaning, []),
        ),
      );
    case 'index': {
      const args = argumentsOf(ev, unit, expression.xs);
      return describedBy(ev, typeOfExpression(ev, unit, expression.o), args);
    }
    case 'union':
      return unionOf([typeFromExpression(ev, unit, expression.a), typeFromExpression(ev, unit, expression.b)]);
    case 'none':
      return NOTHING;
    case 'call': {
      // `T = TypeVar('T')` is what it makes.
      const made = typeOfExpression(ev, unit, id);
      return made?.k === 'variable' ? made : undefined;
    }
    default:
      return undefined;
  }
}

/** What stands in the brackets of `Name[…]`; `Name[A, B]` has one tuple or two subscripts. */
export function argumentsOf(ev: Evaluation, unit: PythonUnit, xs: readonly number[]): readonly Lazy[] {
  const [only] = xs;
  const tuple = only === undefined || xs.length > 1 ? undefined : unit.facts.expressions[only];
  const parts = tuple?.k === 'tuple' ? tuple.xs : xs;
  return parts.map(
    (x): Lazy =>
      () =>
        bounded(ev, undefined, () => typeFromExpression(ev, unit, x)),
  );
}
