import { lineAt } from '../model/line-at.js';
import type { DirectiveFact } from '../model/directive-fact.js';

type Origin = DirectiveFact['origin'];
type Scope = DirectiveFact['scope'];

const HINT = /disable|biome-ignore|deno-lint-ignore|noqa/;

/** Comments that silence linters, ours and the peers', in JavaScript. */
const JAVASCRIPT =
  /\/[/*]\s*(?:(looplint|eslint|oxlint)-(disable|enable)(-next-line|-line)?|(biome)-ignore(?:-all)?|(deno)-lint-ignore(?:-file)?)([^\n\r*]*)/g;

/** The same in Python: our own comments, and `# noqa`. */
const PYTHON = /#\s*(?:(looplint|eslint)-(disable|enable)(-next-line|-line)?|(noqa)\b:?|(ruff):\s*noqa:?)([^\n\r]*)/g;

/**
 * Finds suppression comments. `lines` are the offsets of line starts. A look at the text, not at tokens:
 * such a comment inside a string literal is rare and only ever silences.
 */
export function collectDirectives(
  text: string,
  lines: readonly number[],
  language: 'javascript' | 'python',
): readonly DirectiveFact[] {
  if (!HINT.test(text)) return [];
  const pattern = language === 'python' ? PYTHON : JAVASCRIPT;
  const found: DirectiveFact[] = [];
  for (const match of text.matchAll(pattern)) {
    const line = lineAt(lines, match.index);
    const directive = readDirective(match, language);
    found.push({ ...directive, range: { start: match.index, end: match.index + match[0].length }, line });
  }
  return found;
}

function readDirective(
  match: RegExpMatchArray,
  language: 'javascript' | 'python',
): Omit<DirectiveFact, 'range' | 'line'> {
  const [text, tool, verb, place, fourth, fifth, rest = ''] = match;
  const [list = '', ...reason] = rest.split(/\s--\s/);
  const common = { rules: ruleNames(list, fourth), reason: reasonOf(list, reason, fourth) };
  if (tool !== undefined) return { ...common, origin: tool as Origin, scope: toolScope(text, verb, place, language) };
  if (language === 'python')
    return { ...common, origin: fifth === undefined ? 'noqa' : 'ruff', scope: fifth === undefined ? 'line' : 'file' };
  const isFile = text.includes('-all') || text.includes('-file');
  return { ...common, origin: (fourth ?? fifth) as Origin, scope: isFile ? 'file' : 'next-line' };
}

/** What follows ` -- `, or the colon of Biome's comments. */
function reasonOf(list: string, rest: readonly string[], biome: string | undefined): string {
  if (biome !== 'biome') return rest.join(' -- ').trim();
  const colon = list.indexOf(':');
  return colon < 0 ? '' : [list.slice(colon + 1), ...rest].join(' -- ').trim();
}

function toolScope(
  text: string,
  verb: string | undefined,
  place: string | undefined,
  language: 'javascript' | 'python',
): Scope {
  if (verb === 'enable') return 'block-end';
  if (place === '-next-line') return 'next-line';
  if (place === '-line') return 'line';
  // `// eslint-disable` is no directive for ESLint; ours and Python's have no block comments.
  return text.startsWith('/*') || language === 'python' || text.includes('looplint') ? 'block-start' : 'line';
}

/** `lint/nursery/noFloatingPromises` by its last part: groups change with every release. `lint` alone means all. */
function biomeRules(list: string): readonly string[] {
  const names = (list.split(':')[0] ?? '').trim().split(/\s+/).filter(Boolean);
  if (names.includes('lint')) return [];
  return names.map((name) => (name.split('(')[0] ?? '').split('/').pop() ?? '');
}

function ruleNames(list: string, biome: string | undefined): readonly string[] {
  if (biome === 'biome') return biomeRules(list);
  return list
    .split(/[,\s]+/)
    .map((name) => name.trim())
    .filter((name) => /^[@\w][\w@/-]*$/.test(name));
}
