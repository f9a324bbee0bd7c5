import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../host/temporary-folder.js';
import { repositoryRoot } from '../support/repository.js';
import { looplint } from './cli/looplint-process.js';

const urlOf = (path: string): string => JSON.stringify(pathToFileURL(join(repositoryRoot, path)).href);

const manifest = (name: string, dependencies: readonly string[]): string =>
  JSON.stringify({
    name: `@shop/${name}`,
    version: '1.0.0',
    type: 'module',
    main: './dist/index.js',
    types: './dist/index.d.ts',
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
    dependencies: Object.fromEntries(dependencies.map((other) => [`@shop/${other}`, 'workspace:*'])),
  });
const COMPILER_OPTIONS = {
  target: 'es2022',
  module: 'nodenext',
  moduleResolution: 'nodenext',
  declaration: true,
  strict: true,
  types: [],
  outDir: 'dist',
  rootDir: 'src',
};
const TSCONFIG = JSON.stringify({ compilerOptions: COMPILER_OPTIONS, include: ['src'] });

/** Three packages: the server calls the core, and the core calls the disk. Nothing is built. */
const FILES: Readonly<Record<string, string>> = {
  'package.json': '{"private": true, "workspaces": ["packages/*"]}',
  'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
  '.gitignore': 'node_modules/\ndist/\n',
  'types.d.ts': [
    "declare module 'node:fs' { export function readFileSync(path: string, encoding: string): string; }",
    "declare module 'node:http' { export function createServer(f: (request: { url: string }, response: { end(text: string): void }) => void): { listen(port: number): void }; }",
  ].join('\n'),
  'eslint.config.js': [
    `import * as parser from ${urlOf('node_modules/@typescript-eslint/parser/dist/index.js')};`,
    `import looplint from ${urlOf('dist/index.js')};`,
    "export default [{ files: ['**/*.ts'], ignores: ['**/*.d.ts'], languageOptions: { parser }, ...looplint.configs.recommended }];",
  ].join('\n'),
  'packages/disk/package.json': manifest('disk', []),
  'packages/disk/tsconfig.json': TSCONFIG,
  'packages/disk/src/index.ts':
    "import { readFileSync } from 'node:fs';\nexport function readText(path: string): string {\n  return readFileSync(path, 'utf8');\n}\n",
  'packages/core/package.json': manifest('core', ['disk']),
  'packages/core/tsconfig.json': TSCONFIG,
  'packages/core/src/index.ts': "export * from './settings.js';\nexport { Store, openStore } from './store.js';\n",
  'packages/core/src/settings.ts':
    "import { readText } from '@shop/disk';\nexport const readSettings = (name: string) => readText(`${name}.json`);\n",
  'packages/core/src/store.ts':
    'export class Store {\n  async save(text: string) {\n    await Promise.resolve(text);\n  }\n}\nexport function openStore() {\n  return new Store();\n}\n',
  'packages/app/package.json': manifest('app', ['core']),
  'packages/app/tsconfig.json': TSCONFIG,
  'packages/app/src/index.ts': [
    "import { createServer } from 'node:http';",
    "import { openStore, readSettings } from '@shop/core';",
    'const store = openStore();',
    'createServer((request, response) => {',
    '  response.end(readSettings(request.url));',
    '}).listen(80);',
    'export async function close(): Promise<void> {',
    "  store.save('closed');",
    '}',
    '',
  ].join('\n'),
};

const PACKAGES = ['disk', 'core', 'app'] as const;

function link(folder: string, from: string, to: string): void {
  mkdirSync(dirname(join(folder, from)), { recursive: true });
  symlinkSync(join(folder, to), join(folder, from), 'dir');
}

/** What is done to a clone, step by step; findings may not follow. */
const STATES: readonly (readonly [name: string, change: (folder: string) => void])[] = [
  ['cloned, and nothing else', () => undefined],
  [
    'installed with links as npm makes them',
    (folder) => {
      for (const name of PACKAGES) link(folder, `node_modules/@shop/${name}`, `packages/${name}`);
    },
  ],
  ['built', build],
  [
    'installed with links as pnpm makes them, and built',
    (folder) => {
      rmSync(join(folder, 'node_modules'), { recursive: true });
      link(folder, 'packages/core/node_modules/@shop/disk', 'packages/disk');
      link(folder, 'packages/app/node_modules/@shop/core', 'packages/core');
    },
  ],
  [
    'installed with links as pnpm makes them, and not built',
    (folder) => {
      for (const name of PACKAGES) rmSync(join(folder, 'packages', name, 'dist'), { recursive: true });
    },
  ],
];

/** As `tsc` does it, package after package. */
function build(folder: string): void {
  for (const name of PACKAGES) {
    const directory = join(folder, 'packages', name);
    const { options } = ts.convertCompilerOptionsFromJson(COMPILER_OPTIONS, directory);
    const program = ts.createProgram([join(directory, 'src/index.ts'), join(folder, 'types.d.ts')], options);
    const diagnostics = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
    expect(diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
    expect(ts.sys.fileExists(join(directory, 'dist/index.d.ts'))).toBe(true);
  }
}

interface Message {
  readonly ruleId: string;
  readonly line: number;
  readonly message: string;
  readonly chain?: readonly { readonly file: string; readonly line: number }[];
}

function messagesIn(folder: string, stdout: string): readonly string[] {
  const results = JSON.parse(stdout) as readonly { readonly filePath: string; readonly messages: readonly Message[] }[];
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, line }) => `${filePath.slice(folder.length + 1)}:${String(line)} ${ruleId}`),
  );
}

const FOUND = [
  'packages/app/src/index.ts:5 looplint/no-blocking-call',
  'packages/app/src/index.ts:8 looplint/no-floating-promises',
];

describe('a workspace of three packages', () => {
  it('gives the command line the same bytes in every state', () => {
    const folder = makeFolder(FILES);
    const outputs = STATES.map(([name, change]) => {
      change(folder);
      const json = looplint(['-f', 'json', '--hints'], folder);
      return { name, json: json.stdout, pretty: looplint(['--hints'], folder).stdout };
    });
    const [first] = outputs;
    expect(messagesIn(folder, first?.json ?? '[]')).toEqual(FOUND);
    expect(first?.json).toContain(`${folder}/packages/disk/src/index.ts`);
    expect(first?.pretty).toContain('    packages/disk/src/index.ts:3:10 `readText` calls `readFileSync`\n');
    for (const { name, json, pretty } of outputs) expect({ name, json, pretty }).toEqual({ ...first, name });
  });

  it('gives ESLint the same bytes in every state', () => {
    const folder = makeFolder(FILES);
    const outputs = STATES.map(([name, change]) => {
      change(folder);
      const command = join(repositoryRoot, 'node_modules/eslint/bin/eslint.js');
      const run = spawnSync(process.execPath, [command, '--format', 'json', 'packages'], {
        cwd: folder,
        encoding: 'utf8',
      });
      const ignored = `${folder}/packages/`;
      const results = JSON.parse(run.stdout) as readonly { readonly filePath: string }[];
      // ESLint knows no `.gitignore`: what was built is a file like others for it.
      const own = results.filter(({ filePath }) => filePath.startsWith(ignored) && !filePath.includes('/dist/'));
      return { name, stderr: run.stderr, json: JSON.stringify(own) };
    });
    const [first] = outputs;
    expect(messagesIn(folder, first?.json ?? '[]')).toEqual(FOUND);
    expect(first?.json).toContain('packages/disk/src/index.ts:3');
    for (const { name, json } of outputs) expect({ name, json }).toEqual({ name, json: first?.json });
  });
});
