import ts from 'typescript';

const directives = /(eslint|oxlint|looplint)-(?=disable|enable)|(biome|deno-lint)-(?=ignore)|@generate(?=d)/g;
const eslintComment = /(\/\*\s*)eslint(?=\s)/g;

/**
 * Blanks `await` and `void` in front of every expression statement and neutralises directive comments.
 * The length of the text and every line stay, so that positions in both copies are the same.
 */
export function mutate(fileName, text) {
  const neutral = neutralise(text);
  let sites = findSites(parse(fileName, neutral));
  // A blanked keyword can change how the line is read (`await {}.x()`, a line that now continues the one before):
  // such a site keeps its keyword. Each round only ever gives sites back, so this ends.
  for (;;) {
    const candidate = blank(neutral, sites);
    const starts = statementStarts(parse(fileName, candidate));
    const kept = sites.filter((site) => starts.has(site.expression));
    if (kept.length === sites.length) return { text: candidate, sites: sites.length };
    sites = kept;
  }
}

function neutralise(text) {
  return text
    .replace(directives, (token) => `${token.slice(0, -1)}_`)
    .replace(eslintComment, (_, open) => `${open}eslin_`);
}

function findSites(source) {
  const sites = [];
  visit(source, (node) => {
    if (!ts.isExpressionStatement(node)) return;
    const { expression } = node;
    const length = ts.isAwaitExpression(expression) ? 5 : ts.isVoidExpression(expression) ? 4 : 0;
    if (length === 0) return;
    sites.push({ keyword: expression.getStart(source), length, expression: expression.expression.getStart(source) });
  });
  return sites;
}

function blank(text, sites) {
  let result = '';
  let end = 0;
  for (const { keyword, length } of sites) {
    result += text.slice(end, keyword) + ' '.repeat(length);
    end = keyword + length;
  }
  return result + text.slice(end);
}

/** Where expression statements start, but none that holds a syntax error. */
function statementStarts(source) {
  const starts = new Set();
  visit(source, (node) => {
    if (ts.isExpressionStatement(node) && (node.flags & ts.NodeFlags.ThisNodeHasError) === 0)
      starts.add(node.getStart(source));
  });
  return starts;
}

/** Every node in the order of the text. Iterative, because generated code nests deeper than the stack. */
export function visit(root, callback) {
  const stack = [root];
  while (stack.length > 0) {
    const node = stack.pop();
    callback(node);
    const children = [];
    ts.forEachChild(node, (child) => void children.push(child));
    for (let index = children.length - 1; index >= 0; index -= 1) stack.push(children[index]);
  }
}

export function parse(fileName, text) {
  return ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, false);
}
