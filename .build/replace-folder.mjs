import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** @returns {string[]} the files below a folder, relative to it */
function filesBelow(/** @type {string} */ folder) {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile() === true);
}

/**
 * Makes `target` hold what `source` holds. Every file of both is there, old or new, at every moment: each is renamed
 * over its predecessor, and only then what is left over is removed.
 *
 * @param {string} target
 * @param {string} source a folder on the same file system, left empty
 */
export function replaceFolder(target, source) {
  const fresh = filesBelow(source);
  const stale = filesBelow(target).filter((name) => !fresh.includes(name));
  for (const name of fresh) {
    mkdirSync(dirname(join(target, name)), { recursive: true });
    renameSync(join(source, name), join(target, name));
  }
  for (const name of stale) rmSync(join(target, name), { force: true });
}
