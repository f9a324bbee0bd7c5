import type { DocumentDiagnosticReport, WorkspaceDiagnosticReport } from 'vscode-languageserver/node';
import { describe, expect, it } from 'vitest';
import { uriOfPath } from '../../../server/lsp/uris.js';
import { createFakeAnalysis, FAKE_RULE } from '../../support/fake-analysis.js';
import { PUSH_CAPABILITIES, startClient, until } from '../../support/language-client.js';

const FILE = '/p/src/a.ts';
const OTHER = '/p/src/b.ts';
const pullFor = (path: string, previousResultId?: string) => ({
  textDocument: { uri: uriOfPath(path) },
  previousResultId,
});

describe('a client that asks for diagnostics', () => {
  it('is told that it can, and that files depend on each other', async () => {
    const { result } = await startClient({ createAnalysis: createFakeAnalysis });
    expect(result.capabilities.diagnosticProvider).toMatchObject({
      interFileDependencies: true,
      workspaceDiagnostics: true,
    });
  });

  it('gets findings, and `unchanged` when there is no news', async () => {
    const client = await startClient({ createAnalysis: createFakeAnalysis }, { folders: ['/p'] });
    await client.open(FILE, 'x\nbad();\n');
    const first = await client.request<DocumentDiagnosticReport>('textDocument/diagnostic', pullFor(FILE));
    expect(first).toMatchObject({ kind: 'full' });
    expect(first.kind === 'full' && first.items).toMatchObject([
      {
        range: { start: { line: 1, character: 0 }, end: { line: 1, character: 5 } },
        severity: 2,
        source: 'looplint',
        code: FAKE_RULE,
        message: '`bad` blocks the event loop.',
        codeDescription: { href: expect.stringContaining(`/${FAKE_RULE}/`) as string },
      },
    ]);
    const again = await client.request('textDocument/diagnostic', pullFor(FILE, first.resultId));
    expect(again).toEqual({ kind: 'unchanged', resultId: first.resultId });
    await client.type(FILE, 2, 'good();\n');
    const then = await client.request('textDocument/diagnostic', pullFor(FILE, first.resultId));
    expect(then).toMatchObject({ kind: 'full', items: [] });
    expect(client.published).toEqual([]);
  });

  it('is asked to ask again when other files changed, once for several changes', async () => {
    const analysis = createFakeAnalysis();
    const client = await startClient({ createAnalysis: () => analysis }, { folders: ['/p'] });
    await client.open(FILE, 'x');
    await client.request('textDocument/diagnostic', pullFor(FILE));
    for (let count = 0; count < 5; count++) analysis.announce({ kind: 'changed', paths: [FILE] });
    const refreshes = () => client.requested.filter(({ method }) => method === 'workspace/diagnostic/refresh');
    await until('a refresh', () => refreshes().length > 0);
    await client.request('textDocument/diagnostic', pullFor(FILE));
    expect(refreshes()).toHaveLength(1);
  });

  it('gets the findings of the newest text when it types while it waits', async () => {
    const analysis = createFakeAnalysis();
    const client = await startClient({ createAnalysis: () => analysis }, { folders: ['/p'] });
    await client.open(FILE, 'bad();');
    const release = analysis.hold();
    const answer = client.request<DocumentDiagnosticReport>('textDocument/diagnostic', pullFor(FILE));
    await until('the question', () => analysis.asked.some(({ kind }) => kind === 'check'));
    await client.type(FILE, 2, '\n\nbad();');
    await until('the new text', () => analysis.told.filter(({ kind }) => kind === 'text').length === 2);
    release();
    expect(await answer).toMatchObject({ kind: 'full', items: [{ range: { start: { line: 2, character: 0 } } }] });
  });

  it('has its cancellation answered at once', async () => {
    const analysis = createFakeAnalysis();
    const client = await startClient({ createAnalysis: () => analysis }, { folders: ['/p'] });
    await client.open(FILE, 'bad();');
    analysis.hold();
    const { CancellationTokenSource } = await import('vscode-languageserver/node');
    const source = new CancellationTokenSource();
    const answer = client.connection.sendRequest('textDocument/diagnostic', pullFor(FILE), source.token);
    await until('the question', () => analysis.asked.some(({ kind }) => kind === 'check'));
    source.cancel();
    await expect(answer).rejects.toMatchObject({ code: -32800 });
    await until('the end of the work', () => analysis.counts.cancelled === 1);
  });

  it('keeps what it shows until a text is saved, when findings are for saved texts', async () => {
    const client = await startClient(
      { createAnalysis: createFakeAnalysis },
      { folders: ['/p'], settings: () => ({ run: 'onSave' }) },
    );
    const uri = await client.open(FILE, 'bad();');
    const first = await client.request<DocumentDiagnosticReport>('textDocument/diagnostic', pullFor(FILE));
    await client.type(FILE, 2, 'good();');
    const dirty = await client.request('textDocument/diagnostic', pullFor(FILE, first.resultId));
    expect(dirty).toMatchObject({ kind: 'unchanged' });
    await client.notify('textDocument/didSave', { textDocument: { uri } });
    await until('a refresh', () => client.requested.some(({ method }) => method === 'workspace/diagnostic/refresh'));
    expect(await client.request('textDocument/diagnostic', pullFor(FILE, first.resultId))).toMatchObject({ items: [] });
  });

  it('gets nothing where the server is off, and nothing for what is not a file', async () => {
    const client = await startClient(
      { createAnalysis: createFakeAnalysis },
      { folders: ['/p'], settings: (uri) => ({ enable: uri?.endsWith('b.ts') !== true }) },
    );
    await client.open(OTHER, 'bad();');
    expect(await client.request('textDocument/diagnostic', pullFor(OTHER))).toMatchObject({ items: [] });
    const remote = { textDocument: { uri: 'https://example.org/a.ts' } };
    expect(await client.request('textDocument/diagnostic', remote)).toMatchObject({ items: [] });
  });
});

