import type { Linter } from 'eslint';
import { SOURCE_EXTENSIONS } from '../host/source-kinds.js';
import type { RuleMeta } from '../model/rule-meta.js';

export type PresetName = 'recommended' | 'strict' | 'all';

/** Is a rule on in a preset of ESLint's, which knows no hints? */
export function isOnIn({ level, presets }: RuleMeta, preset: PresetName): boolean {
  if (preset === 'all') return true;
  if (preset === 'recommended') return presets.includes('recommended') && level !== 'hint';
  return presets.includes('recommended') || presets.includes('strict');
}

/**
 * Every file that another configuration selects and that holds JavaScript. `files` would select files itself, and so
 * have `.ts` and `.vue` files linted by those who have no parser for them.
 */
const JAVASCRIPT_ONLY = [
  '**/*',
  `!**/*.{${SOURCE_EXTENSIONS.filter((extension) => extension !== '.py')
    .map((extension) => extension.slice(1))
    .join(',')}}`,
];

/** The configuration that a preset stands for, without the plugin itself. */
export function createPreset(name: PresetName, rules: readonly RuleMeta[]): Linter.Config {
  const on = rules.filter((rule) => isOnIn(rule, name));
  return {
    name: `looplint/${name}`,
    ignores: [...JAVASCRIPT_ONLY],
    ...(name === 'recommended' ? {} : { settings: { looplint: { hints: true } } }),
    rules: Object.fromEntries(on.map((rule) => [`looplint/${rule.id}`, entryOf(rule, name)])),
  };
}

function entryOf({ level, presetOptions }: RuleMeta, name: PresetName): Linter.RuleEntry {
  const severity = level === 'error' ? 'error' : 'warn';
  return presetOptions === undefined || name === 'all' ? severity : [severity, presetOptions];
}

/** Python files, which nothing else selects for ESLint, with the recommended rules that know Python. */
export function createPythonPreset(rules: readonly RuleMeta[]): Linter.Config {
  const { rules: on } = createPreset(
    'recommended',
    rules.filter(({ languages }) => languages.includes('python')),
  );
  return { name: 'looplint/python', files: ['**/*.py'], language: 'looplint/python', ...(on && { rules: on }) };
}

/** Ids as ESLint writes them: other tools' codes and camel case are not its, nor are Deno's names. */
const ESLINT_ID = /^(?!deno\/)(?:@?[a-z][a-z-]*\/(?:[a-z-]+\/)?)?[a-z][a-z-]*$/u;

/** Switches off the rules of other plugins, and of ESLint itself, that ours replace. */
export function createOverlaps(rules: readonly RuleMeta[]): Linter.Config {
  const replaced = rules.flatMap(({ replaces }) => replaces).filter((id) => ESLINT_ID.test(id));
  return {
    name: 'looplint/off-overlaps',
    rules: Object.fromEntries([...new Set(replaced)].sort().map((id) => [id, 'off'])),
  };
}
