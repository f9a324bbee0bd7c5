import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bundle.mjs';

/**
 * What comes along from other people: the packages whose code is in the bundle, and those whose files are copied.
 * `SECURITY.md` gives the reason for each; `test/repository/dependencies.test.ts` holds both to this list.
 */
export const ALLOWED_PACKAGES = [
  '@typescript-eslint/utils',
  '@vscode/tree-sitter-wasm',
  'commander',
  'diff',
  'jsonc-parser',
  'picocolors',
  'smol-toml',
  'typescript',
  'web-tree-sitter',
];

/** Packages that give files to `dist/assets`, beside those that are bundled. */
const COPIED = ['@vscode/tree-sitter-wasm', 'web-tree-sitter'];

/**
 * Names of the packages whose code is in the bundle or beside it.
 * @param {import('esbuild').Metafile} metafile
 * @returns {readonly string[]}
 */
export function shippedPackages(metafile) {
  const bundled = Object.values(metafile.outputs)
    .flatMap((output) => Object.entries(output.inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([path]) => packageOf(path));
  return [...new Set([...bundled, ...COPIED])].sort();
}

/**
 * @param {string} path As esbuild names an input: a path, or `namespace:path`.
 * @returns {readonly string[]}
 */
function packageOf(path) {
  if (path.startsWith('parser:')) return ['typescript'];
  const match = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/.exec(path);
  return match?.[1] === undefined ? [] : [match[1]];
}

/**
 * One text with the licence of each package that is shipped.
 * @param {readonly string[]} names
 */
export function licenceTexts(names) {
  const sections = names.map((name) => {
    const folder = join(root, 'node_modules', name);
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = ['LICENSE', 'LICENSE.txt', 'LICENSE.md', 'LICENCE', 'LICENSE-MIT'].find((candidate) =>
      existsSync(join(folder, candidate)),
    );
    if (file === undefined) throw new Error(`${name} has no licence file to ship.`);
    const title = `${name} ${manifest.version} (${manifest.license})`;
    return `${title}\n${'-'.repeat(title.length)}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  });
  return ['Looplint contains code of these packages.\n', ...sections, grammarLicence()].join('\n\n');
}

/** The grammar travels inside another package, which does not carry its licence: MIT, as ours, with its own notice. */
function grammarLicence() {
  const terms = readFileSync(join(root, 'LICENSE'), 'utf8').split('\n').slice(4).join('\n');
  const title = 'tree-sitter-python 0.25.0 (MIT)';
  return `${title}\n${'-'.repeat(title.length)}\n\nCopyright (c) 2016 Max Brunsfeld\n\n${terms}`;
}
