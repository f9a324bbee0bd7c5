/**
 * The module that lists all rules.
 * @param {readonly { readonly id: string }[]} rules
 */
export function ruleIndex(rules) {
  const names = rules.map((rule) => [camelCase(rule.id), rule.id]);
  return [
    '// Written by `npm run generate`.',
    "import type { Rule } from './define-rule.js';",
    ...names.map(([name, id]) => `import ${name} from './${id}/rule.js';`),
    '',
    '/** Every rule of the catalogue, sorted by id. */',
    names.length === 0 ? 'export const rules: readonly Rule[] = [];' : 'export const rules: readonly Rule[] = [',
    ...names.map(([name]) => `  ${name},`),
    ...(names.length === 0 ? [] : ['];']),
    '',
  ].join('\n');
}

/** @param {string} id */
function camelCase(id) {
  return id.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
}
