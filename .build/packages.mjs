import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bundle.mjs';

/**
 * What comes along from other people: the packages whose code is in the bundle, and those whose files are copied.
 * `SECURITY.md` gives the reason for each; `test/repository/dependencies.test.ts` holds both to this list.
 */
export const ALLOWED_PACKAGES = [
  '@eslint-community/regexpp',
  '@typescript-eslint/utils',
  '@vscode/tree-sitter-wasm',
  'balanced-match',
  'brace-expansion',
  'commander',
  'diff',
  'jsonc-parser',
  'minimatch',
  'picocolors',
  'refa',
  'regexp-ast-analysis',
  'scslre',
  'semver',
  'smol-toml',
  'typescript',
  'vscode-jsonrpc',
  'vscode-languageclient',
  'vscode-languageserver',
  'vscode-languageserver-protocol',
  'vscode-languageserver-textdocument',
  'vscode-languageserver-types',
  'web-tree-sitter',
];

/** Packages that give files to `dist/assets`, beside those that are bundled. */
const COPIED = ['node_modules/@vscode/tree-sitter-wasm', 'node_modules/web-tree-sitter'];

/**
 * Folders of the packages whose code is in the bundle or beside it. A package may be there in two versions.
 * @param {import('esbuild').Metafile} metafile
 * @returns {readonly string[]}
 */
export function shippedFolders(metafile) {
  const bundled = Object.values(metafile.outputs)
    .flatMap((output) => Object.entries(output.inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([path]) => packageFolder(path));
  return [...new Set([...bundled, ...COPIED])].sort((a, b) => (packageName(a) < packageName(b) ? -1 : 1));
}

/**
 * Names of those packages.
 * @param {import('esbuild').Metafile} metafile
 * @returns {readonly string[]}
 */
export function shippedPackages(metafile) {
  return [...new Set(shippedFolders(metafile).map(packageName))];
}

/**
 * @param {string} path As esbuild names an input: a path, or `namespace:path`.
 * @returns {readonly string[]}
 */
function packageFolder(path) {
  if (path.startsWith('parser:')) return ['node_modules/typescript'];
  const match = /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path);
  return match === null ? [] : [match[0]];
}

/** @param {string} folder */
function packageName(folder) {
  return folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/**
 * One text with the licence of each package that is shipped.
 * @param {readonly string[]} folders
 */
export function licenceTexts(folders) {
  const sections = folders.map((relative) => {
    const folder = join(root, relative);
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((name) => /^licen[cs]e(?:-mit)?(?:\.(?:txt|md))?$/i.test(name));
    if (file === undefined) throw new Error(`${relative} has no licence file to ship.`);
    const title = `${manifest.name} ${manifest.version} (${manifest.license})`;
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
