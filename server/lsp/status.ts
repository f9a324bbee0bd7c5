import type { Connection } from 'vscode-languageserver';
import type { Announcement } from '../protocol/analysis.js';
import { STATUS_NOTIFICATION, type ServerStatus } from '../protocol/names.js';
import { formatNumber, plural } from '../workspace/wording.js';

/** What our own extension shows about the server. */
export interface Status {
  ready(): void;
  announced(announcement: Announcement): void;
  /** A file that somebody looks at was answered for, in ms. */
  answered(milliseconds: number): void;
  /** Files that are left out because they stopped a thread. */
  quarantined(reasons: readonly string[]): void;
  dispose(): void;
}

export interface StatusOptions {
  readonly connection: Connection;
  readonly isShown: boolean;
  /** At most one notification in so many ms. */
  readonly pace: number;
  readonly run: (name: string, task: () => unknown) => void;
}

/** What is known of the server, from which the status is made. */
interface Known {
  isReady: boolean;
  /** What is being done, when something is. */
  progress: string;
  milliseconds: number | undefined;
  skipped: readonly string[];
  /** Problems by the path of the configuration file. */
  readonly broken: Map<string, string>;
}

export function createStatus({ connection, isShown, pace, run }: StatusOptions): Status {
  const known: Known = { isReady: false, progress: '', milliseconds: undefined, skipped: [], broken: new Map() };
  let timer: NodeJS.Timeout | undefined;
  let shown = '';

  const update = (): void => {
    if (!isShown || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      const status = describe(known);
      const text = JSON.stringify(status);
      if (text === shown) return;
      shown = text;
      run(STATUS_NOTIFICATION, () => connection.sendNotification(STATUS_NOTIFICATION, status));
    }, pace);
  };
  return {
    ready() {
      known.isReady = true;
      update();
    },
    announced(announcement) {
      hear(known, announcement);
      update();
    },
    answered(milliseconds) {
      known.milliseconds = milliseconds;
      update();
    },
    quarantined(reasons) {
      known.skipped = reasons;
      update();
    },
    dispose: () => clearTimeout(timer),
  };
}

function hear(known: Known, announcement: Announcement): void {
  if (announcement.kind === 'progress') {
    const { title, done, total } = announcement;
    known.progress = total > 0 ? `${title} ${formatNumber(done)} of ${formatNumber(total)} files` : title;
  } else if (announcement.kind === 'progress-end') known.progress = '';
  else if (announcement.kind === 'configuration') {
    if (announcement.problem === undefined) known.broken.delete(announcement.path);
    else known.broken.set(announcement.path, announcement.problem);
  }
}

function describe(known: Known): ServerStatus {
  const { milliseconds, skipped, broken } = known;
  const problems = [...skipped, ...broken.values()];
  return { ...describeState(known), ...(milliseconds !== undefined && { milliseconds }), problems };
}

function describeState({ isReady, progress, skipped, broken }: Known): Pick<ServerStatus, 'state' | 'detail'> {
  if (!isReady) return { state: 'starting', detail: 'starting' };
  if (progress !== '') return { state: 'busy', detail: progress };
  if (skipped.length > 0)
    return {
      state: 'limited',
      detail: `${plural(skipped.length, 'file')} ${skipped.length === 1 ? 'is' : 'are'} skipped`,
    };
  if (broken.size > 0) return { state: 'limited', detail: 'a configuration file cannot be used' };
  return { state: 'ready', detail: 'ready' };
}
