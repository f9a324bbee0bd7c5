import type { Connection } from 'vscode-languageserver';
import type { Checks } from './checks.js';
import type { ClientFeatures } from './client-features.js';
import type { Dispatcher } from './dispatch.js';
import type { Documents } from './documents.js';
import type { Folders } from './folders.js';
import type { GatedAnalysis } from './gate.js';
import type { Log } from './log.js';
import type { SettingsStore } from './settings-store.js';
import type { Status } from './status.js';

/** What every part of a running server works with. */
export interface ServerContext {
  readonly connection: Connection;
  readonly dispatcher: Dispatcher;
  readonly log: Log;
  readonly now: () => number;
  readonly version: string;
  readonly features: ClientFeatures;
  readonly analysis: GatedAnalysis;
  readonly documents: Documents;
  readonly settings: SettingsStore;
  readonly folders: Folders;
  readonly checks: Checks;
  readonly status: Status;
  /** As the client spells it where the file is open. */
  readonly uriOf: (path: string) => string;
  /** Path under which a document is analysed, open or not; `undefined` for what is not ours. */
  readonly pathOf: (uri: string) => string | undefined;
}
