import type { ESLint } from 'eslint';
import { collectComments } from './python/comments.js';
import { createModule, createPlaces, createPythonSourceCode } from './python/source-code.js';
import type { ModuleNode, Places } from './python/source-code.js';

type Language = NonNullable<ESLint.Plugin['languages']>[string];

interface Parsed {
  readonly ok: true;
  readonly ast: ModuleNode;
  readonly places: Places;
}

/**
 * Python for ESLint. Our rules hand text and path to the engine, which parses for itself, so the tree that ESLint gets
 * is a root with the comments that speak to it: parsing cannot fail, and is ready from the first file on.
 */
export const pythonLanguage = {
  fileType: 'text',
  lineStart: 1,
  columnStart: 0,
  nodeTypeKey: 'type',
  visitorKeys: { module: [], comment: [] },
  defaultLanguageOptions: {},

  // A configuration for every file sets JavaScript's options too: they mean nothing here, and do no harm.
  validateLanguageOptions: () => undefined,
  matchesSelectorClass: () => false,

  parse(file): Parsed {
    const text = textOf(file.body);
    const places = createPlaces(text);
    return { ok: true, ast: createModule(text, collectComments(text), places), places };
  },

  createSourceCode(file, parsed) {
    const { ast, places } = parsed as unknown as Parsed;
    return createPythonSourceCode({
      text: textOf(file.body),
      ast,
      hasBOM: file.bom,
      places,
    }) as unknown as ReturnType<Language['createSourceCode']>;
  },
} satisfies Language;

function textOf(body: string | Uint8Array): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}
