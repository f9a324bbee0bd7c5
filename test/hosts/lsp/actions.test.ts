import type { CodeAction, WorkspaceEdit } from 'vscode-languageserver/node';
import { describe, expect, it } from 'vitest';
import { ACTION_KINDS } from '../../../server/lsp/actions/code-actions.js';
import { isWanted } from '../../../server/lsp/actions/kinds.js';
import { FIX_ALL_COMMAND, FIX_ALL_KIND, FIX_ALL_UNSAFE_KIND } from '../../../server/protocol/names.js';
import { uriOfPath } from '../../../server/lsp/uris.js';
import { createFakeAnalysis, FAKE_RULE } from '../../support/fake-analysis.js';
import { PUSH_CAPABILITIES, startClient, until, type LanguageClient } from '../../support/language-client.js';

const FILE = '/p/src/a.ts';
const CURSOR = { start: { line: 0, character: 2 }, end: { line: 0, character: 2 } };

function askFor(client: LanguageClient, context: object = {}, range: object = CURSOR): Promise<readonly CodeAction[]> {
  return client.request('textDocument/codeAction', {
    textDocument: { uri: uriOfPath(FILE) },
    range,
    context: { diagnostics: [], ...context },
  });
}

async function openFile(text = 'bad();\nbad();\n') {
  const analysis = createFakeAnalysis();
  const client = await startClient({ createAnalysis: () => analysis }, { folders: ['/p'] });
  await client.open(FILE, text);
  return { analysis, client };
}