describe('diagnostics of the workspace', () => {
  const ask = { identifier: 'looplint', previousResultIds: [] };

  it('are empty when only open files are wanted, and held then', async () => {
    const analysis = createFakeAnalysis();
    analysis.disk.set(FILE, 'bad();');
    const client = await startClient({ createAnalysis: () => analysis }, { folders: ['/p'] });
    expect(await client.request('workspace/diagnostic', ask)).toEqual({ items: [] });
    expect(analysis.asked).toEqual([]);
  });

  it('hold every file with findings, then wait for news', async () => {
    const analysis = createFakeAnalysis();
    analysis.disk.set(FILE, 'bad();').set(OTHER, 'good();');
    const settings = () => ({ diagnosticMode: 'workspace' });
    const client = await startClient({ createAnalysis: () => analysis }, { folders: ['/p'], settings });
    const first = await client.request<WorkspaceDiagnosticReport>('workspace/diagnostic', ask);
    expect(first.items).toMatchObject([
      { uri: uriOfPath(FILE), kind: 'full', version: null, items: [{ code: FAKE_RULE }] },
    ]);
    const previousResultIds = first.items.map(({ uri, resultId }) => ({ uri, value: resultId }));
    let isAnswered = false;
    const next = client.request<WorkspaceDiagnosticReport>('workspace/diagnostic', { ...ask, previousResultIds });
    void next.then(() => (isAnswered = true));
    await client.request('textDocument/diagnostic', pullFor(FILE));
    expect(isAnswered).toBe(false);
    analysis.disk.set(FILE, 'good();').set(OTHER, 'bad();');
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOfPath(FILE), type: 2 }] });
    const { items } = await next;
    expect(items).toHaveLength(2);
    expect(items.find(({ uri }) => uri === uriOfPath(FILE))).toMatchObject({ kind: 'full', items: [] });
    expect(items.find(({ uri }) => uri === uriOfPath(OTHER))).toMatchObject({ items: [{ code: FAKE_RULE }] });
  });

  it('come part by part where the client takes them so, and files that are gone are emptied', async () => {
    const analysis = createFakeAnalysis();
    for (let count = 0; count < 120; count++) analysis.disk.set(`/p/${count}.ts`, 'bad();');
    const settings = () => ({ diagnosticMode: 'workspace' });
    const client = await startClient({ createAnalysis: () => analysis }, { folders: ['/p'], settings });
    const gone = { uri: uriOfPath('/p/gone.ts'), value: 'old' };
    const answer = await client.request('workspace/diagnostic', {
      ...ask,
      previousResultIds: [gone],
      partialResultToken: 't',
    });
    expect(answer).toEqual({ items: [] });
    const parts = client.notified.filter(({ method }) => method === '$/progress');
    expect(parts.length).toBeGreaterThan(1);
    const reports = parts.flatMap(({ params }) => (params as { value: WorkspaceDiagnosticReport }).value.items);
    expect(reports).toHaveLength(121);
    expect(reports.find(({ uri }) => uri === gone.uri)).toMatchObject({ kind: 'full', items: [] });
  });
});

describe('a client that has diagnostics sent', () => {
  it('gets them with the version, again after a change, and none after it closed the file', async () => {
    const client = await startClient(
      { createAnalysis: createFakeAnalysis },
      { folders: ['/p'], capabilities: PUSH_CAPABILITIES },
    );
    expect(client.result.capabilities.diagnosticProvider).toBeUndefined();
    await client.open(FILE, 'bad();');
    await until('findings', () => client.shown(FILE)?.diagnostics.length === 1);
    expect(client.shown(FILE)?.version).toBe(1);
    await client.type(FILE, 2, 'bad(); bad();');
    await until('new findings', () => client.shown(FILE)?.diagnostics.length === 2);
    expect(client.shown(FILE)?.version).toBe(2);
    await client.close(FILE);
    await until('no findings', () => client.shown(FILE)?.diagnostics.length === 0);
  });

  it('gets those of a file again when another changed them', async () => {
    const analysis = createFakeAnalysis();
    const client = await startClient(
      { createAnalysis: () => analysis },
      { folders: ['/p'], capabilities: PUSH_CAPABILITIES },
    );
    await client.open(FILE, 'good();');
    await until('an answer', () => client.shown(FILE)?.diagnostics.length === 0);
    analysis.answers.check = ({ path }) => ({
      path,
      language: 'javascript',
      version: 1,
      id: 'changed',
      findings: [],
      suppressed: [],
      notices: [{ path, kind: 'internal', message: 'Analysis of this file was stopped after 10 s.' }],
      milliseconds: 1,
    });
    analysis.announce({ kind: 'changed', paths: 'all' });
    await until('the notice', () => client.shown(FILE)?.diagnostics.length === 1);
    expect(client.shown(FILE)?.diagnostics).toMatchObject([
      { severity: 3, range: { start: { line: 0, character: 0 } } },
    ]);
  });
});
