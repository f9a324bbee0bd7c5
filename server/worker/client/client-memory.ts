import type { FolderSetup, QuarantinedFile, WorkspaceEvent } from '../../protocol/analysis.js';

/** What a new thread has to be told. */
export interface ClientMemory {
  remember(event: WorkspaceEvent): void;
  /** In the order in which a thread needs them. */
  events(): readonly WorkspaceEvent[];
  readonly hasDocuments: boolean;
  /** Puts a file into quarantine. The thread finds out what text it holds: to read it is nothing for the main thread. */
  blame(path: string, reason: string): void;
}

export function createClientMemory(): ClientMemory {
  let folders: readonly FolderSetup[] = [];
  let quarantine: readonly QuarantinedFile[] = [];
  const texts = new Map<string, WorkspaceEvent>();
  return {
    remember(event) {
      if (event.kind === 'folders') folders = event.folders;
      if (event.kind === 'quarantine') quarantine = event.files;
      if (event.kind === 'text') texts.set(event.path, event);
      if (event.kind === 'closed') texts.delete(event.path);
    },
    events: () => [
      { kind: 'folders', folders },
      ...(quarantine.length === 0 ? [] : [{ kind: 'quarantine', files: quarantine } as const]),
      ...texts.values(),
    ],
    get hasDocuments() {
      return texts.size > 0;
    },
    blame(path, reason) {
      quarantine = [...quarantine.filter((file) => file.path !== path), { path, hash: '', reason }];
    },
  };
}
