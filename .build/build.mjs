import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { copyAssets } from './assets.mjs';
import { bundle, root } from './bundle.mjs';
import { writeDeclarations } from './declarations.mjs';
import { writeLibrarySummaries } from './library-summaries.mjs';
import { licenceTexts, shippedFolders } from './packages.mjs';
import { replaceFolder } from './replace-folder.mjs';

/*
 * Writes `dist/`: the command line, the ESLint plugin with its types, the chunks they share, the scripts of the editor
 * extension, parser binaries and library summaries, the schema of the configuration file, and the licences of what is
 * inside.
 * It is made aside and moved file by file: `npx looplint` in a checkout builds too, perhaps while somebody runs the
 * last build, and sources that do not build leave that one alone.
 */
const dist = join(root, 'dist');
const { metafile, files } = await bundle();
const aside = mkdtempSync(join(root, 'node_modules', '.looplint-'));
try {
  for (const { path, contents } of files) {
    const target = join(aside, relative(dist, path));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, contents);
  }
  await copyAssets(join(aside, 'assets'));
  await writeLibrarySummaries(join(aside, 'assets', 'library.txt'));
  writeDeclarations(join(aside, 'index.d.ts'));
  copyFileSync(join(root, 'rules', 'catalogue', 'config-schema.json'), join(aside, 'schema.json'));
  writeFileSync(join(aside, 'THIRD-PARTY-LICENSES'), licenceTexts(shippedFolders(metafile)));
  if (existsSync(join(aside, 'cli.js'))) chmodSync(join(aside, 'cli.js'), 0o755);
  replaceFolder(dist, aside);
} finally {
  rmSync(aside, { recursive: true, force: true });
}
