import type { CallHierarchyItem, Hover } from 'vscode-languageserver/node';
import { describe, expect, it } from 'vitest';
import { uriOfPath } from '../../../server/lsp/uris.js';
import type { BlockReport, CallReport, FileInspection, FunctionReport } from '../../../server/protocol/analysis.js';
import type { TextSpan } from '../../../server/protocol/places.js';
import { createFakeAnalysis, FAKE_RULE } from '../../support/fake-analysis.js';
import { PUSH_CAPABILITIES, startClient, until } from '../../support/language-client.js';

const FILE = '/p/src/main.ts';
const LIBRARY = '/p/src/load.ts';

function span(line: number, from: number, to: number): TextSpan {
  return { start: { line, character: from }, end: { line, character: to } };
}

const root: BlockReport = { root: 'fs.readFileSync', kind: 'file', tier: 'disk', certain: true, chain: [] };
const reached: BlockReport = {
  ...root,
  chain: [{ place: { path: LIBRARY, span: span(0, 30, 45) }, text: '`load` calls `fs.readFileSync`' }],
};
const functionAt = (path: string, id: number, more: Partial<FunctionReport>): FunctionReport => ({
  path,
  function: id,
  label: 'handler',
  span: { start: { line: 1, character: 0 }, end: { line: 5, character: 1 } },
  nameSpan: span(1, 22, 29),
  async: true,
  runsOnLoop: true,
  blocks: [],
  unawaited: 0,
  ...more,
});
const callAt = (line: number, more: Partial<CallReport>): CallReport => ({
  span: span(line, 9, 19),
  calleeSpan: span(line, 9, 13),
  callee: 'load',
  function: 1,
  blocks: [],
  awaitable: false,
  taken: true,
  targets: [],
  ...more,
});
const MAIN: FileInspection = {
  path: FILE,
  version: 1,
  functions: [functionAt(FILE, 1, { blocks: [reached], unawaited: 1 })],
  calls: [
    callAt(2, { blocks: [reached], targets: [{ path: LIBRARY, function: 1 }] }),
    callAt(3, { callee: 'save', awaitable: true, taken: false }),
    callAt(4, { callee: '`x`[y](command:z)', blocks: [root] }),
  ],
  directives: [{ span: span(6, 0, 40), rules: [FAKE_RULE], reason: 'start *only*', silences: 2 }],
};
const LOAD: FileInspection = {
  path: LIBRARY,
  functions: [functionAt(LIBRARY, 1, { label: 'load', async: false, blocks: [root], nameSpan: span(0, 16, 20) })],
  calls: [callAt(0, { callee: 'fs.readFileSync', blocks: [root] })],
  directives: [],
};

async function start(settings: unknown = {}, capabilities?: unknown) {
  const analysis = createFakeAnalysis();
  analysis.answers.inspect = ({ path }) => (path === FILE ? MAIN : path === LIBRARY ? LOAD : undefined);
  const client = await startClient(
    { createAnalysis: () => analysis },
    { folders: ['/p'], settings: () => settings, ...(capabilities !== undefined && { capabilities }) },
  );
  await client.open(FILE, 'one\ntwo\n');
  const textDocument = { uri: uriOfPath(FILE) };
  const at = (line: number, character: number) => ({ textDocument, position: { line, character } });
  return { analysis, client, textDocument, at };
}

describe('hover', () => {
  it('tells what a call blocks on, and the way there', async () => {
    const { client, at } = await start();
    const hover = await client.request<Hover>('textDocument/hover', at(2, 10));
    expect(hover.range).toEqual(span(2, 9, 13));
    expect(hover.contents).toEqual({
      kind: 'markdown',
      value: [
        'blocks: `fs.readFileSync` through `load`, 2 hops',
        '',
        '1. `load` calls `fs.readFileSync` (`src/load.ts:1`)',
      ].join('\n'),
    });
    expect(await client.request('textDocument/hover', at(3, 10))).toBeNull();
    expect(await client.request('textDocument/hover', at(0, 0))).toBeNull();
  });

  it('tells what a comment silences', async () => {
    const { client, at } = await start();
    const hover = await client.request<Hover>('textDocument/hover', at(6, 5));
    expect(hover.contents).toEqual({
      kind: 'markdown',
      value: `Silences 2 findings of \`${FAKE_RULE}\`. Reason: start \\*only\\*\n\n\`${FAKE_RULE}\`: Reports calls that block.`,
    });
  });

  it('is plain for a client without Markdown', async () => {
    const { client, at } = await start({}, PUSH_CAPABILITIES);
    const hover = await client.request<Hover>('textDocument/hover', at(6, 5));
    expect(hover.contents).toMatchObject({
      kind: 'plaintext',
      value: expect.stringContaining('start *only*') as string,
    });
  });

  it('is none for a text that the analysis does not have yet', async () => {
    const { client, at } = await start();
    await client.type(FILE, 2, 'one');
    expect(await client.request('textDocument/hover', at(2, 10))).toBeNull();
  });
});

