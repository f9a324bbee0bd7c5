import type { ServerContext } from './context.js';
import type { Dispatcher } from './dispatch.js';
import { invalidParams, readUri, toSpan } from './params.js';
import { isObject, valueAt } from './read-json.js';
import type { TextChange } from './text-changes.js';

/** Keeps the open documents as the client has them. */
export function syncDocuments(dispatcher: Dispatcher, { documents }: ServerContext): void {
  dispatcher.onNotification('textDocument/didOpen', (params) => {
    const document = valueAt(params, 'textDocument');
    const uri = readUri(params);
    const text = valueAt(document, 'text');
    const languageId = valueAt(document, 'languageId');
    if (typeof text !== 'string') throw invalidParams('`textDocument.text` must be a string.');
    documents.open(uri, {
      languageId: typeof languageId === 'string' ? languageId : '',
      version: valueAt(document, 'version'),
      text,
    });
  });
  dispatcher.onNotification('textDocument/didChange', (params) => {
    const uri = readUri(params);
    const changes = readChanges(valueAt(params, 'contentChanges'));
    documents.change(uri, valueAt(params, 'textDocument', 'version'), changes);
  });
  dispatcher.onNotification('textDocument/didSave', (params) => documents.save(readUri(params)));
  dispatcher.onNotification('textDocument/didClose', (params) => documents.close(readUri(params)));
}

/** All changes or none: what follows a change that cannot be read is about a text that we do not have. */
function readChanges(value: unknown): readonly TextChange[] {
  if (!Array.isArray(value)) throw invalidParams('`contentChanges` must be a list.');
  return (value as readonly unknown[]).map((change): TextChange => {
    const text = valueAt(change, 'text');
    if (!isObject(change) || typeof text !== 'string') throw invalidParams('A change needs `text`.');
    if (change['range'] === undefined) return { text };
    const span = toSpan(change['range']);
    if (span === undefined) throw invalidParams('The `range` of a change is none.');
    return { span, text };
  });
}
