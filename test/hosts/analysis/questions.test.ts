import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAnalysis } from '../../support/analysis-session.js';
import { makeFolder } from '../../host/temporary-folder.js';
import type { FileEdits } from '../../../server/protocol/analysis.js';
import { createTextPositions } from '../../../server/workspace/text-positions.js';
import { applyEdits } from '../../../server/workspace/merge-fixes.js';

const LOAD = "import fs from 'node:fs';\nexport function load() {\n  return fs.readFileSync('a');\n}\n";
const MAIN =
  "import { load } from './load.js';\nexport async function main() {\n  work();\n  return load();\n}\nasync function work() {}\n";

function apply(text: string, { edits }: FileEdits): string {
  const positions = createTextPositions(text, 'utf-16');
  return applyEdits(
    text,
    edits.map(({ span, text: by }) => ({
      start: positions.offsetAt(span.start),
      end: positions.offsetAt(span.end),
      text: by,
    })),
  );
}

const makeProject = (): string => makeFolder({ 'package.json': '{}', 'load.ts': LOAD, 'main.ts': MAIN });

describe('the edits of a fix', () => {
  it('are made for the version that they name, and silence or mend the finding', async () => {
    const folder = makeProject();
    const session = await openAnalysis({ folders: [folder] });
    const path = join(folder, 'main.ts');
    const text = `// 😀\n${MAIN}`;
    session.open(path, text, 5);
    const { findings } = await session.check(path);
    const finding = findings.find(({ ruleId }) => ruleId === 'no-floating-promises');
    if (finding === undefined) throw new Error('There is no finding.');
    expect(finding.fixes[0]).toMatchObject({ id: 'add-await', applicability: 'suggestion' });
    expect(finding.fixes.map(({ id }) => id)).not.toContain('suppress');
    const { ruleId, span } = finding;
    const results: Record<string, string> = {};
    for (const fix of ['add-await', 'suppress-line', 'suppress-file']) {
      const edits = await session.ask('edits', { path, ruleId, span, fix });
      expect(edits).toMatchObject({ path, version: 5, count: 1 });
      results[fix] = apply(text, edits as FileEdits);
      session.open(path, results[fix], 6);
      expect(
        (await session.check(path)).findings.map((one) => one.ruleId),
        fix,
      ).not.toContain(ruleId);
      session.open(path, text, 5);
    }
    expect(results['add-await']).toContain('  await work();');
    expect(results['suppress-line']).toContain(
      '  // looplint-disable-next-line no-floating-promises -- reason\n  work();',
    );
    expect(results['suppress-file']).toBe(`/* looplint-disable no-floating-promises -- reason */\n${text}`);
    expect(await session.ask('edits', { path, ruleId: 'no-hot-loop', span, fix: 'add-await' })).toBeUndefined();
  });

  it.each([
    [
      'a.py',
      '#!/usr/bin/env python\n# coding: utf-8\nasync def f():\n    pass\nasync def g():\n    f()\n',
      '# coding: utf-8\n# looplint',
    ],
    ['a.vue', '<template/>\n<script setup lang="ts">\nfetch("a");\n</script>\n', 'lang="ts">\n/* looplint'],
    ['a.js', '#!/usr/bin/env node\nfetch("a");\n', 'node\n/* looplint'],
  ])('silence all of %s where a comment may stand', async (name, text, part) => {
    const folder = makeFolder({ 'package.json': '{}', [name]: text });
    const session = await openAnalysis({ folders: [folder] });
    const path = join(folder, name);
    const [finding] = (await session.check(path)).findings;
    if (finding === undefined) throw new Error('There is no finding.');
    const edits = await session.ask('edits', {
      path,
      ruleId: finding.ruleId,
      span: finding.span,
      fix: 'suppress-file',
    });
    const after = apply(text, edits as FileEdits);
    expect(after).toContain(part);
    session.open(path, after);
    expect(await session.check(path)).toMatchObject({ findings: [], suppressed: [{ justification: 'reason' }] });
  });
});

describe('fixing everything', () => {
  const OLD = 'export async function f(): Promise<void> {}\nexport async function g() {\n  f();\n  f(); f();\n}\n';

  it('gives small edits for the texts that are shown, and leaves no trace', async () => {
    const folder = makeFolder({ 'package.json': '{}', 'a.ts': OLD, 'lib/b.ts': OLD, 'c.ts': 'export {};\n' });
    const session = await openAnalysis({ folders: [folder] });
    const path = join(folder, 'a.ts');
    const shown = OLD.replace('g()', 'shown()');
    session.open(path, shown, 4);
    const before = await session.check(path);
    const all = await session.ask('fixAll', {
      scope: 'workspace',
      applicability: 'all',
      ruleId: 'no-floating-promises',
    });
    expect(all.map((one) => one.path)).toEqual([path, join(folder, 'lib/b.ts')]);
    expect(all[0]).toMatchObject({ version: 4, count: 3 });
    expect(apply(shown, all[0] as FileEdits)).toBe(shown.replaceAll(/(?<=[ ;] )f\(\)/gu, 'await f()'));
    expect(all[0]?.edits.every(({ text }) => text === 'await ')).toBe(true);
    expect(await session.check(path)).toMatchObject({ id: before.id, findings: [{}, {}, {}] });
    expect(readFileSync(join(folder, 'lib/b.ts'), 'utf8')).toBe(OLD);

    const one = await session.ask('fixAll', { scope: { path }, applicability: 'all' });
    expect(one).toEqual([all[0]]);
    const inner = await session.ask('fixAll', { scope: { folder: join(folder, 'lib') }, applicability: 'all' });
    expect(inner).toEqual([all[1]]);
    // To wait changes what a program does: nobody gets that unasked.
    expect(await session.ask('fixAll', { scope: 'workspace', applicability: 'safe' })).toEqual([]);
    const chosen = { scope: { path }, applicability: 'all', fixId: 'add-void' } as const;
    expect(apply(shown, (await session.ask('fixAll', chosen))[0] as FileEdits)).toContain('void f()');
  });
});

