import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createAnalysisClient } from '../../server/worker/analysis-client.js';
import type { AnalysisLimits } from '../../server/worker/client/limits.js';
import type { Announcement, FileReport, FolderSetup, QuestionKind, Questions } from '../../server/protocol/analysis.js';
import type { AnalysisClient } from '../../server/protocol/analysis-client.js';
import type { PositionEncoding } from '../../server/protocol/places.js';
import { buildThread } from './analysis-thread.js';
import { repositoryRoot } from './repository.js';

export interface SessionOptions {
  readonly folders: readonly (string | FolderSetup)[];
  /** Source of the thread's script, relative to the repository. */
  readonly thread?: string;
  readonly encoding?: PositionEncoding;
  readonly cacheDirectory?: string;
  readonly limits?: Partial<AnalysisLimits>;
}

/** A real analysis thread behind its client; it ends with the test. */
export interface AnalysisSession {
  readonly client: AnalysisClient;
  readonly announcements: readonly Announcement[];
  readonly log: readonly string[];
  /** An answer; a refusal fails the test. */
  ask<Kind extends QuestionKind>(kind: Kind, ask: Questions[Kind]['ask']): Promise<Questions[Kind]['answer']>;
  check(path: string): Promise<FileReport>;
  open(path: string, text: string, version?: number): void;
  /** Waits for an announcement, one that came already among them. */
  announced(isWanted: (announcement: Announcement) => boolean): Promise<Announcement>;
}

export async function openAnalysis(options: SessionOptions): Promise<AnalysisSession> {
  const announcements: Announcement[] = [];
  const log: string[] = [];
  const waiting = new Set<() => void>();
  const client = createAnalysisClient({
    setup: {
      assetDirectory: join(repositoryRoot, 'dist/assets'),
      encoding: options.encoding ?? 'utf-16',
      ...(options.cacheDirectory === undefined ? {} : { cacheDirectory: options.cacheDirectory }),
    },
    threadScript: await buildThread(options.thread),
    log: (level, message) => void log.push(`${level}: ${message}`),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  });
  onTestFinished(() => client.dispose());
  client.onAnnouncement((announcement) => {
    announcements.push(announcement);
    for (const look of [...waiting]) look();
  });
  const folders = options.folders.map((folder) => (typeof folder === 'string' ? { path: folder } : folder));
  client.tell({ kind: 'folders', folders });
  const ask: AnalysisSession['ask'] = async (kind, question) => {
    const reply = await client.ask(kind, question);
    if ('refusal' in reply) throw new Error(`${kind} was refused: ${reply.refusal}\n${log.join('\n')}`);
    return reply.answer;
  };
  return {
    client,
    announcements,
    log,
    ask,
    check: (path) => ask('check', { path }),
    open: (path, text, version = 1) => client.tell({ kind: 'text', path, text, version }),
    announced: (isWanted) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = announcements.find(isWanted);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}
