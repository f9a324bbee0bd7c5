import ts from 'typescript';
import type { FileResult } from '../../rules/engine-types.js';
import type { Finding } from '../../rules/model/finding.js';
import type { Edit, Fix } from '../../rules/model/fix.js';
import type { Settings } from '../../rules/model/settings.js';
import { PROJECT_ROOT, analyse } from './analyse.js';
import type { ProjectTexts, Results } from './analyse.js';
import { commentsOf } from './comments.js';
import { applyEdits } from './positions.js';

/** A project that was analysed, and the rule whose fixes are to be tried on it. */
export interface FixTrial {
  readonly texts: ProjectTexts;
  readonly results: Results;
  readonly settings: Settings;
  readonly ruleId: string;
}

const MOST_ROUNDS = 10;

/**
 * Applies every fix of every finding alone and says what is wrong with the result; then applies the preferred fixes
 * until none is left. What it asks of a fix: it parses, mends its finding, brings no other, keeps comments and line ends.
 */
export function checkFixes(trial: FixTrial): readonly string[] {
  const problems = [...trial.results].flatMap(([path, { findings }]) =>
    findings
      .filter((finding) => finding.ruleId === trial.ruleId)
      .flatMap((finding) => finding.fixes.flatMap((fix) => checkFix(trial, path, finding, fix))),
  );
  return problems.length > 0 ? problems : checkConvergence(trial);
}

function checkFix(trial: FixTrial, path: string, finding: Finding, fix: Fix): readonly string[] {
  const before = trial.texts.get(path) ?? '';
  const name = `The fix "${fix.title}" of ${path}:${finding.range.start}`;
  const invalid = editProblems(fix.edits, before);
  if (invalid.length > 0) return invalid.map((problem) => `${name} ${problem}.`);
  const after = applyEdits(before, fix.edits);
  const results = analyse(new Map([...trial.texts, [path, after]]), trial.settings);
  const problems = [
    ...textProblems(path, before, after),
    ...findingProblems(trial.results.get(path), results.get(path), trial.ruleId),
  ];
  return problems.map((problem) => `${name} ${problem}:\n${after}`);
}

/** What is wrong with the edits themselves. */
export function editProblems(edits: readonly Edit[], text: string): readonly string[] {
  if (edits.length === 0) return ['has no edits'];
  if (applyEdits(text, edits) === text) return ['changes nothing'];
  return edits.flatMap((edit, index) => {
    const previous = edits[index - 1]?.end ?? 0;
    if (edit.start > edit.end || edit.end > text.length) return ['has an edit outside the text'];
    return edit.start < previous ? ['has edits that overlap or are not sorted'] : [];
  });
}

/** What a fix may not do to a text: break it, lose a comment, bring line ends of another kind. */
export function textProblems(path: string, before: string, after: string): readonly string[] {
  const kept = [...commentsOf(path, after)];
  const lost = commentsOf(path, before).filter((comment) => {
    const index = kept.indexOf(comment);
    if (index >= 0) kept.splice(index, 1);
    return index < 0;
  });
  const ends = new Set(before.match(/\r\n|\n|\r/g));
  const strange = (after.match(/\r\n|\n|\r/g) ?? []).filter((end) => ends.size > 0 && !ends.has(end));
  return [
    ...(syntaxErrors(path, after) > syntaxErrors(path, before) ? ['does not parse'] : []),
    ...lost.map((comment) => `loses the comment ${comment}`),
    ...(strange.length > 0 ? ['brings another line end'] : []),
  ];
}

/** Counted with the whole TypeScript, not with the engine's own eyes; other languages are left to the engine. */
function syntaxErrors(path: string, text: string): number {
  if (!/\.[mc]?[jt]sx?$/.test(path)) return 0;
  const kind = /\.[mc]?js$/.test(path) ? ts.ScriptKind.JSX : undefined;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false, kind);
  return (source as unknown as { parseDiagnostics: readonly unknown[] }).parseDiagnostics.length;
}

/** What a fix may not do to the findings of its file: leave its own, or bring others. */
export function findingProblems(
  before: FileResult | undefined,
  after: FileResult | undefined,
  ruleId: string,
): readonly string[] {
  const broken = (result: FileResult | undefined): number =>
    (result?.notices ?? []).filter(({ kind }) => kind === 'syntax-error').length;
  const counts = (result: FileResult | undefined, level: (finding: Finding) => boolean): Map<string, number> => {
    const count = new Map<string, number>();
    for (const finding of (result?.findings ?? []).filter(level))
      count.set(finding.ruleId, (count.get(finding.ruleId) ?? 0) + 1);
    return count;
  };
  const own = (result: FileResult | undefined): number => counts(result, () => true).get(ruleId) ?? 0;
  // An `await` in a loop is right and still worth a hint: only graver findings count as new.
  const graver = (finding: Finding): boolean => finding.level !== 'hint' && finding.ruleId !== ruleId;
  const had = counts(before, graver);
  const added = [...counts(after, graver)].filter(([id, count]) => count > (had.get(id) ?? 0));
  return [
    ...(broken(after) > broken(before) ? ['does not parse'] : []),
    ...(own(after) >= own(before) ? ['leaves its finding'] : []),
    ...added.map(([id]) => `brings a finding of ${id}`),
  ];
}

/** Applies the preferred fix of the first finding that has one, again and again. */
function checkConvergence({ texts, settings, ruleId }: FixTrial): readonly string[] {
  let current = texts;
  const total = [...analyse(texts, settings).values()].flatMap(({ findings }) => findings).length;
  for (let round = 0; round <= MOST_ROUNDS + total; round++) {
    const findings = [...analyse(current, settings).values()].flatMap((result) => result.findings);
    const next = findings.find((finding) => finding.ruleId === ruleId && finding.fixes.length > 0);
    const fix = next?.fixes[0];
    if (next === undefined || fix === undefined) return [];
    const path = next.path.slice(PROJECT_ROOT.length + 1);
    current = new Map([...current, [path, applyEdits(current.get(path) ?? '', fix.edits)]]);
  }
  return [`The preferred fixes do not come to an end:\n${[...current.values()].join('\n')}`];
}
