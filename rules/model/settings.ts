import type { ConfiguredLevel } from './level.js';
import type { Preset } from './rule-meta.js';

/** A rule's entry in settings: its level, and its options when it has any. */
export interface RuleSetting {
  readonly level?: ConfiguredLevel;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Settings for the files that a set of globs selects. */
export interface Override {
  readonly files: readonly string[];
  readonly excluded?: readonly string[];
  readonly preset?: Preset | 'none';
  readonly rules?: Readonly<Record<string, RuleSetting>>;
}

/** What changes summaries: it holds for a whole project, never for a single file. */
export interface ProjectSettings {
  /** Functions that block, as specifiers `module#name`. */
  readonly blocking: readonly string[];
  /** Functions that never count as blocking. */
  readonly allow: readonly string[];
}

/** Everything that a run is told. A value that is passed in, never module state. */
export interface Settings {
  readonly preset: Preset | 'none';
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly overrides: readonly Override[];
  readonly project: ProjectSettings;
  /** Comments in the code may silence findings. The ESLint host says no: ESLint does it itself. */
  readonly inlineConfig: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  preset: 'recommended',
  rules: {},
  overrides: [],
  project: { blocking: [], allow: [] },
  inlineConfig: true,
};
