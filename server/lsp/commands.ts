import { ErrorCodes, ResponseError, type ApplyWorkspaceEditResult } from 'vscode-languageserver';
import type { FixAllRequest } from '../protocol/analysis.js';
import type { CancelSignal } from '../protocol/analysis-client.js';
import { FIX_ALL_COMMAND, type FixAllArguments } from '../protocol/names.js';
import { plural } from '../workspace/wording.js';
import type { ServerContext } from './context.js';
import { invalidParams } from './params.js';
import { valueAt } from './read-json.js';
import { toWorkspaceEdit } from './workspace-edit.js';

export interface CommandResult {
  readonly applied: boolean;
  /** Findings that the edit mends. */
  readonly count: number;
}

/** `workspace/executeCommand`: makes the edits of all fixes of a rule and has the client apply them, with a preview. */
export async function executeCommand(
  context: ServerContext,
  params: unknown,
  signal: CancelSignal,
): Promise<CommandResult> {
  if (valueAt(params, 'command') !== FIX_ALL_COMMAND)
    throw new ResponseError(ErrorCodes.MethodNotFound, 'There is no such command.');
  const given = valueAt(params, 'arguments');
  const { ruleId, scope, uri } = readArguments(Array.isArray(given) ? (given as readonly unknown[])[0] : undefined);
  const { connection, features, analysis } = context;
  const ask: FixAllRequest = { scope: toScope(context, scope, uri), ruleId, applicability: 'all' };
  const reply = await analysis.ask('fixAll', ask, { signal, urgency: 'normal' });
  if ('refusal' in reply)
    throw new ResponseError(ErrorCodes.InternalError, 'The fixes could not be made; see the log.');
  const files = reply.answer.filter(({ edits }) => edits.length > 0);
  const count = files.reduce((sum, file) => sum + file.count, 0);
  if (files.length === 0 || !features.appliesEdits) return { applied: false, count: 0 };
  const label = `Fix all \`${ruleId}\``;
  const description = `${plural(count, 'finding')} in ${plural(files.length, 'file')}`;
  const edit = toWorkspaceEdit(context, files, { label, description });
  const answer = await connection.sendRequest<ApplyWorkspaceEditResult | null>('workspace/applyEdit', {
    label,
    edit,
    metadata: { isRefactoring: true },
  });
  return { applied: valueAt(answer, 'applied') === true, count };
}

function readArguments(value: unknown): FixAllArguments {
  const ruleId = valueAt(value, 'ruleId');
  const scope = valueAt(value, 'scope');
  const uri = valueAt(value, 'uri');
  const isScope = scope === 'file' || scope === 'folder' || scope === 'workspace';
  if (typeof ruleId !== 'string' || typeof uri !== 'string' || !isScope)
    throw invalidParams('The command needs `ruleId`, `scope` and `uri`.');
  return { ruleId, scope, uri };
}

function toScope(context: ServerContext, scope: FixAllArguments['scope'], uri: string): FixAllRequest['scope'] {
  if (scope === 'workspace') return 'workspace';
  const path = context.pathOf(uri);
  if (path === undefined) throw invalidParams('`uri` names no file of ours.');
  return scope === 'file' ? { path } : { folder: path.slice(0, path.lastIndexOf('/')) || '/' };
}
