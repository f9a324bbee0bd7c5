import type { Connection } from 'vscode-languageserver';
import { createChecks } from './checks.js';
import { readClientFeatures } from './client-features.js';
import type { ServerContext } from './context.js';
import type { Dispatcher } from './dispatch.js';
import { createDocuments } from './documents.js';
import { createFolders, type Folders } from './folders.js';
import { createGate } from './gate.js';
import { isSourceName } from './languages.js';
import type { Log } from './log.js';
import { valueAt } from './read-json.js';
import { createSettingsStore } from './settings-store.js';
import type { Delays, ServerEnvironment } from './start-server.js';
import { createStatus } from './status.js';
import { pathOfUri, uriOfPath } from './uris.js';

export interface ContextOptions {
  readonly connection: Connection;
  readonly dispatcher: Dispatcher;
  readonly log: Log;
  readonly delays: Delays;
  readonly environment: ServerEnvironment;
  /** Parameters of `initialize`. */
  readonly params: unknown;
}

/** Makes what the parts of a server share, from what the client says of itself. */
export function createContext(options: ContextOptions): ServerContext {
  const { connection, dispatcher, log, delays, environment, params } = options;
  const { now, version } = environment;
  const features = readClientFeatures(params);
  const initial = valueAt(params, 'initializationOptions');
  const cacheDirectory = readCacheDirectory(valueAt(initial, 'cacheDirectory'));
  const setup = { encoding: features.encoding, ...(cacheDirectory !== undefined && { cacheDirectory }) };
  const analysis = createGate(environment.createAnalysis(setup, log), (task) => dispatcher.run('tell', task));
  const settings = createSettingsStore({ connection, features, log, initial, patience: delays.settings });
  const folders: Folders = createFolders({ analysis, settings, params });
  const documents = createDocuments({
    encoding: features.encoding,
    untitledFolder: () => folders.paths()[0] ?? '/',
  });
  const status = createStatus({
    connection,
    isShown: features.showsStatus,
    pace: delays.status,
    run: (name, task) => dispatcher.run(name, task),
  });
  return {
    connection,
    dispatcher,
    log,
    now,
    version,
    features,
    analysis,
    documents,
    settings,
    folders,
    checks: createChecks(analysis, documents),
    status,
    uriOf: (path) => documents.at(path)?.uri ?? uriOfPath(path),
    pathOf(uri) {
      const open = documents.find(uri);
      if (open !== undefined) return open.path;
      const path = pathOfUri(uri);
      return path !== undefined && isSourceName(path) ? path : undefined;
    },
  };
}

/** The extension hands over a path or, as the editor has it, a URI. */
function readCacheDirectory(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const fromUri = pathOfUri(value);
  if (fromUri !== undefined) return fromUri;
  const slashed = process.platform === 'win32' ? value.replaceAll('\\', '/') : value;
  return slashed.startsWith('/') || /^[a-z]:\//iu.test(slashed) ? pathOfUri(uriOfPath(slashed)) : undefined;
}
