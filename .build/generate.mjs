import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bundle.mjs';
import { generatedFiles } from './generated-files.mjs';

/*
 * Writes what follows from the rules' metadata. `--check` writes nothing and fails when something is stale.
 */
const check = process.argv.includes('--check');
for (const { path, generate } of await generatedFiles()) {
  const file = join(root, path);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const after = generate(before);
  if (before === after) continue;
  if (check) {
    console.error(`${path} is stale: run \`npm run generate\`.`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, after);
    console.log(`wrote ${path}`);
  }
}
