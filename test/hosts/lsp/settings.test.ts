import { DiagnosticSeverity } from 'vscode-languageserver/node';
import { describe, expect, it } from 'vitest';
import { createSeverities } from '../../../server/lsp/diagnostics/severity.js';
import { readEditorSettings } from '../../../server/lsp/editor-settings.js';
import { uriOfPath } from '../../../server/lsp/uris.js';
import { DEFAULT_EDITOR_SETTINGS, type CustomLevel } from '../../../server/protocol/settings.js';
import { createFakeAnalysis, type FakeAnalysis } from '../../support/fake-analysis.js';
import { PUSH_CAPABILITIES, startClient, until } from '../../support/language-client.js';

function read(value: unknown) {
  const reported: string[] = [];
  const settings = readEditorSettings(value, (name) => void reported.push(name));
  return { settings, reported };
}

describe('settings of the editor', () => {
  it('stand at their defaults when there are none', () => {
    for (const nothing of [undefined, null, {}])
      expect(read(nothing)).toEqual({ settings: DEFAULT_EDITOR_SETTINGS, reported: [] });
  });

  it('are taken as they are written', () => {
    const { settings, reported } = read({
      run: 'onSave',
      preset: 'strict',
      rules: {
        'looplint/no-hot-loop': 'warn',
        'no-blocking-call': 'off',
        customizations: [{ rule: '*', severity: 'info' }],
      },
    });
    expect(reported).toEqual([]);
    expect(settings).toMatchObject({
      run: 'onSave',
      preset: 'strict',
      rules: { 'no-hot-loop': 'warning', 'no-blocking-call': 'off' },
      customizations: [{ rule: '*', severity: 'info' }],
    });
  });

  it.each([
    ['enable', 'yes'],
    ['run', 'sometimes'],
    ['diagnosticMode', 1],
    ['requireConfig', []],
    ['preset', 'everything'],
    ['rules', ['a']],
    ['customizations', {}],
    ['hints', {}],
    ['codeLens', 'on'],
    ['inlayHints', 0],
    ['showSuppressed', NaN],
    ['hideDuplicates', {}],
  ])('fall back to the default where `%s` has the wrong type', (name, value) => {
    const { settings, reported } = read({ [name]: value, run: name === 'run' ? value : 'onSave' });
    expect(reported).toHaveLength(1);
    expect(settings[name as keyof typeof settings]).toEqual(DEFAULT_EDITOR_SETTINGS[name as keyof typeof settings]);
    if (name !== 'run') expect(settings.run).toBe('onSave');
  });

  it('do no harm when they are hostile', () => {
    const hostile = JSON.parse(
      '{"__proto__": {"enable": false}, "rules": {"__proto__": "off", "a": {"b": 1}}}',
    ) as unknown;
    const { settings } = read(hostile);
    expect(settings.enable).toBe(true);
    expect(({} as { readonly off?: unknown }).off).toBeUndefined();
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`rule-${index}`, 'off']));
    expect(Object.keys(read({ rules: many }).settings.rules)).toHaveLength(1000);
  });
});

describe('severities', () => {
  const severity = (custom: CustomLevel, level: 'error' | 'warning' | 'hint') =>
    createSeverities([{ rule: 'no-*', severity: custom }])('no-hot-loop', level);
  const { Error: E, Warning: W, Information: I, Hint: H } = DiagnosticSeverity;

  it.each([
    ['default', [E, W, H]],
    ['off', [undefined, undefined, undefined]],
    ['info', [I, I, I]],
    ['error', [E, E, E]],
    ['downgrade', [W, I, H]],
    ['upgrade', [E, E, I]],
  ] as const)('%s', (custom, expected) => {
    expect((['error', 'warning', 'hint'] as const).map((level) => severity(custom, level))).toEqual(expected);
  });

  it('are those of the first customization that matches', () => {
    const severityOf = createSeverities([
      { rule: '[', severity: 'off' },
      { rule: 'looplint/no-hot-loop', severity: 'hint' },
      { rule: '*', severity: 'error' },
    ]);
    expect(severityOf('no-hot-loop', 'warning')).toBe(H);
    expect(severityOf('no-blocking-call', 'warning')).toBe(E);
  });
});

