import type { LoopFact, ReturnFact } from '../model/facts.js';
import type { Applicability, Edit, Fix } from '../model/fix.js';
import type { Range } from '../model/range.js';

const NONE: readonly Fix[] = [];
const KEYWORD = 'await'.length;

/** Takes `await` away from before a value that nobody has to wait for. */
export function removeAwait(text: string, range: Range, name: string, applicability: Applicability): readonly Fix[] {
  const edits = removal(text, range);
  return edits === undefined
    ? NONE
    : [{ id: 'remove-await', title: `Remove \`await\` before ${name}`, applicability, edits }];
}

function removal(text: string, { start, end }: Range): readonly Edit[] | undefined {
  const operand = operandStart(text, start + KEYWORD);
  const between = text.slice(start + KEYWORD, operand);
  // A comment with its line end would come between `return` and the value.
  if (between.trim() !== '' && /[\n\r]/.test(between)) return undefined;
  const comment = between.trim() === '' ? '' : between.trimStart();
  const first = text[operand] ?? '';
  if (continuesLine(text, start, first)) return undefined;
  if (!/^(?:\{|(?:function|class|let)\b)/.test(text.slice(operand, operand + 9)))
    return [{ start, end: operand, text: comment }];
  return [
    { start, end: operand, text: `${comment}(` },
    { start: end, end, text: ')' },
  ];
}

/** Where the code goes on: white space and comments are skipped. */
function operandStart(text: string, from: number): number {
  const trivia = /(?:\s|\/\*[^]*?\*\/|\/\/[^\n\r]*)*/y;
  trivia.lastIndex = from;
  return from + (trivia.exec(text)?.[0].length ?? 0);
}

/** Without a semicolon before it, what begins like this would belong to the line above, or to the operator before it. */
function continuesLine(text: string, start: number, first: string): boolean {
  if (!'([`+-/{'.includes(first)) return false;
  const before = text.slice(0, start);
  const last = before.trimEnd().at(-1) ?? ';';
  if (first === '+' || first === '-') return true;
  return /[\n\r]/.test(before.slice(before.trimEnd().length)) && !';{}(,=>:&|?'.includes(last);
}

/** Puts `await` before a returned value, or takes it away. It changes nothing but where no handler comes after it. */
export function returnFixes(text: string, returned: ReturnFact, name: string): readonly Fix[] {
  const { range, awaited, sheltered, parentheses } = returned;
  const applicability = sheltered ? 'suggestion' : 'safe';
  if (awaited) return removeAwait(text, range, name, applicability);
  const edits = parentheses
    ? [
        { start: range.start, end: range.start, text: 'await (' },
        { start: range.end, end: range.end, text: ')' },
      ]
    : [{ start: range.start, end: range.start, text: 'await ' }];
  return [{ id: 'add-await', title: `Await ${name}`, applicability, edits }];
}

/** `for await (…)` becomes `for (…)`. */
export function plainLoop(text: string, { head }: LoopFact): readonly Fix[] {
  return withoutKeyword(text, head.start + 'for'.length, 'Turn it into a plain `for…of` loop');
}

/** `await using x` becomes `using x`. */
export function plainUsing(text: string, range: Range): readonly Fix[] {
  return withoutKeyword(text, range.start, 'Turn it into a plain `using`');
}

function withoutKeyword(text: string, from: number, title: string): readonly Fix[] {
  const found = /^\s*await[\t ]*/.exec(text.slice(from, from + 60));
  if (found === null) return NONE;
  const isLoop = found[0].startsWith(' ');
  const start = from + found[0].indexOf('await') - (isLoop ? 1 : 0);
  const end = from + found[0].length - (isLoop ? 1 : 0);
  return [{ id: 'remove-await', title, applicability: 'suggestion', edits: [{ start, end, text: '' }] }];
}
