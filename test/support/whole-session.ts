import type { CodeAction, Diagnostic, WorkspaceDiagnosticReport } from 'vscode-languageserver/node';
import { pathOfUri, uriOfPath } from '../../server/lsp/uris.js';
import { FIX_ALL_COMMAND } from '../../server/protocol/names.js';
import type { LanguageClient } from './language-client.js';
import { startRealClient, type ServerStart } from './language-server.js';

export interface WholeSessionOptions extends ServerStart {
  /** A real path. */
  readonly folder: string;
  /** Files that the editor opens, with their texts. */
  readonly open: Readonly<Record<string, string>>;
  readonly cacheDirectory?: string;
  /** More that the client does before the server ends. */
  readonly also?: (client: LanguageClient) => Promise<void>;
}

export interface WholeSession {
  /** As the command line writes them in its compact form: `src/a.ts:2:1 no-floating-promises`; sorted. */
  readonly findings: readonly string[];
  readonly logged: readonly string[];
  readonly stderr: string;
  readonly exit: number | string;
}

/**
 * A session in which an editor asks a server, in a process of its own, for everything that there is to ask, and ends it.
 * Findings are those of the disk.
 */
export async function runWholeSession(options: WholeSessionOptions): Promise<WholeSession> {
  const { folder, open, cacheDirectory, also, ...start } = options;
  const client = await startRealClient(
    {
      folders: [folder],
      settings: () => ({ diagnosticMode: 'workspace', codeLens: { enable: true }, inlayHints: { enable: true } }),
      ...(cacheDirectory === undefined ? {} : { initializationOptions: { cacheDirectory } }),
    },
    { cwd: folder, ...start },
  );
  const report = await client.request<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds: [] });
  for (const [name, text] of Object.entries(open)) await useFile(client, `${folder}/${name}`, text);
  await client.request('looplint/report', {});
  await client.request('looplint/page', { ruleId: 'no-floating-promises' });
  const [first = ''] = Object.keys(open);
  const everything = { ruleId: 'no-floating-promises', scope: 'workspace', uri: uriOfPath(`${folder}/${first}`) };
  await client.request('workspace/executeCommand', { command: FIX_ALL_COMMAND, arguments: [everything] });
  const changes = Object.keys(open).map((name) => ({ uri: uriOfPath(`${folder}/${name}`), type: 2 }));
  await client.notify('workspace/didChangeWatchedFiles', { changes });
  await client.request('looplint/revalidate');
  await also?.(client);
  await client.request('shutdown');
  await client.notify('exit');
  const exit = await client.ended;
  const findings = report.items.flatMap((item) => (item.kind === 'full' ? toLines(folder, item.uri, item.items) : []));
  return { findings: findings.sort(), logged: client.logged, stderr: client.stderr(), exit };
}

/** Opens a file, asks everything about it at each finding, types in it, saves it and closes it. */
async function useFile(client: LanguageClient, path: string, text: string): Promise<void> {
  const uri = await client.open(path, text, path.endsWith('.py') ? 'python' : 'typescript');
  const textDocument = { uri };
  const { items } = await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument });
  for (const { range } of items) {
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument,
      range,
      context: { diagnostics: [] },
    });
    for (const action of actions) if (action.data !== undefined) await client.request('codeAction/resolve', action);
    const ask = { textDocument, position: range.start };
    for (const method of ['textDocument/hover', 'looplint/explain', 'looplint/blockingPath'])
      await client.request(method, ask);
    const prepared = await client.request<readonly unknown[] | null>('textDocument/prepareCallHierarchy', ask);
    for (const item of prepared ?? [])
      for (const method of ['callHierarchy/incomingCalls', 'callHierarchy/outgoingCalls'])
        await client.request(method, { item });
  }
  await client.request('textDocument/codeLens', { textDocument });
  const start = { line: 0, character: 0 };
  await client.request('textDocument/inlayHint', { textDocument, range: { start, end: { line: 1000, character: 0 } } });
  await client.request('textDocument/codeAction', {
    textDocument,
    range: { start, end: start },
    context: { diagnostics: [], only: ['source.fixAll'] },
  });
  await client.type(path, 2, `${text}\n`);
  await client.request('textDocument/diagnostic', { textDocument });
  await client.notify('textDocument/didSave', { textDocument });
  await client.close(path);
}

function toLines(folder: string, uri: string, items: readonly Diagnostic[]): readonly string[] {
  const name = (pathOfUri(uri) ?? '').slice(folder.length + 1);
  return items.map(({ range, code }) => {
    const { line, character } = range.start;
    return `${name}:${String(line + 1)}:${String(character + 1)} ${String(code)}`;
  });
}
