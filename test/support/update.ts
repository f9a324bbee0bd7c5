import type { OutputBlock } from './literate-case.js';

/** What an output block shall say. */
export interface Replacement {
  readonly block: OutputBlock;
  readonly text: string;
}

/** The Markdown with the content of its output blocks replaced. */
export function withOutputs(markdown: string, replacements: readonly Replacement[]): string {
  const lines = markdown.split('\n');
  const fromTheEnd = [...replacements].sort((a, b) => b.block.start - a.block.start);
  for (const { block, text } of fromTheEnd)
    lines.splice(block.start, block.end - block.start, ...text.replace(/\n$/, '').split('\n'));
  return lines.join('\n');
}
