import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { makeFolder, writeFiles } from '../host/temporary-folder.js';
import { findingsIn, looplint } from '../hosts/cli/looplint-process.js';
import { runWholeSession } from '../support/whole-session.js';

/*
 * S1: nothing of a workspace is executed. Every file in it that some tool would run writes a marker when it is run, and
 * a first test shows that it does.
 */

const MARKERS = '.markers';

const mark = (name: string): string =>
  `require('node:fs').writeFileSync(${JSON.stringify(`MARKERS/${name.replaceAll('/', '+')}`)}, '');\n`;
const markModule = (name: string): string =>
  `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(`MARKERS/${name.replaceAll('/', '+')}`)}, '');\nexport default {};\n`;
const markPython = (name: string): string =>
  `open(${JSON.stringify(`MARKERS/${name.replaceAll('/', '+')}`)}, "w").close()\n`;
const markShell = (name: string): string => `#!/bin/sh\n: > "MARKERS/${name.replaceAll('/', '+')}"\n`;

/** Scripts of Node that tools load by their names, or that imports lead to. */
const COMMON = [
  '.eslintrc.js',
  '.pnp.cjs',
  '.prettierrc.cjs',
  'babel.config.cjs',
  'gulpfile.cjs',
  'jest.config.cjs',
  'looplint.config.cjs',
  'tailwind.config.cjs',
  'node_modules/eslint/lib/api.js',
  'node_modules/eslint-plugin-looplint/index.js',
  'node_modules/looplint/dist/analysis.cjs',
  'node_modules/looplint/dist/cli.js',
  'node_modules/looplint/dist/index.js',
  'node_modules/main-only/index.js',
  'node_modules/main-only/install.js',
  'node_modules/typescript/lib/tsserver.js',
  'node_modules/typescript/lib/typescript.js',
  'node_modules/typescript-plugin-bait/index.js',
  'node_modules/web-tree-sitter/web-tree-sitter.cjs',
  '.yarn/releases/yarn.cjs',
  'dist/analysis.cjs',
  'dist/thread.js',
  'preload.cjs',
];
const MODULES = [
  '.looplintrc.mjs',
  'eslint.config.mjs',
  'looplint.config.mjs',
  'prettier.config.mjs',
  'rollup.config.mjs',
  'vite.config.mjs',
  'vitest.config.mjs',
  'webpack.config.mjs',
  'node_modules/exports-only/index.mjs',
  'src/on-import.mjs',
];
const PYTHON = [
  'conftest.py',
  'noxfile.py',
  'setup.py',
  'sitecustomize.py',
  'usercustomize.py',
  'py/__init__.py',
  'py/on_import.py',
  '.venv/lib/python3.12/site-packages/installed/__init__.py',
];
const SHELL = [
  '.git/hooks/post-checkout',
  '.git/hooks/pre-commit',
  '.venv/bin/python',
  '.venv/bin/python3',
  'node_modules/.bin/eslint',
  'node_modules/.bin/looplint',
  'node_modules/.bin/node',
  'node_modules/.bin/tsc',
  'script.sh',
];

const MAIN = `import bait from 'main-only';
import { other } from 'exports-only';
import './on-import.mjs';
import ts from 'typescript';
async function save() {}
export async function main() {
  save();
  bait();
  other(ts);
  await import('../eslint.config.mjs');
  require('../preload.cjs');
}
`;
const APP = `import installed
from . import on_import

async def save():
    pass

async def main():
    save()
    installed.run()
`;

const json = (value: unknown): string => JSON.stringify(value, null, 2);

