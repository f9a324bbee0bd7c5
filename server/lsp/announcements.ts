import type { Announcement } from '../protocol/analysis.js';
import { showConfigurationProblem } from './configuration-problems.js';
import type { ServerContext } from './context.js';
import type { Push } from './diagnostics/push.js';
import type { WorkspacePull } from './diagnostics/workspace.js';
import { createProgress } from './progress.js';
import type { Refresh } from './refresh.js';

export interface AnnouncementParts {
  readonly push: Push | undefined;
  readonly refresh: Refresh;
  readonly workspacePull: WorkspacePull;
}

/** Passes on what the analysis says unasked. */
export function followAnnouncements(context: ServerContext, { push, refresh, workspacePull }: AnnouncementParts): void {
  const { analysis, connection, dispatcher, features, log, status } = context;
  const progress = createProgress({ connection, dispatcher, isShown: features.progress });
  const askQuarantine = async (): Promise<void> => {
    const reply = await analysis.ask('status', {}, { urgency: 'background' });
    if ('answer' in reply) status.quarantined(reply.answer.quarantined.map(({ path, reason }) => `${path}: ${reason}`));
  };
  const hear = (announcement: Announcement): void => {
    status.announced(announcement);
    progress.announced(announcement);
    showConfigurationProblem(context, announcement);
    if (announcement.kind === 'log') log[announcement.level](announcement.message);
    if (announcement.kind !== 'changed') return;
    push?.refresh(announcement.paths);
    refresh.request();
    workspacePull.wake();
    if (features.showsStatus) dispatcher.run('status', askQuarantine);
  };
  analysis.onAnnouncement((announcement) => dispatcher.run('announcement', () => hear(announcement)));
}
