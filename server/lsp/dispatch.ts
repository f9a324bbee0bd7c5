import {
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type Connection,
} from 'vscode-languageserver';
import type { CancelSignal } from '../protocol/analysis-client.js';
import { createCanceller, whenCancelled } from './cancel.js';
import type { Log } from './log.js';

export type RequestHandler = (params: unknown, signal: CancelSignal) => unknown;
export type NotificationHandler = (params: unknown) => unknown;

/** Whether the server serves: before `initialize` and after `shutdown` it answers with errors only. */
export type ServerState = 'new' | 'serving' | 'ended';

export interface DispatchOptions {
  readonly connection: Connection;
  readonly log: Log;
  /** Milliseconds that never go back. */
  readonly now: () => number;
  readonly state: () => ServerState;
}

/**
 * Everything that runs because of a message, an answer or a timer runs in here: what it throws is a bug, which is logged
 * once and costs that one answer, never the server.
 */
export interface Dispatcher {
  /** `patient` requests are held on purpose, so that their time says nothing. */
  onRequest(method: string, handler: RequestHandler, patience?: 'patient'): void;
  onNotification(method: string, handler: NotificationHandler): void;
  /** Runs work that nobody waits for. */
  run(name: string, task: () => unknown): void;
}

/** Longer answers than these are logged: the limit at which other linters of editors warn. */
const SLOW_MS = 4000;

export function createDispatcher({ connection, log, now, state }: DispatchOptions): Dispatcher {
  const report = (name: string, error: unknown): void => {
    const place = error instanceof Error ? (error.stack ?? '').split('\n').slice(0, 2).join('|') : String(error);
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log.once(`bug|${name}|${place}`, 'error', `\`${name}\` failed. This is a bug of Looplint: ${text}`);
  };
  const answer = async (method: string, handler: RequestHandler, params: unknown, signal: CancelSignal) => {
    try {
      // A handler that is slow to notice does not keep the client waiting.
      const result: unknown = await Promise.race([handler(params, signal), whenCancelled(signal)]);
      return signal.isCancelled ? new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.') : (result ?? null);
    } catch (error) {
      if (error instanceof ResponseError) return error;
      report(method, error);
      return new ResponseError(ErrorCodes.InternalError, `${method} failed; see the log.`);
    }
  };
  const run = async (name: string, task: () => unknown): Promise<void> => {
    try {
      await task();
    } catch (error) {
      if (error instanceof ResponseError) log.once(`refused|${name}`, 'warning', `\`${name}\`: ${error.message}`);
      else report(name, error);
    }
  };

  connection.onRequest(
    (method) => refuse(state()) ?? new ResponseError(ErrorCodes.MethodNotFound, `No \`${method}\`.`),
  );
  connection.onNotification((method) => {
    // What starts with `$/` may be ignored.
    if (!method.startsWith('$/')) log.once(`unknown|${method}`, 'info', `\`${method}\` is not known here: ignored.`);
  });
  return {
    onRequest(method, handler, patience) {
      connection.onRequest(method, async (...received: readonly unknown[]) => {
        const refusal = method === 'initialize' ? undefined : refuse(state());
        if (refusal !== undefined) return refusal;
        const start = now();
        const result = await answer(method, handler, paramsOf(received), signalOf(received));
        const took = now() - start;
        if (took > SLOW_MS && patience === undefined) log.warning(`\`${method}\` took ${Math.round(took)} ms.`);
        return result;
      });
    },
    onNotification(method, handler) {
      connection.onNotification(method, (...received: readonly unknown[]) => {
        if (state() !== 'serving') return undefined;
        return run(method, () => handler(received[0]));
      });
    },
    run: (name, task) => void run(name, task),
  };
}

function refuse(state: ServerState): ResponseError<void> | undefined {
  if (state === 'new') return new ResponseError(ErrorCodes.ServerNotInitialized, 'Send `initialize` first.');
  if (state === 'ended') return new ResponseError(ErrorCodes.InvalidRequest, 'The server was shut down.');
  return undefined;
}

/** Parameters by position are spread over the arguments; the token is always the last. */
function paramsOf(received: readonly unknown[]): unknown {
  return received.length > 1 ? received[0] : undefined;
}

function signalOf(received: readonly unknown[]): CancelSignal {
  const token = received.at(-1) as CancellationToken | undefined;
  const canceller = createCanceller();
  if (token?.isCancellationRequested === true) canceller.cancel();
  else token?.onCancellationRequested(() => canceller.cancel());
  return canceller;
}
