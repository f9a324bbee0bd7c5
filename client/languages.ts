/** Languages of the editor that are analysed. The manifest's activation events name the same. */
export const LANGUAGES = [
  'javascript',
  'javascriptreact',
  'typescript',
  'typescriptreact',
  'vue',
  'svelte',
  'astro',
  'python',
] as const;
