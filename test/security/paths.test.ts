import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { isInside } from '../../rules/host/paths.js';
import { uriOfPath } from '../../server/lsp/uris.js';
import { FIX_ALL_COMMAND } from '../../server/protocol/names.js';
import { makeFolder, writeFiles } from '../host/temporary-folder.js';
import { findingsIn, looplint } from '../hosts/cli/looplint-process.js';
import type { LanguageClient } from '../support/language-client.js';
import { makeProbe, type Probe } from '../support/probe.js';
import { repositoryRoot } from '../support/repository.js';
import { runWholeSession } from '../support/whole-session.js';

/*
 * S5: whatever a workspace or a URI says, nothing is read outside of the workspace and the libraries that it uses. A
 * probe writes down where each read leads, links followed, at the moment of the read.
 */

const SECRET = 'export async function secret() {}\nsecret();\n';
const json = (value: unknown): string => JSON.stringify(value);

/** Beside the workspace, and none of its business. */
const OUTSIDE = {
  'outside/secret.ts': SECRET,
  'outside/secret.d.ts': 'export declare function secret(): Promise<void>;\n',
  'outside/secret.py': 'async def secret():\n    pass\n',
  'outside/__init__.py': '',
  'outside/.gitignore': 'main.ts\n',
  'outside/tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['./*'] } } }),
  'outside/looplint.config.json': json({ preset: 'none' }),
  'outside/pyproject.toml': '[project]\nname = "secret"\n',
  'outside/deep/index.ts': SECRET,
  'outside/deep/main.ts': SECRET,
  'package/package.json': json({ name: 'escaping', main: './index.ts' }),
  'package/index.ts': SECRET,
};

/** Spellings of a module outside; `BASE` stands for the folder that holds both. */
const SPECIFIERS = [
  '../../outside/secret.js',
  '../../outside/secret',
  './../.././outside/deep',
  '../src/../../outside/secret.ts',
  'BASE/outside/secret.ts',
  'file://BASE/outside/secret.ts',
  '//BASE/outside/secret.ts',
  '..\\..\\outside\\secret',
  '\\\\server\\share\\secret',
  '//server/share/secret.ts',
  '..%2f..%2foutside%2fsecret.ts',
  '%2e%2e/%2e%2e/outside/secret.ts',
  '../../outside/secret.ts\\0.js',
  './linked.js',
  './linked-folder/secret.js',
  './linked-folder/deep',
  '@/secret',
  '@inside/secret',
  '#secret',
  'based',
  'secret',
  'types-only',
  'escapes',
  'escapes/deep/../../../../outside/secret.js',
  'exported',
  'plain/secret.js',
  'all/BASE/outside/secret.ts',
  '../../package/index.js',
];

const MAIN = 'async function save() {}\nexport async function main() {\n  save();\n}\n';
const APP = [
  'from ...outside import secret',
  'from ....outside.secret import secret as one',
  'from . import linked',
  'import outside.secret',
  'import secret as two',
  'from linked_folder import secret as three',
  '',
  'async def save():',
  '    pass',
  '',
  'async def main():',
  '    save()',
  '',
].join('\n');

function makeWorkspace(): { readonly base: string; readonly root: string; readonly ways: string } {
  const specifiers = SPECIFIERS.map((specifier, index) => `import * as way${String(index)} from '${specifier}';\n`);
  const calls = SPECIFIERS.map((_, index) => `  way${String(index)}.secret();\n`);
  const reference =
    '/// <reference path="../../outside/secret.d.ts" />\n/// <reference types="../../outside/secret" />\n';
  const template = `${reference}${specifiers.join('')}export async function go() {\n${calls.join('')}}\n`;
  const base = makeFolder({
    ...OUTSIDE,
    'root/package.json': json({
      type: 'module',
      workspaces: ['../outside', '../*', 'BASE/outside', 'packages/*'],
      imports: { '#secret': '../outside/secret.ts' },
      main: '../outside/secret.ts',
    }),
    'root/pnpm-workspace.yaml': 'packages:\n  - ../outside\n  - ../*\n',
    'root/tsconfig.json': json({
      extends: ['../outside/tsconfig.json', './linked.tsconfig.json'],
      compilerOptions: {
        baseUrl: '../outside',
        rootDirs: ['./src', '../outside'],
        typeRoots: ['../outside'],
        paths: { '@inside/*': ['../outside/*'], based: ['../outside/secret.ts'] },
      },
      references: [{ path: '../outside' }],
      include: ['../outside/**'],
      files: ['../outside/secret.ts'],
    }),
    'root/pyproject.toml':
      '[tool.setuptools.packages.find]\nwhere = ["../outside"]\n[tool.pyright]\nextraPaths = ["../outside"]\n',
    'root/src/main.ts': MAIN,
    'root/py/app.py': APP,
    'root/py/__init__.py': '',
    'root/node_modules/escapes/package.json': json({
      name: 'escapes',
      main: '../../../outside/secret.ts',
      types: '../../../outside/secret.d.ts',
      module: '../../../outside/deep/index.ts',
    }),
    'root/node_modules/exported/package.json': json({
      name: 'exported',
      exports: { '.': { types: './../../../outside/secret.d.ts', default: '../../../outside/secret.ts' } },
    }),
    'root/node_modules/types-only/package.json': json({ name: 'types-only', types: 'BASE/outside/secret.d.ts' }),
    'root/sub/main.ts': MAIN,
    'root/packages/one/main.ts': MAIN,
  });
  const root = join(base, 'root');
  const ways = template.replaceAll('BASE', base);
  mkdirSync(join(root, 'ways'), { recursive: true });
  for (const [name, target] of Object.entries(LINKS(base))) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    symlinkSync(target, join(root, name));
  }
  writeFiles(root, { 'src/ways.ts': ways });
  return { base, root, ways };
}

