/** Requests, notifications, commands and kinds that are ours; the client and the server spell them from here. */
export const SETTINGS_SECTION = 'looplint';

/** Server to client: what the status item shows. */
export const STATUS_NOTIFICATION = 'looplint/status';

export interface ServerStatus {
  readonly state: 'starting' | 'ready' | 'busy' | 'limited';
  /** One short clause: "indexing 120 of 3,000 files", "1 file is skipped". */
  readonly detail: string;
  /** Time of the last answer about a file that somebody looks at, in ms. */
  readonly milliseconds?: number;
  /** Files that are quarantined or configuration that cannot be used, one sentence each. */
  readonly problems: readonly string[];
}

/** Client to server: forget everything derived and look again. */
export const REVALIDATE_REQUEST = 'looplint/revalidate';
/** Client to server, `{ textDocument, position }`: Markdown about what is reported there and why. */
export const EXPLAIN_REQUEST = 'looplint/explain';
/** Client to server, `{ ruleId }`: the rule's page. */
export const PAGE_REQUEST = 'looplint/page';
/** Client to server: a report for the makers, as Markdown without code. */
export const REPORT_REQUEST = 'looplint/report';
/** Client to server, `{ textDocument, position }`: the chain below the call or function there, as locations. */
export const BLOCKING_PATH_REQUEST = 'looplint/blockingPath';

/** `workspace/executeCommand` of the server: fixes of one rule in a file, folder or the workspace, with a preview. */
export const FIX_ALL_COMMAND = 'looplint.server.fixAll';

export interface FixAllArguments {
  readonly ruleId: string;
  readonly scope: 'file' | 'folder' | 'workspace';
  /** URI of the file that the command was called in. */
  readonly uri: string;
}

export const FIX_ALL_KIND = 'source.fixAll.looplint';
export const FIX_ALL_UNSAFE_KIND = 'source.fixAllUnsafe.looplint';
export const REFACTOR_KIND = 'refactor.rewrite.looplint';

/** `source` of our diagnostics. */
export const DIAGNOSTIC_SOURCE = 'looplint';
