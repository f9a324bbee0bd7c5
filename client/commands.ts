import { Uri, commands, env, l10n, version, window, workspace, type Disposable, type ExtensionContext } from 'vscode';
import type { Location } from 'vscode-languageclient/node';
import {
  BLOCKING_PATH_REQUEST,
  EXPLAIN_REQUEST,
  REPORT_REQUEST,
  REVALIDATE_REQUEST,
} from '../server/protocol/names.js';
import type { ExplainDocuments } from './explain-documents.js';
import { fixAllOfKind } from './fix-all-of-kind.js';
import { placeOf, type CommandPlace } from './command-place.js';
import type { ServerLink } from './server-link.js';

export interface CommandContext {
  readonly extension: ExtensionContext;
  readonly server: ServerLink;
  readonly documents: ExplainDocuments;
  readonly showOutput: () => void;
}

/** The commands of the manifest. Those about a place take `(uri, position)`, or the cursor where there is none. */
export function registerCommands(context: CommandContext): readonly Disposable[] {
  const { server, showOutput } = context;
  const table: Readonly<Record<string, (uri?: unknown, position?: unknown) => unknown>> = {
    restart: () => server.restart(),
    showOutput,
    revalidate: () => server.ask(REVALIDATE_REQUEST),
    explainFinding: (uri, position) => at(uri, position, (place) => explain(context, place)),
    showBlockingPath: (uri, position) => at(uri, position, (place) => showBlockingPath(context, place)),
    fixAllOfKind: (uri, position) => at(uri, position, (place) => fixAllOfKind(server, place)),
    collectReport: () => collectReport(context),
    openSample: () => openSample(context),
  };
  return Object.entries(table).map(([name, run]) => commands.registerCommand(`looplint.${name}`, run));
}

async function at(uri: unknown, position: unknown, run: (place: CommandPlace) => Promise<void>): Promise<void> {
  const place = placeOf(uri, position);
  if (place === undefined) void window.showInformationMessage(l10n.t('Put the cursor on a finding first.'));
  else await run(place);
}

async function explain({ server, documents }: CommandContext, place: CommandPlace): Promise<void> {
  const markdown = await server.ask<string | null>(EXPLAIN_REQUEST, (client) => paramsOf(client, place));
  if (markdown === undefined) return;
  if (markdown === null) {
    void window.showInformationMessage(l10n.t('Looplint does not analyse this document.'));
    return;
  }
  const name = workspace.asRelativePath(place.uri);
  await documents.show(`${name}:${String(place.position.line + 1)}`, markdown);
}

async function showBlockingPath({ server }: CommandContext, place: CommandPlace): Promise<void> {
  const hops = await server.ask<readonly Location[] | null>(BLOCKING_PATH_REQUEST, (client) => paramsOf(client, place));
  const converter = server.client()?.protocol2CodeConverter;
  if (hops === undefined || converter === undefined) return;
  const locations = (hops ?? []).map((hop) => converter.asLocation(hop));
  if (locations.length === 0) void window.showInformationMessage(l10n.t('No blocking path starts here.'));
  else await commands.executeCommand('editor.action.peekLocations', place.uri, place.position, locations, 'peek');
}

function paramsOf(client: NonNullable<ReturnType<ServerLink['client']>>, { uri, position }: CommandPlace): object {
  const converter = client.code2ProtocolConverter;
  return { textDocument: { uri: converter.asUri(uri) }, position: converter.asPosition(position) };
}

/** Opens the report as a document without a name: the user reads it, and saves it where it should go. */
async function collectReport({ server }: CommandContext): Promise<void> {
  const report = await server.ask<string | null>(REPORT_REQUEST);
  const lines = [
    report ?? '# Looplint report\n\nThe server gave none.\n',
    '## Editor',
    '',
    `* ${env.appName} ${version}, ${env.remoteName ?? 'no remote'}`,
    `* Trusted workspace: ${workspace.isTrusted ? 'yes' : 'no'}`,
    '',
  ];
  const document = await workspace.openTextDocument({ language: 'markdown', content: lines.join('\n') });
  await window.showTextDocument(document);
}

async function openSample({ extension }: CommandContext): Promise<void> {
  const file = Uri.joinPath(extension.extensionUri, 'client', 'media', 'sample.txt');
  const content = new TextDecoder().decode(await workspace.fs.readFile(file));
  const document = await workspace.openTextDocument({ language: 'typescript', content });
  await window.showTextDocument(document);
}
