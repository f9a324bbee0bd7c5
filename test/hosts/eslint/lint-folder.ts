import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import type { ESLint } from 'eslint';

/** A folder on the disk, linted file by file as ESLint does it. */
export interface LintFolder {
  readonly root: string;
  write(path: string, text: string): void;
  remove(path: string): void;
  /** Messages of a file; `text` is what an editor has of it, where that is not what lies on the disk. */
  lint(path: string, options?: LintOptions): Linter.LintMessage[];
}

export interface LintOptions {
  readonly text?: string;
  readonly rules?: Linter.RulesRecord;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly parser?: Linter.Parser;
  readonly plugin?: ESLint.Plugin;
  readonly inlineConfig?: 'obeyed' | 'ignored';
}

/** Every write gets a time of its own, however fast writes follow each other. */
let writes = 0;

export function openLintFolder(
  root: string,
  plugin: ESLint.Plugin,
  files: Readonly<Record<string, string>>,
): LintFolder {
  const texts = new Map<string, string>();
  const linter = new Linter({ cwd: root });
  const folder: LintFolder = {
    root,
    write(path, text) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
      writes += 1;
      utimesSync(join(root, path), 1_700_000_000 + writes, 1_700_000_000 + writes);
      texts.set(path, text);
    },
    remove(path) {
      rmSync(join(root, path));
      texts.delete(path);
    },
    lint(path, options = {}) {
      const config: Linter.Config = {
        files: ['**/*.*'],
        ...(path.endsWith('.py')
          ? { language: 'looplint/python' }
          : { languageOptions: { parser: options.parser ?? (typescriptParser as Linter.Parser) } }),
        linterOptions: { noInlineConfig: options.inlineConfig === 'ignored', reportUnusedDisableDirectives: 'off' },
        plugins: { looplint: options.plugin ?? plugin },
        rules: options.rules ?? { 'looplint/no-floating-promises': 'error' },
        settings: { ...options.settings },
      };
      return linter.verify(options.text ?? texts.get(path) ?? '', config, { filename: join(root, path) });
    },
  };
  // What ESLint is run with lies in a project.
  for (const [path, text] of Object.entries({ 'eslint.config.js': 'export default [];\n', ...files }))
    folder.write(path, text);
  return folder;
}

/** A parser that reads nothing, as our rules take nothing from the tree: for components, whose parsers are not here. */
export const EMPTY_TREE: Linter.Parser = {
  parse: (text: string) => ({
    type: 'Program' as const,
    sourceType: 'module' as const,
    body: [],
    comments: [],
    tokens: [],
    range: [0, text.length] as [number, number],
    loc: { start: { line: 1, column: 0 }, end: { line: text.split('\n').length, column: 0 } },
  }),
};

/** The place and message of each finding, short enough to compare. */
export function say(messages: readonly Linter.LintMessage[]): readonly string[] {
  return messages.map(({ line, column, message }) => `${line}:${column} ${message}`);
}
