import type { Rule } from '../catalogue/define-rule.js';
import type { FixBuilder } from '../fixes/fix-builder.js';
import type { Finding } from '../model/finding.js';
import type { Fix } from '../model/fix.js';
import type { Level } from '../model/level.js';
import { LEVEL_WEIGHT } from '../model/level.js';
import type { RuleView } from '../model/rule-view.js';
import type { EffectiveRule } from './effective-rules.js';
import { renderMessage } from './render-message.js';

interface CheckContext {
  readonly path: string;
  readonly fix: FixBuilder;
  readonly view: (options: Readonly<Record<string, unknown>>) => RuleView & { readonly fix: FixBuilder };
  /** Runs a rule and notes how long it took. */
  readonly timed: (name: string, run: () => void) => void;
}

/** Runs the rules that hold for a file; findings are sorted and given at most once per problem. */
export function checkFile(
  { path, fix, view, timed }: CheckContext,
  rules: readonly { readonly rule: Rule; readonly effective: EffectiveRule }[],
): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { rule, effective } of rules) {
    const level = effective.level;
    if (level === 'off') continue;
    timed(rule.id, () => {
      rule.check(view(effective.options), (report) => {
        const fixes: readonly Fix[] = [...(report.fixes ?? []), fix.suppress(rule.id, report.range)];
        findings.push({
          ruleId: rule.id,
          path,
          range: report.range,
          messageId: report.message,
          message: renderMessage(rule.messages[report.message] ?? '', report.data ?? {}),
          data: report.data ?? {},
          level: lower(level, report.level),
          ...(report.why === undefined ? {} : { why: report.why }),
          chain: report.chain ?? [],
          fixes,
        });
      });
    });
  }
  return withoutSuperseded(findings, rules).sort(compareFindings);
}

/** A finding may ask for less than the rule's level, never for more. */
function lower(configured: Level, asked: Level | undefined): Level {
  return asked !== undefined && LEVEL_WEIGHT[asked] < LEVEL_WEIGHT[configured] ? asked : configured;
}

/** One problem, one finding: a rule that supersedes another wins on the same range, unless the user named the other. */
function withoutSuperseded(
  findings: readonly Finding[],
  rules: readonly { readonly rule: Rule; readonly effective: EffectiveRule }[],
): Finding[] {
  const losers = new Map<string, string[]>();
  for (const { rule, effective } of rules) {
    if (effective.level === 'off') continue;
    for (const id of rule.supersedes) {
      const other = rules.find((one) => one.rule.id === id);
      if (other?.effective.explicit === true && !effective.explicit) continue;
      losers.set(id, [...(losers.get(id) ?? []), rule.id]);
    }
  }
  if (losers.size === 0) return [...findings];
  return findings.filter((finding) => {
    const winners = losers.get(finding.ruleId);
    return (
      winners === undefined || !findings.some((other) => winners.includes(other.ruleId) && isSameRange(other, finding))
    );
  });
}

function isSameRange(a: Finding, b: Finding): boolean {
  return a.range.start === b.range.start && a.range.end === b.range.end;
}

export function compareFindings(a: Finding, b: Finding): number {
  return (
    a.range.start - b.range.start ||
    a.range.end - b.range.end ||
    (a.ruleId < b.ruleId ? -1 : a.ruleId > b.ruleId ? 1 : 0)
  );
}
