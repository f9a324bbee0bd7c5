import { expect, it } from 'vitest';
import { uriOfPath } from '../../../server/lsp/uris.js';
import { createFakeAnalysis } from '../../support/fake-analysis.js';
import { PUSH_CAPABILITIES, startClient, until } from '../../support/language-client.js';

const FILE = '/p/src/a.ts';
const CHANGES = 500;

/** The last version has as many findings as this; every other has another number. */
const LAST = 7;
const textOf = (version: number): string => 'bad();\n'.repeat(version === CHANGES + 1 ? LAST : version % LAST);

it('publishes the findings of the last of 500 changes, with one analysis at a time, and none after close (R12)', async () => {
  const analysis = createFakeAnalysis();
  const client = await startClient(
    { createAnalysis: () => analysis, delays: { push: 20 } },
    { folders: ['/p'], capabilities: PUSH_CAPABILITIES },
  );
  analysis.beStubborn();
  await client.open(FILE, textOf(1));
  for (let version = 2; version <= CHANGES + 1; version++) {
    await client.type(FILE, version, textOf(version));
    // As fast as messages go, but with turns of the loop in which an analysis could begin.
    if (version % 5 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await until('the last version', () => client.shown(FILE)?.version === CHANGES + 1);
  expect(client.shown(FILE)?.diagnostics).toHaveLength(LAST);
  expect(analysis.counts.mostAtOnce).toBe(1);
  // A burst costs few analyses: one for a pause in it, not one for each change.
  expect(analysis.asked.filter(({ kind }) => kind === 'check').length).toBeLessThan(CHANGES / 2);
  const versions = client.published.map(({ version }) => version ?? 0);
  expect(versions).toEqual([...versions].sort((a, b) => a - b));
  for (const { version = 0, diagnostics } of client.published)
    expect(diagnostics).toHaveLength(textOf(version).split('bad').length - 1);

  await client.type(FILE, CHANGES + 2, textOf(3));
  await client.close(FILE);
  await until('the empty list', () => client.shown(FILE)?.version === undefined);
  const count = client.published.length;
  analysis.announce({ kind: 'changed', paths: 'all' });
  // Later messages of the server come behind what it would have published.
  for (let turn = 0; turn < 20; turn++) await client.request('looplint/page', { ruleId: 'x' });
  expect(client.published).toHaveLength(count);
  expect(client.shown(FILE)?.diagnostics).toEqual([]);
});

it('cancels the work on an older text when a client asks about each (R12)', async () => {
  const analysis = createFakeAnalysis();
  const client = await startClient({ createAnalysis: () => analysis }, { folders: ['/p'] });
  await client.open(FILE, textOf(1));
  const release = analysis.hold();
  const answers: Promise<unknown>[] = [];
  for (let version = 2; version <= 60; version++) {
    await client.type(FILE, version, textOf(version));
    const ask = client.request('textDocument/diagnostic', { textDocument: { uri: uriOfPath(FILE) } });
    answers.push(ask.catch((error: unknown) => error));
  }
  await client.type(FILE, CHANGES + 1, textOf(CHANGES + 1));
  await until('the last text', () =>
    analysis.told.some((event) => event.kind === 'text' && event.text === textOf(CHANGES + 1)),
  );
  release();
  const results = await Promise.all(answers);
  expect(analysis.counts.mostAtOnce).toBe(1);
  for (const result of results)
    expect(result).toSatisfy(
      (each: { items?: unknown[]; code?: number }) => each.items?.length === LAST || each.code === -32802,
    );
});

it('publishes nothing for a text that changed while it was analysed', async () => {
  const analysis = createFakeAnalysis();
  const client = await startClient(
    { createAnalysis: () => analysis },
    { folders: ['/p'], capabilities: PUSH_CAPABILITIES },
  );
  const release = analysis.hold();
  analysis.beStubborn();
  await client.open(FILE, textOf(1));
  await until('the question', () => analysis.asked.length > 0);
  await client.type(FILE, 2, textOf(2));
  await until('the new text', () => analysis.told.filter(({ kind }) => kind === 'text').length === 2);
  release();
  await until('findings', () => client.shown(FILE)?.version === 2);
  expect(client.published.map(({ version }) => version)).toEqual([2]);
});

it('publishes nothing for a file that was closed while it was analysed', async () => {
  const analysis = createFakeAnalysis();
  const client = await startClient(
    { createAnalysis: () => analysis },
    { folders: ['/p'], capabilities: PUSH_CAPABILITIES },
  );
  const release = analysis.hold();
  analysis.beStubborn();
  await client.open(FILE, textOf(1));
  await until('the question', () => analysis.asked.length > 0);
  await client.close(FILE);
  await until('the empty list', () => client.published.length === 1);
  release();
  for (let turn = 0; turn < 20; turn++) await client.request('looplint/page', { ruleId: 'x' });
  expect(client.published.map(({ diagnostics }) => diagnostics)).toEqual([[]]);
});
