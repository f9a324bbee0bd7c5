import { PassThrough } from 'node:stream';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { describe, expect, it } from 'vitest';
import { startServer } from '../../../server/lsp/start-server.js';
import { uriOfPath } from '../../../server/lsp/uris.js';
import { createFakeAnalysis, FAKE_RULE } from '../../support/fake-analysis.js';
import { PULL_CAPABILITIES, PUSH_CAPABILITIES, startClient, until } from '../../support/language-client.js';
import { createRandom, seedOf, type Random } from '../../support/random.js';

const FILE = '/p/src/a.ts';
const URI = uriOfPath(FILE);
const position = { line: 0, character: 1 };
const range = { start: position, end: { line: 3, character: 0 } };
const textDocument = { uri: URI };

/** One right message of each kind; the generator breaks them. */
const REQUESTS: Readonly<Record<string, object>> = {
  'textDocument/diagnostic': { textDocument, previousResultId: 'x' },
  'textDocument/codeAction': {
    textDocument,
    range,
    context: { diagnostics: [{ range, message: 'a', code: FAKE_RULE }], only: ['quickfix'], triggerKind: 1 },
  },
  'codeAction/resolve': {
    title: 'a',
    data: { kind: 'fix', uri: URI, revision: 1, ruleId: FAKE_RULE, span: range, fix: 'a' },
  },
  'textDocument/hover': { textDocument, position },
  'textDocument/codeLens': { textDocument },
  'textDocument/inlayHint': { textDocument, range },
  'textDocument/prepareCallHierarchy': { textDocument, position },
  'callHierarchy/incomingCalls': { item: { name: 'a', kind: 12, uri: URI, range, selectionRange: range } },
  'callHierarchy/outgoingCalls': { item: { name: 'a', kind: 12, uri: URI, range, selectionRange: range } },
  'workspace/executeCommand': {
    command: 'looplint.server.fixAll',
    arguments: [{ ruleId: FAKE_RULE, scope: 'file', uri: URI }],
  },
  'looplint/explain': { textDocument, position },
  'looplint/page': { ruleId: FAKE_RULE },
  'looplint/report': {},
  'looplint/revalidate': {},
  'looplint/blockingPath': { textDocument, position },
  'textDocument/unknown': { textDocument },
  initialize: { capabilities: {} },
};

const NOTIFICATIONS: Readonly<Record<string, object>> = {
  'textDocument/didOpen': { textDocument: { uri: URI, languageId: 'typescript', version: 1, text: 'bad();\n' } },
  'textDocument/didChange': {
    textDocument: { uri: URI, version: 2 },
    contentChanges: [{ range, text: 'bad();' }, { text: 'a' }],
  },
  'textDocument/didSave': { textDocument },
  'textDocument/didClose': { textDocument },
  'workspace/didChangeConfiguration': { settings: { looplint: { run: 'onSave', rules: { 'no-hot-loop': 'off' } } } },
  'workspace/didChangeWatchedFiles': { changes: [{ uri: URI, type: 2 }] },
  'workspace/didChangeWorkspaceFolders': { event: { added: [{ uri: 'file:///q', name: 'q' }], removed: [] } },
  'workspace/didRenameFiles': { files: [{ oldUri: URI, newUri: 'file:///p/b.ts' }] },
  'workspace/didDeleteFiles': { files: [{ uri: URI }] },
  '$/setTrace': { value: 'off' },
  '$/cancelRequest': { id: 1 },
  'unknown/notification': {},
};

const URIS = [
  '',
  'x',
  'file:',
  'file://',
  'file://host/share/a.ts',
  'file:///p/%00.ts',
  'file:///p/%zz.ts',
  'file:///../../a.ts',
  'https://a/b.ts',
  'untitled:',
  'untitled:Untitled-1',
  'untitled:/p/new.ts',
  'vscode-notebook-cell:/a#b',
  `file:///${'a/'.repeat(2000)}a.ts`,
];
const NUMBERS = [-1, 0, 0.5, 2 ** 31, -(2 ** 31), Number.MAX_SAFE_INTEGER, 1e300, -0];
const STRINGS = ['', '\0', '\u{1F600}', '__proto__', 'constructor', 'toString', '\uD800', 'x'.repeat(10_000), ...URIS];

function strangeValue(random: Random): unknown {
  const nested = (): unknown => {
    let value: unknown = null;
    for (let depth = 0; depth < 200; depth++) value = { textDocument: value };
    return value;
  };
  return random.pick([
    () => null,
    () => random.pick([true, false]),
    () => random.pick(NUMBERS),
    () => random.pick(STRINGS),
    () => [],
    () => ({}),
    () => [null, {}, []],
    () => JSON.parse('{"__proto__": {"uri": 1}, "uri": {}}') as unknown,
    nested,
  ])();
}

