/** Last name of a module specifier or path, without extension: `./routes/app.js` is `app`. */
export function moduleStem(specifier: string): string {
  const name = specifier.slice(specifier.lastIndexOf('/') + 1);
  return name.replace(/\.(?:[mc]?[jt]sx?|vue|svelte|astro|py)$/, '');
}
