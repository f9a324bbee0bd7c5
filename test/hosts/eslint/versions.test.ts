import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { makeFolder } from '../../host/temporary-folder.js';
import { repositoryRoot } from '../../support/repository.js';

/** The oldest ESLint that has default options of rules, the last of its major, and ours. */
const VERSIONS = ['eslint-9-15', 'eslint-9-39', 'eslint'] as const;
const packages = join(repositoryRoot, 'node_modules');
const urlOf = (path: string): string => JSON.stringify(pathToFileURL(join(repositoryRoot, path)).href);

/** Plain JavaScript that espree reads too; `.ts` has types. */
const FILES: Readonly<Record<string, string>> = {
  'package.json': '{"type":"module"}',
  'src/disk.js': "import { execSync } from 'node:child_process';\nexport const read = (name) => execSync(name);\n",
  'src/main.js':
    "import { createServer } from 'node:http';\nimport { read } from './disk.js';\nasync function save() {}\ncreateServer((request, response) => {\n  save();\n  response.end(read(request.url));\n}).listen(80);\n",
  'src/typed.ts':
    'interface Store {\n  save(): Promise<void>;\n}\nexport async function run(store: Store): Promise<void> {\n  store.save();\n}\n',
  'src/task.py': 'import time\n\nasync def load():\n    time.sleep(1)\n',
};

interface Message {
  readonly ruleId: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** One line a finding, sorted: the same for every host. */
const EXPECTED = [
  'src/main.js:5:3 looplint/no-floating-promises The promise from `save()` is dropped: nobody waits, and a rejection is unhandled.',
  'src/main.js:6:16 looplint/no-blocking-call `read` blocks the event loop: it reaches `execSync` (via `read` src/disk.js:2).',
  'src/task.py:4:5 looplint/no-blocking-call `time.sleep` blocks the event loop inside `load`.',
  'src/typed.ts:5:3 looplint/no-floating-promises The promise from `store.save()` is dropped: nobody waits, and a rejection is unhandled.',
];

function makeProject(version: string, lines: readonly string[]): string {
  const config = [
    `import * as parser from ${urlOf('node_modules/@typescript-eslint/parser/dist/index.js')};`,
    `import looplint from ${urlOf('dist/index.js')};`,
    ...(version === 'eslint-9-15'
      ? []
      : [`import { defineConfig } from ${urlOf(`node_modules/${version}/lib/config-api.js`)};`]),
    ...lines,
  ];
  return makeFolder({ ...FILES, 'eslint.config.js': config.join('\n') });
}

function runEslint(version: string, folder: string, flags: readonly string[] = []): readonly string[] {
  const command = join(packages, version, 'bin', 'eslint.js');
  const run = spawnSync(process.execPath, [command, '--format', 'json', ...flags, 'src'], {
    cwd: folder,
    encoding: 'utf8',
  });
  // ESLint has warnings of its own about threads.
  expect(run.stderr).not.toContain('Looplint');
  const results = JSON.parse(run.stdout) as readonly { filePath: string; messages: readonly Message[] }[];
  return results
    .flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId, line, column, message }) => {
        const path = filePath.slice(folder.length + 1).replaceAll('\\', '/');
        return `${path}:${line}:${column} ${ruleId} ${message}`;
      }),
    )
    .sort();
}

const TYPED = "{ files: ['**/*.ts'], languageOptions: { parser } }";

it.each(VERSIONS)('%s runs the plugin under espree, under a parser of TypeScript, and over Python', (version) => {
  const configs = `${TYPED}, looplint.configs.recommended, looplint.configs.python, looplint.configs['off-overlaps']`;
  const folder = makeProject(version, [`export default [${configs}];`]);
  expect(runEslint(version, folder)).toEqual(EXPECTED);
});

it.each(['eslint-9-39', 'eslint'])('%s knows our configurations by their names', (version) => {
  const extended = "plugins: { looplint }, extends: ['looplint/recommended', 'looplint/off-overlaps']";
  const folder = makeProject(version, [`export default defineConfig([${TYPED}, { ${extended} }]);`]);
  expect(runEslint(version, folder)).toEqual(EXPECTED.filter((line) => !line.includes('.py')));
});

it('gives the same on two threads', () => {
  const configs = `${TYPED}, looplint.configs.recommended, looplint.configs.python`;
  const folder = makeProject('eslint', [`export default defineConfig([${configs}]);`]);
  expect(runEslint('eslint', folder, ['--concurrency', '2'])).toEqual(EXPECTED);
});

it('is what `require` gives', () => {
  const required = createRequire(import.meta.url)('../../../dist/index.js') as Record<string, unknown>;
  expect(Object.keys(required)).toEqual(expect.arrayContaining(['meta', 'rules', 'configs', 'languages']));
});
