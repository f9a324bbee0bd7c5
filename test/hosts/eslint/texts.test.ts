import { symlinkSync, writeFileSync } from 'node:fs';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../host/temporary-folder.js';
import { EMPTY_TREE, openLintFolder, say } from './lint-folder.js';
import { createTestPlugin } from './test-plugin.js';

const plugin = createTestPlugin();
const DROP = 'async function save() {}\nsave();\n';
const CALL = "import { save } from './save.js';\nsave();\n";
const RULES = { 'looplint/no-floating-promises': 'error' } as const;

function lintFiles(files: Readonly<Record<string, string>>) {
  return openLintFolder(makeFolder({}), plugin, files);
}

describe('the text that is handed over', () => {
  it('may have a byte order mark and any line ends', () => {
    const folder = lintFiles({ 'main.js': `\uFEFF${DROP.replaceAll('\n', '\r\n')}` });
    const messages = folder.lint('main.js');
    expect(say(messages)).toEqual([expect.stringContaining('2:1 ')]);
    // Offsets count from behind the mark, as ESLint's do.
    expect(messages[0]?.suggestions?.map(({ fix }) => fix.range[0])).toContain(26);
  });

  it('may be a block that a processor took out of a file', () => {
    const folder = lintFiles({
      'docs/guide.md': '# Guide\n',
      'docs/save.js': 'export async function save() {}\n',
    });
    const processor: Linter.Processor = {
      preprocess: () => [{ text: CALL, filename: '0.js' }],
      postprocess: (messages) => messages.flat(),
    };
    const config: Linter.Config[] = [
      { files: ['**/*.md'], plugins: { docs: { processors: { blocks: processor } } }, processor: 'docs/blocks' },
      { files: ['**/*.js'], plugins: { looplint: plugin }, rules: RULES },
    ];
    const linter = new Linter({ cwd: folder.root });
    const messages = linter.verify('# Guide\n', config, { filename: `${folder.root}/docs/guide.md` });
    expect(say(messages)).toEqual([expect.stringContaining('2:1 ')]);
  });

  it('may have no name', () => {
    const config: Linter.Config = { plugins: { looplint: plugin }, rules: RULES };
    expect(say(new Linter({ cwd: makeFolder({}) }).verify(DROP, config))).toEqual([expect.stringContaining('2:1 ')]);
  });

  it('may lie outside of the working directory, or have the whole disk around it', () => {
    const root = makeFolder({ 'package.json': '{}', 'save.js': 'export async function save() {}\n', 'here/a.js': '' });
    const config: Linter.Config = { files: ['**/*.*'], plugins: { looplint: plugin }, rules: RULES };
    const lint = (cwd: string) => say(new Linter({ cwd }).verify(CALL, config, { filename: `${root}/main.js` }));
    expect(lint('/')).toEqual([expect.stringContaining('2:1 ')]);
    expect(lint(root)).toEqual([expect.stringContaining('2:1 ')]);
  });

  it('may be reached through a link', () => {
    const root = makeFolder({ 'save.js': 'export async function save() {}\n' });
    const link = `${makeFolder({})}/link`;
    symlinkSync(root, link);
    const config: Linter.Config = { files: ['**/*.*'], plugins: { looplint: plugin }, rules: RULES };
    writeFileSync(`${root}/main.js`, CALL);
    const messages = new Linter({ cwd: link }).verify(CALL, config, { filename: `${link}/main.js` });
    expect(say(messages)).toEqual([expect.stringContaining('2:1 ')]);
  });

  it('may be ignored by Git', () => {
    const folder = lintFiles({ '.gitignore': 'made/\n', 'made/main.js': DROP });
    expect(say(folder.lint('made/main.js'))).toEqual([expect.stringContaining('2:1 ')]);
  });

  it('is left alone when it is a declaration file, or larger than what a person writes', () => {
    const folder = lintFiles({ 'main.d.ts': 'save();\n', 'large.js': DROP + ' '.repeat(1024 * 1024) });
    expect(say(folder.lint('main.d.ts'))).toEqual([]);
    expect(say(folder.lint('large.js'))).toEqual([]);
  });

  it('is left alone when it is in another language, whatever its parser makes of it', () => {
    const folder = lintFiles({ 'data.json': DROP });
    expect(folder.lint('data.json', { parser: EMPTY_TREE })).toEqual([]);
    expect(folder.lint('data.json.js', { text: DROP, parser: EMPTY_TREE })).toHaveLength(1);
  });
});

describe('a component', () => {
  const script = 'async function save() {}\nsave();\n';
  const component = `<template />\n<script>\n${script}</script>\n`;

  it('is read as a whole where the whole is handed over', () => {
    const folder = lintFiles({ 'main.vue': component });
    expect(say(folder.lint('main.vue', { parser: EMPTY_TREE }))).toEqual([expect.stringContaining('4:1 ')]);
  });

  it('is understood as a whole where only a block of it is handed over', () => {
    const blocks = ['\nexport async function save() {}\n', '\nsave();\n'] as const;
    const [first, second] = blocks;
    const folder = lintFiles({ 'main.vue': `<script>${first}</script>\n<script setup>${second}</script>\n` });
    expect(say(folder.lint('main.vue', { text: first }))).toEqual([]);
    expect(say(folder.lint('main.vue', { text: second }))).toEqual([expect.stringContaining('2:1 ')]);
  });

  it('may have blocks that are not on the disk yet', () => {
    const folder = lintFiles({ 'main.vue': component });
    expect(say(folder.lint('main.vue', { text: `\n\n${script}` }))).toEqual([expect.stringContaining('4:1 ')]);
  });
});
