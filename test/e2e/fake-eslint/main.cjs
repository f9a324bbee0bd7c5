const { Diagnostic, commands, languages, window } = require('vscode');

/* Shows what Looplint shows, as the ESLint extension would show it for Looplint's plugin. */
exports.activate = () => {
  const collection = languages.createDiagnosticCollection('eslint');
  commands.registerCommand('fake-eslint.show', () => {
    const { uri } = window.activeTextEditor.document;
    const own = languages.getDiagnostics(uri).filter(({ source }) => source === 'looplint');
    const repeated = own.map(({ range, message, severity, code }) => {
      const diagnostic = new Diagnostic(range, message, severity);
      return Object.assign(diagnostic, { source: 'eslint', code: `looplint/${code.value}` });
    });
    collection.set(uri, repeated);
  });
  commands.registerCommand('fake-eslint.hide', () => collection.clear());
};