describe('the call hierarchy', () => {
  it('leads from a function down to what blocks', async () => {
    const { client, at } = await start();
    const items = await client.request<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', at(1, 25));
    expect(items).toMatchObject([{ name: 'handler', uri: uriOfPath(FILE), detail: 'blocks: fs.readFileSync' }]);
    const outgoing = await client.request<{ to: CallHierarchyItem; fromRanges: unknown }[]>(
      'callHierarchy/outgoingCalls',
      { item: items[0] },
    );
    // The call that blocks nothing is left out.
    expect(outgoing.map(({ to }) => to.name)).toEqual(['load', 'fs.readFileSync']);
    expect(outgoing[0]?.fromRanges).toEqual([span(2, 9, 13)]);
    const deeper = await client.request<{ to: CallHierarchyItem }[]>('callHierarchy/outgoingCalls', {
      item: outgoing[0]?.to,
    });
    expect(deeper.map(({ to }) => to.name)).toEqual(['fs.readFileSync']);
    expect(await client.request('callHierarchy/outgoingCalls', { item: deeper[0]?.to })).toBeNull();
  });

  it('starts at what a call calls, or at the function around', async () => {
    const { client, at } = await start();
    expect(await client.request('textDocument/prepareCallHierarchy', at(2, 10))).toMatchObject([{ name: 'load' }]);
    expect(await client.request('textDocument/prepareCallHierarchy', at(5, 0))).toMatchObject([{ name: 'handler' }]);
    expect(await client.request('textDocument/prepareCallHierarchy', at(9, 0))).toBeNull();
  });

  it('leads up to who is held up', async () => {
    const { analysis, client, at } = await start();
    const [item] = await client.request<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', at(1, 25));
    analysis.answers.callers = () => [
      { caller: functionAt(LIBRARY, 2, { label: 'serve', blocks: [reached] }), spans: [span(8, 0, 7)] },
      { caller: functionAt(LIBRARY, 3, { label: 'inThread' }), spans: [span(9, 0, 7)] },
    ];
    const incoming = await client.request<{ from: CallHierarchyItem }[]>('callHierarchy/incomingCalls', { item });
    expect(incoming).toMatchObject([{ from: { name: 'serve' }, fromRanges: [span(8, 0, 7)] }]);
    expect(analysis.asked.at(-1)).toEqual({ kind: 'callers', ask: { path: FILE, function: 1 } });
  });
});

describe('lenses and hints', () => {
  const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

  it('are off, and cost nothing then', async () => {
    const { analysis, client, textDocument } = await start();
    expect(await client.request('textDocument/codeLens', { textDocument })).toEqual([]);
    expect(await client.request('textDocument/inlayHint', { textDocument, range })).toEqual([]);
    expect(analysis.asked).toEqual([]);
  });

  it('count what blocks and what is lost', async () => {
    const { client, textDocument } = await start({ codeLens: true, inlayHints: true });
    expect(await client.request('textDocument/codeLens', { textDocument })).toEqual([
      { range: span(1, 22, 29), command: { title: '2 blocking paths · 1 unawaited', command: '' } },
    ]);
    const hints = await client.request<{ label: string; position: object }[]>('textDocument/inlayHint', {
      textDocument,
      range,
    });
    expect(hints.map(({ label, position }) => [label, position])).toEqual([
      ['⏱ blocks', { line: 2, character: 19 }],
      ['Promise', { line: 3, character: 19 }],
      ['⏱ blocks', { line: 4, character: 19 }],
    ]);
    const part = await client.request<unknown[]>('textDocument/inlayHint', { textDocument, range: span(3, 0, 80) });
    expect(part).toHaveLength(1);
  });
});