describe('code actions', () => {
  it('offer each fix, fixes of all findings of the rule, and ways to silence it, in different words', async () => {
    const { client } = await openFile();
    const actions = await askFor(client);
    const titles = actions.map(({ title }) => title);
    expect(titles).toEqual([
      'Make `bad` good',
      `Fix all \`${FAKE_RULE}\` in this file`,
      `Fix all \`${FAKE_RULE}\` in this folder`,
      `Fix all \`${FAKE_RULE}\` in the workspace`,
      `Silence \`${FAKE_RULE}\` for this line`,
      `Silence \`${FAKE_RULE}\` in this file`,
    ]);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.filter((title) => title.endsWith('.'))).toEqual([]);
    expect(actions.filter(({ isPreferred }) => isPreferred === true)).toEqual([actions[0]]);
    expect(actions.every(({ diagnostics }) => diagnostics?.[0]?.code === FAKE_RULE)).toBe(true);
    expect(actions.every(({ edit }) => edit === undefined)).toBe(true);
  });

  it('give back the diagnostic that the client sent, and need none', async () => {
    const { client } = await openFile();
    const sent = {
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 5 } },
      source: 'looplint',
      code: FAKE_RULE,
      message: 'mine',
    };
    const [action] = await askFor(client, { diagnostics: [sent] });
    expect(action?.diagnostics).toEqual([sent]);
  });

  it('are none where there is no finding', async () => {
    const { client } = await openFile('good();\nbad();\n');
    expect(await askFor(client)).toEqual([]);
  });

  it('are fewer, and make no edits, when the editor asks by itself', async () => {
    const { client, analysis } = await openFile();
    const titles = (await askFor(client, { triggerKind: 2 })).map(({ title }) => title);
    expect(titles.some((title) => title.startsWith('Fix all'))).toBe(false);
    expect(analysis.asked.map(({ kind }) => kind)).toEqual(['check']);
  });

  it('make their edits when they are chosen, for the version that the client has', async () => {
    const { client } = await openFile();
    const [action] = await askFor(client);
    const { edit } = await client.request<{ edit: WorkspaceEdit }>('codeAction/resolve', action);
    expect(edit).toEqual({
      documentChanges: [
        {
          textDocument: { uri: uriOfPath(FILE), version: 1 },
          edits: [
            { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 5 } }, newText: 'add-await' },
          ],
        },
      ],
    });
  });

  it('come with their edits, as plain changes, for a client that asks but once', async () => {
    const client = await startClient(
      { createAnalysis: createFakeAnalysis },
      { folders: ['/p'], capabilities: PUSH_CAPABILITIES },
    );
    await client.open(FILE, 'bad();\n');
    const actions = await askFor(client);
    expect(actions.map(({ title }) => title)).toEqual([
      'Make `bad` good',
      `Silence \`${FAKE_RULE}\` for this line`,
      `Silence \`${FAKE_RULE}\` in this file`,
    ]);
    expect(actions[0]?.edit?.changes?.[uriOfPath(FILE)]).toHaveLength(1);
  });

  it('are refactorings when those are wanted, and say why there are none', async () => {
    const { client } = await openFile();
    const all = await askFor(client, { only: ['refactor'] });
    expect(all.map(({ kind }) => kind)).toEqual(['refactor.rewrite.looplint.addAwait']);
    const [none] = await askFor(client, { only: ['refactor.rewrite.looplint.makeAsync'] });
    expect(none?.disabled?.reason).toBe('The finding at the cursor cannot be mended so.');
    expect(
      await askFor(
        client,
        { only: ['refactor'] },
        { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } },
      ),
    ).toEqual([]);
  });

  it('fix everything that is safe, or everything, when that is wanted by name', async () => {
    const { client, analysis } = await openFile();
    // Its only fix is a suggestion.
    expect(await askFor(client, { only: [FIX_ALL_KIND] })).toEqual([]);
    const [action] = await askFor(client, { only: [FIX_ALL_UNSAFE_KIND] });
    expect(action).toMatchObject({ kind: FIX_ALL_UNSAFE_KIND });
    const { edit } = await client.request<{ edit: WorkspaceEdit }>('codeAction/resolve', action);
    expect(edit.documentChanges).toMatchObject([{ edits: [{ newText: 'good()' }, { newText: 'good()' }] }]);
    expect(analysis.asked.at(-1)).toEqual({ kind: 'fixAll', ask: { scope: { path: FILE }, applicability: 'all' } });
  });

  it('never hold unsafe fixes where safe ones are wanted', async () => {
    const { client, analysis } = await openFile();
    const base = createFakeAnalysis();
    base.tell({ kind: 'text', path: FILE, text: 'bad();', version: 1 });
    const reply = await base.ask('check', { path: FILE });
    if ('refusal' in reply) throw new Error('There is no report.');
    const [finding] = reply.answer.findings;
    if (finding === undefined) throw new Error('There is no finding.');
    const safe = { ...finding, fixes: [{ id: 'a', title: 'A', applicability: 'safe' as const }] };
    analysis.answers.check = () => ({ ...reply.answer, findings: [finding, safe] });
    const [action, ...rest] = await askFor(client, { only: ['source.fixAll'] });
    expect([action?.kind, rest]).toEqual([FIX_ALL_KIND, []]);
    await client.request('codeAction/resolve', action);
    expect(analysis.asked.at(-1)?.ask).toEqual({ scope: { path: FILE }, applicability: 'safe' });
  });

  it('can be wanted by name, by tree, and by a name below', () => {
    expect(isWanted('source.fixAll.looplint', ['source'])).toBe(true);
    expect(isWanted('source.fixAll.looplint', ['quickfix', 'source.fixAll'])).toBe(true);
    expect(isWanted('quickfix', ['quickfix.import'])).toBe(true);
    expect(isWanted('source.fixAll.looplint', ['source.fixAll.eslint'])).toBe(false);
    expect(isWanted('source.fixAllUnsafe.looplint', ['source.fixAll'])).toBe(false);
    expect(new Set(ACTION_KINDS).size).toBe(ACTION_KINDS.length);
  });
});

