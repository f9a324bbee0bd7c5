import type { Middleware } from 'vscode-languageclient/node';

/** Makes the server's code lenses, which are plain text for other clients, open the path that they speak of. */
export const lensCommands: Middleware = {
  provideCodeLenses: async (document, token, next) => {
    const lenses = await next(document, token);
    for (const lens of lenses ?? []) {
      const { line, character } = lens.range.start;
      const place = [document.uri.toString(), { line, character }];
      const title = lens.command?.title ?? '';
      lens.command = { title, command: 'looplint.showBlockingPath', arguments: place };
    }
    return lenses;
  },
};
