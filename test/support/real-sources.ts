import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseMarkdown } from './markdown.js';
import { projectFiles, repositoryRoot, type ProjectFile } from './repository.js';

/** Folders of source that are there after an installation: our own, and packages that ship theirs. */
const FOLDERS: readonly (readonly [folder: string, ...suffixes: string[]])[] = [
  ['rules', '.ts'],
  ['server', '.ts'],
  ['node_modules/puppeteer-core/src', '.ts'],
  ['node_modules/@puppeteer/browsers/src', '.ts'],
  ['node_modules/mongodb/src', '.ts'],
  ['node_modules/@supabase/postgrest-js/src', '.ts'],
  ['node_modules/knex/lib', '.js'],
  ['node_modules/commander/lib', '.js'],
  ['node_modules/flatted/python', '.py'],
];

/** Files of a folder of sources; none when the package no longer ships them. */
export function sourcesIn(folder: string, ...suffixes: readonly string[]): readonly ProjectFile[] {
  if (!existsSync(join(repositoryRoot, folder))) return [];
  return suffixes
    .flatMap((suffix) => projectFiles(folder, suffix))
    .filter(({ path }) => !/\.d\.[mc]?ts$/.test(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Code that people wrote, in the order of its path. */
export function realSources(): readonly ProjectFile[] {
  return FOLDERS.flatMap(([folder, ...suffixes]) => sourcesIn(folder, ...suffixes));
}

const EXTENSIONS: Readonly<Record<string, string>> = { py: 'py', python: 'py', javascript: 'js', typescript: 'ts' };
const READ: ReadonlySet<string> = new Set([
  'ts',
  'tsx',
  'js',
  'jsx',
  'mts',
  'cts',
  'mjs',
  'cjs',
  'vue',
  'svelte',
  'astro',
  'py',
]);

/** Examples of the rules' pages and spec files: dialects that few packages ship. */
export function exampleSources(): readonly ProjectFile[] {
  const pages = [...projectFiles('rules/catalogue', '.md'), ...projectFiles('test/catalogue', '.md')];
  return pages.flatMap(({ path, text }) =>
    parseMarkdown(text).flatMap(({ blocks }) =>
      blocks.flatMap(({ language, code, start }) => {
        const extension = EXTENSIONS[language] ?? language;
        return READ.has(extension) ? [{ path: `${path}-${String(start)}.${extension}`, text: code }] : [];
      }),
    ),
  );
}
