import { NONE } from '../../model/facts.js';
import type { ExpressionId } from '../../model/facts.js';
import { childIn, childOfType, childrenIn } from '../../syntax/python/node.js';
import type { PythonNode } from '../../syntax/python/node.js';
import { lowerAnnotation } from './annotations.js';
import { bindTarget, lowerAssignment, lowerAugmented } from './assignments.js';
import { bindingScope, declare, descend, textOf, within } from './builder.js';
import type { Builder } from './builder.js';
import { lowerClass } from './classes.js';
import { addCondition } from './conditions.js';
import { addDrop } from './drops.js';
import { lowerExpression } from './expressions.js';
import { lowerFunction } from './functions.js';
import { isMemoGuard } from './guards.js';
import { lowerFromImport, lowerImport } from './imports.js';
import { leaveLoop, leaveLoops, lowerLoop } from './loops.js';
import { staticBranch } from './static-branch.js';

type LowerStatement = (b: Builder, node: PythonNode) => void;

export function lowerBlock(b: Builder, block: PythonNode): void {
  for (const statement of block.children) lowerStatement(b, statement);
}

function lowerStatement(b: Builder, node: PythonNode): void {
  const lower = lowerTable().get(node.type);
  descend(b);
  if (lower === undefined) lowerExpression(b, node, 'other');
  else lower(b, node);
  b.depth--;
}

function lowerExpressionStatement(b: Builder, node: PythonNode): void {
  const [only] = node.children;
  if (only?.type === 'assignment') lowerAssignment(b, only);
  else if (only?.type === 'augmented_assignment') lowerAugmented(b, only);
  else if (only !== undefined) addDrop(b, node);
}

function lowerDecorated(b: Builder, node: PythonNode): void {
  const decorators: ExpressionId[] = [];
  for (const child of node.children) {
    const expression = child.type === 'decorator' ? child.children[0] : undefined;
    if (expression !== undefined) decorators.push(lowerExpression(b, expression, 'other'));
  }
  const definition = childIn(node, 'definition');
  if (definition?.type === 'class_definition') lowerClass(b, definition, decorators);
  else if (definition !== undefined) lowerFunction(b, definition, decorators);
}

function lowerIf(b: Builder, node: PythonNode): void {
  const condition = childIn(node, 'condition');
  const consequence = childIn(node, 'consequence');
  if (condition === undefined || consequence === undefined) return;
  const isGuard = isMemoGuard(b, condition, consequence);
  within(b, isGuard ? { guarding: true } : {}, () => {
    addCondition(b, condition, 'if');
  });
  const taken = staticBranch(b, condition);
  const { dead } = b.at;
  within(b, { guarded: b.at.guarded || isGuard, dead: dead || taken === false }, () => {
    lowerBlock(b, consequence);
  });
  within(b, { dead: dead || taken === true }, () => {
    lowerAlternatives(b, node);
  });
}

function lowerAlternatives(b: Builder, node: PythonNode): void {
  for (const alternative of childrenIn(node, 'alternative')) {
    if (alternative.type === 'elif_clause') lowerIf(b, alternative);
    else lowerBody(b, alternative);
  }
}

function lowerBody(b: Builder, node: PythonNode): void {
  const body = childIn(node, 'body') ?? childOfType(node, 'block');
  if (body !== undefined) lowerBlock(b, body);
}

function lowerTry(b: Builder, node: PythonNode): void {
  const body = childIn(node, 'body');
  const isCaught = node.children.some(
    (child) => child.type === 'except_clause' || child.type === 'except_group_clause',
  );
  if (body !== undefined) {
    within(b, isCaught ? { caught: true } : {}, () => {
      lowerBlock(b, body);
    });
  }
  for (const clause of node.children) {
    if (clause === body) continue;
    if (clause.type !== 'else_clause') b.recoveries.push({ start: clause.start, end: clause.end });
    for (const value of childrenIn(clause, 'value')) lowerCaught(b, value);
    lowerBody(b, clause);
  }
}

function lowerCaught(b: Builder, value: PythonNode): void {
  const caught = value.type === 'as_pattern' ? value.children[0] : value;
  if (caught !== undefined) lowerExpression(b, caught, 'other');
  const name = value.type === 'as_pattern' ? childIn(value, 'alias')?.children[0] : undefined;
  if (name !== undefined) declareOther(b, textOf(b, name));
}

function declareOther(b: Builder, n: string): void {
  declare(b, bindingScope(b, n), { k: 'other', n });
}

function lowerWith(b: Builder, node: PythonNode): void {
  const clause = childOfType(node, 'with_clause');
  for (const item of clause?.children ?? []) {
    const value = childIn(item, 'value');
    if (value !== undefined) lowerItem(b, value, node.async);
  }
  lowerBody(b, node);
}

