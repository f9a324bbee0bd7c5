import type { Diagnostic } from 'vscode-languageserver';
import type { CancelSignal } from '../../protocol/analysis-client.js';
import type { EditorSettings } from '../../protocol/settings.js';
import type { CheckOutcome, Urgency } from '../checks.js';
import type { ServerContext } from '../context.js';
import { toDiagnostics } from './to-diagnostics.js';

/** Diagnostics of one file, and a name for them: equal ids mean equal diagnostics. */
export interface FileDiagnostics {
  readonly kind: 'diagnostics';
  readonly id: string;
  readonly items: readonly Diagnostic[];
}

export type DiagnosticsOutcome = FileDiagnostics | Extract<CheckOutcome, { readonly kind: 'none' }>;

/** Shown for a file of which nothing is to be said. */
export const NO_DIAGNOSTICS: FileDiagnostics = { kind: 'diagnostics', id: 'none', items: [] };

export interface DiagnosticsAsk {
  readonly path: string;
  readonly settings: EditorSettings;
  readonly signal: CancelSignal;
  readonly urgency: Urgency;
}

/** Has a file checked and turns its report into diagnostics. */
export async function findDiagnostics(context: ServerContext, ask: DiagnosticsAsk): Promise<DiagnosticsOutcome> {
  const { path, settings, signal, urgency } = ask;
  if (!settings.enable) return NO_DIAGNOSTICS;
  const outcome = await context.checks.check(path, { signal, urgency });
  if (outcome.kind === 'none') return outcome;
  const { report } = outcome;
  const { features, uriOf, documents, status } = context;
  const isOpen = documents.at(path) !== undefined;
  if (urgency === 'urgent') status.answered(report.milliseconds);
  const items = toDiagnostics(report, { features, settings, uriOf, isOpen });
  return { kind: 'diagnostics', id: `${report.id}.${viewId(settings, isOpen)}`, items };
}

/** Everything beside the report that the diagnostics depend on. */
function viewId({ customizations, hints, showSuppressed }: EditorSettings, isOpen: boolean): string {
  const text = JSON.stringify([customizations, hints, showSuppressed, isOpen]);
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}
