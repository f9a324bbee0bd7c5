/** @typedef {import('../rules/catalogue/define-rule.js').Rule} Rule */

const LEVELS = ['off', 'hint', 'warn', 'error'];

/**
 * The manifest with a setting for each rule: its level in the editor.
 * @param {string} manifest
 * @param {readonly Rule[]} rules
 */
export function withRuleSettings(manifest, rules) {
  const parsed = JSON.parse(manifest);
  const setting = parsed.contributes.configuration.properties['looplint.rules'];
  setting.properties = Object.fromEntries(
    rules.map((rule) => [rule.id, { description: rule.summary, enum: LEVELS, default: defaultLevel(rule) }]),
  );
  return `${JSON.stringify(parsed, null, 2)}\n`;
}

/** @param {Rule} rule */
function defaultLevel(rule) {
  if (!rule.presets.includes('recommended')) return 'off';
  return rule.level === 'warning' ? 'warn' : rule.level;
}
