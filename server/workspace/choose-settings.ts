import type { Override, RuleSetting, Settings } from '../../rules/model/settings.js';

/** What somebody asks for beside the configuration file: flags of the command line, settings of an editor. */
export interface Choices {
  /** Stands in for every preset of the file. */
  readonly preset?: Settings['preset'] | undefined;
  /** They win over every part of the file. */
  readonly rules: Readonly<Record<string, RuleSetting>>;
}

/** The settings of a configuration file under what was chosen beside it. */
export function chooseSettings(settings: Settings, { preset, rules }: Choices): Settings {
  const overrides = settings.overrides.map((override) => (preset === undefined ? override : withoutPreset(override)));
  const last: readonly Override[] = Object.keys(rules).length === 0 ? [] : [{ files: ['**'], rules }];
  return {
    ...settings,
    ...(preset === undefined ? {} : { preset }),
    rules: { ...settings.rules, ...rules },
    overrides: [...overrides, ...last],
  };
}

function withoutPreset(override: Override): Override {
  return Object.fromEntries(Object.entries(override).filter(([key]) => key !== 'preset')) as unknown as Override;
}
