import type { PositionEncoding } from '../protocol/places.js';
import { toAnalysedPath } from './languages.js';
import { applyChanges, type TextChange } from './text-changes.js';
import { pathOfUri } from './uris.js';

/** An open document at one moment. */
export interface OpenDocument {
  /** As the client spells it. */
  readonly uri: string;
  /** Under which it is analysed. */
  readonly path: string;
  /** As the client counts; it is given back, and never trusted to grow. */
  readonly version: number | undefined;
  /** Ours: no two texts of a session have the same, not even after a document was closed and opened again. */
  readonly revision: number;
  readonly text: string;
  /** Changed since it was opened or saved. */
  readonly isDirty: boolean;
}

export interface DocumentChange {
  readonly kind: 'opened' | 'changed' | 'saved' | 'closed';
  readonly document: OpenDocument;
}

/** The documents that are open in the editor. Events about documents that are not ours or not open are ignored. */
export interface Documents {
  open(uri: string, document: { readonly languageId: string; readonly version: unknown; readonly text: string }): void;
  change(uri: string, version: unknown, changes: readonly TextChange[]): void;
  save(uri: string): void;
  close(uri: string): void;
  find(uri: string): OpenDocument | undefined;
  /** The document that stands for a path. */
  at(path: string): OpenDocument | undefined;
  all(): readonly OpenDocument[];
  onChange(listener: (change: DocumentChange) => void): void;
}

export interface DocumentsOptions {
  readonly encoding: PositionEncoding;
  /** Where documents live that have no file yet. */
  readonly untitledFolder: () => string;
}

export function createDocuments({ encoding, untitledFolder }: DocumentsOptions): Documents {
  const byUri = new Map<string, OpenDocument>();
  // Two names of one file (`%41.ts` and `A.ts`) are two documents: the one that spoke last stands for the file.
  const byPath = new Map<string, OpenDocument>();
  const listeners: ((change: DocumentChange) => void)[] = [];
  let revisions = 0;

  const put = (document: OpenDocument, kind: DocumentChange['kind']): void => {
    byUri.set(document.uri, document);
    byPath.set(document.path, document);
    for (const listener of listeners) listener({ kind, document });
  };
  return {
    open(uri, { languageId, version, text }) {
      const path = toDocumentPath(uri, languageId, untitledFolder);
      if (path === undefined) return;
      const document = { uri, path, version: toVersion(version), revision: ++revisions, text, isDirty: false };
      put(document, 'opened');
    },
    change(uri, version, changes) {
      const before = byUri.get(uri);
      if (before === undefined) return;
      const text = applyChanges(before.text, changes, encoding);
      put({ ...before, version: toVersion(version), revision: ++revisions, text, isDirty: true }, 'changed');
    },
    save(uri) {
      const before = byUri.get(uri);
      if (before !== undefined) put({ ...before, isDirty: false }, 'saved');
    },
    close(uri) {
      const document = byUri.get(uri);
      if (document === undefined) return;
      byUri.delete(uri);
      const twin = [...byUri.values()].find((other) => other.path === document.path);
      byPath.delete(document.path);
      for (const listener of listeners) listener({ kind: 'closed', document });
      if (twin !== undefined) put({ ...twin, revision: ++revisions }, 'changed');
    },
    find: (uri) => byUri.get(uri),
    at: (path) => byPath.get(path),
    all: () => [...byUri.values()],
    onChange: (listener) => void listeners.push(listener),
  };
}

function toVersion(version: unknown): number | undefined {
  return typeof version === 'number' && Number.isInteger(version) ? version : undefined;
}

const UNTITLED = /^untitled:(?:\/\/)?([^?#]*)$/iu;

/**
 * A document without a file is analysed as if it lay in the first folder, under its own name: it exists as an overlay
 * only. One that says where it will be saved is analysed there.
 */
function toDocumentPath(uri: string, languageId: string, untitledFolder: () => string): string | undefined {
  const path = pathOfUri(uri);
  if (path !== undefined) return toAnalysedPath(path, languageId);
  const name = UNTITLED.exec(uri)?.[1];
  if (name === undefined) return undefined;
  const planned = name.startsWith('/') ? pathOfUri(`file://${name}`) : undefined;
  if (planned !== undefined) return toAnalysedPath(planned, languageId);
  const safeName = name.replace(/[^\w.-]+/gu, '-').replace(/^\.+/u, '') || 'untitled';
  const folder = untitledFolder();
  return toAnalysedPath(`${folder === '/' ? '' : folder}/${safeName.slice(0, 100)}`, languageId);
}
