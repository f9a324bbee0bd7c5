import { describe, expect, it } from 'vitest';
import { measure } from '../support/measure.js';
import type { FileSize } from '../support/measure.js';
import { projectFiles } from '../support/repository.js';

/** Lines of a file: what half of them, 95 % of them, and every one of them may have. */
const FILE_BUDGETS = {
  // The two drop-in rules carry their peers' options and every peer's case.
  'rule.ts': { median: 130, high: 170, cap: 200 },
  helper: { median: 80, high: 200, cap: 300 },
  module: { median: 150, high: 350, cap: 500 },
} as const;
const FUNCTION_LINES = { median: 12, high: 40, cap: 60 };
const COMPLEXITY = { median: 3, high: 10, cap: 15 };

type Kind = keyof typeof FILE_BUDGETS;

const HELPERS = ['rules/knowledge/', 'rules/fixes/', 'rules/model/', 'rules/catalogue/', 'test/support/', '.build/'];

function kindOf(path: string): Kind {
  if (path.endsWith('/rule.ts')) return 'rule.ts';
  return HELPERS.some((folder) => path.startsWith(folder)) ? 'helper' : 'module';
}

const generated = new Set(['rules/catalogue/index.ts']);
const product = ['rules', 'server', 'client'].flatMap((folder) => projectFiles(folder, '.ts'));
const tools = [...projectFiles('.build', '.mjs'), ...projectFiles('test/support', '.ts')];
const files = [...product, ...tools]
  .filter(({ path }) => !generated.has(path))
  .map(({ path, text }) => ({ path, kind: kindOf(path), size: measure(path, text) }));
const functions = files.flatMap(({ path, size }) => size.functions.map((fn) => ({ ...fn, path })));

describe('sizes', () => {
  it.each(Object.entries(FILE_BUDGETS))('holds every %s file to its cap', (kind, { cap }) => {
    const over = files.filter((file) => file.kind === kind && file.size.lines > cap);
    expect(over.map(({ path, size }) => `${path} has ${size.lines} lines, more than ${cap}.`)).toEqual([]);
  });

  it('holds every function to its length and complexity', () => {
    expect(functions.length).toBeGreaterThan(0);
    const over = functions.filter((fn) => fn.lines > FUNCTION_LINES.cap || fn.complexity > COMPLEXITY.cap);
    expect(
      over.map((fn) => `${fn.path}:${fn.line} ${fn.name} has ${fn.lines} lines, complexity ${fn.complexity}.`),
    ).toEqual([]);
  });

  it('keeps the usual file and the usual function small', () => {
    const kinds = Object.keys(FILE_BUDGETS) as Kind[];
    const problems = [
      ...kinds.flatMap((kind) => overBudget(kind, linesOf(kind), FILE_BUDGETS[kind])),
      ...overBudget(
        'function length',
        functions.map((fn) => fn.lines),
        FUNCTION_LINES,
      ),
      ...overBudget(
        'complexity',
        functions.map((fn) => fn.complexity),
        COMPLEXITY,
      ),
    ];
    expect(problems).toEqual([]);
  });

  it('keeps comments for what code cannot say', () => {
    const sum = (count: (size: FileSize) => number): number =>
      product.reduce((total, { path, text }) => total + count(measure(path, text)), 0);
    const share = sum((size) => size.commentLines) / sum((size) => size.lines);
    expect(share).toBeGreaterThan(0.04);
    expect(share).toBeLessThan(0.15);
  });
});

describe('the measuring itself', () => {
  it('counts lines and branches, nested functions apart', () => {
    const { functions: found } = measure(
      'a.ts',
      'function f(a: number) {\n  if (a && a > 1) return a ? 1 : 2;\n  return [1].map((x) => {\n    for (;;) x++;\n  });\n}\n',
    );
    expect(found).toEqual([
      { name: 'f', line: 1, lines: 6, complexity: 4 },
      { name: 'a callback', line: 3, lines: 3, complexity: 2 },
    ]);
  });
});

function linesOf(kind: Kind): readonly number[] {
  return files.filter((file) => file.kind === kind).map(({ size }) => size.lines);
}

function overBudget(
  name: string,
  values: readonly number[],
  budget: { median: number; high: number },
): readonly string[] {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return [
    ...(at(0.5) > budget.median ? [`${name}: the median is ${at(0.5)}, more than ${budget.median}.`] : []),
    ...(at(0.95) > budget.high ? [`${name}: the 95th percentile is ${at(0.95)}, more than ${budget.high}.`] : []),
  ];
}
