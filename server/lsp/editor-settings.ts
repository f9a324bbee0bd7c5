import type { ConfiguredLevel } from '../../rules/model/level.js';
import {
  DEFAULT_EDITOR_SETTINGS,
  type CustomLevel,
  type EditorSettings,
  type RuleCustomization,
} from '../protocol/settings.js';
import { isObject, valueAt } from './read-json.js';

/** Told about a setting that cannot be used: its name, and a clause that says what it has to be. */
export type ReportSetting = (name: string, expected: string) => void;

const LEVELS: Readonly<Record<string, ConfiguredLevel>> = {
  off: 'off',
  hint: 'hint',
  warn: 'warning',
  warning: 'warning',
  error: 'error',
};
const CUSTOM_LEVELS: Readonly<Record<string, CustomLevel>> = {
  ...LEVELS,
  info: 'info',
  default: 'default',
  downgrade: 'downgrade',
  upgrade: 'upgrade',
};
const LEVEL_NAMES = '`off`, `hint`, `warn` or `error`';

/** Longest list, and most rules, that are read from settings. */
const MAX_ENTRIES = 1000;

/** The editor's settings. A value of the wrong type is reported and stands at its default; the others are taken. */
export function readEditorSettings(value: unknown, report: ReportSetting): EditorSettings {
  const usual = DEFAULT_EDITOR_SETTINGS;
  if (!isObject(value)) {
    if (value !== undefined && value !== null) report('', 'an object');
    return usual;
  }
  const flag = (name: keyof EditorSettings, fallback: boolean): boolean => {
    const given = own(value, name);
    if (given === undefined || given === null) return fallback;
    if (typeof given === 'boolean') return given;
    report(name, '`true` or `false`');
    return fallback;
  };
  const choice = <Name extends string, Fallback>(
    name: keyof EditorSettings,
    names: readonly Name[],
    fallback: Fallback,
  ): Name | Fallback => {
    const given = own(value, name);
    if (given === undefined || given === null) return fallback;
    const known = names.find((candidate) => candidate === given);
    if (known === undefined) report(name, `one of ${names.map((each) => `\`${each}\``).join(', ')}`);
    return known ?? fallback;
  };
  return {
    enable: flag('enable', usual.enable),
    run: choice('run', ['onType', 'onSave'], usual.run),
    diagnosticMode: choice('diagnosticMode', ['openFilesOnly', 'workspace'], usual.diagnosticMode),
    requireConfig: flag('requireConfig', usual.requireConfig),
    preset: choice<NonNullable<EditorSettings['preset']>, null>(
      'preset',
      ['none', 'recommended', 'strict', 'all'],
      null,
    ),
    rules: readRules(own(value, 'rules'), report),
    // The editor nests what has a dot in its name.
    customizations: readCustomizations(
      valueAt(value, 'rules', 'customizations') ?? own(value, 'customizations'),
      report,
    ),
    hints: flag('hints', usual.hints),
    codeLens: flag('codeLens', usual.codeLens),
    inlayHints: flag('inlayHints', usual.inlayHints),
    showSuppressed: flag('showSuppressed', usual.showSuppressed),
    hideDuplicates: flag('hideDuplicates', usual.hideDuplicates),
  };
}

function own(value: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function readRules(value: unknown, report: ReportSetting): EditorSettings['rules'] {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) {
    report('rules', 'an object of levels by rule id');
    return {};
  }
  const entries = Object.entries(value)
    .slice(0, MAX_ENTRIES)
    .flatMap(([id, word]): readonly [string, ConfiguredLevel][] => {
      if (id === 'customizations') return [];
      const level = typeof word === 'string' && Object.hasOwn(LEVELS, word) ? LEVELS[word] : undefined;
      if (level === undefined) report(`rules.${id.slice(0, 100)}`, LEVEL_NAMES);
      return level === undefined ? [] : [[id.replace(/^looplint\//u, ''), level]];
    });
  return Object.fromEntries(entries);
}

function readCustomizations(value: unknown, report: ReportSetting): readonly RuleCustomization[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    report('rules.customizations', 'a list');
    return [];
  }
  return (value as readonly unknown[]).slice(0, MAX_ENTRIES).flatMap((entry): readonly RuleCustomization[] => {
    const rule = valueAt(entry, 'rule');
    const word = valueAt(entry, 'severity');
    const severity = typeof word === 'string' && Object.hasOwn(CUSTOM_LEVELS, word) ? CUSTOM_LEVELS[word] : undefined;
    if (typeof rule === 'string' && severity !== undefined) return [{ rule, severity }];
    report('rules.customizations', 'a list of `{ "rule": …, "severity": … }`');
    return [];
  });
}
