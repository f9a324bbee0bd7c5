import type { ChainHop, Finding } from '../../../rules/model/finding.js';
import type { Level } from '../../../rules/model/level.js';
import { chooseFix, isRepair } from '../../workspace/choose-fix.js';
import type { Position } from '../../workspace/line-index.js';
import { renderCodeFrame } from './code-frame.js';
import type { Colours } from './colours.js';
import { escapeText } from '../../workspace/escape.js';
import type { FileReport, Totals } from './selection.js';
import type { SourceTexts } from './source-texts.js';
import { formatNumber, plural } from '../../workspace/wording.js';

/** What a form for people needs beside the findings. */
export interface Presentation {
  readonly texts: SourceTexts;
  readonly colours: Colours;
  /** A path as the reader names it: relative to where the run started. */
  readonly display: (path: string) => string;
}

/** A finding at length: place, message, code, chain and fixes. Ends with an empty line. */
export function renderFinding(finding: Finding, presentation: Presentation): string {
  const { texts, colours } = presentation;
  const source = texts.find(finding.path);
  const place = renderPlace(finding.path, texts.positionAt(finding.path, finding.range.start), presentation);
  const lines = [
    `${colours.bold(place)} ${colourLevel(finding.level, colours)} ${colours.bold(finding.ruleId)}`,
    `  ${escapeText(finding.message)}`,
    '',
  ];
  if (source !== undefined) lines.push(...renderCodeFrame({ ...source, range: finding.range }, colours), '');
  if (finding.chain.length > 0) lines.push(...renderChain(finding.chain, presentation), '');
  const fixes = renderFixes(finding, colours);
  if (fixes.length > 0) lines.push(...fixes, '');
  return `${lines.join('\n')}\n`;
}

/** One line per hop: the place, and what happens there. */
export function renderChain(chain: readonly ChainHop[], presentation: Presentation): readonly string[] {
  const { texts, colours } = presentation;
  return [
    `  ${colours.dim('Chain:')}`,
    ...chain.map((hop) => {
      const path = texts.resolve(hop.path);
      const place = renderPlace(path, texts.positionAt(path, hop.range.start), presentation);
      return `    ${colours.cyan(place)} ${escapeText(hop.text)}`;
    }),
  ];
}

function renderFixes(finding: Finding, colours: Colours): readonly string[] {
  const repairs = finding.fixes.filter(isRepair);
  if (repairs.length === 0) return [];
  const safe = chooseFix(finding, 'safe');
  const unsafe = chooseFix(finding, 'unsafe');
  return [
    `  ${colours.dim(repairs.length === 1 ? 'Fix:' : 'Fixes:')}`,
    ...repairs.map((fix) => {
      const flag = fix === safe ? ' (--fix)' : fix === unsafe ? ' (--unsafe-fixes)' : '';
      return `    ${escapeText(fix.title)}${colours.dim(flag)}`;
    }),
  ];
}

/** `path:line:column`. */
export function renderPlace(path: string, { line, column }: Position, { display }: Presentation): string {
  return `${escapeText(display(path))}:${line}:${column}`;
}

/** The word for a level, in its colour. */
export function colourLevel(level: Level, colours: Colours): string {
  if (level === 'error') return colours.red('error');
  return level === 'warning' ? colours.yellow('warning') : colours.blue('hint');
}

/** All findings of a file. */
export function renderPretty(report: FileReport, presentation: Presentation): string {
  const { colours, display } = presentation;
  const fatal = report.fatal;
  if (fatal !== undefined)
    return `${colours.bold(escapeText(display(report.path)))} ${colours.red('error')}\n  ${escapeText(fatal.message)}\n\n`;
  return report.findings.map((finding) => renderFinding(finding, presentation)).join('');
}

/** The end of the report: counts by rule, and what can be done about them. */
export function renderTotals(totals: Totals, options: { readonly colours: Colours; readonly hidden: Hidden }): string {
  const { colours, hidden } = options;
  const problems = totals.errors + totals.warnings;
  const lines: string[] = [];
  const width = Math.max(0, ...totals.byRule.map(({ count }) => formatNumber(count).length));
  for (const { ruleId, level, count } of totals.byRule) {
    const padding = ' '.repeat('warning'.length - level.length);
    lines.push(`  ${formatNumber(count).padStart(width)} ${colourLevel(level, colours)}${padding} ${ruleId}`);
  }
  if (lines.length > 0) lines.push('');
  const where = ` in ${formatNumber(totals.filesWithFindings)} of ${plural(totals.files, 'file')}`;
  if (problems === 0) lines.push(colours.green(`No problems in ${plural(totals.files, 'file')}.`));
  else
    lines.push(
      `${plural(problems, 'problem')} (${plural(totals.errors, 'error')}, ${plural(totals.warnings, 'warning')})${where}.`,
    );
  lines.push(...explainFixes(totals), ...explainHidden(hidden));
  return `${lines.join('\n')}\n`;
}

/** What was found and is not shown. */
export interface Hidden {
  readonly hints: number;
  readonly warnings: number;
}

function explainFixes({ safelyFixable, unsafelyFixable }: Totals): readonly string[] {
  if (safelyFixable === 0 && unsafelyFixable === 0) return [];
  if (unsafelyFixable === 0) return [`\`--fix\` repairs ${formatNumber(safelyFixable)} of them.`];
  if (safelyFixable === 0) return [`\`--unsafe-fixes\` repairs ${formatNumber(unsafelyFixable)} of them.`];
  return [
    `\`--fix\` repairs ${formatNumber(safelyFixable)} of them, \`--unsafe-fixes\` ${formatNumber(unsafelyFixable)} more.`,
  ];
}

function explainHidden({ hints, warnings }: Hidden): readonly string[] {
  const lines: string[] = [];
  if (warnings > 0) lines.push(`\`--quiet\` hides ${plural(warnings, 'warning')}.`);
  if (hints > 0) lines.push(`${plural(hints, 'hint')} ${hints === 1 ? 'is' : 'are'} not shown: add \`--hints\`.`);
  return lines;
}
