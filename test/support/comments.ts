import ts from 'typescript';

/** The texts of all comments of a file, in order. Component files give those of their script blocks and markup. */
export function commentsOf(path: string, text: string): readonly string[] {
  if (path.endsWith('.py')) return pythonComments(text);
  if (!/\.(?:vue|svelte|astro)$/.test(path)) return javascriptComments(path, text);
  const scripts = [...text.matchAll(/<script[^>]*>([^]*?)<\/script>/g)].map((match) => match[1] ?? '');
  const markup = text.match(/<!--[^]*?-->/g) ?? [];
  return [...markup, ...scripts.flatMap((script) => javascriptComments('script.ts', script))];
}

function javascriptComments(path: string, text: string): readonly string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found = new Map<number, string>();
  const texts: ts.Node[] = [];
  const add = (ranges: readonly ts.CommentRange[] | undefined): void => {
    for (const { pos, end } of ranges ?? []) found.set(pos, text.slice(pos, end));
  };
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.JsxText) texts.push(node);
    add(ts.getLeadingCommentRanges(text, node.pos));
    add(ts.getTrailingCommentRanges(text, node.end));
    node.getChildren(source).forEach(visit);
  };
  visit(source);
  // In the text of an element a `//` is text, too.
  return [...found]
    .filter(([start]) => !texts.some(({ pos, end }) => pos <= start && start < end))
    .sort(([a], [b]) => a - b)
    .map(([, comment]) => comment);
}

const PYTHON_TOKEN = /("""|''')(?:\\[^]|(?!\1)[^\\])*\1|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#[^\n]*/g;

function pythonComments(text: string): readonly string[] {
  return (text.match(PYTHON_TOKEN) ?? []).filter((token) => token.startsWith('#')).map((comment) => comment.trimEnd());
}
