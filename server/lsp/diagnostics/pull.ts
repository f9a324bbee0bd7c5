import { ErrorCodes, LSPErrorCodes, ResponseError, type DocumentDiagnosticReport } from 'vscode-languageserver';
import type { CancelSignal } from '../../protocol/analysis-client.js';
import type { ServerContext } from '../context.js';
import { readUri } from '../params.js';
import { valueAt } from '../read-json.js';
import { findDiagnostics, NO_DIAGNOSTICS, type FileDiagnostics } from './file-diagnostics.js';

/** How often an answer that an edit has overtaken is asked for again, before the client is told to. */
const MAX_TRIES = 3;

/** Answers `textDocument/diagnostic`. */
export function createPull(context: ServerContext): (params: unknown, signal: CancelSignal) => Promise<unknown> {
  /** What was answered last for an open document, which holds until it is saved when findings are for saved texts. */
  const answered = new Map<string, FileDiagnostics>();
  context.documents.onChange(({ kind, document }) => {
    if (kind === 'closed') answered.delete(document.uri);
  });

  const find = async (uri: string, signal: CancelSignal): Promise<FileDiagnostics> => {
    const settings = await context.settings.of(uri);
    const path = context.pathOf(uri);
    if (path === undefined) return NO_DIAGNOSTICS;
    const before = answered.get(uri);
    if (settings.run === 'onSave' && before !== undefined && context.documents.find(uri)?.isDirty === true)
      return before;
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const outcome = await findDiagnostics(context, { path, settings, signal, urgency: 'urgent' });
      if (outcome.kind === 'diagnostics') {
        if (context.documents.find(uri) !== undefined) answered.set(uri, outcome);
        return outcome;
      }
      if (outcome.reason === 'cancelled') break;
      if (outcome.reason === 'failed') throw new ResponseError(ErrorCodes.InternalError, 'The analysis failed.');
    }
    // The client asks again by itself.
    throw new ResponseError(LSPErrorCodes.ServerCancelled, 'The text changed.', { retriggerRequest: true });
  };
  return async (params, signal) => {
    const { id, items } = await find(readUri(params), signal);
    const isKnown = valueAt(params, 'previousResultId') === id;
    const report: DocumentDiagnosticReport = isKnown
      ? { kind: 'unchanged', resultId: id }
      : { kind: 'full', resultId: id, items: [...items] };
    return report;
  };
}
