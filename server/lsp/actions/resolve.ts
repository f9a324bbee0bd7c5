import type { WorkspaceEdit } from 'vscode-languageserver';
import type { FileEdits } from '../../protocol/analysis.js';
import type { CancelSignal } from '../../protocol/analysis-client.js';
import type { ServerContext } from '../context.js';
import { toWorkspaceEdit } from '../workspace-edit.js';
import type { ActionData } from './action-data.js';

/** The edits of an action, for the text that it was offered for; `undefined` when that text, or the finding, is gone. */
export async function findEdits(
  context: ServerContext,
  data: ActionData,
  signal: CancelSignal,
): Promise<WorkspaceEdit | undefined> {
  const { uri, revision } = data;
  const isCurrent = (): boolean => context.documents.find(uri)?.revision === revision;
  const path = context.pathOf(uri);
  if (path === undefined || !isCurrent()) return undefined;
  const files = await askEdits(context, path, data, signal);
  return files === undefined || !isCurrent() ? undefined : toWorkspaceEdit(context, files);
}

/** `undefined` when there is nothing to fix any more. */
async function askEdits(
  { analysis }: ServerContext,
  path: string,
  data: ActionData,
  signal: CancelSignal,
): Promise<readonly FileEdits[] | undefined> {
  const options = { signal, urgency: 'urgent' } as const;
  if (data.kind === 'fix') {
    const { ruleId, span, fix } = data;
    const reply = await analysis.ask('edits', { path, ruleId, span, fix }, options);
    return 'refusal' in reply || reply.answer === undefined ? undefined : [reply.answer];
  }
  const { ruleId, applicability } = data;
  const ask = { scope: { path }, applicability, ...(ruleId !== undefined && { ruleId }) };
  const reply = await analysis.ask('fixAll', ask, options);
  return 'refusal' in reply ? undefined : reply.answer;
}
