import { EXPRESSION_CODE as CODE } from '../../model/expression-codes.js';
import { NONE } from '../../model/facts.js';
import { FLOW } from '../../model/flow.js';
import { SyntaxKind, forEachChild } from '../../syntax/javascript/tree.js';
import type * as tree from '../../syntax/javascript/tree.js';
import { noteDeclared } from './assignments.js';
import { LINK, STEP, declare, descend, inGuard, inScope, pushScope } from './builder.js';
import type { Builder } from './builder.js';
import { inlineFunction, noteReturned } from './calls.js';
import { addCondition } from './conditions.js';
import { addDrop } from './drops.js';
import { codeAt, endAt, startAt } from './expression-rows.js';
import { lowerExpression } from './expressions.js';
import { closeTarget, emit, emitJump, openTarget } from './flow-tape.js';
import { lowerFunction } from './functions.js';
import { NO_HINTS, takesHints } from './hints.js';
import { leaveLoops, lowerLoop } from './loops.js';
import { isMemoGuard, isMemoReturn } from './memo-guards.js';
import { lowerClass, lowerInterface } from './members.js';
import { exportDeclared, moduleStatements } from './modules.js';
import { addReturns } from './returns.js';
import { noteReturn } from './signatures.js';
import { declareTypeParameters, lowerType } from './types.js';
import { lowerVariables } from './variables.js';

type Lower = (b: Builder, node: never) => void;

/** Lowers statements in the current scope. */
export function lowerStatements(b: Builder, statements: readonly tree.Node[]): void {
  const { guarded, sheltered } = b.at;
  statements.forEach((statement, at) => {
    lowerStatement(b, statement);
    b.at.guarded ||= isMemoReturn(b, statements, at);
  });
  b.at.guarded = guarded;
  b.at.sheltered = sheltered;
}

export function lowerStatement(b: Builder, node: tree.Node): void {
  const { depth, left } = b;
  descend(b, STEP);
  b.left = -1;
  lowerByKind(b, node);
  b.depth = depth;
  b.left = left;
}

function lowerByKind(b: Builder, node: tree.Node): void {
  const lower = lowerTable().get(node.kind);
  if (lower !== undefined) {
    const from = b.declarations.length;
    lower(b, node as never);
    if ((node as { modifiers?: unknown }).modifiers !== undefined) exportDeclared(b, node, from);
    return;
  }
  forEachChild(node, (child) => {
    lowerStatement(b, child);
  });
}

function lowerBlock(b: Builder, node: tree.Block): void {
  // A block without declarations needs no scope of its own.
  if (!node.statements.some(declares)) {
    lowerStatements(b, node.statements);
    return;
  }
  inScope(b, pushScope(b, false), () => {
    lowerStatements(b, node.statements);
  });
}

function declares(node: tree.Node): boolean {
  return (
    node.kind === SyntaxKind.VariableStatement ||
    node.kind === SyntaxKind.FunctionDeclaration ||
    node.kind === SyntaxKind.ClassDeclaration ||
    node.kind === SyntaxKind.InterfaceDeclaration ||
    node.kind === SyntaxKind.TypeAliasDeclaration ||
    node.kind === SyntaxKind.EnumDeclaration
  );
}

function lowerFunctionDeclaration(b: Builder, node: tree.FunctionDeclaration): void {
  const name = node.name?.text ?? 'default';
  const id = lowerFunction(b, node, {
    kind: 'function',
    name,
    label: name === 'default' ? 'the default export' : name,
    owner: NONE,
  });
  noteDeclared(b, name);
  declare(b, b.at.scope, { k: 'function', n: name, s: id });
}

function lowerClassDeclaration(b: Builder, node: tree.ClassDeclaration): void {
  const name = node.name?.text ?? 'default';
  declare(b, b.at.scope, { k: 'class', n: name, c: lowerClass(b, node, name) });
}

function lowerInterfaceDeclaration(b: Builder, node: tree.InterfaceDeclaration): void {
  declare(b, b.at.scope, { k: 'class', n: node.name.text, c: lowerInterface(b, node) });
}

