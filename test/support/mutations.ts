import type { Random } from './random.js';

/** Pieces that change how everything after them is read. */
const JUNK = [
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '`',
  '"',
  "'",
  '/*',
  '*/',
  '//',
  '#',
  '<',
  '>',
  '=>',
  '${',
  '\\',
  ';',
  ':',
  ',',
  '?.',
  '@',
  '\n',
  '\r',
  '\t',
  '\0',
  '\u2028',
  '\uFEFF',
  '\uD800',
  '\u{1F600}',
  'async ',
  'await ',
  'class ',
  'function ',
  'import ',
  'export ',
  'return ',
  'yield ',
  'for (',
  'if (',
  '"""',
  ':\n',
  '    ',
  '</',
  '/>',
  '<T>',
  '...',
  '#!',
  '1_',
  '0x',
  '= 1',
];

/** One random edit: something is cut, cut off, swapped, repeated, or put in between. */
export function mutateText(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  const end = Math.min(text.length, at + 1 + random.below(random.pick([1, 8, 80, 800])));
  const lines = text.split('\n');
  switch (random.below(6)) {
    case 0:
      return text.slice(0, at) + text.slice(end);
    case 1:
      return text.slice(0, at) + random.pick(JUNK) + text.slice(at);
    case 2:
      return text.slice(0, at);
    case 3:
      return text.slice(0, at) + text.slice(at, end).repeat(2) + text.slice(end);
    case 4:
      return swap(lines, random.below(lines.length), random.below(lines.length)).join('\n');
    default:
      return text.slice(0, at) + text.charAt(random.below(text.length)) + text.slice(at + 1);
  }
}

function swap(lines: readonly string[], a: number, b: number): readonly string[] {
  const swapped = [...lines];
  swapped[a] = lines[b] ?? '';
  swapped[b] = lines[a] ?? '';
  return swapped;
}

/** Takes away lines, then characters, as long as it still fails: what is left shows the mistake. */
export function shrinkText(text: string, fails: (text: string) => boolean): string {
  const byLine = shrink(text.split('\n'), (lines) => fails(lines.join('\n')));
  const line = byLine.join('\n');
  return line.length > 2_000 ? line : shrink([...line], (characters) => fails(characters.join(''))).join('');
}

function shrink(items: readonly string[], fails: (items: readonly string[]) => boolean): readonly string[] {
  let left = items;
  for (let size = Math.ceil(left.length / 2); size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < left.length;) {
      const without = [...left.slice(0, at), ...left.slice(at + size)];
      if (fails(without)) left = without;
      else at += size;
    }
  }
  return left;
}
