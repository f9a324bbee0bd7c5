import type { ServerContext } from '../context.js';
import { createCanceller, type Canceller } from '../cancel.js';
import type { OpenDocument } from '../documents.js';
import { findDiagnostics } from './file-diagnostics.js';

/** Diagnostics for clients that cannot ask for them. */
export interface Push {
  /** Answers about these files may differ from those that were given. */
  refresh(paths: readonly string[] | 'all'): void;
}

interface Work {
  timer?: NodeJS.Timeout;
  canceller?: Canceller;
  /** What the client shows. */
  published?: { readonly revision: number; readonly id: string };
}

/**
 * Publishes findings of open documents: after the last of a burst of changes, for the text that the document has by
 * then, and an empty list when it is closed.
 */
export function createPush(context: ServerContext, delay: number): Push {
  const { connection, documents, dispatcher } = context;
  const works = new Map<string, Work>();

  const publish = async (uri: string, canceller: Canceller): Promise<void> => {
    const settings = await context.settings.of(uri);
    const document = documents.find(uri);
    if (document === undefined || canceller.isCancelled) return;
    if (settings.run === 'onSave' && document.isDirty && works.get(uri)?.published !== undefined) return;
    const ask = { path: document.path, settings, signal: canceller, urgency: 'urgent' } as const;
    const outcome = await findDiagnostics(context, ask);
    const work = works.get(uri);
    const isCurrent = documents.find(uri)?.revision === document.revision && !canceller.isCancelled;
    if (work === undefined || !isCurrent) return;
    if (outcome.kind === 'none') {
      if (outcome.reason === 'outdated' || outcome.reason === 'stopped') schedule(document, delay);
      return;
    }
    const { id, items } = outcome;
    if (work.published?.id === id && work.published.revision === document.revision) return;
    work.published = { revision: document.revision, id };
    await connection.sendDiagnostics({
      uri,
      ...(document.version !== undefined && { version: document.version }),
      diagnostics: [...items],
    });
  };
  const schedule = ({ uri }: OpenDocument, wait: number): void => {
    const work = works.get(uri) ?? {};
    works.set(uri, work);
    clearTimeout(work.timer);
    work.canceller?.cancel();
    const canceller = createCanceller();
    work.canceller = canceller;
    work.timer = setTimeout(() => dispatcher.run('publishDiagnostics', () => publish(uri, canceller)), wait);
  };
  const close = (uri: string): void => {
    const work = works.get(uri);
    clearTimeout(work?.timer);
    work?.canceller?.cancel();
    works.delete(uri);
    dispatcher.run('publishDiagnostics', () => connection.sendDiagnostics({ uri, diagnostics: [] }));
  };

  documents.onChange(({ kind, document }) => {
    if (kind === 'closed') close(document.uri);
    else schedule(document, kind === 'changed' ? delay : 0);
  });
  return {
    refresh(paths) {
      const isMeant = (path: string): boolean => paths === 'all' || paths.includes(path);
      for (const document of documents.all()) if (isMeant(document.path)) schedule(document, delay);
    },
  };
}
