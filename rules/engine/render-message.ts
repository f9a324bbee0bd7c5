import { quoteName } from '../model/quote-name.js';

/** A message is read in one line of a list: names give way to it. */
const LONGEST_MESSAGE = 110;
const SHORTEST_NAME = 12;

/** Fills in a message. Names that make it too long lose their middle; descriptions stand without code marks. */
export function renderMessage(template: string, data: Readonly<Record<string, string>>): string {
  const values: Record<string, string> = { ...data };
  let text = fill(template, values);
  while (text.length > LONGEST_MESSAGE) {
    const [longest] = Object.entries(values).sort((a, b) => b[1].length - a[1].length);
    if (longest === undefined || longest[1].length <= SHORTEST_NAME) break;
    const [key, value] = longest;
    values[key] = shorten(value, Math.max(SHORTEST_NAME, value.length - (text.length - LONGEST_MESSAGE)));
    text = fill(template, values);
  }
  return text;
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  const text = template.replace(
    /`\{\{(\w+)\}\}`|\{\{(\w+)\}\}/g,
    (_, quoted: string | undefined, bare: string | undefined) =>
      quoted === undefined ? (values[bare ?? ''] ?? '') : quoteName(values[quoted] ?? ''),
  );
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The end of a name says more than its start. */
function shorten(value: string, length: number): string {
  const head = Math.floor((length - 1) / 3);
  return `${value.slice(0, head)}…${value.slice(value.length - (length - 1 - head))}`;
}
