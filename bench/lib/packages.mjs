import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Puts packages into a tree, in the versions that its manifest asked for, or takes them out again when there are none:
 * they are kept beside it. A link would not do: what packages need themselves is looked for where they really are.
 * Scripts of packages never run. Says what could not be had.
 */
export function placePackages(tree, packages) {
  const home = `${tree}.packages`;
  const kept = join(home, 'node_modules');
  const inside = join(tree, 'node_modules');
  if (existsSync(home) && existsSync(inside)) renameSync(inside, kept);
  if (Object.keys(packages).length === 0) return undefined;
  const isThere = Object.keys(packages).every((name) => existsSync(join(kept, name)));
  const problem = isThere ? undefined : install(home, packages);
  if (problem === undefined) renameSync(kept, inside);
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
