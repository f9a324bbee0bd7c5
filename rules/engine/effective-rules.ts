import { compileGlob } from '../model/glob.js';
import type { Glob } from '../model/glob.js';
import type { ConfiguredLevel } from '../model/level.js';
import type { RuleMeta } from '../model/rule-meta.js';
import type { Settings } from '../model/settings.js';

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
      const asked = isNarrowed(rule, preset) ? rule.presetOptions : undefined;
      let options: EffectiveRule['options'] = { ...rule.defaultOptions, ...asked };
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

/** `all` is for those who want to see everything, and means the defaults. */
function isNarrowed(rule: RuleMeta, preset: Settings['preset']): boolean {
  return preset !== 'all' && isInPreset(rule, preset);
}

/** Lists of settings are asked about with every file. */
const compiled = new WeakMap<readonly string[], readonly Glob[]>();

function matchesAny(patterns: readonly string[], path: string): boolean {
  let globs = compiled.get(patterns);
  if (globs === undefined) {
    // Whoever reads the settings says what is wrong with a pattern; here it matches nothing.
    globs = patterns.map(compileGlob).filter((glob) => typeof glob === 'function');
    compiled.set(patterns, globs);
  }
  return globs.some((glob) => glob(path));
}
