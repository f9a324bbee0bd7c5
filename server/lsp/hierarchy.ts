import {
  SymbolKind,
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
} from 'vscode-languageserver';
import type { BlockReport, CallReport, FileInspection, FunctionPlace, FunctionReport } from '../protocol/analysis.js';
import type { CancelSignal } from '../protocol/analysis-client.js';
import { escapeText } from '../workspace/escape.js';
import type { ServerContext } from './context.js';
import { findCall, findFunction, functionAround, inspect } from './inspections.js';
import { isSameSpan, readPosition, readUri, toSpan } from './params.js';
import { valueAt } from './read-json.js';

type Ask = { readonly context: ServerContext; readonly signal: CancelSignal };

/** `textDocument/prepareCallHierarchy`: the function that is named or called at a position, else the one around it. */
export async function prepareHierarchy(ask: Ask, params: unknown): Promise<readonly CallHierarchyItem[] | null> {
  const { context, signal } = ask;
  const path = context.pathOf(readUri(params));
  const position = readPosition(valueAt(params, 'position'));
  const inspection = path === undefined ? undefined : await inspect(context, path, signal);
  if (inspection === undefined) return null;
  const named = findFunction(inspection, position);
  if (named !== undefined) return [toItem(context, named)];
  const call = findCall(inspection, position);
  const called = call === undefined ? [] : await findTargets(ask, call.targets);
  if (called.length > 0) return called.map((target) => toItem(context, target));
  const around = functionAround(inspection, position);
  return around === undefined ? null : [toItem(context, around)];
}

/** `callHierarchy/incomingCalls`: who is held up by the function. Callers that it does not hold up are left out. */
export async function findIncoming(ask: Ask, params: unknown): Promise<readonly CallHierarchyIncomingCall[] | null> {
  const { context, signal } = ask;
  const found = await findItem(ask, params);
  if (found === undefined) return null;
  const { path, function: id, blocks } = found.fn;
  if (blocks.length === 0) return [];
  const reply = await context.analysis.ask('callers', { path, function: id }, { signal, urgency: 'normal' });
  if ('refusal' in reply) return null;
  return reply.answer
    .filter(({ caller }) => caller.blocks.length > 0)
    .map(({ caller, spans }) => ({ from: toItem(context, caller), fromRanges: [...spans] }));
}

/** `callHierarchy/outgoingCalls`: the calls of the function that hold the event loop, down to the known API. */
export async function findOutgoing(ask: Ask, params: unknown): Promise<readonly CallHierarchyOutgoingCall[] | null> {
  const found = await findItem(ask, params);
  if (found === undefined) return null;
  const { inspection, fn } = found;
  const calls = inspection.calls.filter((call) => call.function === fn.function && call.blocks.length > 0);
  const outgoing = calls.map(async (call): Promise<readonly CallHierarchyOutgoingCall[]> => {
    const targets = (await findTargets(ask, call.targets)).filter(({ blocks }) => blocks.length > 0);
    const items = targets.map((target) => toItem(ask.context, target));
    const roots = items.length > 0 ? [] : call.blocks.map((block) => toRootItem(ask.context, fn.path, call, block));
    return [...items, ...roots].map((to) => ({ to, fromRanges: [call.calleeSpan] }));
  });
  return (await Promise.all(outgoing)).flat();
}

async function findTargets(
  { context, signal }: Ask,
  targets: readonly FunctionPlace[],
): Promise<readonly FunctionReport[]> {
  const found = await Promise.all(
    targets.map(async ({ path, function: id }) => {
      const inspection = await inspect(context, path, signal);
      return inspection?.functions.find((fn) => fn.function === id);
    }),
  );
  return found.filter((fn) => fn !== undefined);
}

/** The function of an item that the client has kept, found by its place: numbers of functions change with the text. */
async function findItem(
  { context, signal }: Ask,
  params: unknown,
): Promise<{ readonly inspection: FileInspection; readonly fn: FunctionReport } | undefined> {
  const item = valueAt(params, 'item');
  const uri = valueAt(item, 'uri');
  const selection = toSpan(valueAt(item, 'selectionRange'));
  const path = typeof uri === 'string' ? context.pathOf(uri) : undefined;
  if (path === undefined || selection === undefined) return undefined;
  const inspection = await inspect(context, path, signal);
  const fn = inspection?.functions.find(({ nameSpan }) => isSameSpan(nameSpan, selection));
  return inspection === undefined || fn === undefined ? undefined : { inspection, fn };
}

function toItem({ uriOf }: ServerContext, fn: FunctionReport): CallHierarchyItem {
  return {
    name: fn.label === '' ? '(anonymous)' : escapeText(fn.label),
    kind: SymbolKind.Function,
    ...(fn.blocks.length > 0 && { detail: `blocks: ${escapeText(fn.blocks.map(({ root }) => root).join(', '))}` }),
    uri: uriOf(fn.path),
    range: fn.span,
    selectionRange: fn.nameSpan,
  };
}

/** The known API at the end of a chain, which has no text of its own: it stands at its call. */
function toRootItem(
  { uriOf }: ServerContext,
  path: string,
  call: CallReport,
  { root, kind }: BlockReport,
): CallHierarchyItem {
  return {
    name: escapeText(root),
    kind: SymbolKind.Event,
    detail: `blocks (${kind})`,
    uri: uriOf(path),
    range: call.span,
    selectionRange: call.calleeSpan,
  };
}
