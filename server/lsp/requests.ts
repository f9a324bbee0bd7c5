import type { Location } from 'vscode-languageserver';
import type { CancelSignal } from '../protocol/analysis-client.js';
import type { ServerContext } from './context.js';
import { findCall, findFunction, functionAround, inspect } from './inspections.js';
import { codeSpan } from '../workspace/markdown.js';
import { invalidParams, readPosition, readUri, touches } from './params.js';
import { valueAt } from './read-json.js';

type Answer<Result> = (context: ServerContext, params: unknown, signal: CancelSignal) => Promise<Result>;

/** `looplint/explain`: Markdown about what is (or is not) reported at a place. */
export const answerExplain: Answer<string | null> = async (context, params, signal) => {
  const path = context.pathOf(readUri(params));
  if (path === undefined) return null;
  const position = readPosition(valueAt(params, 'position'));
  const reply = await context.analysis.ask('explain', { path, position }, { signal, urgency: 'urgent' });
  return 'refusal' in reply ? null : reply.answer;
};

/** `looplint/page`: the page of a rule. */
export const answerPage: Answer<string | null> = async (context, params, signal) => {
  const ruleId = valueAt(params, 'ruleId');
  if (typeof ruleId !== 'string') throw invalidParams('`ruleId` must be a string.');
  const reply = await context.analysis.ask('page', { ruleId }, { signal, urgency: 'urgent' });
  return 'refusal' in reply ? null : (reply.answer ?? null);
};

/** `looplint/blockingPath`: the calls from a place down to what blocks. */
export const answerBlockingPath: Answer<readonly Location[]> = async (context, params, signal) => {
  const path = context.pathOf(readUri(params));
  const position = readPosition(valueAt(params, 'position'));
  if (path === undefined) return [];
  const inspection = await inspect(context, path, signal);
  if (inspection === undefined) return [];
  const { uriOf } = context;
  const call = findCall(inspection, position);
  const chain = call?.blocks[0]?.chain ?? [];
  if (call !== undefined && call.blocks.length > 0)
    return [{ path, span: call.calleeSpan }, ...chain.map(({ place }) => place)].map(({ path: at, span }) => ({
      uri: uriOf(at),
      range: span,
    }));
  const found = await findChain(context, { path, position }, signal);
  if (found.length > 0) return found;
  const fn = findFunction(inspection, position) ?? functionAround(inspection, position);
  return (fn?.blocks[0]?.chain ?? []).map(({ place }) => ({ uri: uriOf(place.path), range: place.span }));
};

/** The chain of a finding at a place. */
async function findChain(
  { checks, uriOf }: ServerContext,
  { path, position }: { readonly path: string; readonly position: Location['range']['start'] },
  signal: CancelSignal,
): Promise<readonly Location[]> {
  const outcome = await checks.check(path, { signal, urgency: 'urgent' });
  if (outcome.kind === 'none') return [];
  const at = { start: position, end: position };
  const finding = outcome.report.findings.find(({ span, chain }) => chain.length > 0 && touches(span, at));
  return (finding?.chain ?? []).map(({ place }) => ({ uri: uriOf(place.path), range: place.span }));
}

/** `looplint/report`: what the makers need to know when something is wrong; it holds no code. */
export const answerReport: Answer<string> = async (context, _params, signal) => {
  const { analysis, documents, features, folders, version } = context;
  const reply = await analysis.ask('status', {}, { signal, urgency: 'urgent' });
  const settings = await Promise.all(folders.paths().map((path) => folders.settingsOf(`${path}/.`)));
  const memory = process.memoryUsage();
  const status = 'refusal' in reply ? undefined : reply.answer;
  const lines = [
    '# Looplint report',
    '',
    `* Looplint ${version}, Node ${process.version}, ${process.platform} ${process.arch}`,
    `* Resident ${toMegabytes(memory.rss)} MB, heap of the main thread ${toMegabytes(memory.heapUsed)} MB`,
    `* Open documents: ${documents.all().length}`,
    ...(status === undefined
      ? ['* The analysis does not answer.']
      : [`* Heap of the analysis: ${toMegabytes(status.heapUsed)} of ${toMegabytes(status.heapLimit)} MB`]),
    '',
    '## Folders',
    '',
    ...(status?.folders ?? []).map(
      ({ path, files, configuration, problem }) =>
        `* ${codeSpan(path)}: ${files} files; configuration: ${configuration === undefined ? 'none' : codeSpan(configuration)}${problem === undefined ? '' : `; ${problem}`}`,
    ),
    '',
    '## Files that are left out',
    '',
    ...(status?.quarantined ?? []).map(({ path, reason }) => `* ${codeSpan(path)}: ${reason}`),
    '',
    '## Settings of the folders',
    '',
    '```json',
    JSON.stringify(settings, undefined, 2),
    '```',
    '',
    '## What the client can do',
    '',
    '```json',
    JSON.stringify(features, undefined, 2),
    '```',
    '',
  ];
  return lines.join('\n');
};

function toMegabytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}
