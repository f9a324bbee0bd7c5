import { LSPErrorCodes, ResponseError, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver';
import type { FileEdits } from '../protocol/analysis.js';
import type { ServerContext } from './context.js';

/** An edit that the client shows and asks about before it makes it. */
export interface Preview {
  readonly label: string;
  readonly description: string;
}

type EditContext = Pick<ServerContext, 'documents' | 'features' | 'uriOf'>;

const ANNOTATION = 'looplint';

/**
 * Edits as the client takes them. Edits of an open document are for the text that it has now, or they are refused: made
 * for an older text, they would land in the wrong place.
 */
export function toWorkspaceEdit(context: EditContext, files: readonly FileEdits[], preview?: Preview): WorkspaceEdit {
  const { documents, features, uriOf } = context;
  const changed = files.filter(({ edits }) => edits.length > 0);
  for (const { path, version } of changed) if (documents.at(path)?.revision !== version) throw contentModified();
  if (!features.documentChanges)
    return { changes: Object.fromEntries(changed.map((file) => [uriOf(file.path), toTextEdits(file)])) };
  const isAsked = preview !== undefined && features.changeAnnotations;
  return {
    documentChanges: changed.map((file) => ({
      textDocument: { uri: uriOf(file.path), version: documents.at(file.path)?.version ?? null },
      edits: toTextEdits(file).map((edit) => (isAsked ? { ...edit, annotationId: ANNOTATION } : edit)),
    })),
    ...(isAsked && { changeAnnotations: { [ANNOTATION]: { ...preview, needsConfirmation: true } } }),
  };
}

export function contentModified(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.ContentModified, 'The text changed since this was offered.');
}

function toTextEdits({ edits }: FileEdits): TextEdit[] {
  return edits.map(({ span, text }) => ({ range: span, newText: text }));
}
