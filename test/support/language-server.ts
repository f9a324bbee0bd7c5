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

/** How a server is started. */
export interface ServerStart {
  /** The server of the command line, or the one that is in the extension. */
  readonly server?: 'command' | 'extension';
  /** Of Node, before the script. */
  readonly nodeFlags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Starts a language server as the build made it; it is killed when the running test is over. */
export function startServerProcess({ server, nodeFlags = [], env = {}, cwd }: ServerStart = {}): ServerProcess {
  const script = server === 'extension' ? ['dist/server.cjs'] : ['dist/cli.js', 'lsp'];
  const [file = '', ...words] = script;
  const child = spawn(process.execPath, [...nodeFlags, join(repositoryRoot, file), ...words, '--stdio'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
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
export async function startRealClient(
  options: ClientOptions,
  start?: ServerStart,
): Promise<LanguageClient & ServerProcess> {
  const server = startServerProcess(start);
  const { stdout, stdin } = server.child;
  const client = await Promise.race([
    connectClient(new StreamMessageReader(stdout), new StreamMessageWriter(stdin), options),
    server.ended.then((how) => Promise.reject(new Error(`The server ended (${how}).\n${server.stderr()}`))),
  ]);
  // A server that is killed answers no more.
  client.connection.onError(() => undefined);
  return { ...client, ...server };
}
