import { l10n, window, type LogOutputChannel } from 'vscode';
import { State, type LanguageClient } from 'vscode-languageclient/node';
import { STATUS_NOTIFICATION, type ServerStatus } from '../server/protocol/names.js';
import { createClient, type ClientContext } from './create-client.js';
import { hideDuplicates } from './hide-duplicates.js';
import { lensCommands } from './lens-commands.js';
import { keepRunning, type Runnable, type Supervisor } from './keep-running.js';
import type { StatusItem } from './status-item.js';

/** The server as commands see it: there most of the time. */
export interface ServerLink {
  /** Asks the server. `undefined` when there is no answer; the user has been told then. */
  ask<Answer>(method: string, params?: (client: LanguageClient) => object): Promise<Answer | undefined>;
  /** The client of the server that runs now. */
  client(): LanguageClient | undefined;
  restart(): Promise<void>;
  dispose(): Promise<void>;
}

/** How long a server that does not come up is waited for when it is to be stopped. */
const START_PATIENCE_MS = 3_000;

export function linkServer(context: Omit<ClientContext, 'middleware'>, status: StatusItem): ServerLink {
  const { output } = context;
  let client: LanguageClient | undefined;
  const duplicates = hideDuplicates(() => client);
  const supervisor: Supervisor = keepRunning({
    create: () => {
      client = createClient({ ...context, middleware: { ...duplicates.middleware, ...lensCommands } });
      client.onNotification(STATUS_NOTIFICATION, (news: ServerStatus) => status.show(news));
      status.show({ state: 'starting', detail: '', problems: [] });
      return toRunnable(client, output);
    },
    onPause: (milliseconds) => {
      const seconds = Math.ceil(milliseconds / 1000);
      output.warn(`The server ended; it starts again in ${String(seconds)} s.`);
      status.show({ state: 'stopped', seconds });
    },
    now: () => performance.now(),
    later: (action, milliseconds) => {
      const timer = setTimeout(action, milliseconds);
      return () => clearTimeout(timer);
    },
  });
  return {
    ask: async (method, params = () => ({})) => {
      try {
        if (client?.isRunning() !== true) throw new Error('The server is not running.');
        return await client.sendRequest(method, params(client));
      } catch (error) {
        output.error(`${method}: ${String(error)}`);
        void window.showWarningMessage(l10n.t('Looplint could not answer; its output says why.'));
        return undefined;
      }
    },
    client: () => client,
    restart: () => supervisor.restart(),
    dispose: () => {
      duplicates.dispose();
      return supervisor.dispose();
    },
  };
}

function toRunnable(client: LanguageClient, output: LogOutputChannel): Runnable {
  let started: Promise<void> = Promise.resolve();
  const ended = new Promise<void>((resolve) => {
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped || newState === State.StartFailed) resolve();
    });
  });
  return {
    start: () => (started = client.start()),
    ended,
    stop: async () => {
      const patience = new Promise((resolve) => setTimeout(resolve, START_PATIENCE_MS));
      await Promise.race([started.catch(() => undefined), patience]);
      const process = client.serverProcess;
      try {
        await client.dispose();
      } catch (error) {
        // It cannot be asked to end, so that it is made to.
        output.info(`The server is ended without its consent: ${String(error)}`);
        process?.kill();
      }
    },
  };
}
