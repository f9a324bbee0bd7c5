import type { Engine } from '../../rules/engine-types.js';
import type { Finding } from '../../rules/model/finding.js';
import type { Fix } from '../../rules/model/fix.js';
import { fixFiles } from '../../server/cli/fix-files.js';
import type { Fixed } from '../../server/workspace/fix-rounds.js';
import { editProblems, findingProblems, textProblems } from './fix-harness.js';
import { applyEdits, positionOf } from './positions.js';

/** Real code whose fixes are tried. */
export interface SweptProject {
  /** Knows every file, and runs the rules whose fixes are meant. */
  readonly engine: Engine;
  readonly texts: ReadonlyMap<string, string>;
}

export interface Sweep {
  readonly findings: number;
  /** By rule and fix: `no-floating-promises add-await`. */
  readonly fixes: ReadonlyMap<string, number>;
  /** Fixes after which the function around them is what nobody waits for. */
  readonly handedOn: number;
  /** One paragraph each. */
  readonly problems: readonly string[];
}

interface Trial {
  readonly finding: Finding;
  readonly fix: Fix;
}

/**
 * Applies every fix of every finding alone: it has to parse, mend its finding, bring no other, and keep comments and
 * line ends. Fixes of different files are tried at the same time, because a change makes the engine start over.
 */
export function sweepFixes({ engine, texts }: SweptProject): Sweep {
  const before = new Map([...texts.keys()].map((path) => [path, engine.check(path)]));
  const open = new Map([...before].map(([path, { findings }]) => [path, findings.flatMap(trialsOf)]));
  const fixes = new Map<string, number>();
  const problems: string[] = [];
  let handedOn = 0;
  for (;;) {
    const round = new Map<string, Trial & { readonly after: string }>();
    for (const [path, trials] of open) {
      const trial = trials.pop();
      if (trial === undefined) continue;
      const name = `${trial.finding.ruleId} ${trial.fix.id}`;
      fixes.set(name, (fixes.get(name) ?? 0) + 1);
      const text = texts.get(path) ?? '';
      const after = applyEdits(text, trial.fix.edits);
      const wrong = [...editProblems(trial.fix.edits, text), ...textProblems(path, text, after)];
      if (wrong.length > 0) problems.push(describe(trial, { text, after, wrong }));
      else round.set(path, { ...trial, after });
    }
    if ([...open.values()].every((trials) => trials.length === 0) && round.size === 0) break;
    engine.apply([...round].map(([path, { after }]) => ({ kind: 'overlay', path, text: after })));
    for (const [path, trial] of round) {
      const all = findingProblems(before.get(path), engine.check(path), trial.finding.ruleId);
      const wrong = all.filter((problem) => !isHandedOn(trial.fix, problem));
      if (wrong.length < all.length) handedOn++;
      if (wrong.length > 0) problems.push(describe(trial, { text: texts.get(path) ?? '', after: trial.after, wrong }));
    }
    engine.apply([...round.keys()].map((path) => ({ kind: 'overlay', path, text: texts.get(path) ?? '' })));
  }
  const findings = [...before.values()].reduce((sum, result) => sum + result.findings.length, 0);
  return { findings, fixes, handedOn, problems };
}

/** A callback that waits now may reject now, and whoever calls it may not care: true, and seen only after the fix. */
function isHandedOn(fix: Fix, problem: string): boolean {
  return fix.id.startsWith('add-await') && problem === 'brings a finding of no-misused-promises';
}

function trialsOf(finding: Finding): readonly Trial[] {
  return finding.fixes.map((fix) => ({ finding, fix }));
}

function describe(
  { finding, fix }: Trial,
  { text, after, wrong }: { readonly text: string; readonly after: string; readonly wrong: readonly string[] },
): string {
  const { line } = positionOf(text, finding.range.start);
  const from = Math.max(0, (fix.edits[0]?.start ?? 0) - 200);
  const shown = (whole: string): string => whole.slice(from, from + 600);
  return `${finding.path}:${String(line)} ${finding.ruleId} "${fix.title}" ${wrong.join(', ')}\n--- before\n${shown(text)}\n--- after\n${shown(after)}`;
}

/** What is wrong after everything that may be fixed was fixed, as the command line does it. */
export function fixEverything({ engine, texts }: SweptProject, mode: 'safe' | 'unsafe'): readonly string[] {
  const paths = [...texts.keys()];
  const run = (now: ReadonlyMap<string, string>): Fixed =>
    fixFiles({
      engine,
      paths,
      mode,
      select: () => true,
      read: (path) => now.get(path),
      progress: { step: () => undefined, clear: () => undefined },
    });
  const first = run(texts);
  const after = new Map([...texts].map(([path, text]) => [path, first.changes.get(path)?.after ?? text]));
  const second = run(after);
  return [
    ...first.notices.map(({ path, message }) => `${path}: ${message}`),
    ...[...first.changes].flatMap(([path, change]) =>
      textProblems(path, change.before, change.after).map((problem) => `${path} ${problem}.`),
    ),
    ...[...second.changes.keys()].map((path) => `${path} is changed again.`),
  ];
}
