import type { CodeLens, InlayHint } from 'vscode-languageserver';
import type { CancelSignal } from '../protocol/analysis-client.js';
import { plural } from '../workspace/wording.js';
import type { ServerContext } from './context.js';
import { holds, inspect } from './inspections.js';
import { codeSpan } from '../workspace/markdown.js';
import { readSpan, readUri } from './params.js';
import { valueAt } from './read-json.js';

/** `textDocument/codeLens`: over each async function, how many ways lead from it to a blocked loop. Off by default. */
export async function answerLenses(
  context: ServerContext,
  params: unknown,
  signal: CancelSignal,
): Promise<readonly CodeLens[]> {
  const uri = readUri(params);
  const path = context.pathOf(uri);
  const settings = await context.settings.of(uri);
  if (path === undefined || !settings.enable || !settings.codeLens) return [];
  const inspection = await inspect(context, path, signal);
  if (inspection === undefined) return [];
  return inspection.functions.flatMap((fn): readonly CodeLens[] => {
    if (!fn.async) return [];
    const own = inspection.calls.filter((call) => call.function === fn.function);
    const paths = own.filter(({ blocks }) => blocks.some(({ certain }) => certain)).length;
    const parts = [
      ...(paths > 0 ? [plural(paths, 'blocking path')] : []),
      ...(fn.unawaited > 0 ? [`${fn.unawaited} unawaited`] : []),
    ];
    // A lens without a command is a text.
    return parts.length === 0 ? [] : [{ range: fn.nameSpan, command: { title: parts.join(' · '), command: '' } }];
  });
}

/** `textDocument/inlayHint`: behind calls that block, and behind promises that nobody takes. Off by default. */
export async function answerHints(
  context: ServerContext,
  params: unknown,
  signal: CancelSignal,
): Promise<readonly InlayHint[]> {
  const uri = readUri(params);
  const range = readSpan(valueAt(params, 'range'));
  const path = context.pathOf(uri);
  const settings = await context.settings.of(uri);
  if (path === undefined || !settings.enable || !settings.inlayHints) return [];
  const inspection = await inspect(context, path, signal);
  if (inspection === undefined) return [];
  return inspection.calls.flatMap(({ span, blocks, awaitable, taken }): readonly InlayHint[] => {
    if (!holds(range, span.end)) return [];
    const root = blocks.find(({ certain }) => certain)?.root;
    return [
      ...(root === undefined ? [] : [toHint(span.end, '⏱ blocks', `Blocks the event loop: ${codeSpan(root)}`)]),
      ...(awaitable && !taken ? [toHint(span.end, 'Promise', 'Nobody awaits what this call gives.')] : []),
    ];
  });
}

function toHint(position: InlayHint['position'], label: string, tooltip: string): InlayHint {
  return { position, label, paddingLeft: true, tooltip: { kind: 'markdown', value: tooltip } };
}
