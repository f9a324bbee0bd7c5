// Names, paths and messages hold what the analysed code holds. A terminal obeys escape sequences, shows text in the
// order that bidirectional controls ask for, and a build service takes `::name` at the start of a line for a command.
const DANGEROUS =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

/** Makes text from outside safe to print on one line. */
export function escapeText(text: string): string {
  const escaped = text.replace(DANGEROUS, escapeCharacter).replaceAll('##[', '#\\u0023[');
  return escaped.startsWith('::') ? `\\u003a${escaped.slice(1)}` : escaped;
}

/** The same for JSON: every character that is escaped keeps its value. Line ends between values stay. */
export function escapeJson(json: string): string {
  return json.replace(DANGEROUS, (character) =>
    character === '\n'
      ? character
      : Array.from({ length: character.length }, (_, index) => escapeUnit(character.charCodeAt(index))).join(''),
  );
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) as number;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : escapeUnit(code);
}

function escapeUnit(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`;
}
