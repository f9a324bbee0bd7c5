import { NONE } from '../../model/facts.js';
import type { ExpressionId } from '../../model/facts.js';
import { SyntaxKind, forEachChild } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { addExpression, noteText, startOf } from './builder.js';
import type { Builder } from './builder.js';
import { isBinding } from './calls.js';
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
  const id = addExpression(b, {
    k: 'jsx',
    tag: isComponent ? lowerExpression(b, opening.tagName, 'other') : NONE,
    name,
    s: startOf(b, node),
    e: node.end,
  });
  for (const attribute of opening?.attributes.properties ?? []) lowerAttribute(b, attribute, id);
  if (node.kind === SyntaxKind.JsxSelfClosingElement) return id;
  for (const child of node.children) {
    if (child.kind === SyntaxKind.JsxExpression) {
      if (child.expression !== undefined) lowerExpression(b, child.expression, 'other');
    } else if (child.kind === SyntaxKind.JsxText) noteText(b, child);
    else lowerJsx(b, child);
  }
  return id;
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
  const lowered = b.expressions[expression];
  if (lowered === undefined) return;
  if (lowered.k !== 'function' && lowered.k !== 'name' && lowered.k !== 'member' && !isBinding(b, lowered)) return;
  b.callbacks.push({
    place: 'attribute',
    expression,
    range: { start: lowered.s, end: lowered.e },
    function: b.at.function,
    call: NONE,
    index: element,
    inline: lowered.k === 'function' ? (b.signatures[lowered.f]?.f ?? NONE) : NONE,
    name,
  });
}
