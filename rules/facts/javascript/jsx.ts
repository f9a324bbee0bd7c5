import { EXPRESSION_CODE as CODE } from '../../model/expression-codes.js';
import { NONE } from '../../model/facts.js';
import type { ExpressionId } from '../../model/facts.js';
import { SyntaxKind, forEachChild } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { STEP, addExpression, descend, noteText } from './builder.js';
import { inlineFunction, isBinding } from './calls.js';
import { codeAt, endAt, nameId, startAt } from './expression-rows.js';
import type { Builder } from './builder.js';
import { lowerExpression } from './expressions.js';
import { entityNames } from './types.js';

/** Elements carry no type that we follow; their attributes and children hold callbacks and calls. */
export function lowerJsx(
  b: Builder,
  node: tree.JsxElement | tree.JsxSelfClosingElement | tree.JsxFragment,
): ExpressionId {
  const opening =
    node.kind === SyntaxKind.JsxElement
      ? node.openingElement
      : node.kind === SyntaxKind.JsxSelfClosingElement
        ? node
        : undefined;
  const names = opening === undefined ? [] : entityNames(opening.tagName);
  const name = names.join('.');
  // Lower-case tags are the platform's own elements, not values in scope.
  const isComponent = opening !== undefined && !/^[a-z]/.test(name);
  const tag = isComponent ? lowerExpression(b, opening.tagName, 'other') : NONE;
  const id = addExpression(b, CODE.jsx, node, tag, nameId(b.expressions, name));
  for (const attribute of opening?.attributes.properties ?? []) lowerAttribute(b, attribute, id);
  if (node.kind === SyntaxKind.JsxSelfClosingElement) return id;
  for (const child of node.children) {
    if (child.kind === SyntaxKind.JsxExpression) {
      if (child.expression !== undefined) lowerExpression(b, child.expression, 'other');
    } else if (child.kind === SyntaxKind.JsxText) noteText(b, child);
    else lowerChild(b, child);
  }
  return id;
}

function lowerChild(b: Builder, node: Parameters<typeof lowerJsx>[1]): void {
  const { depth } = b;
  descend(b, STEP);
  lowerJsx(b, node);
  b.depth = depth;
}

function lowerAttribute(b: Builder, node: tree.JsxAttributeLike, element: ExpressionId): void {
  if (node.kind === SyntaxKind.JsxSpreadAttribute) {
    lowerExpression(b, node.expression, 'spread');
    return;
  }
  const value = node.initializer;
  if (value?.kind !== SyntaxKind.JsxExpression || value.expression === undefined) {
    if (value !== undefined) forEachChild(value, () => undefined);
    return;
  }
  const name = node.name.kind === SyntaxKind.Identifier ? node.name.text : '';
  const expression = lowerExpression(b, value.expression, 'passed', {
    context: { k: 'attribute', x: element, n: name },
    label: `the handler of \`${name}\``,
  });
  const code = codeAt(b.expressions, expression);
  if (code !== CODE.function && code !== CODE.name && code !== CODE.member && !isBinding(b, expression)) return;
  b.callbacks.push({
    place: 'attribute',
    expression,
    range: { start: startAt(b.expressions, expression), end: endAt(b.expressions, expression) },
    function: b.at.function,
    call: NONE,
    index: element,
    inline: inlineFunction(b, expression),
    name,
  });
}
