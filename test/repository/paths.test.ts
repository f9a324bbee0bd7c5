import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repositoryRoot } from '../support/repository.js';

/** Folders that exist on somebody's machine, not in every clone; and hosts of package mirrors in a lockfile. */
const LOCAL = [
  /(?<![\w./-])\/(?:home|Users|root|work|workspace|tmp)\/[\w.-]+/,
  /(?<![\w./-])[A-Z]:\\(?:Users|Work)\\/,
  /\b(?:localhost|127\.0\.0\.1|192\.168\.\d+\.\d+):\d{2,5}\b/,
];
/** Tests name such paths as data: what a user's path may look like. */
const INVENTED = /^test\/.*\.(?:test\.ts|md)$/;

it('names no path of a machine', () => {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
  });
  // A file that was deleted and not yet committed is still on the list.
  const isThere = (path: string): boolean => existsSync(join(repositoryRoot, path));
  const paths = listed.split('\0').filter((path) => path !== '' && !INVENTED.test(path) && isThere(path));
  expect(paths.length).toBeGreaterThan(20);
  const found = paths.flatMap((path) => {
    const text = readFileSync(join(repositoryRoot, path), 'utf8');
    const hits = LOCAL.flatMap((pattern) => pattern.exec(text)?.[0] ?? []);
    const home = [repositoryRoot, homedir()].filter((folder) => folder.length > 5 && text.includes(`${folder}/`));
    return [...hits, ...home].map((hit) => `${path}: ${hit}`);
  });
  expect(found).toEqual([]);
});
