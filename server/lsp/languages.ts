/** Extension that stands for a language of the editor, where a name says nothing. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  javascript: '.js',
  javascriptreact: '.jsx',
  typescript: '.ts',
  typescriptreact: '.tsx',
  vue: '.vue',
  svelte: '.svelte',
  astro: '.astro',
  python: '.py',
};

export const SOURCE_GLOB = '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,vue,svelte,astro,py}';

const SOURCE_NAME = /\.(?:[cm]?[jt]s|[jt]sx|vue|svelte|astro|py)$/u;

export function isSourceName(path: string): boolean {
  return SOURCE_NAME.test(path);
}

/**
 * The path under which a document is analysed: its own when the extension says the language, else with the extension of
 * the editor's language behind it, which is a file that no disk has. `undefined` for languages that are not ours.
 */
export function toAnalysedPath(path: string, languageId: string): string | undefined {
  if (isSourceName(path)) return path;
  const extension = Object.hasOwn(EXTENSIONS, languageId) ? EXTENSIONS[languageId] : undefined;
  return extension === undefined ? undefined : path + extension;
}
