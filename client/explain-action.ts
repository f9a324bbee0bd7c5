import { CodeActionKind, l10n, languages, type CodeAction, type Disposable, type DocumentSelector } from 'vscode';
import { DIAGNOSTIC_SOURCE } from '../server/protocol/names.js';

/** Offers to explain a finding below its fixes, to those who look for the explanation where the fixes are. */
export function offerExplanation(selector: DocumentSelector): Disposable {
  const kinds = [CodeActionKind.QuickFix];
  return languages.registerCodeActionsProvider(
    selector,
    {
      provideCodeActions: (document, _range, { diagnostics }): CodeAction[] =>
        diagnostics
          .filter(({ source }) => source === DIAGNOSTIC_SOURCE)
          .slice(0, 1)
          .map((diagnostic) => {
            const { line, character } = diagnostic.range.start;
            const title = l10n.t('Explain this finding');
            const place = [document.uri.toString(), { line, character }];
            const command = { title, command: 'looplint.explainFinding', arguments: place };
            return { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], command };
          }),
    },
    { providedCodeActionKinds: kinds },
  );
}
