import { languages, workspace, type Diagnostic, type Disposable, type Uri } from 'vscode';
import {
  DocumentDiagnosticRequest,
  type LanguageClient,
  type Middleware,
  type vsdiag,
} from 'vscode-languageclient/node';
import { SETTINGS_SECTION } from '../server/protocol/names.js';
import { findingsOfPlugin, withoutDuplicates } from './duplicate-findings.js';

type Report = vsdiag.DocumentDiagnosticReport | vsdiag.WorkspaceDocumentDiagnosticReport;

export interface DuplicateFilter extends Disposable {
  readonly middleware: Middleware;
}

/**
 * Leaves out findings that the ESLint extension shows for our plugin, as long as it shows them. When it shows others, the
 * client of the running server asks for findings again.
 */
export function hideDuplicates(running: () => LanguageClient | undefined): DuplicateFilter {
  /** What ESLint showed for a document when its findings were filtered. */
  const leftOut = new Map<string, string>();

  const shownByEslint = (uri: Uri): ReadonlySet<string> =>
    workspace.getConfiguration(SETTINGS_SECTION, uri).get<boolean>('hideDuplicates') === true
      ? findingsOfPlugin(languages.getDiagnostics(uri))
      : new Set();
  const hasChanged = (uri: Uri): boolean => (leftOut.get(uri.toString()) ?? '') !== keyOf(shownByEslint(uri));
  const filter = (uri: Uri, items: Diagnostic[]): Diagnostic[] => {
    const known = shownByEslint(uri);
    if (known.size === 0) leftOut.delete(uri.toString());
    else leftOut.set(uri.toString(), keyOf(known));
    return withoutDuplicates(items, known);
  };
  const filterReport = (uri: Uri, report: Report): void => {
    if ('items' in report) report.items = filter(uri, report.items);
  };

  const listener = languages.onDidChangeDiagnostics(({ uris }) => {
    const client = running();
    if (client?.isRunning() === true && uris.some(hasChanged))
      client.getFeature(DocumentDiagnosticRequest.method).refresh();
  });
  return {
    middleware: {
      provideDiagnostics: async (document, previousResultId, token, next) => {
        const uri = 'uri' in document ? document.uri : document;
        // "Unchanged" is said of the unfiltered findings.
        const report = await next(document, hasChanged(uri) ? undefined : previousResultId, token);
        if (report !== undefined && report !== null) filterReport(uri, report);
        return report;
      },
      provideWorkspaceDiagnostics: (resultIds, token, report, next) =>
        next(resultIds, token, (chunk) => {
          for (const item of chunk?.items ?? []) filterReport(item.uri, item);
          report(chunk);
        }),
      handleDiagnostics: (uri, diagnostics, next) => next(uri, filter(uri, diagnostics)),
    },
    dispose: () => listener.dispose(),
  };
}

function keyOf(findings: ReadonlySet<string>): string {
  return [...findings].sort().join('\n');
}
