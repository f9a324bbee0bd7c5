import {
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
  type Connection,
} from 'vscode-languageserver/node';
import { createAnalysisClient } from '../worker/analysis-client.js';
import { startServer } from './start-server.js';

export interface RunOptions {
  readonly transport: 'ipc' | 'stdio';
  readonly version: string;
  readonly assetDirectory: string;
  /** Script of the analysis thread. */
  readonly threadScript: string;
}

/** How often the server looks whether the process that started it is still there, in ms. */
const PARENT_PERIOD = 2000;

/** Serves the client at the other end of this process's channel or streams until it goes. */
export function runServer({ transport, version, assetDirectory, threadScript }: RunOptions): void {
  const connection = connect(transport);
  // One answer is lost, and the server goes on: it holds nothing that the failure could have left half done.
  const survive = (error: unknown): void => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    connection.console.error(`A bug of Looplint: ${text}`);
  };
  process.on('uncaughtException', survive);
  process.on('unhandledRejection', survive);
  startServer(connection, {
    createAnalysis: (setup, log) =>
      createAnalysisClient({
        setup: { ...setup, assetDirectory },
        threadScript,
        log: (level, message) => log[level](message),
      }),
    version,
    now: () => performance.now(),
    watchParent,
  });
}

function connect(transport: RunOptions['transport']): Connection {
  if (transport === 'stdio') {
    // What is printed by mistake must not stand between messages.
    const writer = new StreamMessageWriter(process.stdout);
    console.log = console.info = console.debug = console.error;
    for (const event of ['end', 'close']) process.stdin.on(event, () => process.exit(1));
    process.stdout.on('error', () => process.exit(1));
    return createConnection(new StreamMessageReader(process.stdin), writer);
  }
  process.on('disconnect', () => process.exit(1));
  return createConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
}

function watchParent(processId: number): void {
  setInterval(() => {
    if (!isAlive(processId)) process.exit(1);
  }, PARENT_PERIOD).unref();
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // Alive, and of another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