function lowerAlias(b: Builder, node: tree.TypeAliasDeclaration): void {
  const outer = b.at.scope;
  inScope(b, node.typeParameters === undefined ? outer : pushScope(b, false), () => {
    const p = declareTypeParameters(b, node.typeParameters);
    declare(b, outer, { k: 'alias', n: node.name.text, t: lowerType(b, node.type), p });
  });
}

function lowerEnum(b: Builder, node: tree.EnumDeclaration): void {
  declare(b, b.at.scope, { k: 'enum', n: node.name.text });
}

function lowerIf(b: Builder, node: tree.IfStatement): void {
  const isGuard = isMemoGuard(b, node);
  const { guarding } = b.at;
  b.at.guarding ||= isGuard;
  addCondition(b, node.expression, 'if');
  b.at.guarding = guarding;
  emit(b, FLOW.branch);
  inGuard(b, isGuard, () => {
    lowerStatement(b, node.thenStatement);
  });
  emit(b, FLOW.else);
  if (node.elseStatement !== undefined) lowerElse(b, node.elseStatement);
  emit(b, FLOW.join);
}

function lowerElse(b: Builder, node: tree.Node): void {
  const isLink = node.kind === SyntaxKind.IfStatement;
  if (isLink) b.depth -= STEP - LINK;
  lowerStatement(b, node);
  if (isLink) b.depth += STEP - LINK;
}

function lowerReturn(b: Builder, node: tree.ReturnStatement): void {
  leaveLoops(b);
  const signature = b.signatures[b.at.signature];
  if (node.expression === undefined) {
    if (signature?.generator === false) noteReturn(signature, NONE);
    emit(b, FLOW.return);
    return;
  }
  const hints = takesHints(node.expression.kind)
    ? ({ context: { k: 'returned', s: b.at.signature } } as const)
    : NO_HINTS;
  const value = lowerExpression(b, node.expression, 'returned', hints);
  if (signature?.generator === false) noteReturn(signature, value);
  noteReturned(b, value);
  emit(b, FLOW.return, value);
  addReturns(b, node.expression, value);
  if (codeAt(b.expressions, value) !== CODE.function) return;
  b.callbacks.push({
    place: 'return',
    expression: value,
    range: { start: startAt(b.expressions, value), end: endAt(b.expressions, value) },
    function: b.at.function,
    call: NONE,
    index: NONE,
    inline: inlineFunction(b, value),
    name: '',
  });
}

function lowerThrow(b: Builder, node: tree.ThrowStatement): void {
  leaveLoops(b);
  const thrown = lowerExpression(b, node.expression, 'thrown');
  emit(b, FLOW.throw | (b.at.caught ? 1 << 8 : 0), thrown);
}

function lowerTry(b: Builder, node: tree.TryStatement): void {
  const { caught, sheltered } = b.at;
  emit(b, FLOW.try | (((node.catchClause === undefined ? 0 : 1) + (node.finallyBlock === undefined ? 0 : 2)) << 8));
  if (node.catchClause !== undefined) b.at.caught = true;
  b.at.sheltered = true;
  lowerBlock(b, node.tryBlock);
  b.at.caught = caught;
  b.at.sheltered = sheltered || node.finallyBlock !== undefined;
  const clause = node.catchClause;
  for (const block of [clause?.block, node.finallyBlock]) {
    if (block !== undefined) b.recoveries.push({ start: block.pos, end: block.end });
  }
  if (clause !== undefined) {
    emit(b, FLOW.catch);
    inScope(b, pushScope(b, false), () => {
      const name = clause.variableDeclaration?.name;
      if (name?.kind === SyntaxKind.Identifier) declare(b, b.at.scope, { k: 'caught', n: name.text });
      lowerStatements(b, clause.block.statements);
    });
  }
  b.at.sheltered = sheltered;
  if (node.finallyBlock !== undefined) {
    emit(b, FLOW.finally);
    lowerBlock(b, node.finallyBlock);
  }
  emit(b, FLOW.closeTry);
}

