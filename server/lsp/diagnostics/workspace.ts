import type { WorkspaceDiagnosticReport, WorkspaceDocumentDiagnosticReport } from 'vscode-languageserver';
import type { CancelSignal } from '../../protocol/analysis-client.js';
import { whenCancelled } from '../cancel.js';
import type { ServerContext } from '../context.js';
import { isObject, valueAt } from '../read-json.js';
import { findDiagnostics, type FileDiagnostics } from './file-diagnostics.js';

export interface WorkspacePull {
  answer(params: unknown, signal: CancelSignal): Promise<WorkspaceDiagnosticReport>;
  /** Something changed that may change findings somewhere. */
  wake(): void;
}

/** Files that are asked for at the same time: enough that the thread never waits for the next question. */
const AT_ONCE = 4;
/** Reports that are sent together while a scan goes on, and how long they may wait for each other. */
const BATCH = 50;
const BATCH_MS = 200;

/**
 * Answers `workspace/diagnostic`. The editor asks again two seconds after each answer, so a question is held until there
 * is something new to say; the first is answered at once.
 */
export function createWorkspacePull(context: ServerContext, calm: number): WorkspacePull {
  let changes = 1;
  let answeredChanges = 0;
  let wakers: (() => void)[] = [];

  const whenChanged = (): Promise<void> => new Promise((resolve) => void wakers.push(resolve));
  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref());

  const scan = async (known: ReadonlyMap<string, string>, batch: Batch, signal: CancelSignal): Promise<void> => {
    const paths = await listFiles(context, signal);
    const missing = new Set(known.keys());
    const queue = [...paths];
    const work = async (): Promise<void> => {
      for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
        if (signal.isCancelled) return;
        const uri = context.uriOf(path);
        missing.delete(uri);
        const settings = await context.folders.settingsOf(path);
        const found = await findDiagnostics(context, { path, settings, signal, urgency: 'background' });
        if (found.kind === 'none') continue;
        const before = known.get(uri);
        const isNews = before === undefined ? found.items.length > 0 : before !== found.id;
        if (isNews) batch.add(toReport(context, uri, found));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    // A file that is gone, or no longer one of ours, has no findings.
    if (signal.isCancelled) return;
    for (const uri of missing) batch.add({ uri, version: null, kind: 'full', items: [] });
  };
  return {
    async answer(params, signal) {
      const known = readPrevious(params);
      const batch = createBatch(context, valueAt(params, 'partialResultToken'));
      for (;;) {
        if (changes === answeredChanges) await Promise.race([whenChanged(), whenCancelled(signal)]);
        // Not while somebody types: the open file goes first, and the scan would begin again at every key.
        for (let seen = answeredChanges; seen !== changes && answeredChanges > 0 && !signal.isCancelled;) {
          seen = changes;
          await Promise.race([pause(calm), whenCancelled(signal)]);
        }
        if (signal.isCancelled) return { items: [] };
        const isFirst = answeredChanges === 0;
        const current = changes;
        await scan(known, batch, signal);
        if (signal.isCancelled) return { items: [] };
        answeredChanges = current;
        if (isFirst || batch.count > 0) return { items: [...batch.take()] };
      }
    },
    wake() {
      changes++;
      const woken = wakers;
      wakers = [];
      for (const waker of woken) waker();
    },
  };
}

/** Files of the folders whose setting asks for a scan. */
async function listFiles({ analysis, folders }: ServerContext, signal: CancelSignal): Promise<readonly string[]> {
  const modes = new Map<string, boolean>();
  for (const path of folders.paths()) {
    const { diagnosticMode, enable } = await folders.settingsOf(`${path}/.`);
    modes.set(path, enable && diagnosticMode === 'workspace');
  }
  if (![...modes.values()].includes(true)) return [];
  const reply = await analysis.ask('files', {}, { signal, urgency: 'background' });
  if ('refusal' in reply) return [];
  return reply.answer.filter((path) => modes.get(folders.around(path) ?? '') === true);
}

function readPrevious(params: unknown): ReadonlyMap<string, string> {
  const ids = valueAt(params, 'previousResultIds');
  if (!Array.isArray(ids)) return new Map();
  return new Map(
    (ids as readonly unknown[]).flatMap((entry): readonly [string, string][] => {
      if (!isObject(entry)) return [];
      const { uri, value } = entry;
      return typeof uri === 'string' && typeof value === 'string' ? [[uri, value]] : [];
    }),
  );
}

function toReport(
  { documents }: ServerContext,
  uri: string,
  found: FileDiagnostics,
): WorkspaceDocumentDiagnosticReport {
  const version = documents.find(uri)?.version ?? null;
  return { uri, version, kind: 'full', resultId: found.id, items: [...found.items] };
}

/** Collects reports and, where the client takes them one by one, sends them on the way. */
interface Batch {
  readonly count: number;
  add(report: WorkspaceDocumentDiagnosticReport): void;
  /** Ends it, and gives what was not sent. */
  take(): readonly WorkspaceDocumentDiagnosticReport[];
}

function createBatch({ connection, dispatcher, now }: ServerContext, token: unknown): Batch {
  const isStreaming = typeof token === 'string' || typeof token === 'number';
  let waiting: WorkspaceDocumentDiagnosticReport[] = [];
  let count = 0;
  let sent = now();
  const flush = (): void => {
    const items = waiting;
    waiting = [];
    sent = now();
    if (items.length > 0)
      dispatcher.run('$/progress', () => connection.sendNotification('$/progress', { token, value: { items } }));
  };
  return {
    get count() {
      return count;
    },
    add(report) {
      waiting.push(report);
      count++;
      if (isStreaming && (waiting.length >= BATCH || now() - sent > BATCH_MS)) flush();
    },
    take() {
      if (isStreaming) flush();
      return waiting;
    },
  };
}
