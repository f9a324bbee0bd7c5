/*
 * A workspace small enough to be analysed a thousand times, in which nearly every file matters to another one: promises
 * and blocking calls cross files and packages, names are handed on, and each file has texts that change what it means
 * to the others.
 */

export const ROOT = '/project';

/** Texts that a file may have; the first one is what it begins with. */
export const VARIANTS: Readonly<Record<string, readonly string[]>> = {
  'package.json': [
    '{"type": "module", "workspaces": ["packages/*"], "dependencies": {"typed": "1.0.0"}}',
    '{"workspaces": []}',
    '{"type": "module", "bin": {"run": "./src/main.ts"}}',
    '{',
  ],
  'tsconfig.json': [
    '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}',
    '{"compilerOptions": {"paths": {"@/*": ["./other/*"]}}}',
    '{}',
  ],
  'src/disk.ts': [
    "import fs from 'node:fs';\nexport function read(name: string) {\n  return fs.readFileSync(name, 'utf8');\n}\n",
    "import { promises as fs } from 'node:fs';\nexport function read(name: string) {\n  return fs.readFile(name, 'utf8');\n}\n",
    'export function read(name: string) {\n  return name;\n}\n',
    "import fs from 'node:fs';\nexport const read = (name: string) => fs.existsSync(name) ? fs.readFileSync(name) : (\n",
    'export {};\n',
  ],
  'src/config.ts': [
    "import { read } from './disk.js';\nlet known: unknown;\nexport function config() {\n  return read('config.json');\n}\nexport function cached() {\n  return (known ??= read('config.json'));\n}\n",
    "import { read } from './disk.js';\nexport async function config() {\n  return read('config.json');\n}\nexport const cached = config;\n",
    "export { read as config, read as cached } from './disk.js';\n",
    "import { config as other } from './index.js';\nexport function config() {\n  return other();\n}\nexport function cached() {}\n",
  ],
  'src/store.ts': [
    'export class Store {\n  async save(value: string): Promise<void> {}\n  load() {\n    return this.save("a");\n  }\n}\nexport const store = new Store();\n',
    'export class Store {\n  save(value: string) {}\n  load() {\n    return this.save("a");\n  }\n}\nexport const store = new Store();\n',
    "import { config } from '@/config.js';\nexport class Store {\n  save(value: string) {\n    return config();\n  }\n  load() {}\n}\nexport const store = { save: async () => {}, load: () => fetch('a') };\n",
  ],
  'src/index.ts': [
    "export * from './config.js';\nexport * from './store.js';\nexport { work as labour } from 'shared';\n",
    "export * from './store.js';\nexport const config = () => 1;\nexport async function labour() {}\n",
    "export * from './index.js';\nexport { config, cached } from './config.js';\n",
  ],
  'src/main.ts': [
    "import { createServer } from 'node:http';\nimport { cached, config, labour, store } from './index.js';\ncreateServer((request, response) => {\n  config();\n  cached();\n  store.save('a');\n  response.end();\n}).listen(80);\nexport async function main(items: string[]) {\n  labour();\n  store.load();\n  items.forEach(async (item) => {\n    await store.save(item);\n  });\n  for (const item of items) await store.save(item);\n}\n",
    "import { config, store } from './index.js';\nexport async function main() {\n  await config();\n  if (store.load()) store.save('b');\n}\n",
    "import { config, store } from '@/index.js';\nexport async function main() {\n  config();\n  store.save('b');\n  // eslint-disable-next-line looplint/no-floating-promises\n  store.load();\n}\n",
  ],
  'src/typed.ts': [
    "import { later } from 'typed';\nimport { work } from 'shared';\nexport async function run() {\n  later();\n  work();\n}\n",
    "import { later } from 'typed';\nexport async function run() {\n  void later();\n}\n",
  ],
  'src/old.cjs': [
    "const { config } = require('./config.js');\nmodule.exports = { start: async () => { config(); } };\n",
    'module.exports = async function start() {};\n',
  ],
  'src/page.vue': [
    "<template><p /></template>\n<script setup lang=\"ts\">\nimport { store } from './store.js';\nasync function click() {\n  store.save('a');\n}\n</script>\n",
    '<template><p /></template>\n',
  ],
  'src/globals.d.ts': ['declare function send(): Promise<void>;\n', 'declare function send(): void;\n'],
  'src/send.ts': ['export async function post() {\n  send();\n}\n'],
  'packages/shared/package.json': [
    '{"name": "shared", "main": "./dist/index.js", "types": "./dist/index.d.ts"}',
    '{"name": "renamed", "main": "./dist/index.js"}',
  ],
  'packages/shared/src/index.ts': [
    "import { execSync } from 'node:child_process';\nexport async function work() {}\nexport function wait() {\n  execSync('ls');\n}\n",
    'export function work() {}\n',
  ],
  'py/tools.py': [
    'import time\n\nasync def fetch():\n    pass\n\ndef wait():\n    time.sleep(1)\n',
    'import time\n\ndef fetch():\n    pass\n\nasync def wait():\n    pass\n',
    'def fetch(\n',
  ],
  'py/app.py': [
    'import asyncio\nfrom .tools import fetch, wait\n\nasync def main():\n    fetch()\n    wait()\n    asyncio.create_task(fetch())\n',
    'from . import tools\n\nasync def main():\n    tools.fetch()\n    tools.wait()\n',
  ],
  'py/__init__.py': ['', 'from .tools import *\n'],
};

/** Texts that the configuration file may have. */
export const CONFIGURATIONS: readonly string[] = [
  '{}',
  '{ "preset": "all" }',
  '{ "ignores": ["src/store.ts"] }',
  '{ "blocking": ["shared#work"], "allow": ["node:fs#readFileSync"] }',
  '{ "overrides": [{ "files": ["src/*.ts"], "rules": { "no-floating-promises": "hint" } }] }',
];

const DEPENDENCIES: Readonly<Record<string, string>> = {
  'node_modules/typed/package.json': '{"name": "typed", "types": "./index.d.ts"}',
  'node_modules/typed/index.d.ts': 'export declare function later(): Promise<void>;\n',
};

/** The workspace as it begins, by absolute path. */
export function startingFiles(): ReadonlyMap<string, string> {
  const own = Object.entries(VARIANTS).map(([path, [text = '']]) => [path, text] as const);
  return new Map([...own, ...Object.entries(DEPENDENCIES)].map(([path, text]) => [`${ROOT}/${path}`, text]));
}