describe('settings in a conversation', () => {
  const FILE = '/p/a.ts';
  const foldersOf = (analysis: FakeAnalysis) =>
    analysis.told.flatMap((event) => (event.kind === 'folders' ? [event.folders] : []));

  it('are asked for per resource and told with the folders, before any document', async () => {
    const analysis = createFakeAnalysis();
    const settings = (uri?: string) =>
      uri === uriOfPath('/q') ? { preset: 'strict', rules: { 'no-hot-loop': 'off' } } : {};
    const client = await startClient({ createAnalysis: () => analysis }, { folders: ['/p', '/q'], settings });
    await client.open(FILE, 'bad();');
    await until('the document', () => analysis.told.some(({ kind }) => kind === 'text'));
    expect(analysis.told[0]).toEqual({
      kind: 'folders',
      folders: [{ path: '/p' }, { path: '/q', preset: 'strict', rules: { 'no-hot-loop': 'off' } }],
    });
  });

  it('that change are asked for again, and a wrong one is logged once', async () => {
    const analysis = createFakeAnalysis();
    let current: unknown = { rules: 7 };
    const client = await startClient({ createAnalysis: () => analysis }, { folders: ['/p'], settings: () => current });
    await until('the folders', () => foldersOf(analysis).length === 1);
    current = { rules: 8, requireConfig: true };
    await client.notify('workspace/didChangeConfiguration', { settings: null });
    await until('the folders', () => foldersOf(analysis).length === 2);
    expect(foldersOf(analysis)[1]).toEqual([{ path: '/p', requireConfig: true }]);
    expect(client.logged.filter((message) => message.includes('looplint.rules'))).toHaveLength(1);
  });

  it('are pushed by clients that cannot be asked', async () => {
    const analysis = createFakeAnalysis();
    const client = await startClient(
      { createAnalysis: () => analysis },
      { folders: ['/p'], capabilities: PUSH_CAPABILITIES, initializationOptions: { settings: { preset: 'all' } } },
    );
    await until('the folders', () => foldersOf(analysis).length === 1);
    expect(foldersOf(analysis)[0]).toEqual([{ path: '/p', preset: 'all' }]);
    await client.open(FILE, 'bad();');
    await until('findings', () => client.shown(FILE)?.diagnostics.length === 1);
    await client.notify('workspace/didChangeConfiguration', { settings: { looplint: { enable: false } } });
    await until('no findings', () => client.shown(FILE)?.diagnostics.length === 0);
  });

  it('decide how a finding is shown', async () => {
    const analysis = createFakeAnalysis();
    const settings = () => ({ showSuppressed: true, customizations: [{ rule: 'no-b*', severity: 'error' }] });
    const client = await startClient({ createAnalysis: () => analysis }, { folders: ['/p'], settings });
    await client.open(FILE, 'bad();');
    const start = { line: 0, character: 0 };
    const base = { language: 'javascript' as const, version: 1, id: 'x', notices: [], milliseconds: 1 };
    const finding = { span: { start, end: start }, message: 'A\u202E message.', fixes: [] };
    const place = { path: '/p/b c.ts', span: finding.span };
    analysis.answers.check = ({ path }) => ({
      ...base,
      path,
      findings: [
        { ...finding, ruleId: 'no-blocking-call', level: 'hint', chain: [{ place, text: '`a` calls `b`' }] },
        { ...finding, ruleId: 'no-hot-loop', level: 'hint', chain: [] },
      ],
      suppressed: [{ ...finding, ruleId: 'no-hot-loop', justification: 'known' }],
      notices: [
        { path, kind: 'syntax-error', message: 'No.' },
        { path, kind: 'too-deep', message: 'Deep.' },
      ],
    });
    const ask = { textDocument: { uri: uriOfPath(FILE) } };
    expect(await client.request('textDocument/diagnostic', ask)).toMatchObject({
      items: [
        { severity: 3, message: 'Deep.' },
        {
          severity: 1,
          message: 'A\\u202e message.',
          relatedInformation: [{ message: '`a` calls `b`', location: { uri: uriOfPath('/p/b c.ts') } }],
        },
        { severity: 4, code: 'no-hot-loop' },
        { severity: 4, message: 'A\\u202e message. Silenced: known' },
      ],
    });
  });
});
