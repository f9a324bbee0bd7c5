import { messageBundle } from './message-bundle.mjs';
import { ruleIndex } from './rule-index.mjs';
import { withRuleSettings } from './rule-settings.mjs';
import { withRuleTable } from './rule-table.mjs';
import { loadCatalogue } from './rules.mjs';

/**
 * A committed file that follows from the rules' metadata or from the sources, in whole or in part.
 * @typedef {{ readonly path: string, readonly generate: (before: string) => string }} GeneratedFile
 */

/**
 * Every generated file, with how to make it from its present text.
 * @returns {Promise<readonly GeneratedFile[]>}
 */
export async function generatedFiles() {
  const { rules, buildConfigSchema } = await loadCatalogue();
  return [
    { path: 'rules/catalogue/index.ts', generate: () => ruleIndex(rules) },
    {
      path: 'rules/catalogue/config-schema.json',
      generate: () => `${JSON.stringify(buildConfigSchema(rules), null, 2)}\n`,
    },
    { path: 'package.json', generate: (before) => withRuleSettings(before, rules) },
    { path: 'client/l10n/bundle.l10n.json', generate: () => `${JSON.stringify(messageBundle(), null, 2)}\n` },
    { path: 'README.md', generate: (before) => withRuleTable(before, rules) },
  ];
}