/** Links in the workspace, and where they lead. */
const LINKS = (base: string): Readonly<Record<string, string>> => ({
  'src/linked.ts': '../../outside/secret.ts',
  'src/linked-folder': '../../outside',
  'py/linked.py': join(base, 'outside/secret.py'),
  'py/linked_folder': join(base, 'outside'),
  'linked.tsconfig.json': '../outside/tsconfig.json',
  '.gitignore': '../outside/.gitignore',
  'sub/package.json': '../../package/package.json',
  'sub/tsconfig.json': '../../outside/tsconfig.json',
  'sub/.gitignore': join(base, 'outside/.gitignore'),
  'sub/pyproject.toml': '../../outside/pyproject.toml',
  'packages/one/deep': '../../../outside/deep',
  'packages/two': '../../outside',
  'node_modules/plain': '../../outside',
  'node_modules/all': '/',
  'node_modules/@scope/plain': '../../../outside',
});

/** Reads that have no reason: neither in the workspace nor a part of Looplint. */
function strayReads(probe: Probe, root: string): readonly string[] {
  const reads = probe.disk('read').filter(({ real }) => !isInside(root, real) && !isInside(repositoryRoot, real));
  return [...new Set(reads.map(({ call, real }) => `${call} ${real}`))].sort();
}

/** Odd names of what lies outside. */
function oddUris(base: string, root: string): readonly string[] {
  const secret = `${base}/outside/secret.ts`;
  const from = `file://${root}`;
  return [
    `file://${secret}`,
    `${from}/../outside/secret.ts`,
    `${from}/src/../../outside/secret.ts`,
    `${from}/%2e%2e/outside/secret.ts`,
    `${from}/%2E%2E%2Foutside%2Fsecret.ts`,
    `${from}/..%5Coutside%5Csecret.ts`,
    `${from}/%252e%252e/outside/secret.ts`,
    `${from}/src/main.ts%00/../../../outside/secret.ts`,
    `${from}/src/linked.ts`,
    `${from}/src/linked-folder/secret.ts`,
    `${from}/node_modules/all${secret}`,
    `${from}/node_modules/plain/secret.ts`,
    `file://localhost${secret}`,
    `file://server/share${secret}`,
    `file:////server/share${secret}`,
    `file:///%2Fserver${secret}`,
    `FILE://${secret}`,
    `file:${secret}`,
    `file:///C:${secret}`,
    `file:///proc/self/cwd/../outside/secret.ts`,
    secret,
    '../outside/secret.ts',
    `vscode-vfs://github${secret}`,
    `untitled:${secret}`,
    `git:${secret}?ref=HEAD`,
  ];
}

async function askAbout(client: LanguageClient, uri: string): Promise<string> {
  const textDocument = { uri };
  const position = { line: 1, character: 2 };
  const range = { start: position, end: position };
  const answers: unknown[] = [];
  const ask = async (method: string, params: unknown): Promise<void> => {
    answers.push(await client.request(method, params).catch((error: unknown) => String(error)));
  };
  await ask('textDocument/diagnostic', { textDocument });
  for (const method of ['textDocument/hover', 'looplint/explain', 'textDocument/prepareCallHierarchy'])
    await ask(method, { textDocument, position });
  await ask('textDocument/codeAction', { textDocument, range, context: { diagnostics: [], only: ['source.fixAll'] } });
  await ask('textDocument/codeLens', { textDocument });
  await ask('workspace/executeCommand', {
    command: FIX_ALL_COMMAND,
    arguments: [{ ruleId: 'no-floating-promises', scope: 'folder', uri }],
  });
  return JSON.stringify(answers);
}

it.each(['command', 'extension'] as const)(
  'nothing that a workspace names leads out of it, in a server (%s)',
  async (server) => {
    const { root, ways } = makeWorkspace();
    const probe = makeProbe();
    const session = await runWholeSession({
      server,
      folder: root,
      open: { 'src/ways.ts': ways, 'src/main.ts': MAIN, 'py/app.py': APP, 'sub/main.ts': MAIN },
      nodeFlags: probe.flags,
      env: probe.env,
    });
    expect(session.findings).toEqual([
      'packages/one/main.ts:3:3 no-floating-promises',
      'py/app.py:12:5 no-floating-promises',
      'src/main.ts:3:3 no-floating-promises',
      'sub/main.ts:3:3 no-floating-promises',
    ]);
    expect(strayReads(probe, root)).toEqual([]);
  },
);

