import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './bundle.mjs';
import { CATALOGUE, ruleIds } from './rules.mjs';

/** Parser binaries are executed, so their bytes are pinned, not only the version of the package. */
const WASM = [
  {
    name: 'web-tree-sitter.wasm',
    from: 'node_modules/web-tree-sitter/web-tree-sitter.wasm',
    sha256: 'beca80e44cccbf2299ed4d1e3fa6462a9a6fe818aeebf847547a392227ce4acc',
  },
  {
    name: 'tree-sitter-python.wasm',
    // The same bytes as in the package tree-sitter-python 0.25.0, which has an install script that may compile.
    from: 'node_modules/@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm',
    sha256: '16108b50df4ee9a30168794252ab55e7c93bfc5765d7fa0aa3e335752c515f47',
  },
];

/** Copies into a folder what the engine reads at run time through `host.asset(name)`. */
export async function copyAssets(/** @type {string} */ folder) {
  await mkdir(folder, { recursive: true });
  for (const { name, from, sha256 } of WASM) {
    const bytes = await readFile(join(root, from));
    const found = createHash('sha256').update(bytes).digest('hex');
    if (found !== sha256) throw new Error(`${from} is not the file that was checked: sha256 is ${found}.`);
    await writeFile(join(folder, name), bytes);
  }
  await mkdir(join(folder, 'rules'), { recursive: true });
  for (const id of ruleIds()) {
    const page = join(CATALOGUE, id, 'rule.md');
    if (existsSync(page)) await copyFile(page, join(folder, 'rules', `${id}.md`));
  }
}
