import type { ConfiguredLevel } from '../../rules/model/level.js';
import type { Preset } from '../../rules/model/rule-meta.js';

/** A word of `looplint.rules.customizations`: a level, or a step from the level that a finding has. */
export type CustomLevel = ConfiguredLevel | 'info' | 'default' | 'downgrade' | 'upgrade';

/** How the editor shows findings; the first entry that matches decides. `rule` may hold `*`. */
export interface RuleCustomization {
  readonly rule: string;
  readonly severity: CustomLevel;
}

/** The settings `looplint.*`, per resource. */
export interface EditorSettings {
  readonly enable: boolean;
  readonly run: 'onType' | 'onSave';
  readonly diagnosticMode: 'openFilesOnly' | 'workspace';
  readonly requireConfig: boolean;
  /** `null`: what the configuration file says. */
  readonly preset: Preset | 'none' | null;
  /** Levels by rule id. */
  readonly rules: Readonly<Record<string, ConfiguredLevel>>;
  readonly customizations: readonly RuleCustomization[];
  readonly hints: boolean;
  readonly codeLens: boolean;
  readonly inlayHints: boolean;
  readonly showSuppressed: boolean;
  /** Hides what the ESLint extension shows for our plugin. */
  readonly hideDuplicates: boolean;
}

export const DEFAULT_EDITOR_SETTINGS: EditorSettings = {
  enable: true,
  run: 'onType',
  diagnosticMode: 'openFilesOnly',
  requireConfig: false,
  preset: null,
  rules: {},
  customizations: [],
  hints: true,
  codeLens: false,
  inlayHints: false,
  showSuppressed: false,
  hideDuplicates: true,
};
