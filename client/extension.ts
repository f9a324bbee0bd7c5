import { window, type ExtensionContext } from 'vscode';
import { registerCommands } from './commands.js';
import { createExplainDocuments } from './explain-documents.js';
import { offerExplanation } from './explain-action.js';
import { LANGUAGES } from './languages.js';
import { linkServer, type ServerLink } from './server-link.js';
import { createStatusItem } from './status-item.js';

let server: ServerLink | undefined;

/** Called by the editor when the first document of a language that is ours is opened. */
export function activate(extension: ExtensionContext): void {
  const output = window.createOutputChannel('Looplint', { log: true });
  const selector = [...LANGUAGES];
  const status = createStatusItem(selector);
  const documents = createExplainDocuments();
  server = linkServer({ extension, output }, status);
  const commands = registerCommands({ extension, server, documents, showOutput: () => output.show() });
  extension.subscriptions.push(output, status, documents, offerExplanation(selector), ...commands);
}

/** Called by the editor before it ends; it waits for what is returned. */
export function deactivate(): Promise<void> | undefined {
  return server?.dispose();
}
