import { existsSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { typescriptParser } from './typescript-parser.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const ENTRIES = [
  { in: 'server/cli/main.ts', out: 'cli' },
  { in: 'rules/index.ts', out: 'index' },
  { in: 'server/worker/thread.ts', out: 'thread' },
];

// CommonJS packages among the bundled ones ask for Node's own modules through `require`.
const REQUIRE =
  "import { createRequire as __createRequire } from 'node:module';const require=__createRequire(import.meta.url);";

/**
 * Bundles the command line and the ESLint plugin into ES modules with shared chunks, in memory.
 * Names are kept, so that the stack of an internal error can be read.
 */
export async function bundle() {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ENTRIES.filter((entry) => existsSync(join(root, entry.in))),
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    banner: { js: REQUIRE },
    // jsonc-parser's `main` is UMD, whose inner requires no bundler sees.
    mainFields: ['module', 'main'],
    plugins: [typescriptParser()],
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  return { metafile, files: outputFiles };
}
