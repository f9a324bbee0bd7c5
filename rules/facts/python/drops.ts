import { NONE } from '../../model/facts.js';
import type { DropOperand, ExpressionId } from '../../model/facts.js';
import type { PythonNode } from '../../syntax/python/node.js';
import type { Builder } from './builder.js';
import { callOf, lowerExpression } from './expressions.js';

/** Records an expression statement with the values that it throws away. */
export function addDrop(b: Builder, node: PythonNode): void {
  // `f(), g()` without parentheses has its elements as children of the statement.
  const values = node.children.map((child) => lowerExpression(b, child, 'dropped'));
  const operands: DropOperand[] = [];
  for (const value of values) collectOperands(b, value, operands);
  const [first] = node.children;
  if (operands.length === 0 || first === undefined) return;
  b.drops.push({
    range: { start: first.start, end: node.end },
    statement: { start: node.start, end: node.end },
    function: b.at.function,
    loop: b.at.loop,
    operands,
    single: operands.length === 1 && values.length === 1 && operands[0]?.expression === values[0],
    block: standsAlone(b.text, node),
  });
}

/** Splits `a and b()`, `b() if c else d()` and `f(), g()` into the values that may be dropped. */
function collectOperands(b: Builder, id: ExpressionId, out: DropOperand[]): void {
  const expression = b.expressions[id];
  switch (expression?.k) {
    case 'or':
      collectOperands(b, expression.a, out);
      collectOperands(b, expression.b, out);
      return;
    case 'and':
      collectOperands(b, expression.b, out);
      return;
    case 'conditional':
      collectOperands(b, expression.a, out);
      collectOperands(b, expression.b, out);
      return;
    case 'tuple':
      for (const x of expression.xs) collectOperands(b, x, out);
      return;
    // A bare name or attribute does nothing; what a list or a comprehension makes is lost with it.
    case 'call':
    case 'list':
    case 'comprehension':
      out.push({
        expression: id,
        range: { start: expression.s, end: expression.e },
        origin: id,
        links: [],
        base: NONE,
        call: callOf(b, id),
        iife: expression.k === 'call' && b.expressions[expression.c]?.k === 'lambda',
        void: false,
        parentheses: false,
      });
      return;
    default:
  }
}

/** Lines can be added before and after it: not `if x: f()`, not `f(); g()`. */
function standsAlone(text: string, { start, end }: PythonNode): boolean {
  let before = start - 1;
  while (text[before] === ' ' || text[before] === '\t') before--;
  let after = end;
  while (text[after] === ' ' || text[after] === '\t') after++;
  const isFirst = before < 0 || text[before] === '\n' || text[before] === '\r' || text[before] === '\f';
  return isFirst && (after >= text.length || /[\r\n#]/.test(text[after] ?? ''));
}