function lowerSwitch(b: Builder, node: tree.SwitchStatement): void {
  lowerExpression(b, node.expression, 'tested');
  const { inSwitch } = b.at;
  b.at.inSwitch = true;
  openTarget(b, 'switch', FLOW.switch);
  inScope(b, pushScope(b, false), () => {
    for (const clause of node.caseBlock.clauses) {
      emit(b, clause.kind === SyntaxKind.CaseClause ? FLOW.case : FLOW.default);
      if (clause.kind === SyntaxKind.CaseClause) lowerExpression(b, clause.expression, 'tested');
      lowerStatements(b, clause.statements);
    }
  });
  closeTarget(b, FLOW.closeSwitch);
  b.at.inSwitch = inSwitch;
}

function lowerLabeled(b: Builder, node: tree.LabeledStatement): void {
  b.flow.label = node.label.text;
  openTarget(b, 'label', FLOW.label);
  // A loop has the label, too: `continue` may name it.
  b.flow.label = lowerTable().get(node.statement.kind) === lowerLoop ? node.label.text : '';
  lowerStatement(b, node.statement);
  b.flow.label = '';
  closeTarget(b, FLOW.closeLabel);
}

function lowerBreak(b: Builder, node: tree.BreakStatement): void {
  emitJump(b, FLOW.break, node.label?.text ?? '');
  // Inside a `switch`, a plain `break` stays in the loop.
  if (node.label === undefined && b.at.inSwitch) return;
  const loop = b.loops[b.at.loop];
  if (node.label !== undefined) leaveLoops(b);
  else if (loop !== undefined) loop.exits = true;
}

function lowerWith(b: Builder, node: tree.WithStatement): void {
  lowerExpression(b, node.expression, 'other');
  lowerStatement(b, node.statement);
}

/** Made at first use: the modules of this folder form a cycle, and their order of evaluation is not ours. */
let table: ReadonlyMap<SyntaxKind, Lower> | undefined;

function lowerTable(): ReadonlyMap<SyntaxKind, Lower> {
  table ??= new Map<SyntaxKind, Lower>([
    ...moduleStatements(),
    [SyntaxKind.Block, lowerBlock],
    [
      SyntaxKind.VariableStatement,
      (b: Builder, node: tree.VariableStatement) => {
        lowerVariables(b, node.declarationList, 'none');
      },
    ],
    [SyntaxKind.ExpressionStatement, addDrop],
    [SyntaxKind.FunctionDeclaration, lowerFunctionDeclaration],
    [SyntaxKind.ClassDeclaration, lowerClassDeclaration],
    [SyntaxKind.InterfaceDeclaration, lowerInterfaceDeclaration],
    [SyntaxKind.TypeAliasDeclaration, lowerAlias],
    [SyntaxKind.EnumDeclaration, lowerEnum],
    [SyntaxKind.IfStatement, lowerIf],
    [SyntaxKind.ReturnStatement, lowerReturn],
    [SyntaxKind.ThrowStatement, lowerThrow],
    [SyntaxKind.TryStatement, lowerTry],
    [SyntaxKind.SwitchStatement, lowerSwitch],
    [SyntaxKind.BreakStatement, lowerBreak],
    [SyntaxKind.WithStatement, lowerWith],
    [SyntaxKind.ForStatement, lowerLoop],
    [SyntaxKind.ForOfStatement, lowerLoop],
    [SyntaxKind.ForInStatement, lowerLoop],
    [SyntaxKind.WhileStatement, lowerLoop],
    [SyntaxKind.DoStatement, lowerLoop],
    [
      SyntaxKind.ContinueStatement,
      (b: Builder, node: tree.ContinueStatement) => {
        emitJump(b, FLOW.continue, node.label?.text ?? '');
      },
    ],
    [SyntaxKind.LabeledStatement, lowerLabeled],
    [SyntaxKind.DebuggerStatement, () => undefined],
    [SyntaxKind.EmptyStatement, () => undefined],
    [SyntaxKind.Identifier, () => undefined],
  ] as [SyntaxKind, Lower][]);
  return table;
}
