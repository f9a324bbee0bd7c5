/**
 * The texts of one top-level list of a YAML file, in block or flow form: all that is needed of
 * `pnpm-workspace.yaml`. A YAML parser was not worth one of the six runtime dependencies.
 */
export function readYamlList(text: string, key: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex(
    (line) => line.replace(/^(["']?)([\w-]+)\1\s*:.*$/, '$2') === key && line.includes(':'),
  );
  if (start < 0) return [];
  const head = withoutComment((lines[start] ?? '').slice((lines[start] ?? '').indexOf(':') + 1)).trim();
  if (head.startsWith('[')) return readFlow([head, ...lines.slice(start + 1).map(withoutComment)].join(' '));
  const items: string[] = [];
  for (const line of lines.slice(start + 1)) {
    const content = withoutComment(line).trim();
    if (content === '') continue;
    if (content === '-' || !content.startsWith('- ')) break;
    items.push(unquote(content.slice(2).trim()));
  }
  return items.filter((item) => item !== '');
}

function readFlow(text: string): readonly string[] {
  const end = text.indexOf(']');
  return text
    .slice(1, end < 0 ? text.length : end)
    .split(',')
    .map((item) => unquote(item.trim()))
    .filter((item) => item !== '');
}

/** A `#` starts a comment at the start of a line or after a blank, outside quotes. */
function withoutComment(line: string): string {
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") {
      quote = char;
    } else if (char === '#' && (at === 0 || line[at - 1] === ' ' || line[at - 1] === '\t')) {
      return line.slice(0, at);
    }
  }
  return line;
}

function unquote(text: string): string {
  const quote = text[0];
  return (quote === '"' || quote === "'") && text.length > 1 && text.endsWith(quote) ? text.slice(1, -1) : text;
}
