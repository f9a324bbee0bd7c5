import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { onTestFinished } from 'vitest';
import { connectClient, type ClientOptions, type LanguageClient } from './language-client.js';
import { repositoryRoot } from './repository.js';

export interface ServerProcess {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  stderr(): string;
}

/** Starts `looplint lsp --stdio` as the build made it; it is killed when the running test is over. */
export function startServerProcess(): ServerProcess {
  const command = [join(repositoryRoot, 'dist/cli.js'), 'lsp', '--stdio'];
  const child = spawn(process.execPath, command, { stdio: ['pipe', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // What is written while it goes is lost.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<number | string>((resolve) => {
    child.on('exit', (code, signal) => resolve(code ?? signal ?? 'nothing'));
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, ended, stderr: () => stderr };
}

/** Connects a client with a server in a process of its own. */
export async function startRealClient(options: ClientOptions): Promise<LanguageClient & ServerProcess> {
  const server = startServerProcess();
  const { stdout, stdin } = server.child;
  const client = await connectClient(new StreamMessageReader(stdout), new StreamMessageWriter(stdin), options);
  // A server that is killed answers no more.
  client.connection.onError(() => undefined);
  return { ...client, ...server };
}
