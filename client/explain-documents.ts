import { EventEmitter, Uri, ViewColumn, commands, window, workspace, type Disposable } from 'vscode';

const SCHEME = 'looplint-explain';
/** Texts that are kept for tabs that may still be open. */
const KEPT = 50;

export interface ExplainDocuments extends Disposable {
  /** Shows a text beside the editor, read-only. The same title replaces the text that was there. */
  show(title: string, markdown: string): Promise<void>;
}

export function createExplainDocuments(): ExplainDocuments {
  const texts = new Map<string, string>();
  const changed = new EventEmitter<Uri>();
  const provider = workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => texts.get(uri.path) ?? '',
  });
  return {
    show: async (title, markdown) => {
      const uri = Uri.from({ scheme: SCHEME, path: `/${title.replaceAll('/', '-')}.md` });
      texts.delete(uri.path);
      texts.set(uri.path, markdown);
      for (const path of [...texts.keys()].slice(0, -KEPT)) texts.delete(path);
      changed.fire(uri);
      // Rendered by the editor's own preview, which runs no script and follows no command of the text: it quotes the
      // workspace, which may belong to anybody.
      await commands.executeCommand('markdown.showPreviewToSide', uri).then(undefined, () => showSource(uri));
    },
    dispose: () => {
      provider.dispose();
      changed.dispose();
    },
  };
}

/** For an editor whose Markdown extension is off. */
async function showSource(uri: Uri): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preview: true, preserveFocus: true });
}
