import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a run can read: sources, and the manifests and settings that say how they belong together. */
const wanted = /\.(?:[cm]?[jt]s|[jt]sx|vue|svelte|astro|jsonc?|ya?ml|gitignore)$/;
const regularFile = /^100\d+ blob ([0-9a-f]+)\t(.+)$/s;

/** The git folder of a repository under `root`: a checkout or a bare clone, as `owner+name`, `owner/name` or `name`. */
export function findRepository(root, repository) {
  const [owner, name] = repository.split('/');
  const paths = [`${owner}+${name}/repo`, `${owner}+${name}`, `${owner}/${name}`, name];
  return paths
    .map((path) => join(root, path))
    .find((folder) => existsSync(join(folder, '.git')) || existsSync(join(folder, 'HEAD')));
}

/** The text files of one commit, taken out of a clone once and kept. */
export function ensureTree(trees, clone, { repository, parent }) {
  const folder = join(trees, `${repository.replace('/', '+')}-${parent.slice(0, 12)}`);
  if (!existsSync(folder)) {
    const part = `${folder}.part`;
    rmSync(part, { recursive: true, force: true });
    writeTree(clone, parent, part);
    renameSync(part, folder);
  }
  return realpathSync(folder);
}

/** Blobs are asked for one by one, because `git archive` ends at the first that a partial clone does not have. */
function writeTree(clone, commit, folder) {
  const listed = git(clone, ['ls-tree', '-r', '-z', '--full-tree', commit]).toString('utf8').split('\0');
  const files = listed.flatMap((entry) => {
    const [, blob, path] = regularFile.exec(entry) ?? [];
    return path !== undefined && wanted.test(path) ? [{ blob, path }] : [];
  });
  const blobs = git(clone, ['cat-file', '--batch'], files.map(({ blob }) => `${blob}\n`).join(''));
  let at = 0;
  for (const { path } of files) {
    const lineEnd = blobs.indexOf(10, at);
    const [, type, size] = blobs.toString('latin1', at, lineEnd).split(' ');
    at = lineEnd + 1;
    if (type !== 'blob') continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), blobs.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
}

function git(clone, args, input) {
  const run = spawnSync('git', ['-C', clone, ...args], { input, maxBuffer: 2 ** 31 - 1 });
  if (run.status !== 0) throw new Error(`git ${args[0]} in ${clone}: ${run.stderr}`);
  return run.stdout;
}
