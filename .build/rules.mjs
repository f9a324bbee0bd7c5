import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './bundle.mjs';

export const CATALOGUE = join(root, 'rules', 'catalogue');

/**
 * Ids of the rules, which are the names of the folders that hold a `rule.ts`.
 * @returns {readonly string[]}
 */
export function ruleIds() {
  return readdirSync(CATALOGUE, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(CATALOGUE, entry.name, 'rule.ts')))
    .map((entry) => entry.name)
    .sort();
}

/**
 * @typedef {object} Catalogue
 * @property {readonly import('../rules/catalogue/define-rule.js').Rule[]} rules
 * @property {typeof import('../server/workspace/config-shape.js').buildConfigSchema} buildConfigSchema
 */

/**
 * The rules and what is made of them. All of it is pure, so a bundle can be run from memory.
 * @returns {Promise<Catalogue>}
 */
export async function loadCatalogue() {
  const ids = ruleIds();
  const lines = [
    ...ids.map((id, index) => `import rule${index} from './rules/catalogue/${id}/rule.js';`),
    `export const rules = [${ids.map((_, index) => `rule${index}`).join(', ')}];`,
    "export { buildConfigSchema } from './server/workspace/config-shape.js';",
  ];
  const { outputFiles } = await build({
    stdin: { contents: lines.join('\n'), resolveDir: root, loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    write: false,
    logLevel: 'warning',
  });
  const code = outputFiles[0]?.text ?? '';
  return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
}
