import type { ConfiguredLevel } from '../model/level.js';
import type { RuleMeta } from '../model/rule-meta.js';
import type { Settings } from '../model/settings.js';
import { expandBraces, matchesGlob } from '../project/resolution/globs.js';

/** A rule as it holds for a file. */
export interface EffectiveRule {
  readonly id: string;
  readonly level: ConfiguredLevel;
  readonly options: Readonly<Record<string, unknown>>;
  /** Named by the user, not only by a preset: such a rule wins over one that supersedes it. */
  readonly explicit: boolean;
}

/**
 * The rules as they hold for a file named by its path relative to the root, sorted by id; for no file in particular
 * when there is no path. Rules that are off are among them.
 */
export function resolveRules(settings: Settings, rules: readonly RuleMeta[], path?: string): readonly EffectiveRule[] {
  const overrides =
    path === undefined
      ? []
      : settings.overrides.filter(({ files, excluded = [] }) => matchesAny(files, path) && !matchesAny(excluded, path));
  const preset = overrides.reduce((chosen, override) => override.preset ?? chosen, settings.preset);
  const tables = [settings.rules, ...overrides.map((override) => override.rules ?? {})];
  return [...rules]
    .sort((left, right) => (left.id < right.id ? -1 : 1))
    .map((rule) => {
      let level: ConfiguredLevel = isInPreset(rule, preset) ? rule.level : 'off';
      let options: EffectiveRule['options'] = { ...rule.defaultOptions };
      let explicit = false;
      for (const table of tables) {
        const setting = Object.hasOwn(table, rule.id) ? table[rule.id] : undefined;
        if (setting === undefined) continue;
        explicit = true;
        level = setting.level ?? level;
        if (setting.options !== undefined) options = { ...rule.defaultOptions, ...setting.options };
      }
      return { id: rule.id, level, options, explicit };
    });
}

function isInPreset(rule: RuleMeta, preset: Settings['preset']): boolean {
  if (preset === 'none') return false;
  if (preset === 'all') return true;
  return rule.presets.includes(preset) || (preset === 'strict' && rule.presets.includes('recommended'));
}

/** A pattern without a slash matches in any folder, as in `.gitignore`. */
function matchesAny(patterns: readonly string[], path: string): boolean {
  const segments = path.split('/');
  return patterns.some((pattern) =>
    expandBraces(pattern).some((one) => {
      const parts = one.replace(/^\.?\//, '').split('/');
      return matchesGlob(parts.length === 1 && !one.startsWith('/') ? ['**', ...parts] : parts, segments);
    }),
  );
}
