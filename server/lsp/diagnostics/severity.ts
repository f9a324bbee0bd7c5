import { DiagnosticSeverity } from 'vscode-languageserver';
import type { Level } from '../../../rules/model/level.js';
import { compileGlob, type Glob } from '../../../rules/model/glob.js';
import type { CustomLevel, RuleCustomization } from '../../protocol/settings.js';

type Shown = Level | 'info';

const LADDER: readonly Shown[] = ['hint', 'info', 'warning', 'error'];

const SEVERITIES: Readonly<Record<Shown, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** How the editor shows a finding of a rule; `undefined` when it does not. */
export type SeverityOf = (ruleId: string, level: Level) => DiagnosticSeverity | undefined;

/** Customizations change what the editor shows, not what is found. The first that matches a rule decides. */
export function createSeverities(customizations: readonly RuleCustomization[]): SeverityOf {
  const compiled = customizations.map(({ rule, severity }) => ({ matches: toMatcher(rule), severity }));
  return (ruleId, level) => {
    const custom = compiled.find(({ matches }) => matches(ruleId))?.severity ?? 'default';
    const shown = customise(level, custom);
    return shown === 'off' ? undefined : SEVERITIES[shown];
  };
}

function customise(level: Level, custom: CustomLevel): Shown | 'off' {
  if (custom === 'default') return level;
  if (custom === 'downgrade') return LADDER[Math.max(0, LADDER.indexOf(level) - 1)] ?? level;
  if (custom === 'upgrade') return LADDER[Math.min(LADDER.length - 1, LADDER.indexOf(level) + 1)] ?? level;
  return custom;
}

function toMatcher(pattern: string): Glob {
  const glob = compileGlob(pattern.replace(/^looplint\//u, ''));
  return typeof glob === 'function' ? glob : () => false;
}