describe('an action that was offered for an older text (R25)', () => {
  it('is refused when it is chosen', async () => {
    const { client } = await openFile();
    const actions = await askFor(client);
    await client.type(FILE, 2, '\nbad();\nbad();\n');
    for (const action of actions.filter(({ data }) => data !== undefined))
      await expect(client.request('codeAction/resolve', action)).rejects.toMatchObject({ code: -32801 });
  });

  it('is refused when the text changes while its edits are made', async () => {
    const { client, analysis } = await openFile();
    const [action] = await askFor(client);
    const release = analysis.hold();
    const edit = client.request('codeAction/resolve', action);
    const refused = expect(edit).rejects.toMatchObject({ code: -32801 });
    await client.type(FILE, 2, '\nbad();\nbad();\n');
    await client.request('textDocument/hover', {
      textDocument: { uri: 'untitled:x' },
      position: { line: 0, character: 0 },
    });
    release();
    await refused;
  });

  it('is refused when its edits were made for the newer text instead', async () => {
    const { client, analysis } = await openFile();
    const [action] = await askFor(client);
    const newest = Math.max(...analysis.told.map((event) => (event.kind === 'text' ? event.version : 0))) + 1;
    analysis.answers.edits = ({ path, span }) => ({ path, version: newest, edits: [{ span, text: 'x' }], count: 1 });
    const release = analysis.hold();
    const refused = expect(client.request('codeAction/resolve', action)).rejects.toMatchObject({ code: -32801 });
    await until('the question', () => analysis.asked.some(({ kind }) => kind === 'edits'));
    await client.type(FILE, 2, '\nbad();\nbad();\n');
    await until('the new text', () => analysis.told.some((event) => event.kind === 'text' && event.version === newest));
    release();
    await refused;
  });

  it('is refused when the answer is for another text than the client has', async () => {
    const { client, analysis } = await openFile();
    const [action] = await askFor(client);
    analysis.answers.edits = ({ path, span }) => ({ path, version: 99, edits: [{ span, text: 'x' }], count: 1 });
    await expect(client.request('codeAction/resolve', action)).rejects.toMatchObject({ code: -32801 });
  });

  it('is refused after the file was closed and opened again with the same version', async () => {
    const { client } = await openFile();
    const [action] = await askFor(client);
    await client.close(FILE);
    await client.open(FILE, '\nbad();\n');
    await expect(client.request('codeAction/resolve', action)).rejects.toMatchObject({ code: -32801 });
  });
});

describe('fixes of a rule in many files', () => {
  const run = (client: LanguageClient, scope: string) =>
    client.request('workspace/executeCommand', {
      command: FIX_ALL_COMMAND,
      arguments: [{ ruleId: FAKE_RULE, scope, uri: uriOfPath(FILE) }],
    });

  it('are sent to the client with a preview, open files with their version', async () => {
    const analysis = createFakeAnalysis();
    analysis.disk.set('/p/src/b.ts', 'bad();').set('/p/other/c.ts', 'bad();');
    const answer = (method: string) => (method === 'workspace/applyEdit' ? { applied: true } : undefined);
    const client = await startClient({ createAnalysis: () => analysis }, { folders: ['/p'], answer });
    await client.open(FILE, 'bad();\nbad();\n');
    expect(await run(client, 'folder')).toEqual({ applied: true, count: 3 });
    const { edit } = client.requested.find(({ method }) => method === 'workspace/applyEdit')?.params as {
      edit: WorkspaceEdit;
    };
    expect(edit.documentChanges?.map((change) => 'textDocument' in change && change.textDocument)).toEqual([
      { uri: uriOfPath(FILE), version: 1 },
      { uri: uriOfPath('/p/src/b.ts'), version: null },
    ]);
    const [id] = Object.keys(edit.changeAnnotations ?? {});
    expect(edit.changeAnnotations).toEqual({
      [String(id)]: {
        label: `Fix all \`${FAKE_RULE}\``,
        description: '3 findings in 2 files',
        needsConfirmation: true,
      },
    });
    const edits = edit.documentChanges?.flatMap((change) => ('edits' in change ? change.edits : []));
    expect(edits?.every((each) => 'annotationId' in each && each.annotationId === id)).toBe(true);
    expect(await run(client, 'workspace')).toEqual({ applied: true, count: 4 });
    expect(await run(client, 'file')).toEqual({ applied: true, count: 2 });
  });

  it('are refused with wrong arguments', async () => {
    const { client } = await openFile();
    await expect(run(client, 'everything')).rejects.toMatchObject({ code: -32602 });
    await expect(client.request('workspace/executeCommand', { command: 'rm' })).rejects.toMatchObject({ code: -32601 });
  });
});
