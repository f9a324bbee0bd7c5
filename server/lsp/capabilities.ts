import { TextDocumentSyncKind, type InitializeResult } from 'vscode-languageserver';
import { FIX_ALL_COMMAND } from '../protocol/names.js';
import { ACTION_KINDS } from './actions/code-actions.js';
import type { ClientFeatures } from './client-features.js';
import { FILE_OPERATIONS } from './watch.js';

/** What the server offers. A client that can ask for diagnostics asks; the others have them sent: never both. */
export function describeServer(features: ClientFeatures, version: string): InitializeResult {
  return {
    serverInfo: { name: 'looplint', version },
    capabilities: {
      positionEncoding: features.encoding,
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
      ...(features.pullsDiagnostics && {
        diagnosticProvider: { identifier: 'looplint', interFileDependencies: true, workspaceDiagnostics: true },
      }),
      codeActionProvider: { codeActionKinds: [...ACTION_KINDS], resolveProvider: features.resolvesEdits },
      hoverProvider: true,
      callHierarchyProvider: true,
      codeLensProvider: { resolveProvider: false },
      inlayHintProvider: { resolveProvider: false },
      executeCommandProvider: { commands: [FIX_ALL_COMMAND] },
      workspace: {
        workspaceFolders: { supported: true, changeNotifications: true },
        fileOperations: FILE_OPERATIONS,
      },
    },
  };
}
