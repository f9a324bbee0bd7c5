import type { Node } from 'jsonc-parser';
import { compileGlob } from '../../rules/model/glob.js';
import type { ConfiguredLevel } from '../../rules/model/level.js';
import type { RuleMeta } from '../../rules/model/rule-meta.js';
import type { Override, RuleSetting, Settings } from '../../rules/model/settings.js';
import { createConfigReader, quote, type ConfigReader } from './config-reader.js';
import { CONFIG_KEYS, CONFIG_LEVELS, CONFIG_PRESETS, OVERRIDE_KEYS, type ConfigLevel } from './config-shape.js';
import { suggestNearest } from './did-you-mean.js';
import { parseConfig, type ConfigProblem } from './parse-config.js';
import { readOption } from './validate-options.js';

/** What a configuration file says. */
export interface Config {
  readonly settings: Omit<Settings, 'inlineConfig'>;
  /** In the form of `.gitignore`, relative to the folder of the file. */
  readonly ignorePatterns: readonly string[];
}

/** Levels as users write them. */
export const LEVELS: Readonly<Record<ConfigLevel, ConfiguredLevel>> = {
  off: 'off',
  hint: 'hint',
  warn: 'warning',
  error: 'error',
};

/** Reads the text of a configuration file; problems come in the order of the text. */
export function readConfig(
  text: string,
  rules: readonly RuleMeta[],
): { readonly config: Config } | { readonly problems: readonly ConfigProblem[] } {
  const parsed = parseConfig(text);
  if ('problem' in parsed) return { problems: [parsed.problem] };
  const reader = createConfigReader();
  const config = readRoot({ reader, rules: new Map(rules.map((rule) => [rule.id, rule])) }, parsed.root);
  const problems = [...reader.problems].sort((left, right) => left.offset - right.offset);
  return problems.length > 0 ? { problems } : { config };
}

interface Context {
  readonly reader: ConfigReader;
  readonly rules: ReadonlyMap<string, RuleMeta>;
}

function readRoot(context: Context, node: Node): Config {
  const { reader } = context;
  const entries = reader.object(node, 'the configuration', CONFIG_KEYS) ?? new Map<string, Node>();
  const strings = (key: string): readonly string[] => {
    const entry = entries.get(key);
    return (entry && reader.strings(entry, quote(key))) ?? [];
  };
  const schema = entries.get('$schema');
  if (schema !== undefined) reader.string(schema, '`$schema`');
  for (const key of ['blocking', 'allow']) checkSpecifiers(context, entries.get(key), key);
  const overrides = entries.get('overrides');
  return {
    ignorePatterns: strings('ignores'),
    settings: {
      preset: readPreset(context, entries.get('preset')) ?? 'recommended',
      rules: readRules(context, entries.get('rules')) ?? emptyTable(),
      overrides: overrides === undefined ? [] : readOverrides(context, overrides),
      project: { blocking: strings('blocking'), allow: strings('allow') },
    },
  };
}

function readPreset({ reader }: Context, node: Node | undefined): Settings['preset'] | undefined {
  return node && reader.choice(node, 'a preset', CONFIG_PRESETS);
}

function emptyTable(): Record<string, RuleSetting> {
  return Object.create(null) as Record<string, RuleSetting>;
}

function readRules(context: Context, node: Node | undefined): Readonly<Record<string, RuleSetting>> | undefined {
  const entries = node && context.reader.object(node, '`rules`');
  if (entries === undefined) return undefined;
  const table = emptyTable();
  for (const [id, entry] of entries) {
    const rule = context.rules.get(id);
    if (rule === undefined) {
      const known = [...context.rules.keys()];
      context.reader.report(
        entry.parent?.children?.[0] ?? entry,
        `${quote(id)} is not a rule: ${suggestNearest(id.replace(/^looplint\//u, ''), known)}`,
      );
      continue;
    }
    const setting = readRule(context, entry, rule);
    if (setting !== undefined) table[id] = setting;
  }
  return table;
}

function readRule({ reader }: Context, node: Node, rule: RuleMeta): RuleSetting | undefined {
  if (node.type !== 'array') {
    if (node.type !== 'string') {
      reader.report(node, `${quote(rule.id)} has to be a level such as \`"warn"\`, or a list \`["warn", {…}]\`.`);
      return undefined;
    }
    const level = reader.choice(node, 'a level', CONFIG_LEVELS);
    return level && { level: LEVELS[level] };
  }
  const [first, second, third] = node.children ?? [];
  if (first === undefined || third !== undefined) {
    reader.report(third ?? node, `${quote(rule.id)} has to be a level, or a list of a level and one options object.`);
    return undefined;
  }
  const level = reader.choice(first, 'a level', CONFIG_LEVELS);
  if (level === undefined) return undefined;
  if (second === undefined) return { level: LEVELS[level] };
  if (rule.options === undefined) {
    reader.report(second, `${quote(rule.id)} has no options: write the level alone.`);
    return undefined;
  }
  const { shorthand } = rule;
  const what = `the options of ${quote(rule.id)}`;
  if (shorthand !== undefined && second.type !== 'object') {
    const { properties = {} } = rule.options as { readonly properties?: Readonly<Record<string, object>> };
    const value = readOption(reader, second, (properties[shorthand] ?? {}) as Readonly<Record<string, unknown>>, what);
    return { level: LEVELS[level], options: { [shorthand]: value } };
  }
  const options = readOption(reader, second, { ...rule.options, type: 'object' }, what);
  return { level: LEVELS[level], options: options as Readonly<Record<string, unknown>> };
}

function readOverrides(context: Context, node: Node): readonly Override[] {
  const items = context.reader.items(node, '`overrides`') ?? [];
  return items.map((item) => readOverride(context, item)).filter((override) => override !== undefined);
}

function readOverride(context: Context, node: Node): Override | undefined {
  const entries = context.reader.object(node, 'an entry of `overrides`', OVERRIDE_KEYS);
  if (entries === undefined) return undefined;
  const files = readGlobs(context, entries.get('files'), 'files');
  if (files === undefined || files.length === 0)
    context.reader.report(node, 'An entry of `overrides` needs `files`: write the globs that it is for.');
  const excluded = readGlobs(context, entries.get('excludedFiles'), 'excludedFiles');
  const preset = readPreset(context, entries.get('preset'));
  const rules = readRules(context, entries.get('rules'));
  return {
    files: files ?? [],
    ...(excluded === undefined ? {} : { excluded }),
    ...(preset === undefined ? {} : { preset }),
    ...(rules === undefined ? {} : { rules }),
  };
}

function readGlobs({ reader }: Context, node: Node | undefined, key: string): readonly string[] | undefined {
  const globs = node && reader.strings(node, quote(key));
  globs?.forEach((glob, index) => {
    const compiled = compileGlob(glob);
    if (glob !== '' && typeof compiled !== 'function')
      reader.report(node?.children?.[index] as Node, `The glob ${quote(glob)} cannot be used: ${compiled.problem}.`);
  });
  return globs;
}

function checkSpecifiers({ reader }: Context, node: Node | undefined, key: string): void {
  for (const item of node?.type === 'array' ? (node.children ?? []) : []) {
    const value: unknown = item.value;
    if (typeof value === 'string' && value !== '' && !/^[^#]+#[^#]+$/u.test(value))
      reader.report(item, `${quote(value)} in ${quote(key)} names no function: write \`module#name\`.`);
  }
}
