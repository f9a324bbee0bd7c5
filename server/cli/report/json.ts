import type { Finding } from '../../../rules/model/finding.js';
import type { Fix } from '../../../rules/model/fix.js';
import type { Level } from '../../../rules/model/level.js';
import { isRepair } from '../../workspace/choose-fix.js';
import { joinEdits } from '../../workspace/merge-fixes.js';
import { escapeJson } from '../../workspace/escape.js';
import type { FileReport } from './selection.js';
import type { SourceTexts } from './source-texts.js';

/** A replacement in ESLint's form. */
interface JsonFix {
  readonly range: readonly [number, number];
  readonly text: string;
}

/** ESLint's `LintMessage`, with our level and chain. */
export interface JsonMessage {
  readonly ruleId: string | null;
  readonly severity: 1 | 2;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly messageId?: string;
  readonly fatal?: true;
  readonly fix?: JsonFix;
  readonly suggestions?: readonly { readonly desc: string; readonly messageId: string; readonly fix: JsonFix }[];
  readonly level: Level;
  readonly chain: readonly {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly text: string;
  }[];
}

/** ESLint's `LintResult`. Hints stand among the messages and in none of the counts. */
export interface JsonResult {
  readonly filePath: string;
  readonly messages: readonly JsonMessage[];
  readonly suppressedMessages: readonly (JsonMessage & {
    readonly suppressions: readonly { readonly kind: 'directive'; readonly justification: string }[];
  })[];
  readonly errorCount: number;
  readonly fatalErrorCount: number;
  readonly warningCount: number;
  readonly fixableErrorCount: number;
  readonly fixableWarningCount: number;
  /** The text after fixes, when they changed it. */
  readonly output?: string;
  /** The text, when there are messages and no `output`. */
  readonly source?: string;
  readonly usedDeprecatedRules: readonly never[];
}

/** One file in the form of `eslint --format json`. */
export function buildJsonResult(report: FileReport, texts: SourceTexts): JsonResult {
  const messages = report.findings.map((finding) => buildMessage(finding, texts));
  if (report.fatal !== undefined) messages.push(buildFatal(report.fatal.message));
  const count = (level: Level, fixable: 'fixable' | 'any'): number =>
    messages.filter((message) => message.level === level && (fixable === 'any' || message.fix !== undefined)).length;
  // To read a file again for nothing would be a tenth of the whole run.
  const source = messages.length === 0 ? undefined : texts.find(report.path)?.text;
  return {
    filePath: report.path,
    messages,
    suppressedMessages: report.suppressed.map((finding) => ({
      ...buildMessage(finding, texts),
      suppressions: [{ kind: 'directive', justification: finding.justification }],
    })),
    errorCount: count('error', 'any'),
    fatalErrorCount: report.fatal === undefined ? 0 : 1,
    warningCount: count('warning', 'any'),
    fixableErrorCount: count('error', 'fixable'),
    fixableWarningCount: count('warning', 'fixable'),
    ...(report.output === undefined ? {} : { output: report.output }),
    ...(report.output === undefined && source !== undefined ? { source } : {}),
    usedDeprecatedRules: [],
  };
}

/** The text of a result, safe to print. */
export function renderJsonResult(report: FileReport, texts: SourceTexts): string {
  return escapeJson(JSON.stringify(buildJsonResult(report, texts)));
}

function buildFatal(message: string): JsonMessage {
  return { ruleId: null, fatal: true, severity: 2, message, line: 1, column: 1, level: 'error', chain: [] };
}

function buildMessage(finding: Finding, texts: SourceTexts): JsonMessage {
  const start = texts.positionAt(finding.path, finding.range.start);
  const end = texts.positionAt(finding.path, finding.range.end);
  const text = texts.find(finding.path)?.text ?? '';
  const safe = finding.fixes.find((fix) => fix.applicability === 'safe' && isRepair(fix));
  const fix = safe && toJsonFix(safe, text);
  const suggestions = finding.fixes
    .filter((other) => other !== safe)
    .map((other) => ({ desc: other.title, messageId: other.id, fix: toJsonFix(other, text) }))
    .filter((suggestion): suggestion is typeof suggestion & { readonly fix: JsonFix } => suggestion.fix !== undefined);
  return {
    ruleId: `looplint/${finding.ruleId}`,
    severity: finding.level === 'error' ? 2 : 1,
    message: finding.message,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    messageId: finding.messageId,
    ...(fix === undefined ? {} : { fix }),
    ...(suggestions.length === 0 ? {} : { suggestions }),
    level: finding.level,
    chain: finding.chain.map((hop) => {
      const file = texts.resolve(hop.path);
      return { file, ...texts.positionAt(file, hop.range.start), text: hop.text };
    }),
  };
}

function toJsonFix(fix: Fix, text: string): JsonFix | undefined {
  const edit = joinEdits(text, fix.edits);
  return edit && { range: [edit.start, edit.end], text: edit.text };
}
