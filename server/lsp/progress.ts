import type { Connection } from 'vscode-languageserver';
import type { Announcement } from '../protocol/analysis.js';
import { formatNumber } from '../workspace/wording.js';
import type { Dispatcher } from './dispatch.js';

export interface Progress {
  announced(announcement: Announcement): void;
}

export interface ProgressOptions {
  readonly connection: Connection;
  readonly dispatcher: Dispatcher;
  readonly isShown: boolean;
}

interface Step {
  readonly title: string;
  readonly percentage: number;
  readonly message: string;
}

/** Shows in the editor how far the analysis is with reading the workspace. */
export function createProgress({ connection, dispatcher, isShown }: ProgressOptions): Progress {
  let shows = 0;
  let current: { readonly show: (step: Step) => void; readonly end: () => void } | undefined;

  const begin = (first: Step) => {
    const token = `looplint-${++shows}`;
    let latest = first;
    let sent = -1;
    let state: 'asked' | 'shown' | 'ended' = 'asked';
    const send = (value: object): Promise<void> => connection.sendNotification('$/progress', { token, value });
    const report = async (): Promise<void> => {
      if (latest.percentage === sent) return;
      sent = latest.percentage;
      await send({ kind: 'report', percentage: latest.percentage, message: latest.message });
    };
    dispatcher.run('window/workDoneProgress/create', async () => {
      await connection.sendRequest('window/workDoneProgress/create', { token });
      // What is over before the client is ready need not be shown.
      if (state === 'ended') return;
      state = 'shown';
      const { title, percentage, message } = latest;
      sent = percentage;
      await send({ kind: 'begin', title: `Looplint: ${title}`, percentage, message, cancellable: false });
    });
    return {
      show(step: Step) {
        latest = step;
        if (state === 'shown') dispatcher.run('$/progress', report);
      },
      end() {
        if (state === 'shown') dispatcher.run('$/progress', () => send({ kind: 'end' }));
        state = 'ended';
      },
    };
  };
  return {
    announced(announcement) {
      if (!isShown) return;
      if (announcement.kind === 'progress') {
        const step = toStep(announcement);
        if (current === undefined) current = begin(step);
        else current.show(step);
      } else if (announcement.kind === 'progress-end') {
        current?.end();
        current = undefined;
      }
    },
  };
}

function toStep({ title, done, total }: Extract<Announcement, { readonly kind: 'progress' }>): Step {
  const percentage = total > 0 ? Math.min(100, Math.floor((done / total) * 100)) : 0;
  return { title, percentage, message: `${formatNumber(done)} of ${formatNumber(total)} files` };
}
