import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Puts packages beside a tree, in the versions that its manifest asked for, and links them into it; takes them out of
 * its sight when there are none. Scripts of packages never run. Says what could not be had.
 */
export function linkPackages(tree, packages) {
  const link = join(tree, 'node_modules');
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() === true) rmSync(link);
  if (Object.keys(packages).length === 0) return undefined;
  const home = `${tree}.packages`;
  const modules = join(home, 'node_modules');
  const isThere = Object.keys(packages).every((name) => existsSync(join(modules, name)));
  const problem = isThere ? undefined : install(home, packages);
  if (problem === undefined && !existsSync(link)) symlinkSync(modules, link);
  return problem;
}

function install(home, packages) {
  const part = `${home}.part`;
  rmSync(part, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  writeFileSync(join(part, 'package.json'), JSON.stringify({ private: true, dependencies: packages }));
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--legacy-peer-deps'];
  const run = spawnSync('npm', ['install', ...flags], {
    cwd: part,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (run.status !== 0) return `${Object.keys(packages).join(', ')} could not be installed: ${run.stderr}`;
  renameSync(part, home);
  return undefined;
}