describe('what is known of a file', () => {
  it('is its functions, calls and comments', async () => {
    const folder = makeProject();
    const session = await openAnalysis({ folders: [folder] });
    const [main, load] = [join(folder, 'main.ts'), join(folder, 'load.ts')];
    const inspection = await session.ask('inspect', { path: main });
    const chain = [
      { place: { path: main, span: { start: { line: 3, character: 9 } } }, text: '`main` calls `load`' },
      { place: { path: load, span: { start: { line: 2, character: 9 } } }, text: '`load` calls `fs.readFileSync`' },
    ];
    expect(inspection).toMatchObject({
      functions: [
        { function: 0, runsOnLoop: false, blocks: [] },
        {
          label: 'main',
          async: true,
          runsOnLoop: true,
          unawaited: 1,
          nameSpan: { start: { line: 1, character: 22 }, end: { line: 1, character: 26 } },
          blocks: [{ root: 'fs.readFileSync', kind: 'file', certain: true, chain }],
        },
        { label: 'work', blocks: [], unawaited: 0 },
      ],
      calls: [
        { callee: 'work', awaitable: true, taken: false, blocks: [], targets: [{ path: main, function: 2 }] },
        { callee: 'load', function: 1, blocks: [{ chain: chain.slice(1) }], targets: [{ path: load, function: 1 }] },
      ],
    });
    expect(await session.ask('callers', { path: load, function: 1 })).toMatchObject([
      { caller: { path: main, label: 'main', function: 1 }, spans: [{ start: { line: 3, character: 9 } }] },
    ]);
    expect((await session.ask('inspect', { path: load }))?.calls).toMatchObject([
      { blocks: [{ root: 'fs.readFileSync', chain: [] }] },
    ]);
    expect(await session.ask('inspect', { path: join(folder, 'none.ts') })).toBeUndefined();

    const comment = '// looplint-disable-next-line no-floating-promises -- on purpose\n';
    session.open(main, MAIN.replace('  work', `  ${comment}  work`));
    expect((await session.ask('inspect', { path: main }))?.directives).toMatchObject([
      {
        rules: ['no-floating-promises'],
        reason: 'on purpose',
        silences: 1,
        span: { start: { line: 2, character: 2 } },
      },
    ]);
  });

  it.each([
    ['const load = async () => {};', 'load'],
    ['export const load: () => Promise<void> = async () => {};', 'load'],
    ['class Store {\n  async load() {}\n}', 'load'],
    ['const api = { load: function () {} };', 'load'],
    ['export default async function () {}', 'default'],
    ['[1].map((x) => x);', ''],
  ])('names the function of `%s` where its name stands', async (text, name) => {
    const folder = makeFolder({ 'package.json': '{}', 'a.ts': `${text}\nexport {};\n` });
    const session = await openAnalysis({ folders: [folder] });
    const inspection = await session.ask('inspect', { path: join(folder, 'a.ts') });
    const span = inspection?.functions.at(-1)?.nameSpan;
    const positions = createTextPositions(text, 'utf-16');
    expect(span && text.slice(positions.offsetAt(span.start), positions.offsetAt(span.end))).toBe(name);
  });
});

describe('an explanation', () => {
  it('says what is reported, why, and how to silence it', async () => {
    const folder = makeProject();
    const session = await openAnalysis({ folders: [folder] });
    const path = join(folder, 'main.ts');
    const text = await session.ask('explain', { path, position: { line: 3, character: 12 } });
    expect(text).toContain('**no\\-blocking\\-call**');
    expect(text).toContain('1. `main` calls `load` (`main.ts:4:10`)');
    expect(text).toContain('this line: `// looplint-disable-next-line no-blocking-call -- reason`');
    expect(text).not.toMatch(/\]\(|<[a-z]/u);
  });

  it('says why nothing is reported, and whom a change would help', async () => {
    const folder = makeProject();
    const session = await openAnalysis({ folders: [folder] });
    const position = { line: 2, character: 12 };
    const text = await session.ask('explain', { path: join(folder, 'load.ts'), position });
    expect(text).toContain('Nothing is reported at `load.ts:3`.');
    expect(text).toContain('Rules that looked at it and found nothing');
    expect(text).toContain('`main.ts:4:10` no\\-blocking\\-call');
  });
});

it('has the page of each rule, and of nothing else', async () => {
  const session = await openAnalysis({ folders: [] });
  expect(await session.ask('page', { ruleId: 'no-blocking-call' })).toContain('## Why is this bad?');
  expect(await session.ask('page', { ruleId: '../../package' })).toBeUndefined();
});
