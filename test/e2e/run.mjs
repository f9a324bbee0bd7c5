import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Unavailable, ensureBrowser, ensureProgram, ensureWorkbench, repositoryRoot } from './setup.mjs';

/*
 * `npm run test:e2e`: builds and packages the extension, installs what the tests run if it is missing, and runs them.
 * `UPDATE=1` writes the screenshots to `docs/screenshots`, else they go to a temporary folder. Names of test files as
 * arguments run those alone.
 */
const folder = join(repositoryRoot, 'test', 'e2e');
const isCi = process.env.CI !== undefined && process.env.CI !== 'false';
/** Is there when the extension was packaged. */
const PACKAGER = join(repositoryRoot, '.build', 'vsix', 'node_modules', '@vscode', 'vsce', 'vsce');
const work = mkdtempSync(join(tmpdir(), 'looplint-e2e-'));

/** What a test file needs; what cannot be had skips it, but not in CI. */
const NEEDS = {
  'neovim.test.mjs': () => ({ LOOPLINT_E2E_NVIM: ensureProgram('nvim', 'neovim') }),
  'workbench.test.mjs': needWorkbench,
  'restricted-mode.test.mjs': needWorkbench,
};

try {
  process.exitCode = main(process.argv.slice(2));
} finally {
  rmSync(work, { recursive: true, force: true });
}

function main(chosen) {
  const vsix = join(work, 'looplint.vsix');
  execFileSync(process.execPath, [join(repositoryRoot, '.build', 'package.mjs'), '--out', vsix], { stdio: 'inherit' });
  const fake = join(work, 'fake-eslint.vsix');
  const options = ['--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', fake];
  execFileSync(process.execPath, [PACKAGER, 'package', ...options], {
    cwd: join(folder, 'fake-eslint'),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const shots = process.env.UPDATE ? join(repositoryRoot, 'docs', 'screenshots') : join(work, 'screenshots');
  mkdirSync(shots, { recursive: true });
  const shared = { LOOPLINT_E2E_VSIX: vsix, LOOPLINT_E2E_FAKE_ESLINT: fake, LOOPLINT_E2E_SHOTS: shots };
  const files = Object.keys(NEEDS).filter((name) => chosen.length === 0 || chosen.includes(name));
  // One after the other: each has two cores' worth of browser and editor.
  const failed = files.filter((name) => !runFile(name, shared));
  if (failed.length > 0) console.error(`\nFailed: ${failed.join(', ')}`);
  return failed.length > 0 ? 1 : 0;
}

function runFile(name, shared) {
  const path = join(folder, name);
  if (!existsSync(path)) throw new Error(`There is no ${path}.`);
  let needed;
  try {
    needed = NEEDS[name]();
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    console.error(`${name} is ${isCi ? 'not possible' : 'skipped'}: ${error.message}`);
    return !isCi;
  }
  const env = { ...process.env, ...shared, ...needed };
  const { status } = spawnSync(process.execPath, ['--test', '--test-reporter=spec', path], { env, stdio: 'inherit' });
  return status === 0;
}

function needWorkbench() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Unavailable('the workbench runs on a Node for Linux on x64.');
  const browser = ensureBrowser();
  ensureWorkbench();
  return { LOOPLINT_E2E_CHROMIUM: browser };
}
