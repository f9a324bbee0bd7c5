import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { copyAssets } from './assets.mjs';
import { bundle, root } from './bundle.mjs';
import { writeDeclarations } from './declarations.mjs';
import { writeLibrarySummaries } from './library-summaries.mjs';
import { licenceTexts, shippedPackages } from './packages.mjs';

/*
 * Writes `dist/`: the command line, the ESLint plugin with its types, the chunks they share, parser binaries and
 * library summaries, the schema of the configuration file, and the licences of what is inside.
 */
const dist = join(root, 'dist');
const { metafile, files } = await bundle();
// Only now: sources that do not bundle leave the last build alone.
rmSync(dist, { recursive: true, force: true });
for (const { path, contents } of files) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, contents);
}
await copyAssets();
await writeLibrarySummaries(join(dist, 'assets', 'library.txt'));
writeDeclarations();
copyFileSync(join(root, 'rules', 'catalogue', 'config-schema.json'), join(dist, 'schema.json'));
writeFileSync(join(dist, 'THIRD-PARTY-LICENSES'), licenceTexts(shippedPackages(metafile)));
if (existsSync(join(dist, 'cli.js'))) chmodSync(join(dist, 'cli.js'), 0o755);
