import type { RuleMeta } from '../../rules/model/rule-meta.js';

/** Name of the configuration file: JSON with comments. */
export const CONFIG_FILE = 'looplint.config.json';

export const CONFIG_PRESETS = ['recommended', 'strict', 'all', 'none'] as const;
export const CONFIG_LEVELS = ['off', 'hint', 'warn', 'error'] as const;

export type ConfigPreset = (typeof CONFIG_PRESETS)[number];
export type ConfigLevel = (typeof CONFIG_LEVELS)[number];

/** A rule's level, alone or with the rule's options: `"warn"`, `["warn", { "ignoreVoid": false }]`. */
export type ConfigRule =
  ConfigLevel | readonly [ConfigLevel] | readonly [ConfigLevel, Readonly<Record<string, unknown>>];

/** Settings for the files that globs select; later entries win. */
export interface ConfigOverride {
  /** Globs, relative to the folder of the configuration file. */
  readonly files: readonly string[];
  readonly excludedFiles?: readonly string[];
  readonly preset?: ConfigPreset;
  readonly rules?: Readonly<Record<string, ConfigRule>>;
}

/** The configuration file as a user writes it. */
export interface ConfigFile {
  readonly $schema?: string;
  readonly preset?: ConfigPreset;
  readonly rules?: Readonly<Record<string, ConfigRule>>;
  /** Patterns in the form of `.gitignore`, relative to the folder of the configuration file. */
  readonly ignores?: readonly string[];
  readonly overrides?: readonly ConfigOverride[];
  /** Functions that block, as `module#name` or `./file.ts#name`. */
  readonly blocking?: readonly string[];
  /** Functions that never count as blocking, as `module#name` or `./file.ts#name`. */
  readonly allow?: readonly string[];
}

export const CONFIG_KEYS = ['$schema', 'preset', 'rules', 'ignores', 'overrides', 'blocking', 'allow'] as const;
export const OVERRIDE_KEYS = ['files', 'excludedFiles', 'preset', 'rules'] as const;

const STRINGS = { type: 'array', items: { type: 'string', minLength: 1 } };

/** The JSON Schema of the configuration file, for editors. The reader accepts exactly what it describes. */
export function buildConfigSchema(rules: readonly RuleMeta[]): Readonly<Record<string, unknown>> {
  const table = {
    description: 'The level of each rule by its id, alone or in a list with the options of the rule.',
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(rules.map((rule) => [rule.id, buildRuleSchema(rule)])),
  };
  const preset = { description: 'The set of rules to start from.', enum: CONFIG_PRESETS };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of Looplint',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      preset: { ...preset, default: 'recommended' },
      rules: table,
      ignores: { description: 'Files to leave out, as patterns of a `.gitignore` file.', ...STRINGS },
      overrides: {
        description: 'Settings for some of the files; later entries win.',
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['files'],
          properties: {
            files: { description: 'Globs of the files that the entry is for.', ...STRINGS, minItems: 1 },
            excludedFiles: { description: 'Globs of files that the entry is not for after all.', ...STRINGS },
            preset,
            rules: table,
          },
        },
      },
      blocking: {
        description: 'Functions that block the event loop, as `module#name` or `./file.ts#name`.',
        ...STRINGS,
      },
      allow: {
        description: 'Functions that never count as blocking, as `module#name` or `./file.ts#name`.',
        ...STRINGS,
      },
    },
  };
}

function buildRuleSchema(rule: RuleMeta): Readonly<Record<string, unknown>> {
  const level = { enum: CONFIG_LEVELS };
  const options =
    rule.options === undefined ? [] : [withShorthand(rule, withDefaults(rule.options, rule.defaultOptions ?? {}))];
  return {
    description: rule.summary,
    anyOf: [
      level,
      { type: 'array', items: [level, ...options], additionalItems: false, minItems: 1, maxItems: 1 + options.length },
    ],
  };
}

/** A bare value may stand for the object that has it. */
function withShorthand(
  { shorthand }: RuleMeta,
  schema: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { properties = {} } = schema as { readonly properties?: Readonly<Record<string, unknown>> };
  return shorthand === undefined ? schema : { anyOf: [schema, properties[shorthand]] };
}

function withDefaults(
  schema: Readonly<Record<string, unknown>>,
  defaults: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { properties } = schema;
  if (typeof properties !== 'object' || properties === null) return schema;
  const entries = Object.entries(properties as Readonly<Record<string, object>>).map(([name, value]) => [
    name,
    Object.hasOwn(defaults, name) && !('default' in value) ? { ...value, default: defaults[name] } : value,
  ]);
  return { ...schema, properties: Object.fromEntries(entries) as unknown };
}
