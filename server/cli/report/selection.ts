import type { Finding, SuppressedFinding } from '../../../rules/model/finding.js';
import type { Level } from '../../../rules/model/level.js';
import type { Notice } from '../../../rules/model/notice.js';
import { chooseFix } from '../../workspace/choose-fix.js';

/** What a run found in one file, ready to be reported. */
export interface FileReport {
  readonly path: string;
  /** Shown and counted. */
  readonly findings: readonly Finding[];
  /** Silenced by comments. */
  readonly suppressed: readonly SuppressedFinding[];
  /** Why a file that was named could not be read at all. */
  readonly fatal?: Notice;
  /** The text after fixes, when they changed it. */
  readonly output?: string;
}

/** Numbers of a whole run. Hints are never problems. */
export interface Totals {
  readonly errors: number;
  readonly warnings: number;
  readonly hints: number;
  /** Problems whose first choice of a fix is safe. */
  readonly safelyFixable: number;
  /** Problems that have only fixes which may change behaviour. */
  readonly unsafelyFixable: number;
  readonly files: number;
  readonly filesWithFindings: number;
  readonly byRule: readonly { readonly ruleId: string; readonly level: Level; readonly count: number }[];
}

/** Counts what is reported. */
export function countFindings(reports: readonly FileReport[]): Totals {
  const findings = reports.flatMap((report) => report.findings);
  const fatal = reports.filter((report) => report.fatal !== undefined).length;
  const problems = findings.filter((finding) => finding.level !== 'hint');
  const safe = problems.filter((finding) => chooseFix(finding, 'safe') !== undefined).length;
  const any = problems.filter((finding) => chooseFix(finding, 'unsafe') !== undefined).length;
  return {
    errors: countLevel(findings, 'error') + fatal,
    warnings: countLevel(findings, 'warning'),
    hints: countLevel(findings, 'hint'),
    safelyFixable: safe,
    unsafelyFixable: any - safe,
    files: reports.length,
    filesWithFindings: reports.filter((report) => report.findings.length > 0 || report.fatal !== undefined).length,
    byRule: countByRule(findings),
  };
}

function countLevel(findings: readonly Finding[], level: Level): number {
  return findings.filter((finding) => finding.level === level).length;
}

const LEVEL_ORDER: readonly Level[] = ['error', 'warning', 'hint'];

function countByRule(findings: readonly Finding[]): Totals['byRule'] {
  const counts = new Map<string, { ruleId: string; level: Level; count: number }>();
  for (const { ruleId, level } of findings) {
    const key = `${level} ${ruleId}`;
    const entry = counts.get(key) ?? { ruleId, level, count: 0 };
    entry.count++;
    counts.set(key, entry);
  }
  return [...counts.values()].sort(
    (left, right) =>
      LEVEL_ORDER.indexOf(left.level) - LEVEL_ORDER.indexOf(right.level) ||
      right.count - left.count ||
      (left.ruleId < right.ruleId ? -1 : 1),
  );
}
