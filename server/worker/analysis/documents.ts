/** A document that an editor shows; its text wins over the disk. */
export interface OpenDocument {
  /** As the editor names it. */
  readonly path: string;
  readonly version: number;
  /** As the editor has it. */
  readonly text: string;
  /** Without its byte order mark. */
  readonly code: string;
}

/** Open documents by their real paths. */
export interface Documents {
  find(real: string): OpenDocument | undefined;
  open(real: string, document: { readonly path: string; readonly version: number; readonly text: string }): void;
  close(real: string): void;
  /** Real paths, in the order in which they were opened. */
  readonly paths: readonly string[];
}

export function createDocuments(): Documents {
  const documents = new Map<string, OpenDocument>();
  return {
    find: (real) => documents.get(real),
    open: (real, { path, version, text }) =>
      void documents.set(real, { path, version, text, code: text.startsWith('\uFEFF') ? text.slice(1) : text }),
    close: (real) => void documents.delete(real),
    get paths() {
      return [...documents.keys()];
    },
  };
}
