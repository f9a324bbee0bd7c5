import { commands, l10n, languages, window, type Diagnostic, type QuickPickItem } from 'vscode';
import { DIAGNOSTIC_SOURCE, FIX_ALL_COMMAND, type FixAllArguments } from '../server/protocol/names.js';
import type { CommandPlace } from './command-place.js';
import type { ServerLink } from './server-link.js';

/** Asks for a rule, of those that found something at the place, and how far to go; the server previews the edits. */
export async function fixAllOfKind(server: ServerLink, place: CommandPlace): Promise<void> {
  const client = server.client();
  if (client === undefined) return;
  const rules = rulesAt(place);
  if (rules.length === 0) {
    void window.showInformationMessage(l10n.t('Looplint has no finding in this file.'));
    return;
  }
  const title = l10n.t('Fix all findings of which rule?');
  const ruleId = rules.length === 1 ? rules[0] : await window.showQuickPick([...rules], { title });
  if (ruleId === undefined) return;
  const scope = await pickScope(ruleId);
  if (scope === undefined) return;
  const uri = client.code2ProtocolConverter.asUri(place.uri);
  const argument: FixAllArguments = { ruleId, scope, uri };
  await commands.executeCommand(FIX_ALL_COMMAND, argument);
}

/** Rules of the findings under the cursor, else on its line, else in the file. */
function rulesAt({ uri, position }: CommandPlace): readonly string[] {
  const own = languages.getDiagnostics(uri).filter(({ source }) => source === DIAGNOSTIC_SOURCE);
  const circles = [
    own.filter(({ range }) => range.contains(position)),
    own.filter(({ range }) => range.start.line <= position.line && position.line <= range.end.line),
    own,
  ];
  const nearest = circles.find((findings) => findings.length > 0) ?? [];
  return [...new Set(nearest.map(ruleOf))].sort();
}

function ruleOf({ code }: Diagnostic): string {
  return String(typeof code === 'object' ? code.value : (code ?? ''));
}

async function pickScope(ruleId: string): Promise<FixAllArguments['scope'] | undefined> {
  const items: readonly (QuickPickItem & { readonly scope: FixAllArguments['scope'] })[] = [
    { label: l10n.t('In this file'), scope: 'file' },
    { label: l10n.t('In this folder'), scope: 'folder' },
    { label: l10n.t('In the workspace'), scope: 'workspace' },
  ];
  const picked = await window.showQuickPick(items, { title: l10n.t('Fix all findings of {0}', ruleId) });
  return picked?.scope;
}
