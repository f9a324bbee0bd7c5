import { escapeText } from '../../workspace/escape.js';
import { colourLevel, renderPlace, type Presentation } from './pretty.js';
import type { FileReport } from './selection.js';

/** One line per finding: `path:line:column: level message [rule]`. */
export function renderCompact(report: FileReport, presentation: Presentation): string {
  const { texts, colours, display } = presentation;
  if (report.fatal !== undefined)
    return `${escapeText(display(report.path))}:1:1: ${colours.red('error')} ${escapeText(report.fatal.message)}\n`;
  return report.findings
    .map((finding) => {
      const place = renderPlace(finding.path, texts.positionAt(finding.path, finding.range.start), presentation);
      const level = colourLevel(finding.level, colours);
      return `${place}: ${level} ${escapeText(finding.message)} ${colours.dim(`[${finding.ruleId}]`)}\n`;
    })
    .join('');
}
