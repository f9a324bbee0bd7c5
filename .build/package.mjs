import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './bundle.mjs';
import { extensionFiles } from './extension-files.mjs';
import { zipEntries } from './zip-entries.mjs';

/*
 * `npm run package [-- --out <file>]` builds and writes the editor extension: one file for every platform.
 * The packaging tool has a manifest of its own, because it brings more packages than the whole project has; it is
 * installed when it is missing.
 */
const MAX_BYTES = 3_000_000;
/** What the format adds to the files of the extension, and the names that the tool gives to its papers. */
const FRAME = ['[Content_Types].xml', 'extension.vsixmanifest'];
const RENAMED = new Map([
  ['CHANGELOG.md', 'changelog.md'],
  ['LICENSE', 'LICENSE.txt'],
  ['README.md', 'readme.md'],
]);

const { values } = parseArgs({ options: { out: { type: 'string' } } });
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const target = resolve(values.out ?? join(root, `${manifest.name}-${manifest.version}.vsix`));
const tools = join(root, '.build', 'vsix');

await import('./build.mjs');
if (!hasTools()) execFileSync('npm', ['ci', '--ignore-scripts'], { cwd: tools, stdio: 'inherit' });
const tool = join(tools, 'node_modules', '@vscode', 'vsce', 'vsce');
const stage = mkdtempSync(join(tmpdir(), 'looplint-package-'));
try {
  // The tool looks at every file below: among all that development brings, that takes a quarter of a minute.
  for (const path of ['.vscodeignore', ...extensionFiles()]) cpSync(join(root, path), join(stage, path));
  execFileSync(process.execPath, [tool, 'package', '--no-dependencies', '--out', target], {
    cwd: stage,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
} finally {
  rmSync(stage, { recursive: true, force: true });
}
check(readFileSync(target));

/** Whether the tool is there in the version that is asked for. */
function hasTools() {
  const path = join(tools, 'node_modules', '@vscode', 'vsce', 'package.json');
  const wanted = JSON.parse(readFileSync(join(tools, 'package.json'), 'utf8')).devDependencies['@vscode/vsce'];
  return existsSync(path) && JSON.parse(readFileSync(path, 'utf8')).version === wanted;
}

/** Compares what was packed with what should be in it. */
function check(/** @type {Buffer} */ bytes) {
  const packed = zipEntries(bytes).map(({ name }) => name);
  const wanted = [...FRAME, ...extensionFiles().map((path) => `extension/${RENAMED.get(path) ?? path}`)];
  const problems = [
    ...wanted.filter((name) => !packed.includes(name)).map((name) => `${name} is missing`),
    ...packed.filter((name) => !wanted.includes(name)).map((name) => `${name} does not belong there`),
    ...(bytes.length > MAX_BYTES ? [`it has ${String(bytes.length)} bytes, more than ${String(MAX_BYTES)}`] : []),
  ];
  const name = relative(process.cwd(), target);
  if (problems.length > 0) throw new Error(`${name}: ${problems.join('; ')}.`);
  console.log(`${name}: ${String(packed.length)} files, ${(bytes.length / 1e6).toFixed(2)} MB.`);
}