function lowerItem(b: Builder, value: PythonNode, isAsync: boolean): void {
  const isNamed = value.type === 'as_pattern';
  const manager = isNamed ? value.children[0] : value;
  const target = isNamed ? childIn(value, 'alias') : undefined;
  if (manager === undefined) return;
  const x = lowerExpression(b, manager, 'other');
  if (isAsync) {
    b.suspensions.push({
      range: { start: manager.start, end: manager.end },
      kind: 'with-await',
      function: b.at.function,
      loop: b.at.loop,
      operand: x,
      call: NONE,
    });
  }
  if (target !== undefined) bindTarget(b, target, { x, way: isAsync ? 'with-await' : 'with' });
}

function lowerReturn(b: Builder, node: PythonNode): void {
  leaveLoops(b);
  const value = node.children[0];
  b.returns[b.at.signature]?.push(value === undefined ? NONE : lowerExpression(b, value, 'returned'));
}

function lowerRaise(b: Builder, node: PythonNode): void {
  leaveLoops(b);
  for (const child of node.children) lowerExpression(b, child, 'other');
}

function lowerAssert(b: Builder, node: PythonNode): void {
  for (const child of node.children) lowerExpression(b, child, 'tested');
}

function lowerOuterNames(b: Builder, node: PythonNode): void {
  const scope = b.scopes[b.at.scope];
  const names = node.type === 'global_statement' ? scope?.globals : scope?.nonlocals;
  for (const child of node.children) names?.add(textOf(b, child));
}

function lowerMatch(b: Builder, node: PythonNode): void {
  for (const subject of childrenIn(node, 'subject')) lowerExpression(b, subject, 'tested');
  const body = childIn(node, 'body');
  for (const clause of body?.children ?? []) {
    for (const child of clause.children) {
      if (child.type === 'case_pattern') declareCaptures(b, child);
      else if (child.type === 'if_clause' && child.children[0] !== undefined) addCondition(b, child.children[0], 'if');
      else if (child.type === 'block') lowerBlock(b, child);
    }
  }
}

/** Every name in a pattern may be a capture; a dotted one is a value. */
function declareCaptures(b: Builder, pattern: PythonNode): void {
  const open = [...pattern.children];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const isName = at.type === 'identifier' || at.type === 'dotted_name';
    if (isName && !textOf(b, at).includes('.')) declareOther(b, textOf(b, at));
    else if (at.type === 'class_pattern') open.push(...at.children.slice(1));
    else if (at.type === 'keyword_pattern') open.push(...at.children.slice(1));
    else open.push(...at.children);
  }
}

/** `type X = …`; `type(x).a = …` looks the same to the grammar and binds nothing. */
function lowerTypeAlias(b: Builder, node: PythonNode): void {
  const left = childIn(node, 'left');
  const right = childIn(node, 'right');
  const name = left === undefined ? null : /^[\p{L}_][\p{L}\p{N}_]*/u.exec(textOf(b, left));
  if (name === null || right === undefined) return;
  declare(b, b.at.scope, { k: 'alias', n: name[0], t: lowerAnnotation(b, right) });
}

const ignore: LowerStatement = () => undefined;

/** Made at first use: the modules of this folder form a cycle, and their order of evaluation is not ours. */
let table: ReadonlyMap<string, LowerStatement> | undefined;

function lowerTable(): ReadonlyMap<string, LowerStatement> {
  table ??= new Map<string, LowerStatement>([
    ['expression_statement', lowerExpressionStatement],
    ['decorated_definition', lowerDecorated],
    [
      'function_definition',
      (b, node) => {
        lowerFunction(b, node, []);
      },
    ],
    [
      'class_definition',
      (b, node) => {
        lowerClass(b, node, []);
      },
    ],
    ['import_statement', lowerImport],
    ['import_from_statement', lowerFromImport],
    ['future_import_statement', ignore],
    ['if_statement', lowerIf],
    ['for_statement', lowerLoop],
    ['while_statement', lowerLoop],
    ['try_statement', lowerTry],
    ['with_statement', lowerWith],
    ['return_statement', lowerReturn],
    ['raise_statement', lowerRaise],
    ['assert_statement', lowerAssert],
    ['global_statement', lowerOuterNames],
    ['nonlocal_statement', lowerOuterNames],
    ['match_statement', lowerMatch],
    ['type_alias_statement', lowerTypeAlias],
    ['break_statement', leaveLoop],
    ['continue_statement', ignore],
    ['pass_statement', ignore],
    ['block', lowerBlock],
  ]);
  return table;
}
