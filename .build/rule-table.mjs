const START = '<!-- rules: written by `npm run generate` -->';
const END = '<!-- /rules -->';

/** @typedef {import('../rules/catalogue/define-rule.js').Rule} Rule */

/**
 * The README with a fresh table of rules between its markers.
 * @param {string} readme
 * @param {readonly Rule[]} rules
 */
export function withRuleTable(readme, rules) {
  const start = readme.indexOf(START);
  const end = readme.indexOf(END);
  if (start < 0 || end < start) throw new Error(`README.md has no ${START} … ${END}.`);
  return `${readme.slice(0, start + START.length)}\n\n${ruleTable(rules)}\n${readme.slice(end)}`;
}

/** @param {readonly Rule[]} rules */
function ruleTable(rules) {
  const rows = rules.map((rule) => [
    `[\`${rule.id}\`](rules/catalogue/${rule.id}/rule.md)`,
    rule.summary,
    rule.languages.map((language) => (language === 'python' ? 'Py' : 'JS/TS')).join(', '),
    levelOf(rule),
    fixesOf(rule),
  ]);
  const table = [['Rule', 'Reports', 'Languages', 'Level', 'Fixes'], ...rows];
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  const lines = table.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [lines[0], rule, ...lines.slice(1), ''].join('\n');
}

/** @param {Rule} rule */
function levelOf(rule) {
  if (rule.presets.includes('recommended')) return rule.level;
  return rule.presets.includes('strict') ? `${rule.level} in \`strict\`` : 'off';
}

/** @param {Rule} rule */
function fixesOf(rule) {
  if (rule.fixes === 'none') return '';
  return rule.safeFixes ? 'fix, suggestion' : 'suggestion';
}
