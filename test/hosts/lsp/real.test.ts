import { join } from 'node:path';
import type {
  CodeAction,
  Diagnostic,
  DocumentDiagnosticReport,
  Location,
  WorkspaceDiagnosticReport,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { describe, expect, it } from 'vitest';
import { applyChanges } from '../../../server/lsp/text-changes.js';
import { pathOfUri, uriOfPath } from '../../../server/lsp/uris.js';
import type { PositionEncoding } from '../../../server/protocol/places.js';
import { makeFolder, writeFiles } from '../../host/temporary-folder.js';
import {
  PULL_CAPABILITIES,
  PUSH_CAPABILITIES,
  until,
  type ClientOptions,
  type LanguageClient,
} from '../../support/language-client.js';
import { startRealClient } from '../../support/language-server.js';
import { findingsIn, looplint } from '../cli/looplint-process.js';

const LOAD =
  "import { execSync } from 'node:child_process';\nexport function load(name: string) {\n  return execSync(name);\n}\n";
const LOAD_LATER = 'export function load(name: string) {\n  return name.length;\n}\n';
const MAIN =
  "import { load } from './load.js';\nexport async function save() {}\nexport async function main() {\n  save();\n  return load('ls');\n}\n";
const PROJECT = { 'package.json': '{"type": "module"}', 'src/load.ts': LOAD, 'src/main.ts': MAIN };

async function startIn(folder: string, options: Partial<ClientOptions> = {}): Promise<LanguageClient> {
  return startRealClient({ folders: [folder], ...options });
}

async function pull(client: LanguageClient, path: string): Promise<readonly Diagnostic[]> {
  const report = await client.request<DocumentDiagnosticReport>('textDocument/diagnostic', {
    textDocument: { uri: uriOfPath(path) },
  });
  if (report.kind !== 'full') throw new Error('There is no full report.');
  return report.items;
}

async function pullCodes(client: LanguageClient, path: string): Promise<readonly unknown[]> {
  return (await pull(client, path)).map(({ code }) => code);
}

/** As the command line writes findings in its compact form. */
function toLines(folder: string, uri: string, items: readonly Diagnostic[]): readonly string[] {
  const name = (pathOfUri(uri) ?? '').slice(folder.length + 1);
  return items.map(({ range, code }) => `${name}:${range.start.line + 1}:${range.start.character + 1} ${String(code)}`);
}

describe('the server with its thread', () => {
  it('finds what the command line finds in a folder', async () => {
    const folder = makeFolder({
      ...PROJECT,
      'src/view.vue': '<script setup lang="ts">\nimport { save } from "./main.js";\nsave();\n</script>\n',
      'looplint.config.json': '{"preset": "strict", "rules": {"no-blocking-call": "error"}}',
      '.gitignore': 'out/\n',
      'out/main.ts': MAIN,
    });
    const client = await startIn(folder, { settings: () => ({ diagnosticMode: 'workspace' }) });
    const report = await client.request<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds: [] });
    const found = report.items.flatMap((item) => (item.kind === 'full' ? toLines(folder, item.uri, item.items) : []));
    const expected = findingsIn(looplint(['-f', 'compact', '--hints'], folder).stdout);
    expect(expected.length).toBeGreaterThan(2);
    expect([...found].sort()).toEqual([...expected].sort());
  });

  it('shows the chain over files, leads along it, and explains', async () => {
    const folder = makeFolder(PROJECT);
    const client = await startIn(folder);
    const path = join(folder, 'src/main.ts');
    const uri = await client.open(path, MAIN);
    const items = await pull(client, path);
    const blocking = items.find(({ code }) => code === 'no-blocking-call');
    expect(blocking?.relatedInformation?.map(({ location }) => [location.uri, location.range.start.line])).toEqual([
      [uri, 4],
      [uriOfPath(join(folder, 'src/load.ts')), 2],
    ]);
    const ask = { textDocument: { uri }, position: { line: 4, character: 10 } };
    const hover = await client.request<{ contents: { value: string } }>('textDocument/hover', ask);
    expect(hover.contents.value).toMatch(/^blocks: `\w*\.?execSync` through `load`, 2 hops\n/);
    const way = await client.request<Location[]>('looplint/blockingPath', ask);
    expect(way.at(-1)).toMatchObject({ uri: uriOfPath(join(folder, 'src/load.ts')), range: { start: { line: 2 } } });
    expect(await client.request('looplint/explain', ask)).toContain('execSync');
    const [item] = await client.request<unknown[]>('textDocument/prepareCallHierarchy', ask);
    expect(item).toMatchObject({ name: 'load' });
    const incoming = await client.request<{ from: { name: string } }[]>('callHierarchy/incomingCalls', { item });
    expect(incoming.map(({ from }) => from.name)).toEqual(['main']);
  });

  it.each([
    ['a client that resolves', PULL_CAPABILITIES],
    ['a client that does not', PUSH_CAPABILITIES],
  ])('mends a finding for %s', async (_, capabilities) => {
    const folder = makeFolder(PROJECT);
    const client = await startIn(folder, { capabilities });
    const path = join(folder, 'src/main.ts');
    const uri = await client.open(path, MAIN);
    const at = { line: 3, character: 4 };
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: at, end: at },
      context: { diagnostics: [] },
    });
    const [first] = actions;
    expect(first?.title).toBe('Await `save()`');
    const { edit } =
      first?.edit === undefined ? await client.request<{ edit: WorkspaceEdit }>('codeAction/resolve', first) : first;
    expect(applyEdit(MAIN, uri, edit, 'utf-16')).toBe(MAIN.replace('  save();', '  await save();'));
    const silence = actions.find(({ title }) => title.endsWith('for this line'));
    const resolved =
      silence?.edit ?? (await client.request<{ edit: WorkspaceEdit }>('codeAction/resolve', silence)).edit;
    const silenced = applyEdit(MAIN, uri, resolved, 'utf-16');
    expect(silenced).toContain('// looplint-disable-next-line no-floating-promises -- ');
    await client.type(path, 2, silenced);
    if (capabilities === PULL_CAPABILITIES) expect(await pullCodes(client, path)).toEqual(['no-blocking-call']);
    else
      await until(
        'one finding',
        () => client.shown(path)?.version === 2 && client.shown(path)?.diagnostics.length === 1,
      );
  });
});

