import { escapeText } from './escape.js';

/** A name of the program as code, whatever it holds: nothing inside of it is read as Markdown. */
export function codeSpan(text: string): string {
  const safe = escapeText(text);
  const runs = safe.match(/`+/gu) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const isEdged = safe.startsWith('`') || safe.endsWith('`');
  return isEdged ? `${fence} ${safe} ${fence}` : `${fence}${safe}${fence}`;
}

/** Text of the program as text: no links, no emphasis, no HTML. */
export function plainText(text: string): string {
  return escapeText(text).replace(/[!-/:-@[-`{-~]/gu, '\\$&');
}

/** A sentence of ours that names things of the program in backticks: those stay code, and the rest is text. */
export function sentence(text: string): string {
  return text
    .split(/(`[^`]*`)/u)
    .map((part) => (part.length > 1 && part.startsWith('`') ? codeSpan(part.slice(1, -1)) : plainText(part)))
    .join('');
}
