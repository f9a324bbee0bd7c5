import ts from 'typescript';

/** Size of one function, nested functions counted apart. */
export interface FunctionSize {
  readonly name: string;
  /** Line of its head, from 1. */
  readonly line: number;
  readonly lines: number;
  /** McCabe's number: one more than the branches. */
  readonly complexity: number;
}

export interface FileSize {
  readonly lines: number;
  readonly commentLines: number;
  readonly functions: readonly FunctionSize[];
}

/** Measures a TypeScript or JavaScript text. */
export function measure(path: string, text: string): FileSize {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const functions: FunctionSize[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunctionWithBody(node)) functions.push(measureFunction(node, source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  const lines = text.split('\n');
  return {
    lines: lines.length - (lines.at(-1) === '' ? 1 : 0),
    commentLines: lines.filter((line) => /^\s*(?:\/\/|\/\*|\*)/.test(line)).length,
    functions,
  };
}

function isFunctionWithBody(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}

function measureFunction(node: ts.FunctionLikeDeclaration, source: ts.SourceFile): FunctionSize {
  const lineAt = (offset: number): number => source.getLineAndCharacterOfPosition(offset).line + 1;
  const line = lineAt(node.getStart(source));
  return {
    name: nameOf(node, source),
    line,
    lines: lineAt(node.end) - line + 1,
    complexity: 1 + (node.body === undefined ? 0 : countBranches(node.body)),
  };
}

function nameOf(node: ts.FunctionLikeDeclaration, source: ts.SourceFile): string {
  if (node.name !== undefined) return node.name.getText(source);
  const { parent } = node;
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)
    ? parent.name.getText(source)
    : 'a callback';
}

const BRANCHES: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.IfStatement,
  ts.SyntaxKind.ForStatement,
  ts.SyntaxKind.ForInStatement,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.WhileStatement,
  ts.SyntaxKind.DoStatement,
  // The modified measure: a switch counts once, however many kinds it tells apart.
  ts.SyntaxKind.SwitchStatement,
  ts.SyntaxKind.CatchClause,
  ts.SyntaxKind.ConditionalExpression,
]);
const SHORT_CIRCUITS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.AmpersandAmpersandEqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
]);

function countBranches(node: ts.Node): number {
  if (isFunctionWithBody(node)) return 0;
  const own = BRANCHES.has(node.kind) || (ts.isBinaryExpression(node) && SHORT_CIRCUITS.has(node.operatorToken.kind));
  let count = own ? 1 : 0;
  ts.forEachChild(node, (child) => {
    count += countBranches(child);
  });
  return count;
}
