import type { Range } from '../../model/range.js';

/*
 * Finds the comments of a Python file without parsing it: ESLint asks for them before the parser may be ready, and for
 * files that no parser can read. What looks like a comment inside a string is none, and f-strings may have strings,
 * and since 3.12 comments, inside their braces.
 */

interface Code {
  readonly kind: 'code';
  /** Brackets that are open in a replacement field; not counted outside of f-strings. */
  depth: number;
}

interface Text {
  readonly kind: 'text';
  readonly quote: string;
  readonly formatted: boolean;
}

/** What follows the colon of a replacement field. */
interface Format {
  readonly kind: 'format';
  readonly text: Text;
}

type Context = Code | Text | Format;

interface Scanner {
  readonly text: string;
  readonly comments: Range[];
  readonly open: Context[];
  at: number;
}

export function collectComments(text: string): readonly Range[] {
  const scanner: Scanner = { text, comments: [], open: [{ kind: 'code', depth: 0 }], at: 0 };
  while (scanner.at < text.length) {
    const context = scanner.open[scanner.open.length - 1];
    if (context === undefined) break;
    if (context.kind === 'code') scanCode(scanner, context);
    else if (context.kind === 'text') scanText(scanner, context);
    else scanFormat(scanner, context);
  }
  return scanner.comments;
}

function scanCode(scanner: Scanner, context: Code): void {
  const { text, at, open } = scanner;
  const character = text[at] ?? '';
  scanner.at++;
  if (character === '#') {
    const end = lineEnd(text, at);
    scanner.comments.push({ start: at, end });
    scanner.at = end;
  } else if (character === '"' || character === "'") startText(scanner, at);
  else if (open.length > 1) scanField(scanner, context, character);
}

/** Inside the braces of an f-string, what ends the field matters. */
function scanField(scanner: Scanner, context: Code, character: string): void {
  const { open } = scanner;
  if ('([{'.includes(character)) context.depth++;
  else if (')]}'.includes(character)) {
    if (context.depth > 0) context.depth--;
    else if (character === '}') open.pop();
  } else if (character === ':' && context.depth === 0) {
    open.pop();
    const text = enclosingText(open);
    if (text !== undefined) open.push({ kind: 'format', text });
  }
}

function startText(scanner: Scanner, at: number): void {
  const { text } = scanner;
  const quote = text[at] ?? '';
  const isTriple = text[at + 1] === quote && text[at + 2] === quote;
  const prefix = /[a-zA-Z]{0,2}$/.exec(text.slice(Math.max(0, at - 3), at))?.[0] ?? '';
  const formatted = /[ft]/i.test(prefix) && !/[\p{L}\p{N}_]/u.test(text[at - prefix.length - 1] ?? '');
  scanner.open.push({ kind: 'text', quote: isTriple ? quote.repeat(3) : quote, formatted });
  scanner.at = at + (isTriple ? 3 : 1);
}

function scanText(scanner: Scanner, context: Text): void {
  const { text, at, open } = scanner;
  const character = text[at] ?? '';
  if (endsText(scanner, context)) open.pop();
  else if (character === '\\') scanner.at += text.startsWith('\r\n', at + 1) ? 3 : 2;
  else if (context.formatted && character === '{') {
    const isDoubled = text[at + 1] === '{';
    scanner.at += isDoubled ? 2 : 1;
    if (!isDoubled) open.push({ kind: 'code', depth: 0 });
  } else scanner.at++;
}

function scanFormat(scanner: Scanner, context: Format): void {
  const { text, at, open } = scanner;
  const character = text[at] ?? '';
  if (endsText(scanner, context.text)) open.splice(open.lastIndexOf(context.text));
  else {
    scanner.at++;
    if (character === '{') open.push({ kind: 'code', depth: 0 });
    else if (character === '}') open.pop();
  }
}

/** Passes over the closing quotes; the end of the line ends a string that has none. */
function endsText(scanner: Scanner, { quote }: Text): boolean {
  const { text, at } = scanner;
  if (text.startsWith(quote, at)) {
    scanner.at += quote.length;
    return true;
  }
  return quote.length === 1 && (text[at] === '\n' || text[at] === '\r');
}

function enclosingText(open: readonly Context[]): Text | undefined {
  for (let i = open.length - 1; i >= 0; i--) {
    const context = open[i];
    if (context?.kind === 'text') return context;
  }
  return undefined;
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}
