import type { DeclarationId, JavaScriptFacts } from '../../facts/javascript/model.js';
import { NONE } from '../../model/facts.js';
import type { ExpressionId, FunctionId } from '../../model/facts.js';
import { FLOW, FLOW_STRIDE, FLOW_WRITE } from '../../model/flow.js';
import type { Place } from '../../model/flow.js';
import type { SourceUnit } from './program.js';
import { findDeclaration } from './scope.js';

const owners = new WeakMap<JavaScriptFacts, ReadonlyMap<DeclarationId, FunctionId>>();

/** The place that a name, a member of `this`, or a member of either stands for; nothing for what is computed. */
export function placeOf(unit: SourceUnit, expression: ExpressionId): Place | undefined {
  const names: string[] = [];
  let at = expression;
  for (;;) {
    const node = unit.expressions.at(at);
    switch (node?.k) {
      case 'member':
        names.unshift(node.n);
        at = node.o;
        continue;
      case 'cast':
        at = node.x;
        continue;
      case 'this':
        return names.length === 0 || node.static
          ? undefined
          : { key: `this.${names.join('.')}`, root: 'this', function: NONE, members: names.length };
      case 'name': {
        const id = findDeclaration(unit, node.sc, node.n);
        const declaration = unit.facts.declarations[id];
        if (declaration === undefined) return undefined;
        const key = [String(id), ...names].join('.');
        const root = declaration.k === 'parameter' || declaration.k === 'caught' ? 'parameter' : 'variable';
        return { key, root, function: ownersOf(unit.facts).get(id) ?? 0, members: names.length };
      }
      default:
        return undefined;
    }
  }
}

/** The function that each variable is a local of; what is not there is the module's. */
function ownersOf(facts: JavaScriptFacts): ReadonlyMap<DeclarationId, FunctionId> {
  const known = owners.get(facts);
  if (known !== undefined) return known;
  const { flow } = facts;
  const found = new Map<DeclarationId, FunctionId>();
  const open: FunctionId[] = [];
  for (let at = 0; at < flow.length; at += FLOW_STRIDE) {
    const head = flow[at] ?? 0;
    const operand = flow[at + 1] ?? NONE;
    if (head === FLOW.enter) open.push(operand);
    else if (head === FLOW.leave) open.pop();
    else if (head === (FLOW.write | (FLOW_WRITE.declare << 8))) found.set(operand, open.at(-1) ?? 0);
  }
  owners.set(facts, found);
  return found;
}
