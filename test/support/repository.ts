import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the project. */
export const repositoryRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A file of the project, by its path from the root. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

/** Files under a folder of the project whose name ends so, sorted by path; none when the folder is not there. */
export function projectFiles(folder: string, suffix: string): readonly ProjectFile[] {
  return namesIn(folder)
    .filter((name) => name.endsWith(suffix) && !name.split('/').includes('node_modules'))
    .map((name) => `${folder}/${name}`)
    .sort()
    .map((path) => ({ path, text: readProjectFile(path) }));
}

export function readProjectFile(path: string): string {
  return readFileSync(join(repositoryRoot, path), 'utf8');
}

function namesIn(folder: string): readonly string[] {
  try {
    const names = readdirSync(join(repositoryRoot, folder), { recursive: true, encoding: 'utf8' });
    return names.map((name) => name.replaceAll('\\', '/'));
  } catch {
    return [];
  }
}
