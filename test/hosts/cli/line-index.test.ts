import { Linter } from 'eslint';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineIndex } from '../../../server/workspace/line-index.js';

describe('createLineIndex', () => {
  it.each(['', 'a', 'a\n', 'a\nb', 'a\r\nb\rc\n\nd', 'a\u2028b\u2029c\fd\ve\u0085f', '😀\n😀x'])(
    'splits %j as ESLint does',
    (text) => {
      expect(linesOf(text)).toEqual(eslintLines(text));
    },
  );

  it('splits anything as ESLint does, and every offset has its place', () => {
    const text = fc
      .array(fc.constantFrom('a', '😀', '\n', '\r', '\r\n', '\u2028', '\u2029', '\t'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (value) => {
        expect(linesOf(value)).toEqual(eslintLines(value));
        const lines = createLineIndex(value);
        for (let offset = 0; offset <= value.length; offset++) {
          const { line, column } = lines.positionAt(offset);
          expect(lines.lineRange(line).start + column - 1).toBe(offset);
        }
      }),
    );
  });

  it('takes offsets and lines that do not exist for the nearest end', () => {
    const lines = createLineIndex('ab\ncd');
    expect(lines.positionAt(-5)).toEqual({ line: 1, column: 1 });
    expect(lines.positionAt(99)).toEqual({ line: 2, column: 3 });
    expect(lines.lineRange(99)).toEqual({ start: 5, end: 5 });
  });
});

function linesOf(text: string): readonly string[] {
  const lines = createLineIndex(text);
  return Array.from({ length: lines.lineCount }, (_, index) => {
    const { start, end } = lines.lineRange(index + 1);
    return text.slice(start, end);
  });
}

/** ESLint's own view, from a rule that looks at a comment which holds the text. */
function eslintLines(text: string): readonly string[] {
  let lines: readonly string[] = [];
  const plugin = {
    rules: {
      look: {
        create: (context: { sourceCode: { lines: string[] } }) => ({
          Program: () => void (lines = context.sourceCode.lines),
        }),
      },
    },
  };
  new Linter().verify(`/*${text}*/`, [{ plugins: { test: plugin }, rules: { 'test/look': 'error' } }] as never);
  return lines.map((line, index) => line.slice(index === 0 ? 2 : 0, index === lines.length - 1 ? -2 : undefined));
}
