import { fork, spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { uriOfPath } from '../../../server/lsp/uris.js';
import { makeFolder } from '../../host/temporary-folder.js';
import { until } from '../../support/language-client.js';
import { startRealClient, startServerProcess } from '../../support/language-server.js';
import { repositoryRoot } from '../../support/repository.js';

const BAD = 'async function save() {}\nexport function run() {\n  save();\n}\n';

/** A busy server: its thread runs and a file is open. */
async function startBusy() {
  const folder = makeFolder({ 'package.json': '{}', 'a.ts': BAD });
  const server = await startRealClient({ folders: [folder] });
  const path = join(folder, 'a.ts');
  await server.open(path, BAD);
  const answer = await server.request('textDocument/diagnostic', { textDocument: { uri: uriOfPath(path) } });
  expect(answer).toMatchObject({ items: [{ code: 'no-floating-promises' }] });
  return server;
}

describe('the end of a server (R30)', () => {
  it('comes soon and well after `shutdown` and `exit`', async () => {
    const server = await startBusy();
    const start = performance.now();
    await server.request('shutdown');
    await server.notify('exit');
    expect(await server.ended).toBe(0);
    // A second is promised; the machine may be shared.
    expect(performance.now() - start).toBeLessThan(5000);
    expect(server.stderr()).toBe('');
  });

  it('comes when its input ends', async () => {
    const server = await startBusy();
    server.child.stdin.end();
    expect(await server.ended).toBe(1);
  });

  it('comes when its input ends before the conversation begins', async () => {
    const server = startServerProcess();
    server.child.stdin.end();
    expect(await server.ended).toBe(1);
  });

  it('comes when the process is gone that it was told of, although its input stays open', async () => {
    const parent = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const server = startServerProcess();
    const send = (message: object): void => {
      const body = JSON.stringify({ jsonrpc: '2.0', ...message });
      server.child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    };
    let heard = '';
    server.child.stdout.setEncoding('utf8').on('data', (text: string) => (heard += text));
    send({ id: 1, method: 'initialize', params: { processId: parent.pid, capabilities: {} } });
    await until('the answer', () => heard.includes('hoverProvider'));
    parent.kill('SIGKILL');
    expect(await server.ended).toBe(1);
  });

  it('comes when the editor goes that talks over the channel of the process', async () => {
    const server = fork(join(repositoryRoot, 'dist/server.cjs'), ['--node-ipc'], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const answered = new Promise((resolve) => server.once('message', resolve));
    server.send({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { capabilities: {} } });
    expect(await answered).toMatchObject({ id: 1, result: { serverInfo: { name: 'looplint' } } });
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.disconnect();
    expect(await ended).toBe(1);
  });
});

describe('noise on the wire (R18)', () => {
  it('is survived: no JSON, no message, half a message', async () => {
    const server = startServerProcess();
    let heard = '';
    server.child.stdout.setEncoding('utf8').on('data', (text: string) => (heard += text));
    const { stdin } = server.child;
    stdin.write('Content-Length: 5\r\n\r\n{{{{{');
    stdin.write('Content-Length: 3\r\n\r\n123');
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { capabilities: {} } });
    stdin.write(`Content-Length: ${body.length}\r\n\r\n${body.slice(0, 20)}`);
    stdin.write(body.slice(20));
    await until('the answer', () => heard.includes('hoverProvider'));
    expect(server.child.exitCode).toBeNull();
  });
});
