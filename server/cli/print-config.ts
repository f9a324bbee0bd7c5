import { isInside, normalisePath, relativePath } from '../../rules/host/paths.js';
import { explainRefusal } from '../../rules/host/discover-files.js';
import { findLanguage } from '../../rules/host/source-kinds.js';
import type { ConfiguredLevel } from '../../rules/model/level.js';
import type { Override } from '../../rules/model/settings.js';
import { resolveRules } from '../../rules/engine.js';
import type { ConfigLevel } from '../workspace/config-shape.js';
import { ownIgnoreRules } from './input.js';
import { escapeJson } from '../workspace/escape.js';
import type { Session } from './session.js';

const LEVEL_NAMES: Readonly<Record<ConfiguredLevel, ConfigLevel>> = {
  off: 'off',
  hint: 'hint',
  warning: 'warn',
  error: 'error',
};

/** The settings that hold, as JSON in the form of the configuration file; of a file when one is named. */
export function renderConfig(session: Session, file: string | undefined): string {
  const { settings, loaded, root, cwd, environment, arguments: parsed } = session;
  const path = file === undefined ? undefined : normalisePath(file, cwd);
  const relative = path === undefined ? undefined : relativeToRoot(session, path);
  const rules = resolveRules(settings, environment.rules, relative).map(({ id, level, options }) => [
    id,
    Object.keys(options).length === 0 ? LEVEL_NAMES[level] : [LEVEL_NAMES[level], options],
  ]);
  const common = {
    configFile: loaded.path ?? null,
    root,
    preset: settings.preset,
    rules: Object.fromEntries(rules) as unknown,
  };
  const ignores = [...loaded.ignorePatterns, ...parsed.ignorePatterns];
  const printed =
    path === undefined
      ? {
          ...common,
          ignores,
          overrides: settings.overrides.map(printOverride),
          ...settings.project,
          inlineConfig: settings.inlineConfig,
        }
      : {
          file: path,
          language: findLanguage(path) ?? null,
          ignored: explainRefusal(path, ownIgnoreRules(session)) ?? null,
          ...common,
        };
  return `${escapeJson(JSON.stringify(printed, null, 2))}\n`;
}

function printOverride({ files, excluded, preset, rules = {} }: Override): Readonly<Record<string, unknown>> {
  const table = Object.entries(rules).map(([id, { level, options }]) => {
    const name = level === undefined ? null : LEVEL_NAMES[level];
    return [id, options === undefined ? name : [name, options]];
  });
  return {
    files,
    ...(excluded !== undefined && { excludedFiles: excluded }),
    ...(preset !== undefined && { preset }),
    ...(table.length > 0 && { rules: Object.fromEntries(table) as unknown }),
  };
}

/** A path as globs of the settings see it. */
export function relativeToRoot({ root }: Session, path: string): string {
  return isInside(root, path) ? relativePath(root, path) : path;
}