describe('unsaved buffers (R23)', () => {
  it('change findings in other files, and closing them without saving brings the disk back', async () => {
    const folder = makeFolder(PROJECT);
    const client = await startIn(folder);
    const [main, load] = [join(folder, 'src/main.ts'), join(folder, 'src/load.ts')];
    await client.open(main, MAIN);
    expect(await pullCodes(client, main)).toEqual(['no-floating-promises', 'no-blocking-call']);
    await client.open(load, LOAD);
    await client.type(load, 2, LOAD_LATER);
    // The client need not know that they belong together: it is told to ask again.
    await until('a refresh', () => client.requested.some(({ method }) => method === 'workspace/diagnostic/refresh'));
    expect(await pullCodes(client, main)).toEqual(['no-floating-promises']);
    await client.close(load);
    expect(await pullCodes(client, main)).toEqual(['no-floating-promises', 'no-blocking-call']);
  });

  it('are pushed to a client that cannot ask', async () => {
    const folder = makeFolder(PROJECT);
    const client = await startIn(folder, { capabilities: PUSH_CAPABILITIES });
    const [main, load] = [join(folder, 'src/main.ts'), join(folder, 'src/load.ts')];
    await client.open(main, MAIN);
    await until('both findings', () => client.shown(main)?.diagnostics.length === 2);
    await client.open(load, LOAD);
    await client.type(load, 2, LOAD_LATER);
    await until('one finding', () => client.shown(main)?.diagnostics.length === 1);
    await client.close(load);
    await until('both findings again', () => client.shown(main)?.diagnostics.length === 2);
  });

  it('may have no file at all', async () => {
    const folder = makeFolder(PROJECT);
    const client = await startIn(folder);
    const uri = 'untitled:Untitled-1';
    const text = MAIN.replace('./load.js', './src/load.js');
    await client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'typescript', version: 1, text } });
    const report = await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri } });
    expect(report.items.map(({ code }) => code)).toEqual(['no-floating-promises', 'no-blocking-call']);
  });

  it('follow a file on the disk that changes, comes and goes', async () => {
    const folder = makeFolder(PROJECT);
    const client = await startIn(folder);
    const [main, load] = [join(folder, 'src/main.ts'), join(folder, 'src/load.ts')];
    await client.open(main, MAIN);
    expect(await pullCodes(client, main)).toHaveLength(2);
    writeFiles(folder, { 'src/load.ts': LOAD_LATER });
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOfPath(load), type: 2 }] });
    expect(await pullCodes(client, main)).toEqual(['no-floating-promises']);
    writeFiles(folder, { 'src/load.ts': LOAD, 'looplint.config.json': '{"rules": {"no-floating-promises": "off"}}' });
    await client.request('looplint/revalidate');
    expect(await pullCodes(client, main)).toEqual(['no-blocking-call']);
  });
});

