import type { ExpressionId } from '../../model/facts.js';
import { resolveModule } from './annotations.js';
import { constructed } from './call-result.js';
import { signaturesOf } from './context.js';
import { typeOfDeclarations } from './declarations.js';
import type { Evaluation } from './evaluation.js';
import { evaluateType } from './annotations.js';
import { typeOfExpression } from './expression-type.js';
import { propertyOf } from './members.js';
import { exportOf } from './exports.js';
import { namespaceMembers } from './modules.js';
import type { SourceUnit } from './program.js';
import { force } from './types.js';
import type { Type } from './types.js';

/** Declared type of an attribute of a JSX element. */
export function attributeType(ev: Evaluation, unit: SourceUnit, element: ExpressionId, name: string): Type | undefined {
  const jsx = unit.expressions.at(element);
  if (jsx?.k !== 'jsx') return undefined;
  const props = jsx.tag < 0 ? platformProps(ev, unit, jsx.name) : componentProps(ev, unit, jsx.tag);
  return propertyOf(ev, props, name);
}

function componentProps(ev: Evaluation, unit: SourceUnit, tag: ExpressionId): Type | undefined {
  const component = force(ev, typeOfExpression(ev, unit, tag));
  if (component === undefined) return undefined;
  if (component.k === 'class') return propertyOf(ev, constructed(ev, component), 'props');
  const callable = signaturesOf(ev, component, false);
  const [first] = callable?.signatures ?? [];
  const parameter = first?.signature.p[0];
  if (first === undefined || parameter === undefined || callable === undefined || parameter.t < 0) return undefined;
  return evaluateType(ev, first.unit, parameter.t, callable.env);
}

/** Attributes of the platform's elements, as React declares them. */
function platformProps(ev: Evaluation, unit: SourceUnit, tag: string): Type | undefined {
  const react = resolveModule(ev, unit, 'react');
  const own = react === undefined ? undefined : exportOf(ev.program, react, 'JSX');
  // Before React 18.2, and in other libraries, the namespace is global.
  const namespaces = own?.declarations ?? ev.program.globals('JSX', unit);
  return propertyOf(ev, typeOfDeclarations(ev, namespaceMembers(ev.program, namespaces, 'IntrinsicElements'), []), tag);
}
