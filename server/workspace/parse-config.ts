import { createScanner, parseTree, type Node, type ParseError } from 'jsonc-parser';

/** What is wrong with a configuration, and where. */
export interface ConfigProblem {
  /** One sentence that says what to do. */
  readonly message: string;
  /** In the text of the file. */
  readonly offset: number;
}

/** Larger files are not configuration that a person wrote. */
const MAX_LENGTH = 256 * 1024;
const MAX_DEPTH = 32;
const EMPTY = 'It is empty: write `{}` for the defaults.';

/** Parses JSON with comments and trailing commas. Depth is counted first, because the parser is recursive. */
export function parseConfig(text: string): { readonly root: Node } | { readonly problem: ConfigProblem } {
  if (text.length > MAX_LENGTH)
    return fail('It is larger than 256 KiB: move generated lists of files into `.gitignore`.', 0);
  const deep = findTooDeep(text);
  if (deep !== undefined) return fail(`It is nested deeper than ${MAX_DEPTH} levels: remove the inner ones.`, deep);
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const first = errors[0];
  if (root === undefined && (first === undefined || first.error === VALUE_MISSING)) return fail(EMPTY, 0);
  if (first !== undefined) return fail(explainParseError(first.error), first.offset);
  if (root === undefined) return fail(EMPTY, 0);
  return { root };
}

function fail(message: string, offset: number): { readonly problem: ConfigProblem } {
  return { problem: { message, offset } };
}

/** Kinds of tokens, by the scanner's numbers: the names are a `const enum`, which cannot be imported one by one. */
const OPEN_BRACE = 1;
const CLOSE_BRACE = 2;
const OPEN_BRACKET = 3;
const CLOSE_BRACKET = 4;
const END = 17;

function findTooDeep(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token: number = scanner.scan(); token !== END; token = scanner.scan()) {
    if (token === OPEN_BRACE || token === OPEN_BRACKET) depth++;
    if (token === CLOSE_BRACE || token === CLOSE_BRACKET) depth--;
    if (depth > MAX_DEPTH) return scanner.getTokenOffset();
  }
  return undefined;
}

/** By the parser's numbers, for the same reason. */
const VALUE_MISSING = 4;
const PARSE_ERRORS: Readonly<Record<number, string>> = {
  1: 'This cannot be read: write names and strings in double quotes',
  2: 'This number cannot be read: write digits only',
  3: 'A property name in double quotes is missing here',
  4: 'A value is missing here',
  5: 'A colon is missing here',
  6: 'A comma is missing here',
  7: 'A `}` is missing here',
  8: 'A `]` is missing here',
  9: 'Nothing may follow the closing `}`: remove the rest',
  11: 'This comment has no end: add `*/`',
  12: 'This string has no end: add a double quote',
  13: 'This number has no end: add a digit',
  14: 'This `\\u` needs four hexadecimal digits',
  15: 'This `\\` starts no known escape: write `\\\\` for a backslash',
  16: 'This character is not allowed in a string: write it as `\\u` and four digits',
};

function explainParseError(code: number): string {
  return `${PARSE_ERRORS[code] ?? 'This is not JSON: check the punctuation'}.`;
}
