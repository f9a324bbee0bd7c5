import { DiagnosticSeverity } from 'vscode-languageserver';
import type { Announcement } from '../protocol/analysis.js';
import { DIAGNOSTIC_SOURCE } from '../protocol/names.js';
import { escapeText } from '../workspace/escape.js';
import type { ServerContext } from './context.js';

/**
 * Shows on a configuration file why it cannot be used. It is published to every client: no client asks about such files,
 * since they are in none of our languages.
 */
export function showConfigurationProblem(
  { connection, dispatcher, uriOf }: ServerContext,
  announcement: Announcement,
): void {
  if (announcement.kind !== 'configuration') return;
  const { path, problem, line = 0 } = announcement;
  const range = { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
  const severity = DiagnosticSeverity.Warning;
  const diagnostics =
    problem === undefined ? [] : [{ range, severity, source: DIAGNOSTIC_SOURCE, message: escapeText(problem) }];
  dispatcher.run('publishDiagnostics', () => connection.sendDiagnostics({ uri: uriOf(path), diagnostics }));
}
