import type { Language } from './language.js';
import type { Level } from './level.js';

export type Preset = 'recommended' | 'strict' | 'all';

/** What is known about a rule without running it; registry, presets, schemas and tables are made from it. */
export interface RuleMeta {
  /** Equals the name of the rule's folder. */
  readonly id: string;
  /** One sentence: what the rule reports. Equals the summary of its page. */
  readonly summary: string;
  readonly languages: readonly Language[];
  /** ESLint's `meta.type`. */
  readonly kind: 'problem' | 'suggestion';
  /** The presets that turn it on; `all` holds every rule and is not listed. */
  readonly presets: readonly Preset[];
  /** Level of its findings in the presets, unless a finding asks for less. */
  readonly level: Level;
  readonly since: string;
  /** Templates with `{{name}}` placeholders. */
  readonly messages: Readonly<Record<string, string>>;
  readonly fixes: 'always' | 'sometimes' | 'none';
  /** Whether one of its fixes is `safe`. */
  readonly safeFixes: boolean;
  /**
   * Rules of other tools that this one replaces: of ESLint and its plugins by full id, of Deno with `deno/` before the
   * name, of Biome, Ruff and flake8 by the name or code that is theirs alone.
   */
  readonly replaces: readonly string[];
  /** Own rules whose finding on the same range gives way to this rule's. */
  readonly supersedes: readonly string[];
  /** JSON Schema of the one options object; absent when there are no options. */
  readonly options?: Readonly<Record<string, unknown>>;
  readonly defaultOptions?: Readonly<Record<string, unknown>>;
  /** The option that a bare value is: with `mode`, `"always"` stands for `{ "mode": "always" }`. */
  readonly shorthand?: string;
  /** What the presets ask for, where that is less than the defaults. */
  readonly presetOptions?: Readonly<Record<string, unknown>>;
}
