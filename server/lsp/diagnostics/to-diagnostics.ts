import { DiagnosticSeverity, type Diagnostic, type DiagnosticTag } from 'vscode-languageserver';
import type { Notice } from '../../../rules/model/notice.js';
import { rulePage } from '../../../rules/model/rule-page.js';
import type { FileReport, ReportedFinding } from '../../protocol/analysis.js';
import { DIAGNOSTIC_SOURCE } from '../../protocol/names.js';
import type { EditorSettings } from '../../protocol/settings.js';
import { escapeText } from '../../workspace/escape.js';
import type { ClientFeatures } from '../client-features.js';
import { createSeverities } from './severity.js';

/** Rules whose findings are code that could go, or that is out of date. */
const TAGS: Readonly<Record<string, readonly DiagnosticTag[]>> = {};

export interface DiagnosticView {
  readonly features: ClientFeatures;
  readonly settings: EditorSettings;
  readonly uriOf: (path: string) => string;
  /** Somebody looks at the file: then it is also said why a part of it was not analysed. */
  readonly isOpen: boolean;
}

/** A report as the editor shows it. The chain is related information; the message stands for itself. */
export function toDiagnostics(report: FileReport, view: DiagnosticView): readonly Diagnostic[] {
  const { settings } = view;
  if (!settings.enable) return [];
  const severityOf = createSeverities(settings.customizations);
  const findings = report.findings.flatMap((finding): readonly Diagnostic[] => {
    const severity = severityOf(finding.ruleId, finding.level);
    if (severity === undefined || (severity === DiagnosticSeverity.Hint && !settings.hints)) return [];
    return [toDiagnostic(finding, severity, view)];
  });
  const silenced = settings.showSuppressed
    ? report.suppressed.map(({ ruleId, span, message, justification }): Diagnostic => {
        const reason = justification === '' ? 'without a reason' : justification;
        const text = `${escapeText(message)} Silenced: ${escapeText(reason)}`;
        return { ...common(ruleId, view), range: span, message: text, severity: DiagnosticSeverity.Hint };
      })
    : [];
  const notices = report.notices.filter(({ kind }) => isShown(kind, view)).map(toNotice);
  return [...notices, ...findings, ...silenced];
}

function toDiagnostic(finding: ReportedFinding, severity: DiagnosticSeverity, view: DiagnosticView): Diagnostic {
  const { ruleId, span, message, chain } = finding;
  const tags = view.features.diagnosticTags ? TAGS[ruleId] : undefined;
  return {
    ...common(ruleId, view),
    range: span,
    severity,
    message: escapeText(message),
    ...(tags !== undefined && { tags: [...tags] }),
    ...(view.features.relatedInformation &&
      chain.length > 0 && {
        relatedInformation: chain.map(({ place, text }) => ({
          location: { uri: view.uriOf(place.path), range: place.span },
          message: escapeText(text),
        })),
      }),
  };
}

function common(ruleId: string, { features }: DiagnosticView): Pick<Diagnostic, 'source' | 'code' | 'codeDescription'> {
  return {
    source: DIAGNOSTIC_SOURCE,
    code: ruleId,
    ...(features.codeDescription && { codeDescription: { href: rulePage(ruleId) } }),
  };
}

/** Syntax errors are shown by the language's own server. A list of all that is generated helps nobody. */
function isShown(kind: Notice['kind'], { isOpen }: DiagnosticView): boolean {
  if (kind === 'syntax-error') return false;
  return isOpen || (kind !== 'generated' && kind !== 'ignored');
}

function toNotice({ message }: Notice): Diagnostic {
  const start = { line: 0, character: 0 };
  return {
    source: DIAGNOSTIC_SOURCE,
    range: { start, end: start },
    severity: DiagnosticSeverity.Information,
    message: escapeText(message),
  };
}
