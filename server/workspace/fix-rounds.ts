import type { FileResult } from '../../rules/engine-types.js';
import { comparePaths } from '../../rules/host/paths.js';
import type { Edit, Fix } from '../../rules/model/fix.js';
import type { Finding } from '../../rules/model/finding.js';
import type { Notice } from '../../rules/model/notice.js';
import { mergeFixes } from './merge-fixes.js';
import { createTextHistory, type TextHistory } from './text-history.js';

/** What fixing made of one file. */
export interface FixedFile {
  readonly before: string;
  readonly after: string;
  /** What leads from the one to the other, as small as can be. */
  readonly edits: readonly Edit[];
  /** Number of fixes that are in it. */
  readonly applied: number;
}

/** What fixing made of a set of files. */
export interface Fixed {
  readonly results: readonly FileResult[];
  /** Changed files, sorted by path. */
  readonly changes: ReadonlyMap<string, FixedFile>;
  /** Number of fixes that are in them. */
  readonly applied: number;
  readonly notices: readonly Notice[];
}

export interface FixRounds {
  readonly paths: readonly string[];
  /** Results of all files for the texts that were shown last. */
  readonly check: (paths: readonly string[]) => readonly FileResult[];
  /** Makes the engine see texts instead of those that it has. */
  readonly show: (texts: ReadonlyMap<string, string>) => void;
  /** The fix of a finding that is applied, when one is. */
  readonly choose: (finding: Finding) => Fix | undefined;
  /** Text before any fix. */
  readonly read: (path: string) => string | undefined;
}

/** Fixes that make room for other fixes settle long before this. */
const MAX_ROUNDS = 10;

/** What one round does to one file. */
interface Step {
  readonly before: string;
  readonly after: string;
  readonly edits: readonly Edit[];
  readonly applied: number;
  /** Defects of the syntax before. */
  readonly broken: number;
}

/** A file that was changed. */
interface Changed {
  readonly first: string;
  readonly history: TextHistory;
  text: string;
  applied: number;
}

interface State {
  readonly changed: Map<string, Changed>;
  /** Files that are not touched again. */
  readonly settled: Set<string>;
  readonly notices: Notice[];
}

/**
 * Applies fixes in memory until none is left. Each round changes all files at once, because a change in one may lead to
 * others elsewhere. What leaves a file with a syntax error is taken back. Nothing is written.
 */
export function fixInRounds(request: FixRounds): Fixed {
  const state: State = { changed: new Map(), settled: new Set(), notices: [] };
  let steps: ReadonlyMap<string, Step> = new Map();
  for (let round = 1; ; round++) {
    const results = request.check(request.paths);
    const bad = takeBack(state, results, steps);
    keepSteps(state, steps, bad);
    steps = new Map();
    if (bad.size === 0) {
      if (round > MAX_ROUNDS) state.notices.push(...explainUnsettled(state, results, request));
      else steps = planRound(state, results, request);
      if (steps.size === 0) return finish(state, results);
    }
    const texts = [...steps].map(([path, { after }]) => [path, after] as const);
    request.show(new Map(bad.size === 0 ? texts : bad));
  }
}

/** Texts that stand in for those of steps that broke a file. */
function takeBack(
  state: State,
  results: readonly FileResult[],
  steps: ReadonlyMap<string, Step>,
): ReadonlyMap<string, string> {
  const bad = new Map<string, string>();
  for (const result of results) {
    const step = steps.get(result.path);
    if (step === undefined || countBroken(result) <= step.broken) continue;
    bad.set(result.path, step.before);
    state.settled.add(result.path);
    const message = 'Not fixed: the fixes would leave a syntax error; report it with the file if you can.';
    state.notices.push({ path: result.path, kind: 'internal', message });
  }
  return bad;
}

function countBroken(result: FileResult): number {
  return result.notices.filter(({ kind }) => kind === 'syntax-error' || kind === 'too-deep' || kind === 'internal')
    .length;
}

function keepSteps({ changed }: State, steps: ReadonlyMap<string, Step>, bad: ReadonlyMap<string, string>): void {
  for (const [path, step] of steps) {
    if (bad.has(path)) continue;
    const file = changed.get(path) ?? {
      first: step.before,
      history: createTextHistory(step.before),
      text: step.before,
      applied: 0,
    };
    file.history.apply(step.edits);
    file.text = step.after;
    file.applied += step.applied;
    changed.set(path, file);
  }
}

/** The changes of a round. */
function planRound(state: State, results: readonly FileResult[], request: FixRounds): ReadonlyMap<string, Step> {
  const steps = new Map<string, Step>();
  for (const result of results) {
    const { path } = result;
    const fixes = state.settled.has(path) ? [] : chooseFixes(result, request);
    const before = fixes.length === 0 ? undefined : (state.changed.get(path)?.text ?? request.read(path));
    if (before === undefined) continue;
    const { text, applied } = mergeFixes(before, fixes);
    if (text === before) continue;
    const edits = applied.flatMap((fix) => fix.edits);
    steps.set(path, { before, after: text, edits, applied: applied.length, broken: countBroken(result) });
  }
  return steps;
}

function chooseFixes(result: FileResult, { choose }: FixRounds): readonly Fix[] {
  return result.findings.map(choose).filter((fix) => fix !== undefined);
}

/** By path, and without texts that came back to what they were. */
function finish({ changed, notices }: State, results: readonly FileResult[]): Fixed {
  const changes = [...changed]
    .map(([path, { first, history, text, applied }]) => {
      return [path, { before: first, after: text, edits: history.edits(), applied }] as const;
    })
    .filter(([, { before, after }]) => before !== after)
    .sort(([left], [right]) => comparePaths(left, right));
  const applied = [...changed.values()].reduce((sum, file) => sum + file.applied, 0);
  return { results, changes: new Map(changes), applied, notices };
}

function explainUnsettled({ settled }: State, results: readonly FileResult[], request: FixRounds): readonly Notice[] {
  return results
    .filter((result) => !settled.has(result.path) && chooseFixes(result, request).length > 0)
    .map(({ path }) => ({
      path,
      kind: 'internal',
      message: `Its fixes did not settle within ${MAX_ROUNDS} rounds: report it with the file if you can.`,
    }));
}
