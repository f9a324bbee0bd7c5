/** The script of a single-file component, blanked outside its blocks so that offsets stay those of the file. */
export interface ComponentScript {
  readonly text: string;
  readonly extension: string;
}

const SCRIPT = /<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi;
const FRONTMATTER = /^---\r?\n([\s\S]*?)\r?\n---/;

/** Script blocks of `.vue`, `.svelte` and `.astro` files. */
export function componentScript(text: string, extension: string): ComponentScript {
  const blocks: { readonly start: number; readonly end: number }[] = [];
  let isTypeScript = extension === 'astro';
  let isJsx = false;
  if (extension === 'astro') {
    const match = FRONTMATTER.exec(text);
    if (match?.[1] !== undefined) blocks.push({ start: 4, end: match[0].length - 3 });
  }
  for (const match of text.matchAll(SCRIPT)) {
    const [whole, attributes = '', body = ''] = match;
    if (/\bsrc\s*=|type\s*=\s*["'](?!module|text\/javascript|text\/typescript)/.test(attributes)) continue;
    const language = /lang\s*=\s*["'](\w+)["']/.exec(attributes)?.[1] ?? '';
    isTypeScript ||= language.startsWith('ts');
    isJsx ||= language.endsWith('sx');
    const start = match.index + whole.indexOf('>') + 1;
    blocks.push({ start, end: start + body.length });
  }
  return { text: keepOnly(text, blocks), extension: isTypeScript ? (isJsx ? 'tsx' : 'ts') : 'jsx' };
}

function keepOnly(text: string, blocks: readonly { readonly start: number; readonly end: number }[]): string {
  let out = '';
  let at = 0;
  for (const { start, end } of blocks) {
    out += blank(text.slice(at, start)) + text.slice(start, end);
    at = end;
  }
  return out + blank(text.slice(at));
}

function blank(text: string): string {
  return text.replace(/[^\r\n\u2028\u2029]/g, ' ');
}
