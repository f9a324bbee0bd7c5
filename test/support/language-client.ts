import { PassThrough } from 'node:stream';
import {
  createConnection,
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type InitializeResult,
  type MessageConnection,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { startServer, type ServerEnvironment } from '../../server/lsp/start-server.js';
import { uriOfPath } from '../../server/lsp/uris.js';

/** A client of a server, in this process or in one of its own. */
export interface LanguageClient {
  readonly connection: MessageConnection;
  readonly result: InitializeResult;
  /** What the server sent, oldest first. */
  readonly published: readonly PublishDiagnosticsParams[];
  readonly notified: readonly { readonly method: string; readonly params: unknown }[];
  readonly requested: readonly { readonly method: string; readonly params: unknown }[];
  readonly logged: readonly string[];
  request<Result = unknown>(method: string, params?: unknown): Promise<Result>;
  notify(method: string, params?: unknown): Promise<void>;
  open(path: string, text: string, languageId?: string): Promise<string>;
  /** Replaces the whole text. */
  type(path: string, version: number, text: string): Promise<void>;
  close(path: string): Promise<void>;
  /** What the client shows for a file. */
  shown(path: string): PublishDiagnosticsParams | undefined;
}

export interface ClientOptions {
  readonly capabilities?: unknown;
  readonly folders?: readonly string[];
  readonly initializationOptions?: unknown;
  /** What `workspace/configuration` answers for a scope. */
  readonly settings?: (scopeUri: string | undefined) => unknown;
  /** What the client answers to requests of the server. */
  readonly answer?: (method: string, params: unknown) => unknown;
}

/** What the editor says of itself that asks for diagnostics. */
export const PULL_CAPABILITIES = {
  general: { positionEncodings: ['utf-16'] },
  window: { workDoneProgress: true },
  workspace: {
    applyEdit: true,
    configuration: true,
    workspaceFolders: true,
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: { groupsOnLabel: true } },
  },
  textDocument: {
    diagnostic: {
      dynamicRegistration: true,
      relatedInformation: true,
      codeDescriptionSupport: true,
      tagSupport: { valueSet: [1, 2] },
    },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix', 'refactor', 'source'] } },
      isPreferredSupport: true,
      disabledSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
  },
};

/** One that has them sent, and that can do little else. */
export const PUSH_CAPABILITIES = {
  textDocument: {
    publishDiagnostics: { relatedInformation: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } }, isPreferredSupport: true },
  },
};

/** Connects a client with a server in this process. */
export async function startClient(
  environment: Omit<ServerEnvironment, 'version' | 'now'> & Partial<ServerEnvironment>,
  options: ClientOptions = {},
): Promise<LanguageClient> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  const delays = { push: 1, refresh: 1, calm: 1, status: 1, ...environment.delays };
  startServer(server, { version: '1.2.3', now: () => performance.now(), ...environment, delays });
  return connectClient(new StreamMessageReader(toClient), new StreamMessageWriter(toServer), options);
}

/** Opens a conversation with a server that is there. */
export async function connectClient(
  reader: StreamMessageReader,
  writer: StreamMessageWriter,
  { capabilities = PULL_CAPABILITIES, folders = [], initializationOptions, settings, answer }: ClientOptions,
): Promise<LanguageClient> {
  const connection = createMessageConnection(reader, writer);
  const published: PublishDiagnosticsParams[] = [];
  const notified: { readonly method: string; readonly params: unknown }[] = [];
  const requested: { readonly method: string; readonly params: unknown }[] = [];
  const logged: string[] = [];
  connection.onNotification((method, params) => {
    notified.push({ method, params });
    if (method === 'textDocument/publishDiagnostics') published.push(params as unknown as PublishDiagnosticsParams);
    if (method === 'window/logMessage') logged.push((params as unknown as { readonly message: string }).message);
  });
  connection.onUnhandledProgress((params) => void notified.push({ method: '$/progress', params }));
  connection.onRequest((method, params) => {
    requested.push({ method, params });
    const given = answer?.(method, params);
    if (given !== undefined) return given;
    if (method !== 'workspace/configuration') return null;
    const { items } = params as unknown as { readonly items: readonly { readonly scopeUri?: string }[] };
    return items.map(({ scopeUri }) => settings?.(scopeUri) ?? null);
  });
  connection.listen();
  const request = <Result>(method: string, params?: unknown): Promise<Result> =>
    connection.sendRequest<Result>(method, params);
  const workspaceFolders = folders.map((path) => ({ uri: uriOfPath(path), name: path }));
  const result = await request<InitializeResult>('initialize', {
    processId: null,
    capabilities,
    workspaceFolders,
    initializationOptions,
  });
  await connection.sendNotification('initialized', {});
  return {
    connection,
    result,
    published,
    notified,
    requested,
    logged,
    request,
    notify: (method, params) => connection.sendNotification(method, params),
    async open(path, text, languageId = 'typescript') {
      const uri = uriOfPath(path);
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId, version: 1, text },
      });
      return uri;
    },
    type: (path, version, text) =>
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: uriOfPath(path), version },
        contentChanges: [{ text }],
      }),
    close: (path) => connection.sendNotification('textDocument/didClose', { textDocument: { uri: uriOfPath(path) } }),
    shown: (path) => published.findLast(({ uri }) => uri === uriOfPath(path)),
  };
}

/** Longest wait for something that has to happen, in ms: only what will never happen takes so long. */
const PATIENCE = 30_000;

/** Waits for a condition; fails with its words when it does not come. */
export async function until<Value>(what: string, find: () => Value | undefined | false): Promise<Value> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const found = find();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error(`It never happened: ${what}.`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
