import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findingsIn, looplint } from '../hosts/cli/looplint-process.js';
import { DENIED_MODULES, makeProbe } from '../support/probe.js';
import { repositoryRoot } from '../support/repository.js';
import { makeFolder } from '../host/temporary-folder.js';
import { makeSpecFolder } from '../support/spec-folder.js';
import { runWholeSession } from '../support/whole-session.js';

/*
 * S2: no process is started and nobody is spoken to. The whole spec set is analysed while every function that could do
 * it throws, in the process and in its threads, and once more under the permission model of Node: same findings.
 */

const FLAGS = ['--format', 'compact', '--hints'];
const OPEN = {
  'src/main.ts': 'async function save() {}\nexport async function main() {\n  save();\n}\n',
  'app.py': 'async def save():\n    pass\n\nasync def main():\n    save()\n',
};

/** Too many to be an accident, and both languages among them. */
function expectFindings(lines: readonly string[]): void {
  expect(lines.length).toBeGreaterThan(400);
  expect(lines.some((line) => line.includes('.py:'))).toBe(true);
  expect(lines.some((line) => line.includes('.ts:'))).toBe(true);
}

it('the probe sees whoever tries', () => {
  const probe = makeProbe({ deny: DENIED_MODULES });
  const script = makeFolder({
    'try.cjs': `
      const { Worker, isMainThread } = require('node:worker_threads');
      const attempts = [
        () => require('node:child_process').spawn('ls'), () => require('child_process').execFileSync('ls'),
        () => require('node:net').connect(1), () => require('node:dgram').createSocket('udp4'),
        () => require('node:http').get('http://localhost'), () => require('node:https').request('https://localhost'),
        () => require('node:http2').connect('http://localhost'), () => require('node:tls').connect(1),
        () => require('node:dns').lookup('localhost', () => 0), () => require('node:vm').runInThisContext('1'),
        () => fetch('http://localhost'),
      ];
      for (const attempt of attempts) try { attempt(); } catch {}
      if (isMainThread) new Worker(__filename);
    `,
    'try.mjs': `import { execFile } from 'node:child_process'; try { execFile('ls'); } catch {}`,
  });
  for (const name of ['try.cjs', 'try.mjs'])
    looplint([], script, { nodeFlags: [...probe.flags, join(script, name)], env: probe.env });
  const names = 'spawn execFileSync connect createSocket get request connect connect lookup runInThisContext fetch';
  const seen = probe.denied().map((name) => name.slice(name.lastIndexOf('.') + 1));
  expect(seen).toEqual([...names.split(' '), ...names.split(' '), 'execFile']);
});

it('the spec set gives the same findings where nothing can be started and nobody be spoken to', async () => {
  const folder = makeSpecFolder();
  const free = findingsIn(looplint(FLAGS, folder).stdout);
  expectFindings(free);
  const probe = makeProbe({ deny: DENIED_MODULES });
  const options = { nodeFlags: probe.flags, env: probe.env };
  const caught = looplint([...FLAGS, '--concurrency', '2'], folder, options);
  expect(findingsIn(caught.stdout)).toEqual(free);
  for (const server of ['command', 'extension'] as const) {
    const session = await runWholeSession({ server, folder, open: {}, ...options });
    expect(session.findings).toEqual([...free].sort());
    expect(session.exit).toBe(0);
  }
  expect(probe.events().filter(({ kind, thread }) => kind === 'start' && thread === 'worker').length).toBeGreaterThan(
    2,
  );
  expect(probe.denied()).toEqual([]);
});

it('a session with everything that an editor asks needs none of it', async () => {
  const folder = makeFolder({ 'package.json': '{"type": "module"}', ...OPEN });
  const probe = makeProbe({ deny: DENIED_MODULES });
  const session = await runWholeSession({ folder, open: OPEN, nodeFlags: probe.flags, env: probe.env });
  expect(session.findings).toHaveLength(2);
  expect(probe.denied()).toEqual([]);
});

// On Node 20 the model holds in threads too: they inherit it, and `--allow-worker` allows to start them.
it('the spec set gives the same findings under the permission model', async () => {
  const folder = makeSpecFolder();
  const free = findingsIn(looplint(FLAGS, folder).stdout);
  const cache = join(makeFolder({}), 'cache');
  mkdirSync(cache);
  const major = Number(process.versions.node.split('.')[0]);
  const nodeFlags = [
    major < 22 ? '--experimental-permission' : '--permission',
    '--allow-worker',
    // A star stands for the folder and everything in it.
    ...[`${folder}*`, `${cache}*`, `${join(repositoryRoot, 'dist')}*`, join(repositoryRoot, 'package.json')].map(
      (path) => `--allow-fs-read=${path}`,
    ),
    `--allow-fs-write=${cache}*`,
  ];
  const run = looplint([...FLAGS, '--concurrency', '2'], folder, { nodeFlags });
  expect(findingsIn(run.stdout)).toEqual(free);
  const session = await runWholeSession({ folder, open: {}, cacheDirectory: cache, nodeFlags });
  expect(session.findings).toEqual([...free].sort());
});
