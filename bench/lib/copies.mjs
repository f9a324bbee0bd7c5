import {
  appendFileSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { listFiles } from './corpora.mjs';
import { mutate } from './mutate.mjs';

/**
 * Applies the edits that `corpus.json` names: a setting that TypeScript 7 no longer has would keep the tools built on
 * it from reading the project at all. Every tool sees the edited file.
 */
export function applyEdits(corpus) {
  for (const [file, replacements] of Object.entries(corpus.edits)) {
    const path = join(corpus.pristine, file);
    let text = readFileSync(path, 'utf8');
    for (const [from, to] of Object.entries(replacements)) text = text.replaceAll(from, to);
    writeFileSync(path, text);
  }
}

/** Writes the mutated copy beside the pristine one; answers how many keywords were blanked. */
export function buildMutatedCopy(corpus) {
  rmSync(corpus.mutated, { recursive: true, force: true });
  copyTree(corpus.pristine, corpus.mutated);
  let sites = 0;
  const files = listFiles(corpus, corpus.mutated);
  for (const file of files) {
    const path = join(corpus.mutated, file);
    const result = mutate(path, readFileSync(path, 'utf8'));
    sites += result.sites;
    writeFileSync(path, result.text);
  }
  return { files: files.length, sites };
}

/**
 * Copies a project. What is installed in it is hard-linked file by file, so that the copy is a project like any other:
 * with links to the packages of the first copy, every path would lead out of it.
 */
export function copyTree(from, to, place = copyFileSync, root = { from: realpathSync(from), to }) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.name === '.git' || entry.name === '.cache') continue;
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    const placeInside = entry.name === 'node_modules' ? linkOrCopy : place;
    if (entry.isDirectory()) copyTree(source, target, placeInside, root);
    else if (entry.isSymbolicLink()) copyLink(source, target, root);
    else if (entry.isFile()) place(source, target);
  }
}

/** Puts the file there without using room for it. */
export function linkOrCopy(source, target) {
  try {
    linkSync(source, target);
  } catch {
    // Another file system, or more links than it allows.
    copyFileSync(source, target);
  }
}

function copyLink(source, target, root) {
  const link = readlinkSync(source);
  const inside = relative(root.from, resolve(dirname(source), link));
  const isAbsoluteInside = isAbsolute(link) && !inside.startsWith('..');
  symlinkSync(isAbsoluteInside ? relative(dirname(target), join(root.to, inside)) : link, target);
}

/** Ends every file with a comment of its copy: equal files could share work that four real projects do not share. */
export function makeDistinct(folder, files, index) {
  for (const file of files) appendFileSync(join(folder, file), `\n// Copy ${index}.\n`);
}
