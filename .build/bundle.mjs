import { existsSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { lazyPackage } from './lazy-package.mjs';
import { typescriptParser } from './typescript-parser.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The npm package: ES modules, with what they share in chunks. */
const MODULES = [
  { in: 'server/cli/main.ts', out: 'cli' },
  { in: 'rules/index.ts', out: 'index' },
  { in: 'server/worker/thread.ts', out: 'thread' },
  { in: 'server/worker/analysis-thread.ts', out: 'analysis' },
];

/** The editor extension, which is loaded by `require`: one file for each process and thread, so that each starts fast. */
const SCRIPTS = [
  { in: 'client/extension.ts', out: 'client' },
  { in: 'server/main.ts', out: 'server' },
  { in: 'server/worker/analysis-thread.ts', out: 'analysis' },
];

// CommonJS packages among the bundled ones ask for Node's own modules through `require`.
const REQUIRE =
  "import { createRequire as __createRequire } from 'node:module';const require=__createRequire(import.meta.url);";

// Packages that are ES modules alone ask where they are (web-tree-sitter does, before it is given its binary).
const MODULE_URL = "const __moduleUrl=require('node:url').pathToFileURL(__filename).href;";

const SHARED = /** @type {const} */ ({
  absWorkingDir: root,
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  // The extension host of the oldest editor that is supported runs Node 20.9.
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  metafile: true,
  write: false,
  logLevel: 'warning',
});

/**
 * Bundles the command line and the ESLint plugin into ES modules with shared chunks, and the editor extension into
 * CommonJS scripts, in memory. Names are kept, so that the stack of an internal error can be read.
 */
export async function bundle() {
  // jsonc-parser's `main` is UMD, whose inner requires no bundler sees.
  const mainFields = ['module', 'main'];
  const plugins = [typescriptParser(), lazyPackage('scslre', 'analyse', root)];
  const [modules, scripts] = await Promise.all([
    build({
      ...SHARED,
      entryPoints: existing(MODULES),
      chunkNames: 'chunks/[name]-[hash]',
      splitting: true,
      format: 'esm',
      banner: { js: REQUIRE },
      mainFields,
      plugins,
    }),
    build({
      ...SHARED,
      entryPoints: existing(SCRIPTS),
      format: 'cjs',
      outExtension: { '.js': '.cjs' },
      banner: { js: MODULE_URL },
      define: { 'import.meta.url': '__moduleUrl' },
      external: ['vscode'],
      mainFields,
      plugins,
    }),
  ]);
  return {
    /** Outputs of both, each with what went into it. */
    metafile: {
      inputs: { ...modules.metafile.inputs, ...scripts.metafile.inputs },
      outputs: { ...modules.metafile.outputs, ...scripts.metafile.outputs },
    },
    files: [...modules.outputFiles, ...scripts.outputFiles],
  };
}

/** @param {readonly { readonly in: string, readonly out: string }[]} entries */
function existing(entries) {
  return entries.filter((entry) => existsSync(join(root, entry.in)));
}
