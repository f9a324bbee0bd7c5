import type { Engine, FileResult } from '../../rules/engine-types.js';
import { comparePaths } from '../../rules/host/paths.js';
import type { Fix } from '../../rules/model/fix.js';
import type { Notice } from '../../rules/model/notice.js';
import { mergeFixes } from '../workspace/merge-fixes.js';
import { checkFiles, type Selection } from './analyse.js';
import type { Progress } from './progress.js';
import { chooseFix } from './report/selection.js';

/** What fixing made of a set of files. */
export interface Fixed {
  readonly results: readonly FileResult[];
  /** Changed files, sorted: their text before and after. */
  readonly changes: ReadonlyMap<string, { readonly before: string; readonly after: string }>;
  /** Number of fixes that are in them. */
  readonly applied: number;
  readonly notices: readonly Notice[];
}

export interface FixRequest {
  readonly engine: Engine;
  readonly paths: readonly string[];
  readonly mode: 'safe' | 'unsafe';
  readonly select: Selection;
  /** Text before any fix. */
  readonly read: (path: string) => string | undefined;
  readonly progress: Progress;
}

/** Fixes that make room for other fixes settle long before this. */
const MAX_ROUNDS = 10;

/** What one round does to one file. */
interface Step {
  readonly before: string;
  readonly after: string;
  readonly applied: number;
  /** Defects of the syntax before. */
  readonly broken: number;
}

interface State {
  /** Texts of changed files as they are now. */
  readonly texts: Map<string, string>;
  readonly originals: Map<string, string>;
  /** Files that are not touched again. */
  readonly settled: Set<string>;
  readonly notices: Notice[];
}

/**
 * Applies fixes in memory until none is left. Each round changes all files at once, because every change makes the
 * engine start over. What leaves a file with a syntax error is taken back. Nothing is written.
 */
export function fixFiles(request: FixRequest): Fixed {
  const { engine, paths, progress } = request;
  const state: State = { texts: new Map(), originals: new Map(), settled: new Set(), notices: [] };
  let steps: ReadonlyMap<string, Step> = new Map();
  let applied = 0;
  for (let round = 1; ; round++) {
    const results = checkFiles(engine, paths, progress);
    const bad = takeBack(state, results, steps);
    for (const [path, step] of steps) if (!bad.has(path)) applied += step.applied;
    steps = new Map();
    if (bad.size === 0) {
      if (round > MAX_ROUNDS) state.notices.push(...explainUnsettled(state, results, request));
      else steps = planRound(state, results, request);
      if (steps.size === 0) return { results, changes: collectChanges(state), applied, notices: state.notices };
    }
    const changed = bad.size === 0 ? [...steps.keys()] : [...bad];
    engine.apply(changed.map((path) => ({ kind: 'overlay', path, text: state.texts.get(path) ?? '' })));
  }
}

/** Undoes the steps that broke a file. */
function takeBack(state: State, results: readonly FileResult[], steps: ReadonlyMap<string, Step>): ReadonlySet<string> {
  const bad = new Set<string>();
  for (const result of results) {
    const step = steps.get(result.path);
    if (step === undefined || countBroken(result) <= step.broken) continue;
    bad.add(result.path);
    state.settled.add(result.path);
    state.texts.set(result.path, step.before);
    const message = 'Not fixed: the fixes would leave a syntax error; report it with the file if you can.';
    state.notices.push({ path: result.path, kind: 'internal', message });
  }
  return bad;
}

function countBroken(result: FileResult): number {
  return result.notices.filter(({ kind }) => kind === 'syntax-error' || kind === 'too-deep' || kind === 'internal')
    .length;
}

/** The changes of a round; they are in `state` afterwards. */
function planRound(state: State, results: readonly FileResult[], request: FixRequest): ReadonlyMap<string, Step> {
  const steps = new Map<string, Step>();
  for (const result of results) {
    const { path } = result;
    const fixes = state.settled.has(path) ? [] : chooseFixes(result, request);
    const before = fixes.length === 0 ? undefined : (state.texts.get(path) ?? request.read(path));
    if (before === undefined) continue;
    const merged = mergeFixes(before, fixes);
    if (merged.text === before) continue;
    steps.set(path, { before, after: merged.text, applied: merged.applied.length, broken: countBroken(result) });
    if (!state.originals.has(path)) state.originals.set(path, before);
    state.texts.set(path, merged.text);
  }
  return steps;
}

function chooseFixes(result: FileResult, { select, mode }: FixRequest): readonly Fix[] {
  return result.findings
    .filter(select)
    .map((finding) => chooseFix(finding, mode))
    .filter((fix) => fix !== undefined);
}

/** By path, and without texts that came back to what they were. */
function collectChanges({ texts, originals }: State): Fixed['changes'] {
  return new Map(
    [...originals]
      .map(([path, before]) => [path, { before, after: texts.get(path) ?? before }] as const)
      .filter(([, { before, after }]) => before !== after)
      .sort(([left], [right]) => comparePaths(left, right)),
  );
}

function explainUnsettled({ settled }: State, results: readonly FileResult[], request: FixRequest): readonly Notice[] {
  return results
    .filter((result) => !settled.has(result.path) && chooseFixes(result, request).length > 0)
    .map(({ path }) => ({
      path,
      kind: 'internal',
      message: `Its fixes did not settle within ${MAX_ROUNDS} rounds: report it with the file if you can.`,
    }));
}
