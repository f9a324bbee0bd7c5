import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { typescriptParser } from '../../../.build/typescript-parser.mjs';
import { benchFolder, resultsFolder } from '../corpora.mjs';

const root = join(benchFolder, '..');
const assets = join(root, 'dist/assets');

/** Our engine, bundled from the sources as they are now; only what the build prepares comes from `dist`. */
export async function openLinter() {
  if (!existsSync(assets)) throw new Error('dist/assets is missing: run npm run build.');
  const { createEngine, createDiskHost, rules, DEFAULT_SETTINGS } = await loadEngine();
  const host = createDiskHost({ assetDirectory: assets });
  return {
    rules: rules.map(({ id }) => id),
    /** Lines on which a rule reports something in a case. The code stands in for the file of this name. */
    lint(rule, { path, code, options }) {
      const setting = { level: 'error', ...(options === undefined ? {} : { options }) };
      const settings = { ...DEFAULT_SETTINGS, preset: 'none', inlineConfig: false, rules: { [rule]: setting } };
      const engine = createEngine({ host, root: join(path, '..'), settings });
      engine.apply([{ kind: 'overlay', path, text: code }]);
      const { findings, notices } = engine.check(path);
      for (const { message } of notices) console.log(`${path}: ${message}`);
      return findings.map(({ range }) => code.slice(0, range.start).split('\n').length);
    },
  };
}

async function loadEngine() {
  const outfile = join(resultsFolder, 'cache/parity-engine.mjs');
  mkdirSync(join(resultsFolder, 'cache'), { recursive: true });
  await build({
    stdin: {
      contents: `export { createEngine, rules } from './rules/engine.ts';
export { DEFAULT_SETTINGS } from './rules/model/settings.ts';
export { createDiskHost } from './rules/host/disk-host.ts';`,
      resolveDir: root,
    },
    absWorkingDir: root,
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    banner: { js: "import { createRequire } from 'node:module';const require=createRequire(import.meta.url);" },
    plugins: [typescriptParser()],
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}
