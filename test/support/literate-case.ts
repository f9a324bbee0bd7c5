import { splitExpectations } from './expectations.js';
import type { Expectation } from './expectations.js';
import { parseMarkdown } from './markdown.js';
import type { CodeBlock, Section } from './markdown.js';

/** A file of a case, without its expectation comments. */
export interface CaseFile {
  readonly path: string;
  readonly code: string;
  readonly expectations: readonly Expectation[];
}

/** What a block in the Markdown says about the findings; `UPDATE=1` rewrites it. */
export interface OutputBlock {
  readonly kind: 'chain' | 'fix' | 'snapshot';
  readonly text: string;
  /** Lines of the Markdown that it fills, half-open. */
  readonly start: number;
  readonly end: number;
}

/** One heading of a spec file: files, what is expected of them, and the output blocks. */
export interface LiterateCase {
  readonly title: string;
  /** Line of the heading, from 1. */
  readonly line: number;
  /** Asserts today's wrong answer: a false alarm or a missed one. */
  readonly known: 'FP' | 'FN' | undefined;
  readonly files: readonly CaseFile[];
  /** Text of the settings block, which has the form of the configuration file. */
  readonly settings: string | undefined;
  readonly outputs: readonly OutputBlock[];
}

const OUTPUTS: ReadonlySet<string> = new Set(['chain', 'fix', 'snapshot']);

/** The cases of a spec file: its headings of the second depth that hold code. */
export function literateCases(markdown: string): readonly LiterateCase[] {
  return parseMarkdown(markdown)
    .filter(({ depth, blocks }) => depth === 2 && blocks.length > 0)
    .map(toCase);
}

function toCase({ title, line, blocks }: Section): LiterateCase {
  const outputs = blocks.filter(({ language }) => OUTPUTS.has(language));
  const settings = blocks.find(isSettings);
  return {
    title,
    line: line + 1,
    known: /^(FP|FN):/.exec(title)?.[1] as LiterateCase['known'],
    files: blocks.filter((block) => !outputs.includes(block) && block !== settings).map(toFile),
    settings: settings?.code,
    outputs: outputs.map(({ language, code, start, end }) => ({
      kind: language as OutputBlock['kind'],
      text: code,
      start,
      end,
    })),
  };
}

/** A JSON block without a name holds settings; with one it is a file, such as `package.json`. */
function isSettings({ language, fileName }: CodeBlock): boolean {
  return language === 'json' && fileName === undefined;
}

/** A block as a file: named as its line says, else `main` with its language as the extension. */
export function toFile(block: CodeBlock): CaseFile {
  const path = block.fileName ?? `main.${block.language}`;
  return { path, ...splitExpectations(block.code) };
}
