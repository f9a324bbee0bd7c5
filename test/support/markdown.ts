/** A fenced block of a Markdown file. */
export interface CodeBlock {
  /** First word of the info string: the language. */
  readonly language: string;
  /** The words after it. */
  readonly tags: readonly string[];
  /** Name in backticks alone on the line before the block. */
  readonly fileName: string | undefined;
  readonly code: string;
  /** Index of the first line of the code, from 0. */
  readonly start: number;
  /** Index of the closing fence. */
  readonly end: number;
}

/** A heading with what stands under it, up to the next heading of any depth. */
export interface Section {
  readonly depth: number;
  readonly title: string;
  /** Index of the heading's line, from 0. */
  readonly line: number;
  /** The lines that are neither headings nor code, joined. */
  readonly prose: string;
  readonly blocks: readonly CodeBlock[];
}

interface OpenSection extends Omit<Section, 'prose' | 'blocks'> {
  readonly lines: string[];
  readonly blocks: CodeBlock[];
}

const FENCE = /^`{3,}/;
const HEADING = /^(#{1,6}) (.*)$/;
const FILE_NAME = /^`([^`\s]+)`$/;

/** Sections of a Markdown text. It knows as much of Markdown as specs and rule pages use. */
export function parseMarkdown(text: string): readonly Section[] {
  const lines = text.split(/\r?\n/);
  const sections: OpenSection[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const fence = FENCE.exec(line);
    const heading = HEADING.exec(line);
    const section = sections.at(-1);
    if (fence !== null && section !== undefined) {
      const block = readBlock(lines, index, fence[0], line.slice(fence[0].length).trim());
      section.blocks.push(block);
      if (block.fileName !== undefined) section.lines.splice(section.lines.lastIndexOf(`\`${block.fileName}\``), 1);
      index = block.end;
    } else if (heading !== null) {
      const title = (heading[2] ?? '').trim();
      sections.push({ depth: (heading[1] ?? '').length, title, line: index, lines: [], blocks: [] });
    } else section?.lines.push(line);
  }
  return sections.map(({ lines: prose, ...section }) => ({ ...section, prose: prose.join('\n').trim() }));
}

function readBlock(lines: readonly string[], opening: number, fence: string, info: string): CodeBlock {
  const end = lines.findIndex((line, index) => index > opening && line.trimEnd() === fence);
  if (end < 0) throw new Error(`The block of line ${opening + 1} is not closed.`);
  const [language = '', ...tags] = info.split(/\s+/);
  const above = lines.slice(0, opening).findLast((line) => line.trim() !== '') ?? '';
  return {
    language,
    tags,
    fileName: FILE_NAME.exec(above)?.[1],
    code: lines
      .slice(opening + 1, end)
      .map((line) => `${line}\n`)
      .join(''),
    start: opening + 1,
    end,
  };
}