describe('our own requests', () => {
  it('explain, show pages, paths and reports', async () => {
    const { client, at } = await start();
    expect(await client.request('looplint/explain', at(2, 10))).toBe(`About ${FILE}.`);
    expect(await client.request('looplint/page', { ruleId: FAKE_RULE })).toContain('Reports calls');
    expect(await client.request('looplint/page', { ruleId: 'none' })).toBeNull();
    expect(await client.request('looplint/blockingPath', at(2, 10))).toEqual([
      { uri: uriOfPath(FILE), range: span(2, 9, 13) },
      { uri: uriOfPath(LIBRARY), range: span(0, 30, 45) },
    ]);
    const report = await client.request<string>('looplint/report', {});
    expect(report).toContain('# Looplint report');
    expect(report).not.toContain('one\ntwo');
  });

  it('look at everything again', async () => {
    const { analysis, client } = await start();
    await until('the document', () => analysis.told.some(({ kind }) => kind === 'text'));
    await client.request('looplint/revalidate');
    expect(analysis.told.slice(-2)).toEqual([
      { kind: 'quarantine', files: [] },
      { kind: 'disk', paths: ['/p'] },
    ]);
    await until('a refresh', () => client.requested.some(({ method }) => method === 'workspace/diagnostic/refresh'));
  });
});

describe('what the analysis says unasked', () => {
  it('is shown as progress', async () => {
    const { analysis, client } = await start();
    const values = () =>
      client.notified.flatMap(({ method, params }) =>
        method === '$/progress' ? [(params as { value: { kind: string } }).value] : [],
      );
    analysis.announce({ kind: 'progress', title: 'indexing', done: 0, total: 3000 });
    await until('the beginning', () => values().length === 1);
    analysis.announce({ kind: 'progress', title: 'indexing', done: 120, total: 3000 });
    analysis.announce({ kind: 'progress-end' });
    await until('the end', () => values().some(({ kind }) => kind === 'end'));
    expect(values()).toMatchObject([
      { kind: 'begin', title: 'Looplint: indexing', percentage: 0 },
      { kind: 'report', percentage: 4, message: '120 of 3,000 files' },
      { kind: 'end' },
    ]);
  });

  it('is shown on a configuration file, until it can be used again', async () => {
    const { analysis, client } = await start();
    const path = '/p/looplint.config.json';
    analysis.announce({ kind: 'configuration', path, problem: 'There is no preset `x`.', line: 3 });
    await until('the problem', () => client.shown(path)?.diagnostics.length === 1);
    expect(client.shown(path)?.diagnostics).toMatchObject([
      { range: { start: { line: 3 } }, message: 'There is no preset `x`.' },
    ]);
    analysis.announce({ kind: 'configuration', path });
    await until('no problem', () => client.shown(path)?.diagnostics.length === 0);
  });

  it('is the state of our own extension', async () => {
    const analysis = createFakeAnalysis();
    const client = await startClient(
      { createAnalysis: () => analysis },
      { folders: ['/p'], initializationOptions: { cacheDirectory: '/c' } },
    );
    const states = () =>
      client.notified.flatMap(({ method, params }) => (method === 'looplint/status' ? [params] : []));
    await until('ready', () => states().some((state) => (state as { state: string }).state === 'ready'));
    analysis.announce({ kind: 'progress', title: 'indexing', done: 120, total: 3000 });
    await until('busy', () => (states().at(-1) as { state: string }).state === 'busy');
    expect(states().at(-1)).toEqual({ state: 'busy', detail: 'indexing 120 of 3,000 files', problems: [] });
    analysis.announce({ kind: 'progress-end' });
    analysis.announce({ kind: 'configuration', path: '/p/looplint.config.json', problem: 'It is broken.' });
    await until('limited', () => (states().at(-1) as { state: string }).state === 'limited');
    expect(states().at(-1)).toMatchObject({ problems: ['It is broken.'] });
  });
});

describe('files on the disk', () => {
  it('are watched where the client can, and what happens to open ones does not count', async () => {
    const { analysis, client } = await start();
    const registered = await until('the registration', () =>
      client.requested.find(({ method }) => method === 'client/registerCapability'),
    );
    expect(JSON.stringify(registered.params)).toContain('looplint.config.json');
    const changes = [
      [FILE, 2],
      ['/p/new.ts', 1],
      ['/p/gone', 3],
      ['/p/picture.png', 3],
      ['/p/package.json', 3],
    ] as const;
    await client.notify('workspace/didChangeWatchedFiles', {
      changes: changes.map(([path, type]) => ({ uri: uriOfPath(path), type })),
    });
    await client.notify('workspace/didRenameFiles', {
      files: [{ oldUri: 'file:///p/old', newUri: 'file:///p/fresh' }],
    });
    await until('the events', () => analysis.told.filter(({ kind }) => kind === 'disk').length === 2);
    expect(analysis.told.filter(({ kind }) => kind === 'disk')).toEqual([
      { kind: 'disk', paths: ['/p/new.ts', '/p/gone', '/p/package.json'] },
      { kind: 'disk', paths: ['/p/old', '/p/fresh'] },
    ]);
  });
});
