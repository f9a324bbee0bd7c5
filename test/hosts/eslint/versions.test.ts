import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
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

describe('oxlint', () => {
  const command = join(packages, 'oxlint', 'bin', 'oxlint');
  const config = {
    jsPlugins: [join(repositoryRoot, 'dist', 'index.js')],
    categories: { correctness: 'off' },
    rules: { 'looplint/no-floating-promises': 'error', 'looplint/no-blocking-call': 'warn' },
  };
  const component = '<template />\n<script setup>\nasync function save() {}\nsave();\n</script>\n';

  function run(folder: string, flags: readonly string[]) {
    return spawnSync(process.execPath, [command, ...flags, 'src'], { cwd: folder, encoding: 'utf8' });
  }

  it('runs the plugin, also over the blocks of components', () => {
    const folder = makeFolder({ ...FILES, 'src/part.vue': component, '.oxlintrc.json': JSON.stringify(config) });
    const { stdout, stderr } = run(folder, ['--format', 'json']);
    expect(stderr).toBe('');
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly Diagnostic[] };
    const said = diagnostics.map(({ filename, code, message, labels: [label] }) => {
      const rule = code.replace('(', '/').replace(')', '');
      return `${filename}:${label.span.line}:${label.span.column} ${rule} ${message}`;
    });
    const expected = EXPECTED.filter((line) => !line.includes('.py'));
    expect(said.sort()).toEqual([
      ...expected.slice(0, 2),
      'src/part.vue:4:1 looplint/no-floating-promises The promise from `save()` is dropped: nobody waits, and a rejection is unhandled.',
      ...expected.slice(2),
    ]);
  });

  it('obeys comments, and applies suggestions when asked', () => {
    const code = 'async function save() {}\nexport async function run() {\n  save();\n}\n';
    const silenced = code.replace('  save', '  // oxlint-disable-next-line looplint/no-floating-promises\n  save');
    const files = { 'src/open.js': code, 'src/silenced.js': silenced };
    const folder = makeFolder({ ...files, '.oxlintrc.json': JSON.stringify(config) });
    expect(run(folder, ['--format', 'unix']).stdout).toMatch(/^src\/open\.js:3:3: .*\n\n1 problem\n$/);
    expect(run(folder, ['--fix-suggestions']).status).toBe(0);
  });
});

interface Diagnostic {
  readonly filename: string;
  readonly code: string;
  readonly message: string;
  readonly labels: readonly [{ readonly span: { readonly line: number; readonly column: number } }];
}

it('is what `require` gives', () => {
  const required = createRequire(import.meta.url)('../../../dist/index.js') as Record<string, unknown>;
  expect(Object.keys(required)).toEqual(expect.arrayContaining(['meta', 'rules', 'configs', 'languages']));
});