/** Files that name what is to be run. */
const ORDERS: Readonly<Record<string, string>> = {
  'package.json': json({
    name: 'bait',
    packageManager: 'yarn@4.0.0',
    scripts: Object.fromEntries(
      ['preinstall', 'install', 'postinstall', 'prepare', 'test', 'lint', 'build'].map((name) => [name, './script.sh']),
    ),
    eslintConfig: { plugins: ['looplint'], parser: './preload.cjs' },
    prettier: './.prettierrc.cjs',
    looplint: { plugins: ['./preload.cjs'], extends: './looplint.config.cjs' },
    imports: { '#bait': './preload.cjs' },
    workspaces: ['node_modules/*'],
  }),
  '.npmrc': 'node-options=--require ./preload.cjs\nscript-shell=./script.sh\n',
  '.yarnrc.yml': 'yarnPath: .yarn/releases/yarn.cjs\n',
  '.env': 'NODE_OPTIONS="--require ./preload.cjs"\n',
  '.git/HEAD': 'ref: refs/heads/main\n',
  '.git/config': '[core]\n\tfsmonitor = ./script.sh\n\thooksPath = .git/hooks\n\tsshCommand = ./script.sh\n',
  '.vscode/settings.json': json({
    'looplint.nodePath': './node_modules/.bin/node',
    'looplint.path': './script.sh',
    'eslint.nodePath': './node_modules',
    'typescript.tsdk': './node_modules/typescript/lib',
    'python.defaultInterpreterPath': './.venv/bin/python',
  }),
  '.vscode/tasks.json': json({
    version: '2.0.0',
    tasks: [{ label: 'bait', type: 'shell', command: './script.sh', runOptions: { runOn: 'folderOpen' } }],
  }),
  'tsconfig.json': json({
    extends: './node_modules/main-only/tsconfig.json',
    compilerOptions: { plugins: [{ name: 'typescript-plugin-bait' }, { name: './preload.cjs' }] },
  }),
  'pyproject.toml': `[build-system]
requires = []
build-backend = "py.on_import"
backend-path = ["."]
[project]
name = "bait"
[project.entry-points.pytest11]
bait = "conftest"
[tool.looplint]
plugins = ["./preload.cjs"]
[tool.hatch.build.hooks.custom]
path = "setup.py"
`,
  'setup.cfg': '[options.entry_points]\npytest11 =\n  bait = conftest\n',
  '.venv/pyvenv.cfg': 'home = .venv/bin\n',
  '.venv/lib/python3.12/site-packages/bait.pth': 'import sitecustomize; import installed\n',
  'node_modules/main-only/package.json': json({
    name: 'main-only',
    main: './index.js',
    scripts: { install: 'node install.js' },
  }),
  'node_modules/main-only/tsconfig.json': json({ compilerOptions: { plugins: [{ name: 'typescript-plugin-bait' }] } }),
  'node_modules/exports-only/package.json': json({ name: 'exports-only', exports: { default: './index.mjs' } }),
  'node_modules/eslint/package.json': json({ name: 'eslint', version: '9.9.9', main: './lib/api.js' }),
  'node_modules/eslint-plugin-looplint/package.json': json({ name: 'eslint-plugin-looplint', main: './index.js' }),
  'node_modules/looplint/package.json': json({ name: 'looplint', main: './dist/index.js', bin: './dist/cli.js' }),
  'node_modules/typescript/package.json': json({ name: 'typescript', version: '9.9.9', main: './lib/typescript.js' }),
  'node_modules/typescript-plugin-bait/package.json': json({ name: 'typescript-plugin-bait', main: './index.js' }),
  'node_modules/web-tree-sitter/package.json': json({ name: 'web-tree-sitter', main: './web-tree-sitter.cjs' }),
  'src/main.ts': MAIN,
  'py/app.py': APP,
};

const EXECUTABLE = 0o755;

function makeBait(): string {
  const folder = makeFolder({ [`${MARKERS}/.keep`]: '' });
  const files: Record<string, string> = { ...ORDERS };
  for (const name of COMMON) files[name] = mark(name);
  for (const name of MODULES) files[name] = markModule(name);
  for (const name of PYTHON) files[name] = markPython(name);
  for (const name of SHELL) files[name] = markShell(name);
  const placed = Object.entries(files).map(([name, text]) => [name, text.replaceAll('MARKERS', join(folder, MARKERS))]);
  writeFiles(folder, Object.fromEntries(placed) as Record<string, string>);
  for (const name of SHELL) chmodSync(join(folder, name), EXECUTABLE);
  return folder;
}

/** Baits that were taken. */
function taken(folder: string): readonly string[] {
  const names = readdirSync(join(folder, MARKERS)).filter((name) => name !== '.keep');
  return names.map((name) => name.replaceAll('+', '/')).sort();
}

/** What makes tools run something, as a careless user might have it set. */
const env = {
  PATH: `./node_modules/.bin:.venv/bin:${process.env['PATH'] ?? ''}`,
  VIRTUAL_ENV: '.venv',
  PYTHONPATH: '.',
};

it('every bait works', async () => {
  const folder = makeBait();
  const scripts = [...COMMON, ...MODULES].map((name) => pathToFileURL(join(folder, name)).href);
  const load = `for (const url of ${JSON.stringify(scripts)}) await import(url).catch(() => 0);`;
  execFileSync(process.execPath, ['--input-type=module', '-e', load]);
  for (const name of SHELL) execFileSync(join(folder, name));
  expect(taken(folder)).toEqual([...COMMON, ...MODULES, ...SHELL].sort());
});

const hasPython = (process.env['PATH'] ?? '').split(':').some((place) => existsSync(`${place}/python3`));
it.skipIf(!hasPython)('every bait for Python works', () => {
  const folder = makeBait();
  const run = PYTHON.map((name) => `exec(open(${JSON.stringify(join(folder, name))}).read())`).join('\n');
  execFileSync('python3', ['-I', '-c', run]);
  expect(taken(folder)).toEqual([...PYTHON].sort());
});

const EXPECTED = ['py/app.py:8:5 no-floating-promises', 'src/main.ts:7:3 no-floating-promises'];

it.each(['command', 'extension'] as const)('a server takes none (%s)', async (server) => {
  const folder = makeBait();
  const session = await runWholeSession({ server, folder, open: { 'src/main.ts': MAIN, 'py/app.py': APP }, env });
  expect(session.findings).toEqual(EXPECTED);
  expect(session.exit).toBe(0);
  expect(taken(folder)).toEqual([]);
});

it.each([
  ['looks', []],
  ['works in threads', ['--concurrency', '2']],
  ['is told to look at everything', ['--no-ignore', '.', 'node_modules/main-only', '.venv/lib']],
  ['fixes', ['--fix', '--unsafe-fixes']],
  ['keeps a cache', ['--cache']],
])('the command line takes none when it %s', (_, flags) => {
  const folder = makeBait();
  const { stdout } = looplint(['-f', 'compact', ...flags], folder, { env });
  if (!flags.includes('--fix')) expect(findingsIn(stdout)).toEqual(expect.arrayContaining(EXPECTED));
  expect(taken(folder)).toEqual([]);
});