/** A copy with one or two leaves or branches replaced, dropped or doubled; positions turned round or far outside. */
function breakMessage(random: Random, message: unknown): unknown {
  let broken = message;
  for (let times = 1 + random.below(2); times > 0; times--) broken = breakOnce(random, broken);
  return broken;
}

function breakOnce(random: Random, value: unknown, depth = 0): unknown {
  // Mostly below the top: a message without its document is refused at the door.
  const isHere = random.below(depth === 0 ? 25 : 6) === 0;
  if (typeof value !== 'object' || value === null || isHere) return strangeValue(random);
  if (Array.isArray(value)) {
    const items = value as readonly unknown[];
    if (items.length === 0) return [strangeValue(random)];
    const at = random.below(items.length);
    return [...items.slice(0, at), breakOnce(random, items[at], depth + 1), ...items.slice(at + 1)];
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return strangeValue(random);
  const [name, inner] = random.pick(entries);
  const { [name]: _, ...others } = value as Record<string, unknown>;
  return random.below(6) === 0 ? others : { ...others, [name]: breakOnce(random, inner, depth + 1) };
}

describe('malformed messages (R18)', () => {
  const MESSAGES = 1200;

  it.each([
    ['a client that asks', PULL_CAPABILITIES, seedOf(1)],
    ['a client that is told', PUSH_CAPABILITIES, seedOf(2)],
  ])('leave the server serving %s', async (_, capabilities, seed) => {
    const random = createRandom(seed);
    const analysis = createFakeAnalysis();
    const settings = () => (random.below(2) === 0 ? strangeValue(random) : { codeLens: true, inlayHints: true });
    const client = await startClient({ createAnalysis: () => analysis }, { folders: ['/p'], capabilities, settings });
    await client.open(FILE, 'bad();\n');
    const answers: Promise<unknown>[] = [];
    for (let count = 0; count < MESSAGES; count++) {
      if (random.below(2) === 0) {
        const [method, params] = random.pick(Object.entries(REQUESTS));
        const sent = breakMessage(random, params);
        answers.push(client.connection.sendRequest(method, ...toParams(sent)).catch((error: unknown) => toCode(error)));
      } else {
        const [method, params] = random.pick(Object.entries(NOTIFICATIONS));
        await client.connection.sendNotification(method, ...toParams(breakMessage(random, params)));
      }
    }
    // Every request has an answer: a result or an error with a number.
    const codes = (await Promise.all(answers)).filter((answer) => typeof answer === 'number');
    expect(codes.length).toBeGreaterThan(MESSAGES / 20);
    expect(new Set(codes)).not.toContain(0);
    // Nothing of it was a bug.
    expect(
      client.logged.filter((message) => message.includes('This is a bug')),
      `seed ${seed}`,
    ).toEqual([]);
    // And it still works, on a file that none of the messages named.
    const fresh = '/p/src/fresh.ts';
    await client.notify('workspace/didChangeConfiguration', { settings: null });
    await client.open(fresh, 'bad();');
    const codeActions = await client.request<unknown[]>('textDocument/codeAction', {
      textDocument: { uri: uriOfPath(fresh) },
      range: { start: position, end: position },
      context: { diagnostics: [] },
    });
    expect(codeActions.length).toBeGreaterThan(0);
  });

  it('are tolerated in every leaf of `initialize`', async () => {
    const whole = {
      processId: 1,
      clientInfo: { name: 'a', version: '1' },
      locale: 'en',
      rootPath: '/p',
      rootUri: 'file:///p',
      initializationOptions: { cacheDirectory: '/c', settings: { enable: true } },
      capabilities: PULL_CAPABILITIES,
      trace: 'off',
      workspaceFolders: [{ uri: 'file:///p', name: 'p' }],
    };
    const paths = leavesOf(whole);
    expect(paths.length).toBeGreaterThan(40);
    for (const path of paths)
      for (const value of [null, 7, 'x', true, [], {}, [[]], undefined]) {
        const params = withValue(whole, path, value);
        const { answer, isServing } = await initializeWith(params);
        expect(answer, `${path.join('.')} = ${JSON.stringify(value)}`).toMatchObject({
          capabilities: { hoverProvider: true },
        });
        expect(isServing).toBe(true);
      }
  });
});

it('answers parameters of the wrong type with the code for them', async () => {
  const client = await startClient({ createAnalysis: createFakeAnalysis }, { folders: ['/p'] });
  await client.open(FILE, 'bad();');
  const wrong: readonly (readonly [string, unknown])[] = [
    ['textDocument/hover', {}],
    ['textDocument/hover', { textDocument: { uri: 7 }, position }],
    ['textDocument/hover', { textDocument, position: { line: 'a', character: 0 } }],
    ['textDocument/inlayHint', { textDocument, range: { start: position } }],
    ['codeAction/resolve', { title: 'a', data: {} }],
    ['looplint/page', { ruleId: null }],
  ];
  for (const [method, params] of wrong)
    await expect(client.request(method, params), method).rejects.toMatchObject({ code: -32602 });
});

describe('messages before and after the conversation', () => {
  it('are refused before `initialize`', async () => {
    const { send, answers } = rawServer();
    send({ jsonrpc: '2.0', id: 1, method: 'textDocument/hover', params: {} });
    expect(await until('an answer', () => answers.get(1))).toMatchObject({ error: { code: -32002 } });
    send({ jsonrpc: '2.0', method: 'textDocument/didOpen', params: {} });
    send({ jsonrpc: '2.0', id: 2, method: 'initialize', params: { capabilities: {} } });
    expect(await until('an answer', () => answers.get(2))).toHaveProperty('result.capabilities');
  });

  it('are refused when they begin it a second time, and after its end', async () => {
    const { send, answers } = rawServer();
    send({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { capabilities: {} } });
    send({ jsonrpc: '2.0', id: 2, method: 'initialize', params: { capabilities: {} } });
    expect(await until('an answer', () => answers.get(2))).toMatchObject({ error: { code: -32600 } });
    send({ jsonrpc: '2.0', id: 3, method: 'shutdown' });
    expect(await until('an answer', () => answers.get(3))).toMatchObject({ result: null });
    send({ jsonrpc: '2.0', id: 4, method: 'textDocument/hover', params: {} });
    expect(await until('an answer', () => answers.get(4))).toMatchObject({ error: { code: -32600 } });
  });

  it('may be no messages at all', async () => {
    const { send, write, answers } = rawServer();
    for (const body of [
      '',
      '{',
      'null',
      '[]',
      '1',
      '{"jsonrpc":"2.0"}',
      '{"jsonrpc":"2.0","id":{},"method":"a"}',
      '{"method":1}',
    ])
      write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    write('Content-Type: text/plain\r\n\r\n');
    write('Content-Length: many\r\n\r\n');
    send({ jsonrpc: '2.0', method: '$/cancelRequest' });
    send({ jsonrpc: '2.0', id: null, result: 1 });
    send({ jsonrpc: '2.0', id: 99, error: 'what' });
    send({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { capabilities: {} } });
    expect(await until('an answer', () => answers.get(1))).toHaveProperty('result.capabilities');
  });
});

function toParams(value: unknown): readonly unknown[] {
  return value === undefined ? [] : [value];
}

function toCode(error: unknown): unknown {
  return (error as { readonly code?: unknown }).code ?? 0;
}

async function initializeWith(params: unknown): Promise<{ readonly answer: unknown; readonly isServing: boolean }> {
  const { send, answers } = rawServer();
  send({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
  const first = await until('an answer', () => answers.get(1));
  send({ jsonrpc: '2.0', method: 'initialized', params: {} });
  send({ jsonrpc: '2.0', id: 2, method: 'looplint/explain', params: { textDocument, position } });
  // What the server asks is refused: it goes on with what is usual.
  const second = await until('an answer', () => answers.get(2));
  return { answer: first['result'], isServing: second['result'] === `About ${FILE}.` };
}

/** A server that hears bytes; what it asks itself is refused. */
function rawServer() {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  startServer(server, { createAnalysis: createFakeAnalysis, version: '1', now: () => performance.now() });
  const answers = new Map<unknown, Record<string, unknown>>();
  const write = (text: string): void => void toServer.write(text);
  const send = (message: unknown): void => {
    const body = JSON.stringify(message);
    write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  new StreamMessageReader(toClient).listen((message) => {
    const { id, method } = message as unknown as { readonly id?: unknown; readonly method?: string };
    if (method === undefined) answers.set(id, message as unknown as Record<string, unknown>);
    else if (id !== undefined) send({ jsonrpc: '2.0', id, error: { code: -32601, message: 'no' } });
  });
  return { send, write, answers };
}

type Path = readonly (string | number)[];

/** Paths of every value in a message, branches and leaves. */
function leavesOf(value: unknown, path: Path = []): readonly Path[] {
  const inner =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, each]) => leavesOf(each, [...path, name]))
      : [];
  return path.length === 0 ? inner : [path, ...inner];
}

function withValue(value: unknown, [name, ...rest]: Path, replacement: unknown): unknown {
  if (name === undefined) return replacement;
  if (Array.isArray(value))
    return value.map((each: unknown, index) =>
      String(index) === String(name) ? withValue(each, rest, replacement) : each,
    );
  return { ...(value as object), [name]: withValue((value as Record<string, unknown>)[name], rest, replacement) };
}
