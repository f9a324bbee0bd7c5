import { Uri, workspace, type ExtensionContext, type LogOutputChannel } from 'vscode';
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  TransportKind,
  type LanguageClientOptions,
  type Middleware,
} from 'vscode-languageclient/node';
import { SETTINGS_SECTION } from '../server/protocol/names.js';
import { LANGUAGES } from './languages.js';
import { fromVirtualPath, toVirtualPath } from './virtual-uris.js';

export interface ClientContext {
  readonly extension: ExtensionContext;
  readonly output: LogOutputChannel;
  readonly middleware: Middleware;
}

/**
 * A client of one server process, not yet started. It is used once: a client whose start failed cannot be started again,
 * so that whoever keeps the server running makes a new one each time.
 */
export function createClient({ extension, output, middleware }: ClientContext): LanguageClient {
  const storage = extension.storageUri ?? extension.globalStorageUri;
  const options: LanguageClientOptions = {
    documentSelector: selectorOf(workspace.workspaceFolders ?? []),
    outputChannel: output,
    traceOutputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: { cacheDirectory: storage.fsPath },
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      // Not "restart": the client would give up when a start fails. See `keepRunning`.
      closed: () => ({
        action: CloseAction.DoNotRestart,
        handled: true,
        message: 'The connection to the server ended.',
      }),
    },
    diagnosticCollectionName: SETTINGS_SECTION,
    diagnosticPullOptions: { onChange: true, onSave: true },
    uriConverters: { code2Protocol: toServerUri, protocol2Code: toEditorUri },
    middleware,
  };
  const { version } = extension.extension.packageJSON as { readonly version: string };
  const server = {
    module: extension.asAbsolutePath('dist/server.cjs'),
    transport: TransportKind.ipc,
    options: { env: { LOOPLINT_VERSION: version } },
  };
  return new QuietClient(SETTINGS_SECTION, 'Looplint', server, options);
}

/** Tells of errors in the log and, by its end, in the status item: a pop-up for each attempt to start helps nobody. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** Files, documents without a file, and whatever a virtual workspace has instead of files. */
function selectorOf(folders: readonly { readonly uri: Uri }[]): { scheme: string; language: string }[] {
  const schemes = new Set(['file', 'untitled', ...folders.map(({ uri }) => uri.scheme)]);
  return [...schemes].flatMap((scheme) => LANGUAGES.map((language) => ({ scheme, language })));
}

function toServerUri(uri: Uri): string {
  if (uri.scheme === 'file' || uri.scheme === 'untitled') return uri.toString();
  return Uri.from({ scheme: 'file', path: toVirtualPath(uri, process.platform) }).toString();
}

function toEditorUri(value: string): Uri {
  const uri = Uri.parse(value);
  const virtual = uri.scheme === 'file' ? fromVirtualPath(uri.path) : undefined;
  return virtual === undefined ? uri : Uri.from(virtual);
}
