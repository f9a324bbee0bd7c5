/** How much a finding weighs: errors fail a run, warnings may, hints never do. */
export type Level = 'error' | 'warning' | 'hint';

/** A level as settings name it. `off` switches a rule off. */
export type ConfiguredLevel = Level | 'off';

export const LEVEL_WEIGHT: Readonly<Record<ConfiguredLevel, number>> = { off: 0, hint: 1, warning: 2, error: 3 };
