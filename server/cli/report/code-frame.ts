import type { Range } from '../../../rules/model/range.js';
import type { LineIndex } from '../../workspace/line-index.js';
import type { Colours } from './colours.js';
import { displayWidth } from './display-width.js';
import { escapeText } from '../../workspace/escape.js';

/** Columns of code that a frame shows. Fixed, so that a report does not depend on the terminal. */
const WIDTH = 100;
const LINES_BEFORE = 2;
const LINES_AFTER = 1;
const TAB = '  ';

export interface Framed {
  readonly text: string;
  readonly lines: LineIndex;
  readonly range: Range;
}

/** The lines around a range, with marks under its first line. */
export function renderCodeFrame({ text, lines, range }: Framed, colours: Colours): readonly string[] {
  const { line, column } = lines.positionAt(range.start);
  const end = lines.positionAt(range.end);
  const first = Math.max(1, line - LINES_BEFORE);
  const last = Math.max(line, Math.min(lines.lineCount - (endsWithBreak(lines) ? 1 : 0), line + LINES_AFTER));
  const gutter = String(last).length;
  const content = (number: number): string => {
    const span = lines.lineRange(number);
    return text.slice(span.start, span.end);
  };

  const marked = content(line);
  const from = column - 1;
  const to = end.line === line ? end.column - 1 : marked.length;
  const view = clip(marked, from);
  const rendered: string[] = [];
  for (let number = first; number <= last; number++) {
    const label = String(number).padStart(gutter);
    if (number !== line) {
      rendered.push(`  ${colours.dim(`${label} | ${show(clip(content(number), 0))}`.trimEnd())}`);
      continue;
    }
    const before = show({ ...view, text: marked.slice(view.start, from) });
    const inside = show({ start: from, cut: false, text: marked.slice(from, Math.max(from, Math.min(to, view.end))) });
    rendered.push(`${colours.red('>')} ${label} | ${show(view)}`.trimEnd());
    const marks = '^'.repeat(Math.max(1, displayWidth(inside)));
    rendered.push(`  ${' '.repeat(gutter)} | ${' '.repeat(displayWidth(before))}${colours.red(marks)}`);
  }
  return rendered;
}

/** The line after the last line break is none that anybody sees. */
function endsWithBreak(lines: LineIndex): boolean {
  const { start, end } = lines.lineRange(lines.lineCount);
  return start === end;
}

interface View {
  readonly text: string;
  readonly start: number;
  /** Whether something is left out before it. */
  readonly cut: boolean;
}

/** The part of a line that is shown: all of it, or a window around a column. */
function clip(line: string, column: number): View & { readonly end: number } {
  if (line.length <= WIDTH) return { text: line, start: 0, end: line.length, cut: false };
  const wanted = Math.max(0, Math.min(column - WIDTH / 4, line.length - WIDTH));
  const start = wanted + (isLowSurrogate(line, wanted) ? 1 : 0);
  const stop = start + WIDTH;
  const end = stop - (isLowSurrogate(line, stop) ? 1 : 0);
  return { text: line.slice(start, end), start, end, cut: start > 0 };
}

function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}

function show(view: View): string {
  return (view.cut ? '…' : '') + escapeText(view.text.replaceAll('\t', TAB));
}
