import { ErrorCodes, ResponseError, type Connection } from 'vscode-languageserver';
import type { ThreadSetup } from '../protocol/analysis.js';
import type { AnalysisClient, CancelSignal } from '../protocol/analysis-client.js';
import {
  BLOCKING_PATH_REQUEST,
  EXPLAIN_REQUEST,
  PAGE_REQUEST,
  REPORT_REQUEST,
  REVALIDATE_REQUEST,
} from '../protocol/names.js';
import { createCodeActions } from './actions/code-actions.js';
import { answerHints, answerLenses } from './annotations.js';
import { followAnnouncements } from './announcements.js';
import { describeServer } from './capabilities.js';
import { executeCommand } from './commands.js';
import type { ServerContext } from './context.js';
import { createContext } from './create-context.js';
import { createPull } from './diagnostics/pull.js';
import { createPush, type Push } from './diagnostics/push.js';
import { createWorkspacePull, type WorkspacePull } from './diagnostics/workspace.js';
import { createDispatcher, type Dispatcher, type ServerState } from './dispatch.js';
import { findIncoming, findOutgoing, prepareHierarchy } from './hierarchy.js';
import { answerHover } from './hover.js';
import { createLog, type Log } from './log.js';
import { valueAt } from './read-json.js';
import { createRefresh, type Refresh } from './refresh.js';
import { answerBlockingPath, answerExplain, answerPage, answerReport } from './requests.js';
import { syncDocuments } from './sync.js';
import { tellDiskChanges, tellFileOperations, WATCHERS } from './watch.js';

/** How long the server waits, in ms. */
export interface Delays {
  /** After a change, before diagnostics are pushed: the next key is often under way. */
  readonly push: number;
  /** Between requests to the client to ask again. */
  readonly refresh: number;
  /** Without a change, before the workspace is scanned again. */
  readonly calm: number;
  /** For the client to tell its settings. */
  readonly settings: number;
  /** Between two notifications about the server's state. */
  readonly status: number;
  /** For the analysis to end. */
  readonly shutdown: number;
}

export const USUAL_DELAYS: Delays = { push: 40, refresh: 60, calm: 400, settings: 3000, status: 200, shutdown: 700 };

/** Everything around a server; tests hand in their own. */
export interface ServerEnvironment {
  readonly createAnalysis: (setup: Omit<ThreadSetup, 'assetDirectory'>, log: Log) => AnalysisClient;
  readonly version: string;
  /** Milliseconds that never go back. */
  readonly now: () => number;
  /** Ends the server when the process that started it is gone. */
  readonly watchParent?: (processId: number) => void;
  readonly delays?: Partial<Delays>;
}

interface Running {
  readonly context: ServerContext;
  readonly push: Push | undefined;
  readonly refresh: Refresh;
  readonly workspacePull: WorkspacePull;
}

/** Serves a client. It never analyses and never reads a file: that is done in the thread behind the analysis client. */
export function startServer(connection: Connection, environment: ServerEnvironment): void {
  let state: ServerState = 'new';
  let running: Running | undefined;
  const delays = { ...USUAL_DELAYS, ...environment.delays };
  const log = createLog((level, message) => {
    if (level === 'error') connection.console.error(message);
    else if (level === 'warning') connection.console.warn(message);
    else connection.console.info(message);
  });
  const dispatcher = createDispatcher({ connection, log, now: environment.now, state: () => state });

  // Not `connection.onInitialize`: what comes before it there throws at the wrong types that some client may send.
  dispatcher.onRequest('initialize', (params) => {
    if (state !== 'new') throw new ResponseError(ErrorCodes.InvalidRequest, 'The server is initialized.');
    const processId = valueAt(params, 'processId');
    if (typeof processId === 'number') environment.watchParent?.(processId);
    const context = createContext({ connection, dispatcher, log, delays, environment, params });
    const { features, version } = context;
    const push = features.pullsDiagnostics ? undefined : createPush(context, delays.push);
    const refresh = createRefresh(context, delays.refresh);
    running = { context, push, refresh, workspacePull: createWorkspacePull(context, delays.calm) };
    serveDocuments(dispatcher, running);
    serveFeatures(dispatcher, running);
    serveWorkspace(dispatcher, running);
    followAnnouncements(context, running);
    state = 'serving';
    return describeServer(features, version);
  });
  dispatcher.onNotification('initialized', async () => {
    if (running === undefined) return;
    dispatcher.run('client/registerCapability', () => register(running as Running));
    await running.context.folders.tell();
    running.context.status.ready();
  });
  connection.onShutdown(async () => {
    state = 'ended';
    if (running === undefined) return;
    running.refresh.dispose();
    running.context.status.dispose();
    // A thread that does not end keeps nobody waiting: it goes with the process.
    const late = new Promise((resolve) => setTimeout(resolve, delays.shutdown).unref());
    await Promise.race([running.context.analysis.dispose(), late]);
  });
  connection.listen();
}

