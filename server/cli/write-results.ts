import type { Statistics } from '../../rules/engine-types.js';
import type { Notice } from '../../rules/model/notice.js';
import type { Fixed } from '../workspace/fix-rounds.js';
import type { ExitCode } from './environment.js';
import type { Outcome } from './lint.js';
import { chooseColours } from './report/colours.js';
import { renderCompact } from './report/compact.js';
import { renderJsonResult } from './report/json.js';
import { buildPatch, showPatch } from './report/patch.js';
import { renderPretty, renderTotals, type Presentation } from './report/pretty.js';
import { countFindings, type FileReport, type Totals } from './report/selection.js';
import { createSourceTexts, type SourceTexts } from './report/source-texts.js';
import { NOTICE_LIMIT, renderNotices, renderStatistics, renderUnderstanding } from './report/statistics.js';
import { plural } from '../workspace/wording.js';
import type { Session } from './session.js';

/** The texts that a report shows: after fixes, or from standard input, or from the disk. */
export function openTexts({ root, host }: Session, overlays: ReadonlyMap<string, string>): SourceTexts {
  return createSourceTexts(root, (path) => overlays.get(path) ?? host.read(path));
}

/** What a report for people needs. */
export function present(session: Session, texts: SourceTexts): Presentation {
  const { environment, arguments: parsed, display } = session;
  return { texts, display, colours: chooseColours(environment.stdout, environment.variables, parsed.colour) };
}

/** Prints findings in the form that was asked for. */
export function writeReports(session: Session, outcome: Outcome): ExitCode {
  const { environment, arguments: parsed } = session;
  const { stdout, stderr } = environment;
  const texts = openTexts(session, outcome.texts);
  const presentation = present(session, texts);
  const totals = countFindings(outcome.reports);
  if (parsed.format === 'json') writeJson(session, outcome.reports, texts);
  else {
    const render = parsed.format === 'compact' ? renderCompact : renderPretty;
    for (const report of outcome.reports) {
      const text = render(report, presentation);
      if (text !== '') stdout.write(text);
    }
    if (parsed.format === 'pretty') stdout.write(renderTotals(totals, { ...presentation, hidden: outcome.hidden }));
  }
  const { applied, changes } = outcome.fixed;
  if (applied > 0) stderr.write(`Applied ${plural(applied, 'fix', 'fixes')} in ${plural(changes.size, 'file')}.\n`);
  return judge(session, outcome, totals);
}

function writeJson({ environment }: Session, reports: readonly FileReport[], texts: SourceTexts): void {
  // File by file: the text of a large report need not fit into one string.
  reports.forEach((report, index) => {
    environment.stdout.write(`${index === 0 ? '[' : ',\n'}${renderJsonResult(report, texts)}`);
  });
  environment.stdout.write(reports.length === 0 ? '[]\n' : ']\n');
}

function judge({ arguments: parsed, environment }: Session, { warnings }: Outcome, totals: Totals): ExitCode {
  if (warnings > parsed.maxWarnings)
    environment.stderr.write(`${plural(warnings, 'warning')}: \`--max-warnings\` allows ${parsed.maxWarnings}.\n`);
  return totals.errors > 0 || warnings > parsed.maxWarnings ? 1 : 0;
}

/** Prints the changes as one patch. */
export function writePatches(session: Session, { changes }: Fixed): ExitCode {
  const { environment, arguments: parsed, display, host } = session;
  const { stdout, variables } = environment;
  const colours = chooseColours(stdout, variables, parsed.colour);
  for (const [path, change] of changes) {
    const source = host.readSource(path);
    const mark = source.kind === 'text' && source.byteOrderMark ? '\uFEFF' : '';
    const patch = buildPatch(display(path), { before: mark + change.before, after: mark + change.after });
    stdout.write(stdout.isTerminal ? showPatch(patch, colours) : patch);
  }
  return changes.size > 0 ? 1 : 0;
}

/** Says on standard error what was not analysed. */
export function writeNotices({ environment, arguments: parsed, display }: Session, notices: readonly Notice[]): void {
  const limit = parsed.stats ? Infinity : NOTICE_LIMIT;
  if (notices.length > 0) environment.stderr.write(renderNotices(notices, { display, limit }));
}

/** Says on standard error how long the run took and how much it understood. Programs that read JSON are left alone. */
export function writeUnderstanding(
  { environment, arguments: parsed }: Session,
  statistics: Statistics,
  run: { readonly analysed: number; readonly milliseconds: number },
): void {
  if (parsed.format === 'json' && !parsed.stats) return;
  environment.stderr.write(renderUnderstanding(statistics, run));
  if (parsed.stats) environment.stderr.write(renderStatistics(statistics, environment.peakMemory()));
}
