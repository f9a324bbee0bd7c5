import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
export const repositoryRoot = join(here, '..', '..');
/** Where the workbench is installed; another place can be named, for instance one that is kept between runs. */
export const modules = process.env.LOOPLINT_E2E_MODULES ?? join(here, 'node_modules');

/** A test that cannot run here. In CI nothing may be missing. */
export class Unavailable extends Error {}

/**
 * Installs the workbench as the lockfile says. No install script runs: those of the workbench want another Node and a
 * compiler, for parts that these tests do without.
 */
export function ensureWorkbench() {
  const wanted = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')).dependencies;
  const stamp = join(modules, '.looplint-ready');
  const key = JSON.stringify(wanted);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return;
  if (process.env.LOOPLINT_E2E_MODULES === undefined) {
    npm(['ci', '--ignore-scripts'], here);
    // Its lockfile lacks a package that its manifest asks for, so that `npm ci` refuses.
    npm(['install', '--omit=dev', '--ignore-scripts'], join(modules, 'code-server', 'lib', 'vscode'));
  }
  linkTypescript();
  writeFileSync(stamp, key);
}

/** The workbench's own TypeScript extension finds its compiler here; without it, it complains all over the screen. */
function linkTypescript() {
  const link = join(modules, 'code-server', 'lib', 'vscode', 'extensions', 'node_modules', 'typescript');
  if (existsSync(link)) return;
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(join(repositoryRoot, 'node_modules', 'typescript'), link, 'dir');
}

/** Path of the browser that shows the workbench. */
export function ensureBrowser() {
  if (process.env.CHROMIUM !== undefined) return process.env.CHROMIUM;
  return ensureProgram('chromium', 'chromium');
}

/** Path of a program, which is installed from Debian's packages when that is possible. */
export function ensureProgram(program, debianPackage) {
  const found = find(program);
  if (found !== undefined) return found;
  const failure = installPackage(debianPackage);
  const installed = find(program);
  if (installed === undefined) throw new Unavailable(`${program} is missing, and cannot be installed: ${failure}.`);
  return installed;
}

/** Says why it did not work. */
function installPackage(name) {
  if (find('apt-get') === undefined) return 'there is no apt-get';
  if (process.getuid?.() !== 0) return 'that takes root';
  try {
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name]);
    return 'apt-get did not bring it';
  } catch (error) {
    return error.message;
  }
}

function find(program) {
  const folders = (process.env.PATH ?? '').split(':');
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

function npm(parameters, cwd) {
  run('npm', [...parameters, '--no-audit', '--no-fund', '--loglevel=error'], cwd);
}

function run(command, parameters, cwd = repositoryRoot) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync(command, parameters, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] });
}
