import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll } from 'vitest';
import { typescriptParser } from '../../.build/typescript-parser.mjs';
import { repositoryRoot } from './repository.js';

const folders: string[] = [];
afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

const built = new Map<string, Promise<string>>();

/** Bundles a thread's script from the sources as they are, once per test file; `entry` is relative to the repository. */
export function buildThread(entry = 'server/worker/analysis-thread.ts'): Promise<string> {
  let script = built.get(entry);
  if (script === undefined) {
    script = bundle(entry);
    built.set(entry, script);
  }
  return script;
}

async function bundle(entry: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'looplint-thread-'));
  folders.push(folder);
  const outfile = join(folder, 'thread.mjs');
  await build({
    absWorkingDir: repositoryRoot,
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';const require=__createRequire(import.meta.url);",
    },
    mainFields: ['module', 'main'],
    plugins: [typescriptParser()],
    logLevel: 'error',
  });
  return outfile;
}