function serveDocuments(dispatcher: Dispatcher, { context, workspacePull, refresh }: Running): void {
  syncDocuments(dispatcher, context);
  const { documents, analysis, settings } = context;
  documents.onChange(({ kind, document }) => {
    const { path, text, revision } = document;
    if (kind === 'closed') {
      analysis.tell({ kind: 'closed', path });
      settings.forget(document.uri);
    } else if (kind !== 'saved') analysis.tell({ kind: 'text', path, text, version: revision });
    else dispatcher.run('textDocument/didSave', () => refreshSaved(context, document.uri, refresh));
    workspacePull.wake();
  });
}

/** Findings that wait for a text to be saved are asked for now. */
async function refreshSaved({ settings }: ServerContext, uri: string, refresh: Refresh): Promise<void> {
  if ((await settings.of(uri)).run === 'onSave') refresh.request();
}

function serveFeatures(dispatcher: Dispatcher, { context, workspacePull }: Running): void {
  const actions = createCodeActions(context);
  const ask = (signal: CancelSignal) => ({ context, signal });
  if (context.features.pullsDiagnostics) {
    dispatcher.onRequest('textDocument/diagnostic', createPull(context));
    dispatcher.onRequest('workspace/diagnostic', (params, signal) => workspacePull.answer(params, signal), 'patient');
  }
  dispatcher.onRequest('textDocument/codeAction', (params, signal) => actions.answer(params, signal));
  dispatcher.onRequest('codeAction/resolve', (params, signal) => actions.resolve(params, signal));
  dispatcher.onRequest('textDocument/hover', (params, signal) => answerHover(context, params, signal));
  dispatcher.onRequest('textDocument/codeLens', (params, signal) => answerLenses(context, params, signal));
  dispatcher.onRequest('textDocument/inlayHint', (params, signal) => answerHints(context, params, signal));
  dispatcher.onRequest('textDocument/prepareCallHierarchy', (params, signal) => prepareHierarchy(ask(signal), params));
  dispatcher.onRequest('callHierarchy/incomingCalls', (params, signal) => findIncoming(ask(signal), params));
  dispatcher.onRequest('callHierarchy/outgoingCalls', (params, signal) => findOutgoing(ask(signal), params));
  dispatcher.onRequest(EXPLAIN_REQUEST, (params, signal) => answerExplain(context, params, signal));
  dispatcher.onRequest(PAGE_REQUEST, (params, signal) => answerPage(context, params, signal));
  dispatcher.onRequest(REPORT_REQUEST, (params, signal) => answerReport(context, params, signal));
  dispatcher.onRequest(BLOCKING_PATH_REQUEST, (params, signal) => answerBlockingPath(context, params, signal));
  // A fix in the whole workspace takes its time, and the editor waits for the user's word about it.
  dispatcher.onRequest(
    'workspace/executeCommand',
    (params, signal) => executeCommand(context, params, signal),
    'patient',
  );
}

function serveWorkspace(dispatcher: Dispatcher, running: Running): void {
  const { context, push, refresh, workspacePull } = running;
  const { analysis, folders, settings } = context;
  const lookAgain = (): void => {
    push?.refresh('all');
    refresh.request();
    workspacePull.wake();
  };
  dispatcher.onNotification('workspace/didChangeConfiguration', async (params) => {
    settings.change(valueAt(params, 'settings'));
    await folders.tell();
    lookAgain();
  });
  dispatcher.onNotification('workspace/didChangeWorkspaceFolders', async (params) => {
    await folders.change(valueAt(params, 'event'));
    lookAgain();
  });
  dispatcher.onNotification('workspace/didChangeWatchedFiles', (params) => {
    tellDiskChanges(context, params);
    workspacePull.wake();
  });
  for (const method of ['workspace/didRenameFiles', 'workspace/didDeleteFiles'])
    dispatcher.onNotification(method, (params) => {
      tellFileOperations(context, params);
      workspacePull.wake();
    });
  dispatcher.onRequest(REVALIDATE_REQUEST, () => {
    analysis.tell({ kind: 'quarantine', files: [] });
    analysis.tell({ kind: 'disk', paths: folders.paths() });
    lookAgain();
    return null;
  });
}

/** Registers what the protocol has no other way to ask for. */
async function register({ context }: Running): Promise<void> {
  const { connection, features } = context;
  const registrations = [
    ...(features.registersConfiguration
      ? [
          {
            id: 'looplint-configuration',
            method: 'workspace/didChangeConfiguration',
            registerOptions: { section: 'looplint' },
          },
        ]
      : []),
    ...(features.registersWatchers
      ? [
          {
            id: 'looplint-watchers',
            method: 'workspace/didChangeWatchedFiles',
            registerOptions: { watchers: WATCHERS },
          },
        ]
      : []),
  ];
  if (registrations.length > 0) await connection.sendRequest('client/registerCapability', { registrations });
}
