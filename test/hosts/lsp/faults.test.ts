import { describe, expect, it } from 'vitest';
import { uriOfPath } from '../../../server/lsp/uris.js';
import type { QuestionKind } from '../../../server/protocol/analysis.js';
import { FIX_ALL_COMMAND } from '../../../server/protocol/names.js';
import { createFakeAnalysis, FAKE_RULE } from '../../support/fake-analysis.js';
import { PUSH_CAPABILITIES, startClient, until } from '../../support/language-client.js';

const FILE = '/p/src/a.ts';
const textDocument = { uri: uriOfPath(FILE) };
const position = { line: 0, character: 1 };
const range = { start: position, end: position };
const data = { kind: 'fix', uri: textDocument.uri, revision: 1, ruleId: FAKE_RULE, span: range, fix: 'a' };
const item = { name: 'f', kind: 12, uri: textDocument.uri, range, selectionRange: range };

/** Every request that asks the analysis something, and what it asks. */
const REQUESTS: readonly (readonly [string, QuestionKind, object])[] = [
  ['textDocument/diagnostic', 'check', { textDocument }],
  ['workspace/diagnostic', 'files', { previousResultIds: [] }],
  ['textDocument/codeAction', 'check', { textDocument, range, context: { diagnostics: [] } }],
  ['codeAction/resolve', 'edits', { title: 'a', data }],
  ['textDocument/hover', 'inspect', { textDocument, position }],
  ['textDocument/codeLens', 'inspect', { textDocument }],
  ['textDocument/inlayHint', 'inspect', { textDocument, range }],
  ['textDocument/prepareCallHierarchy', 'inspect', { textDocument, position }],
  ['callHierarchy/incomingCalls', 'inspect', { item }],
  ['callHierarchy/outgoingCalls', 'inspect', { item }],
  [
    'workspace/executeCommand',
    'fixAll',
    { command: FIX_ALL_COMMAND, arguments: [{ ruleId: FAKE_RULE, scope: 'workspace', uri: textDocument.uri }] },
  ],
  ['looplint/explain', 'explain', { textDocument, position }],
  ['looplint/page', 'page', { ruleId: FAKE_RULE }],
  ['looplint/report', 'status', {}],
  ['looplint/blockingPath', 'inspect', { textDocument, position }],
];

async function startBroken() {
  const analysis = createFakeAnalysis();
  const settings = () => ({ codeLens: true, inlayHints: true, diagnosticMode: 'workspace' });
  const client = await startClient({ createAnalysis: () => analysis }, { folders: ['/p'], settings });
  await client.open(FILE, 'bad();');
  return { analysis, client };
}

describe('a bug in a handler (R19)', () => {
  it.each(REQUESTS)(
    '%s: is an error for this request, logged once, and the next is answered',
    async (method, kind, params) => {
      const { analysis, client } = await startBroken();
      analysis.broken.add(kind);
      for (let count = 0; count < 3; count++)
        await expect(client.request(method, params)).rejects.toMatchObject({ code: -32603 });
      const mentions = client.logged.filter((message) => message.includes(method));
      expect(mentions).toHaveLength(1);
      expect(mentions[0]).toContain(`${kind} is broken`);
      analysis.broken.clear();
      const other = REQUESTS.find(([, asked]) => asked !== kind && asked !== 'edits') ?? REQUESTS[0];
      if (other !== undefined) await client.request(other[0], other[2]);
      if (method !== 'codeAction/resolve') await client.request(method, params);
    },
  );

  it('costs one event when it is in what was held back until the folders were known', async () => {
    const analysis = createFakeAnalysis();
    analysis.broken.add('/p/other.ts');
    const client = await startClient({ createAnalysis: () => analysis }, { folders: ['/p'] });
    await client.open('/p/other.ts', 'bad();');
    await client.open(FILE, 'bad();');
    expect(await client.request('textDocument/diagnostic', { textDocument })).toMatchObject({ items: [{}] });
    expect(client.logged.filter((message) => message.includes('tell is broken'))).toHaveLength(1);
  });

  it('costs nothing but the event when it is in the handler of a notification', async () => {
    const { analysis, client } = await startBroken();
    await until('the document', () => analysis.told.some(({ kind }) => kind === 'text'));
    analysis.broken.add('tell');
    await client.type(FILE, 2, 'good();');
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOfPath('/p/b.ts'), type: 1 }] });
    await client.notify('workspace/didChangeWorkspaceFolders', {
      event: { added: [{ uri: uriOfPath('/q') }], removed: [] },
    });
    await client.notify('workspace/didChangeConfiguration', { settings: null });
    await until(
      'a line in the log',
      () => client.logged.filter((message) => message.includes('tell is broken')).length >= 3,
    );
    analysis.broken.clear();
    await client.type(FILE, 3, 'bad(); bad();');
    expect(await client.request('textDocument/diagnostic', { textDocument })).toMatchObject({ items: [{}, {}] });
  });

  it('costs one publication when it is in work that nobody waits for', async () => {
    const analysis = createFakeAnalysis();
    const client = await startClient(
      { createAnalysis: () => analysis },
      { folders: ['/p'], capabilities: PUSH_CAPABILITIES },
    );
    analysis.broken.add('check');
    await client.open(FILE, 'bad();');
    await until('a line in the log', () => client.logged.some((message) => message.includes('check is broken')));
    analysis.broken.clear();
    await client.type(FILE, 2, 'bad();');
    await until('findings', () => client.shown(FILE)?.diagnostics.length === 1);
  });

  it('costs one announcement when it is in what follows from it', async () => {
    const { analysis, client } = await startBroken();
    analysis.announce({ kind: 'log', level: 'fatal' as never, message: 'x' });
    analysis.announce({ kind: 'log', level: 'info', message: 'still here' });
    await until('the line', () => client.logged.includes('still here'));
  });
});

describe('a client that answers nothing', () => {
  it('is served with the usual settings', async () => {
    const client = await startClient(
      { createAnalysis: createFakeAnalysis, delays: { settings: 20 } },
      { folders: ['/p'], answer: () => new Promise(() => undefined) },
    );
    await client.open(FILE, 'bad();');
    expect(await client.request('textDocument/diagnostic', { textDocument })).toMatchObject({ items: [{}] });
    expect(client.logged).toContain('The client does not tell its settings.');
  });
});