describe('many folders (R24)', () => {
  it('have their own settings, come and go, and may be broken alone', async () => {
    const good = makeFolder(PROJECT);
    const other = makeFolder({ ...PROJECT, 'looplint.config.json': '{"rules": {"no-floating-promises": "off"}}' });
    const broken = makeFolder({ ...PROJECT, 'looplint.config.json': '{"preset": ' });
    const client = await startRealClient({
      folders: [good, other],
      settings: (uri) => (uri?.startsWith(uriOfPath(good)) === true ? { rules: { 'no-blocking-call': 'off' } } : {}),
    });
    const mainOf = (folder: string): string => join(folder, 'src/main.ts');
    for (const folder of [good, other, broken]) await client.open(mainOf(folder), MAIN);
    expect(await pullCodes(client, mainOf(good))).toEqual(['no-floating-promises']);
    expect(await pullCodes(client, mainOf(other))).toEqual(['no-blocking-call']);
    const folderOf = (path: string) => ({ uri: uriOfPath(path), name: path });
    await client.notify('workspace/didChangeWorkspaceFolders', {
      event: { added: [folderOf(broken)], removed: [folderOf(other)] },
    });
    expect(await pullCodes(client, mainOf(good))).toEqual(['no-floating-promises']);
    expect(await pullCodes(client, mainOf(broken))).toEqual(['no-floating-promises', 'no-blocking-call']);
    const config = join(broken, 'looplint.config.json');
    await until('the problem', () => client.shown(config)?.diagnostics.length === 1);
  });

  it('have the settings of the editor from when they are added until they are removed', async () => {
    const [first, later] = [makeFolder(PROJECT), makeFolder(PROJECT)];
    const client = await startRealClient({
      folders: [first],
      settings: (uri) => (uri === uriOfPath(later) ? { rules: { 'no-blocking-call': 'off' } } : {}),
    });
    const main = join(later, 'src/main.ts');
    await client.open(main, MAIN);
    expect(await pullCodes(client, main)).toEqual(['no-floating-promises', 'no-blocking-call']);
    const folder = { uri: uriOfPath(later), name: 'later' };
    await client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [folder], removed: [] } });
    await until('fresh findings', () =>
      client.requested.some(({ method }) => method === 'workspace/diagnostic/refresh'),
    );
    expect(await pullCodes(client, main)).toEqual(['no-floating-promises']);
    const count = client.requested.length;
    await client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [folder] } });
    await until('fresh findings', () =>
      client.requested.slice(count).some(({ method }) => method === 'workspace/diagnostic/refresh'),
    );
    expect(await pullCodes(client, main)).toEqual(['no-floating-promises', 'no-blocking-call']);
  });

  it('may be none: the project of an open file stands in', async () => {
    const folder = makeFolder(PROJECT);
    const client = await startRealClient({});
    const main = join(folder, 'src/main.ts');
    await client.open(main, MAIN);
    expect(await pullCodes(client, main)).toEqual(['no-floating-promises', 'no-blocking-call']);
  });

  it('may lie in each other', async () => {
    const outer = makeFolder({
      ...PROJECT,
      'inner/package.json': '{}',
      'inner/main.ts': MAIN.replace('./load', '../src/load'),
    });
    const client = await startRealClient({
      folders: [outer, join(outer, 'inner')],
      settings: (uri) => (uri?.includes('/inner') === true ? { rules: { 'no-floating-promises': 'off' } } : {}),
    });
    const [main, inner] = [join(outer, 'src/main.ts'), join(outer, 'inner/main.ts')];
    await client.open(main, MAIN);
    await client.open(inner, MAIN.replace('./load', '../src/load'));
    expect(await pullCodes(client, main)).toEqual(['no-floating-promises', 'no-blocking-call']);
    expect(await pullCodes(client, inner)).not.toContain('no-floating-promises');
  });
});

describe('position encodings', () => {
  const PREFIX = 'const é = "漢\u{1F600}"; ';
  const TEXT = `async function save() {}\nexport function run() {\n  ${PREFIX}save();\n}\n`;
  const column: Readonly<Record<PositionEncoding, number>> = {
    'utf-8': 2 + Buffer.byteLength(PREFIX),
    'utf-16': 2 + PREFIX.length,
    'utf-32': 2 + Array.from(PREFIX).length,
  };

  it.each(Object.keys(column) as PositionEncoding[])('%s: findings, edits and changes are in it', async (encoding) => {
    const folder = makeFolder({ 'package.json': '{}', 'a.ts': TEXT });
    const capabilities = { ...PULL_CAPABILITIES, general: { positionEncodings: ['utf-7', encoding, 'utf-16'] } };
    const client = await startIn(folder, { capabilities });
    expect(client.result.capabilities.positionEncoding).toBe(encoding);
    const path = join(folder, 'a.ts');
    const uri = await client.open(path, TEXT);
    const [finding] = await pull(client, path);
    expect(finding?.range.start).toEqual({ line: 2, character: column[encoding] });
    const [action] = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: finding?.range,
      context: { diagnostics: [], only: ['refactor.rewrite.looplint.wrapVoid'] },
    });
    const { edit } = await client.request<{ edit: WorkspaceEdit }>('codeAction/resolve', action);
    expect(applyEdit(TEXT, uri, edit, encoding)).toContain(`${PREFIX}void save();`);
    const start = { line: 2, character: column[encoding] };
    await client.notify('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range: { start, end: start }, text: 'void ' }],
    });
    expect(await pull(client, path)).toEqual([]);
  });
});

function applyEdit(text: string, uri: string, edit: WorkspaceEdit | undefined, encoding: PositionEncoding): string {
  const [change] = edit?.documentChanges ?? [];
  const edits = change !== undefined && 'edits' in change ? change.edits : (edit?.changes?.[uri] ?? []);
  const changes = edits.map((each) => ({ span: each.range, text: 'newText' in each ? each.newText : '' }));
  // From the end, so that each lands where it was meant.
  return applyChanges(text, changes.reverse(), encoding);
}
