import { createSourceFile, JSDocParsingMode, ScriptKind, ScriptTarget } from 'typescript';
import type { SourceFile } from 'typescript';
import type { Range } from '../../model/range.js';

export type ParseResult =
  | { readonly ok: true; readonly tree: SourceFile; readonly errors: readonly Range[] }
  | { readonly ok: false; readonly reason: 'too-deep' };

const KINDS: Readonly<Record<string, ScriptKind>> = {
  ts: ScriptKind.TS,
  mts: ScriptKind.TS,
  cts: ScriptKind.TS,
  tsx: ScriptKind.TSX,
  js: ScriptKind.JSX,
  mjs: ScriptKind.JSX,
  cjs: ScriptKind.JSX,
  jsx: ScriptKind.JSX,
};

/**
 * Parses JavaScript or TypeScript. `extension` chooses the dialect (`ts`, `tsx`, `mjs`, …).
 * It always gives a tree, with the ranges of syntax errors, unless the nesting overflows the stack.
 */
export function parseJavaScript(text: string, extension: string): ParseResult {
  const kind = KINDS[extension] ?? ScriptKind.TS;
  const isJavaScript = kind === ScriptKind.JSX || kind === ScriptKind.JS;
  try {
    const tree = createSourceFile(
      // The name decides only whether it is a declaration file, which facts take from the real path.
      'file.' + extension,
      text,
      {
        languageVersion: ScriptTarget.Latest,
        // JSDoc carries types only in JavaScript; elsewhere parsing it is a tenth of the time for nothing.
        jsDocParsingMode: isJavaScript ? JSDocParsingMode.ParseAll : JSDocParsingMode.ParseNone,
      },
      // Reading JSDoc types needs parent pointers; nothing else does.
      isJavaScript,
      kind,
    );
    return { ok: true, tree, errors: collectErrors(tree, isJavaScript) };
  } catch (error) {
    if (error instanceof RangeError) return { ok: false, reason: 'too-deep' };
    throw error;
  }
}

interface WithDiagnostics {
  readonly parseDiagnostics?: readonly { readonly start: number; readonly length: number; readonly code: number }[];
}

function collectErrors(tree: SourceFile, isJavaScript: boolean): readonly Range[] {
  const found = (tree as unknown as WithDiagnostics).parseDiagnostics ?? [];
  // Flow-style annotations in .js parse as TypeScript with code 8xxx complaints: the tree is whole.
  return found
    .filter((problem) => !(isJavaScript && problem.code >= 8000 && problem.code < 9000))
    .map((problem) => ({ start: problem.start, end: problem.start + problem.length }));
}
