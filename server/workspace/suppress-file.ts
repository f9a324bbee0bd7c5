import type { Edit } from '../../rules/model/fix.js';
import type { Language } from '../../rules/model/language.js';
import { fileComment } from './explain-place.js';

const SCRIPT_TAG = /<script\b[^>]*>[\t ]*(?:\r\n|\n|\r)?/iu;
const FRONTMATTER = /^---[\t ]*(?:\r\n|\n|\r)/u;
/** What has to stand first: the interpreter, and in Python the encoding. */
const HEAD: Readonly<Record<Language, RegExp>> = {
  javascript: /^(?:#![^\n\r]*(?:\r\n|\n|\r|$))?/u,
  python: /^(?:#![^\n\r]*(?:\r\n|\n|\r|$))?(?:[\t ]*#[^\n\r]*coding[:=][^\n\r]*(?:\r\n|\n|\r|$))?/u,
};

/** The comment that silences a rule in a whole file, as an edit at its top, or at the top of a component's script. */
export function suppressFile(path: string, text: string, ruleId: string, language: Language): Edit {
  const at = findTop(path, text, language);
  const newline = /\r\n|\n|\r/u.exec(text)?.[0] ?? '\n';
  const isOnNewLine = at === 0 || /[\n\r]/u.test(text[at - 1] ?? '');
  const comment = `${isOnNewLine ? '' : newline}${fileComment(ruleId, language)}${newline}`;
  return { start: at, end: at, text: comment };
}

function findTop(path: string, text: string, language: Language): number {
  if (!/\.(?:vue|svelte|astro)$/u.test(path)) return HEAD[language].exec(text)?.[0].length ?? 0;
  const front = path.endsWith('.astro') ? FRONTMATTER.exec(text) : null;
  if (front !== null) return front[0].length;
  const tag = SCRIPT_TAG.exec(text);
  return tag === null ? 0 : tag.index + tag[0].length;
}
