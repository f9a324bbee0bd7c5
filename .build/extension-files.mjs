import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bundle.mjs';

/** Files of the extension by their path in the repository; the build has to be there. */
const FILES = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'client/l10n/bundle.l10n.json',
  'dist/THIRD-PARTY-LICENSES',
  'dist/analysis.cjs',
  'dist/client.cjs',
  'dist/schema.json',
  'dist/server.cjs',
  'package.json',
  'package.nls.json',
];
const FOLDERS = ['client/media', 'dist/assets'];

/**
 * What the extension holds, sorted. `.vscodeignore` has to choose the same.
 * @returns {readonly string[]}
 */
export function extensionFiles() {
  const inFolders = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(root.length + 1)
          .replaceAll('\\', '/'),
      ),
  );
  return [...FILES, ...inFolders].sort();
}
