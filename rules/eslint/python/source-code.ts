import type { Range } from '../../model/range.js';
import { readDirective, readInlineRules } from './directives.js';

/** A node as ESLint sees one. Only the root and the comments exist: the engine reads its own tree. */
export interface EslintNode {
  readonly type: 'module' | 'comment';
  readonly range: readonly [number, number];
  readonly loc: SourceLocation;
  readonly value?: string;
}

export interface ModuleNode extends EslintNode {
  readonly type: 'module';
  readonly comments: readonly EslintNode[];
}

interface Position {
  /** From 1. */
  readonly line: number;
  /** From 0. */
  readonly column: number;
}

interface SourceLocation {
  readonly start: Position;
  readonly end: Position;
}

/** The places of a text, with lines as Python has them. */
export interface Places {
  positionAt(offset: number): Position;
  offsetAt(position: Position): number;
  readonly lines: readonly string[];
}

export function createPlaces(text: string): Places {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|[\n\r]/g)) starts.push(match.index + match[0].length);
  return {
    lines: text.split(/\r\n|[\n\r]/),
    positionAt(offset) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: offset - (starts[low] ?? 0) };
    },
    offsetAt: ({ line, column }) => (starts[line - 1] ?? text.length) + column,
  };
}

export function createModule(text: string, comments: readonly Range[], places: Places): ModuleNode {
  const locate = (start: number, end: number): SourceLocation => ({
    start: places.positionAt(start),
    end: places.positionAt(end),
  });
  return {
    type: 'module',
    range: [0, text.length],
    loc: locate(0, text.length),
    comments: comments.map(({ start, end }) => ({
      type: 'comment',
      range: [start, end],
      loc: locate(start, end),
      value: text.slice(start + 1, end),
    })),
  };
}

export interface SourceCodeInput {
  readonly text: string;
  readonly ast: ModuleNode;
  readonly hasBOM: boolean;
  readonly places: Places;
}

/** What ESLint asks of a source text, as a plain object. */
export function createPythonSourceCode({ text, ast, hasBOM, places }: SourceCodeInput) {
  const textOf = (node: EslintNode): string => text.slice(...node.range);
  const configNodes = ast.comments.filter((comment) => readDirective(textOf(comment)) !== undefined);
  return {
    text,
    ast,
    hasBOM,
    lines: places.lines,
    visitorKeys: { module: [], comment: [] },
    parserServices: {},
    getText: (node?: EslintNode) => (node === undefined ? text : textOf(node)),
    getLines: () => places.lines,
    getLoc: (node: EslintNode) => node.loc,
    getRange: (node: EslintNode) => node.range,
    getParent: (node: EslintNode) => (node === ast ? null : ast),
    getLocFromIndex: places.positionAt,
    getIndexFromLoc: places.offsetAt,
    traverse: () => [1, 2].map((phase) => ({ kind: 1, type: 'visit', target: ast, phase, args: [ast, null] })),
    getInlineConfigNodes: () => configNodes,
    getDisableDirectives: () => ({ directives: disableDirectives(configNodes, textOf), problems: [] }),
    applyInlineConfig: () => inlineConfigs(configNodes, textOf),
    ...strangersRules(ast),
  };
}

/**
 * Rules for JavaScript that a configuration switches on for every file ask for these while they load. None of their
 * visitors ever matches.
 */
function strangersRules(ast: ModuleNode) {
  const scope = {
    type: 'module',
    block: ast,
    set: new Map(),
    variables: [],
    references: [],
    through: [],
    childScopes: [],
  };
  return {
    scopeManager: undefined,
    tokensAndComments: [],
    getAllComments: () => [],
    getTokens: () => [],
    getAncestors: () => [],
    getScope: () => ({ ...scope, isStrict: true, upper: null }),
  };
}

function disableDirectives(nodes: readonly EslintNode[], textOf: (node: EslintNode) => string) {
  return nodes.flatMap((node) => {
    const directive = readDirective(textOf(node));
    if (directive === undefined || directive.label === 'eslint') return [];
    const { label, value, justification } = directive;
    return [{ type: label, node, value, justification }];
  });
}

function inlineConfigs(nodes: readonly EslintNode[], textOf: (node: EslintNode) => string) {
  const configs: { config: { rules: Readonly<Record<string, unknown>> }; loc: SourceLocation }[] = [];
  const problems: { ruleId: null; message: string; loc: SourceLocation }[] = [];
  for (const node of nodes) {
    const directive = readDirective(textOf(node));
    if (directive?.label !== 'eslint') continue;
    const read = readInlineRules(directive.value);
    if (read.ok) configs.push({ config: { rules: read.rules }, loc: node.loc });
    else problems.push({ ruleId: null, message: read.message, loc: node.loc });
  }
  return { configs, problems };
}
