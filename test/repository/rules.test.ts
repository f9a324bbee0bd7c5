import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/catalogue/index.js';
import type { RuleMeta } from '../../rules/model/rule-meta.js';
import { projectFiles, repositoryRoot } from '../support/repository.js';
import { metadataProblems, pageProblems } from '../support/rule-style.js';

const folders = readdirSync(join(repositoryRoot, 'rules', 'catalogue'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

describe('the catalogue', () => {
  it('lists exactly the rule folders, sorted', () => {
    expect(folders.length).toBeGreaterThan(0);
    expect(rules.map(({ id }) => id)).toEqual(folders);
  });

  it.each(folders)('%s has a rule, a page and a spec file, and its metadata and words are in style', (folder) => {
    const rule = rules.find(({ id }) => id === folder);
    if (rule === undefined) throw new Error(`rules/catalogue/${folder} is not in the index.`);
    const page = projectFiles(`rules/catalogue/${folder}`, 'rule.md')[0]?.text ?? '';
    const spec =
      projectFiles('test/catalogue', '.md').find(({ path }) => path === `test/catalogue/${folder}.md`)?.text ?? '';
    expect([
      ...metadataProblems(rule, folder),
      ...pageProblems(page, rule).map((problem) => `rule.md ${problem}`),
      ...(spec.includes(`[${folder}]`) ? [] : ['the spec file expects no finding of it']),
      ...(/\bTODO\b/.test(spec) ? ['the spec file is not written yet'] : []),
    ]).toEqual([]);
  });

  it('supersedes only rules that exist', () => {
    const unknown = rules.flatMap(({ id, supersedes }) =>
      supersedes.filter((other) => !folders.includes(other)).map((other) => `${id} supersedes ${other}`),
    );
    expect(unknown).toEqual([]);
  });

  it('has no message twice', () => {
    const messages = rules.flatMap((rule) => Object.values(rule.messages));
    expect(messages.filter((message, index) => messages.indexOf(message) !== index)).toEqual([]);
  });

  it('has spec files for its rules only', () => {
    const names = projectFiles('test/catalogue', '.md').map(({ path }) => path.slice('test/catalogue/'.length, -3));
    expect(names.filter((name) => !folders.includes(name))).toEqual([]);
  });
});

const good: RuleMeta = {
  id: 'no-waiting',
  summary: 'Reports a call that waits.',
  languages: ['javascript'],
  kind: 'problem',
  presets: ['recommended', 'strict'],
  level: 'warning',
  since: '0.1.0',
  messages: { waits: '`{{callee}}` waits for `{{root}}`: nobody else runs.' },
  fixes: 'none',
  safeFixes: false,
  replaces: [],
  supersedes: [],
};
const page = [
  '# no-waiting',
  'Reports a call that waits.',
  '## What it does\nIt looks.',
  '## Why is this bad?\nIt waits.',
  '## Example\n```ts bad\nwait();\n```',
  '## Use instead\n```ts good\nawait wait();\n```',
  '## Known limits\nNone.',
  '## When not to use it\nNever.',
].join('\n\n');

describe('the style check', () => {
  it('has nothing to say about a good rule', () => {
    expect(metadataProblems(good, 'no-waiting')).toEqual([]);
    expect(pageProblems(page, good)).toEqual([]);
  });

  it.each<[string, Partial<RuleMeta>]>([
    ['another id than the folder', { id: 'no-waits' }],
    ['an id without a pattern', { id: 'waiting' }],
    ['a message without a capital', { messages: { a: 'waits for it.' } }],
    ['a message without a full stop', { messages: { a: 'It waits' } }],
    ['two sentences', { messages: { a: 'It waits. Use `x`.' } }],
    ['"unexpected"', { messages: { a: 'Unexpected `await`.' } }],
    ['"please"', { messages: { a: 'It waits, please use `x`.' } }],
    ['an exclamation mark', { messages: { a: 'It waits!.' } }],
    ['a message that is too long', { messages: { a: `It ${'really '.repeat(20)} waits.` } }],
    ['an open backtick', { messages: { a: 'It waits for `x.' } }],
    ['safe fixes without fixes', { safeFixes: true }],
    ['recommended style', { id: 'prefer-waiting' }],
    ['options without defaults', { options: { additionalProperties: false, properties: { a: {} } } }],
    ['options that let anything pass', { options: { properties: {} }, defaultOptions: {} }],
  ])('finds %s', (_, change) => {
    const problems = metadataProblems(
      { ...good, ...change },
      change.id?.startsWith('no-') ? 'no-waiting' : (change.id ?? good.id),
    );
    expect(problems.length).toBeGreaterThan(0);
  });

  it.each<[string, string, Partial<RuleMeta>]>([
    ['another summary', page.replace('a call that waits', 'things'), {}],
    ['a missing heading', page.replace('## Known limits\n\nNone.\n\n', '').replace('## Known limits', '##'), {}],
    ['a heading of fixes that are not there', page, { fixes: 'always' }],
    ['a missing example', page.replace('ts bad', 'ts'), {}],
    ['a missing example in one language', page, { languages: ['javascript', 'python'] }],
    ['an empty section', page.replace('It looks.', ''), {}],
    ['what is not written', page.replace('It looks.', 'TODO'), {}],
  ])('finds a page with %s', (_, text, change) => {
    expect(pageProblems(text, { ...good, ...change }).length).toBeGreaterThan(0);
  });
});