it.each([[['.']], [['.', '--no-ignore']], [['src/linked.ts', 'src/linked-folder', 'src/main.ts']], [['--cache']]])(
  'nothing that a workspace names leads out of it, in the command line (%s)',
  (flags) => {
    const { root } = makeWorkspace();
    const probe = makeProbe();
    const { stdout } = looplint(['-f', 'compact', ...flags], root, { nodeFlags: probe.flags, env: probe.env });
    expect(findingsIn(stdout)).toContain('src/main.ts:3:3 no-floating-promises');
    expect(findingsIn(stdout).filter((line) => /secret|linked|deep|ways/u.test(line))).toEqual([]);
    expect(strayReads(probe, root)).toEqual([]);
  },
);

it('no URI leads out of the workspace', async () => {
  const { base, root } = makeWorkspace();
  const probe = makeProbe();
  const answers: string[] = [];
  const session = await runWholeSession({
    folder: root,
    open: {},
    nodeFlags: probe.flags,
    env: probe.env,
    async also(client) {
      const uris = oddUris(base, root);
      for (const uri of uris) answers.push(`${uri} ${await askAbout(client, uri)}`);
      await client.notify('workspace/didChangeWatchedFiles', { changes: uris.map((uri) => ({ uri, type: 1 })) });
      await client.notify('workspace/didRenameFiles', { files: uris.map((uri) => ({ oldUri: uri, newUri: uri })) });
      await client.notify('workspace/didDeleteFiles', { files: uris.map((uri) => ({ uri })) });
      for (const uri of uris.slice(1)) answers.push(`${uri} ${await askAbout(client, uri)}`);
      await client.request('textDocument/diagnostic', { textDocument: { uri: uriOfPath(`${root}/src/main.ts`) } });
    },
  });
  expect(session.exit).toBe(0);
  expect(answers.filter((answer) => answer.includes('no-floating-promises'))).toEqual([]);
  expect(strayReads(probe, root)).toEqual([]);
});

it('a configuration file that is a link out of the workspace is refused', async () => {
  const { root } = makeWorkspace();
  symlinkSync('../outside/looplint.config.json', join(root, 'looplint.config.json'));
  const probe = makeProbe();
  const options = { nodeFlags: probe.flags, env: probe.env };
  const run = looplint(['-f', 'compact'], root, options);
  expect(run.status).toBe(2);
  expect(run.stderr).toContain('`looplint.config.json` is a link that leads out of the repository');
  const session = await runWholeSession({ folder: root, open: {}, ...options });
  expect(session.findings).toHaveLength(4);
  expect(strayReads(probe, root)).toEqual([]);
});

it('a document that is a link out of the workspace brings in nothing else', async () => {
  const { root } = makeWorkspace();
  const probe = makeProbe();
  const session = await runWholeSession({
    folder: root,
    open: { 'src/linked.ts': SECRET, 'src/linked-folder/deep/main.ts': SECRET },
    nodeFlags: probe.flags,
    env: probe.env,
  });
  expect(session.exit).toBe(0);
  expect(strayReads(probe, root)).toEqual([]);
});

it.each([
  ['a file', 'openSync', 'src/main.ts', 'outside/secret.ts'],
  ['its folder', 'openSync', 'src', 'outside/deep'],
  ['a folder that is listed', 'readdirSync', 'src', 'outside'],
  ['an ignore file', 'openSync', 'src/.gitignore', 'outside/.gitignore'],
])('%s that becomes a link between check and read is not read', async (_, call, from, to) => {
  const { base, root } = makeWorkspace();
  writeFiles(root, { 'src/.gitignore': 'x\n' });
  const suffix = call === 'readdirSync' ? `root/${from}` : from.includes('.') ? `root/${from}` : 'root/src/main.ts';
  const swaps = [{ call, suffix, from: join(root, from), aside: join(base, 'root/aside'), to: join(base, to) }];
  for (const host of ['command line', 'server']) {
    const probe = makeProbe({ swaps });
    const options = { nodeFlags: probe.flags, env: probe.env };
    if (host === 'server') await runWholeSession({ folder: root, open: {}, ...options });
    else looplint(['-f', 'compact'], root, options);
    expect(existsSync(join(root, 'aside'))).toBe(true);
    // Node lists folders by their paths alone: the names in a folder that is swapped at that moment may be seen, and
    // nothing that bears them is read.
    const reads = strayReads(probe, root).filter((read) => call !== 'readdirSync' || !read.startsWith('readdirSync '));
    expect(reads).toEqual([]);
    rmSync(join(root, from));
    renameSync(join(root, 'aside'), join(root, from));
  }
});
