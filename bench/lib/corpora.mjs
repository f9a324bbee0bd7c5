import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const benchFolder = fileURLToPath(new URL('..', import.meta.url));
export const resultsFolder = join(benchFolder, '.results');

const isTypeScript = (name) => /\.[mc]?tsx?$/.test(name) && !/\.d(\.[^.]+)?\.[mc]?ts$/.test(name);

/** The corpora of `corpus.json` with the folders of their copies; `home` holds `pristine` and `mutated`. */
export function readCorpora(root = join(benchFolder, '.corpus')) {
  const entries = JSON.parse(readFileSync(join(benchFolder, 'corpus.json'), 'utf8'));
  return entries.map((entry) => withFolders(entry, resolve(root, entry.name)));
}

/** @param {string} home the folder with the copies of this corpus */
export function withFolders(entry, home) {
  // Tools answer with real paths.
  const real = existsSync(home) ? realpathSync(home) : home;
  return { exclude: [], edits: {}, ...entry, pristine: join(real, 'pristine'), mutated: join(real, 'mutated') };
}

export const isPrepared = (corpus) => existsSync(corpus.pristine);

/** The TypeScript files under test, relative to `root`, sorted. */
export function listFiles(corpus, root) {
  const files = [];
  for (const folder of corpus.folders) collect(root, folder, corpus.exclude, files);
  return files.sort();
}

function collect(root, folder, exclude, files) {
  if (exclude.includes(folder) || !existsSync(join(root, folder))) return;
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory() && entry.name !== 'node_modules') collect(root, path, exclude, files);
    else if (entry.isFile() && isTypeScript(entry.name) && !exclude.includes(path)) files.push(path);
  }
}

/** Lines and bytes of the files under test. */
export function measureSize(root, files) {
  let lines = 0;
  let bytes = 0;
  for (const file of files) {
    const path = join(root, file);
    bytes += statSync(path).size;
    lines += readFileSync(path, 'utf8').split('\n').length - 1;
  }
  return { files: files.length, lines, bytes };
}

/** A short name for what the result of a run depends on: the corpus and its state. */
export const corpusKey = (corpus) => `${corpus.name}-${stateOf(corpus).slice(0, 12)}`;

function stateOf(corpus) {
  if (corpus.packages === undefined) return corpus.commit;
  const hash = createHash('sha256');
  for (const name of Object.keys(corpus.packages))
    hash.update(readFileSync(join(benchFolder, 'node_modules', name, 'package.json')));
  return hash.digest('hex');
}
