import { SyntaxKind } from '../../syntax/javascript/tree.js';
import type { Context } from './model.js';

/** What the parent knows of an expression: the type that is expected there, and a name for functions. */
export interface Hints {
  readonly context?: Context;
  readonly name?: string;
  /** Class that a named function belongs to, for labels. */
  readonly owner?: string;
  readonly label?: string;
}

export const NO_HINTS: Hints = {};

/** Whether anything in an expression of this kind asks for hints: most arguments are names and literals. */
export function takesHints(kind: SyntaxKind): boolean {
  switch (kind) {
    case SyntaxKind.ArrowFunction:
    case SyntaxKind.FunctionExpression:
    case SyntaxKind.ClassExpression:
    case SyntaxKind.ObjectLiteralExpression:
    case SyntaxKind.ArrayLiteralExpression:
    case SyntaxKind.ParenthesizedExpression:
    case SyntaxKind.ConditionalExpression:
    case SyntaxKind.BinaryExpression:
    case SyntaxKind.AsExpression:
    case SyntaxKind.SatisfiesExpression:
    case SyntaxKind.TypeAssertionExpression:
    case SyntaxKind.NonNullExpression:
      return true;
    default:
      return false;
  }
}
