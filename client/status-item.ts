import { LanguageStatusSeverity, l10n, languages, type Disposable, type DocumentSelector } from 'vscode';
import type { ServerStatus } from '../server/protocol/names.js';

/** What the item shows beside what the server says of itself. */
export type Shown = ServerStatus | { readonly state: 'stopped'; readonly seconds: number };

export interface StatusItem extends Disposable {
  show(status: Shown): void;
}

/** The entry in the editor's language status: state, time of the last answer, problems, and the way to the log. */
export function createStatusItem(selector: DocumentSelector): StatusItem {
  const item = languages.createLanguageStatusItem('looplint.status', selector);
  item.name = 'Looplint';
  item.command = { command: 'looplint.showOutput', title: l10n.t('Open Log') };
  const show = (status: Shown): void => {
    item.busy = status.state === 'starting' || status.state === 'busy';
    item.text = textOf(status);
    item.detail = detailOf(status);
    item.severity = severityOf(status);
  };
  show({ state: 'starting', detail: '', problems: [] });
  return { show, dispose: () => item.dispose() };
}

function textOf(status: Shown): string {
  if (status.state === 'stopped') return l10n.t('Looplint starts again in {0} s', status.seconds);
  if (status.state === 'starting') return l10n.t('Looplint is starting');
  if (status.milliseconds === undefined) return 'Looplint';
  return l10n.t(
    'Looplint, {0} ms',
    status.milliseconds < 10 ? status.milliseconds.toFixed(1) : Math.round(status.milliseconds),
  );
}

function detailOf(status: Shown): string {
  return status.state === 'stopped'
    ? ''
    : [status.detail, ...status.problems].filter((text) => text !== '').join(' · ');
}

function severityOf(status: Shown): LanguageStatusSeverity {
  if (status.state === 'stopped') return LanguageStatusSeverity.Error;
  return status.problems.length > 0 || status.state === 'limited'
    ? LanguageStatusSeverity.Warning
    : LanguageStatusSeverity.Information;
}
