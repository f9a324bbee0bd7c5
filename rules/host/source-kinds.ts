import type { Language } from '../model/language.js';

const LANGUAGES: Readonly<Record<string, Language>> = {
  '.ts': 'javascript',
  '.tsx': 'javascript',
  '.mts': 'javascript',
  '.cts': 'javascript',
  '.js': 'javascript',
  '.jsx': 'javascript',
  '.mjs': 'javascript',
  '.cjs': 'javascript',
  '.vue': 'javascript',
  '.svelte': 'javascript',
  '.astro': 'javascript',
  '.py': 'python',
};

/** Extensions of the files that are analysed, for messages. */
export const SOURCE_EXTENSIONS: readonly string[] = Object.keys(LANGUAGES);

/** The language in which a file is analysed; `undefined` for what runs nothing and for everything else. */
export function findLanguage(path: string): Language | undefined {
  if (isDeclarationFile(path) || isTypeTest(path)) return undefined;
  const dot = path.lastIndexOf('.');
  return dot < 0 ? undefined : LANGUAGES[path.slice(dot)];
}

/** `a.d.ts`, `a.d.mts`, `a.d.cts`, and `a.d.css.ts` for a module that is not code. */
export function isDeclarationFile(path: string): boolean {
  return /\.d\.(?:[cm]?ts|[^./]+\.ts)$/u.test(path);
}

/** `a.test-d.ts`, as tsd and Vitest have it: its types are checked, and it is never run. */
export function isTypeTest(path: string): boolean {
  return /\.test-d\.[cm]?tsx?$/u.test(path);
}
