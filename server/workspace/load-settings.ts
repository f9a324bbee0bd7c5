import { isInside, parentFolder, pathAndAncestors, relativePath } from '../../rules/host/paths.js';
import type { EntryKind } from '../../rules/model/host.js';
import type { RuleMeta } from '../../rules/model/rule-meta.js';
import { DEFAULT_SETTINGS, type Settings } from '../../rules/model/settings.js';
import { CONFIG_FILE } from './config-shape.js';
import { createLineIndex } from './line-index.js';
import { readConfig } from './read-config.js';

/** The part of a host that looking for settings needs. */
export interface SettingsHost {
  read(path: string): string | undefined;
  kind(path: string): EntryKind | undefined;
  realpath(path: string): string;
}

export interface LoadedSettings {
  readonly settings: Settings;
  /** In the form of `.gitignore`, relative to `folder`. */
  readonly ignorePatterns: readonly string[];
  /** The folder that globs and patterns are relative to. */
  readonly folder: string;
  /** The file that was read; absent when there is none. */
  readonly path?: string;
}

export interface SettingsRequest {
  /** Where the search begins; normalised. */
  readonly start: string;
  /** A file that the user names, normalised; nothing is searched for then, and its globs are relative to `start`. */
  readonly file?: string;
  readonly lookup: 'on' | 'off';
  readonly rules: readonly RuleMeta[];
}

/** A configuration file that cannot be used. */
export interface SettingsProblem {
  /** One sentence that says where, and what to do. */
  readonly problem: string;
  readonly path: string;
  /** The same without the place, where there is one. */
  readonly message: string;
  /** From 1. */
  readonly line?: number;
}

/** Finds and reads the settings that hold at a folder. */
export function loadSettings(host: SettingsHost, request: SettingsRequest): LoadedSettings | SettingsProblem {
  const { start, file } = request;
  const path = file ?? findConfig(host, request);
  if (path === undefined) return withoutFile(start);
  const name = isInside(start, path) ? relativePath(start, path) : path;
  const real = file === undefined ? host.realpath(path) : path;
  // Whoever names a file may name any; one that lies about must not make us read what it only leads to.
  if (file === undefined && !isInside(findTop(host, parentFolder(path)), real)) {
    const message = `\`${name}\` is a link that leads out of the repository: put a copy of the file in its place.`;
    return { problem: message, message, path };
  }
  const text = host.read(real);
  if (text === undefined) {
    const message = `\`${name}\` cannot be read: check its path, its permissions and that it is UTF-8.`;
    return { problem: message, message, path };
  }
  const result = readConfig(text, request.rules);
  if ('problems' in result) {
    const [first] = result.problems;
    const { line, column } = createLineIndex(text).positionAt(first?.offset ?? 0);
    const message = first?.message ?? 'It cannot be read.';
    return { problem: `${name}:${line}:${column}: ${message}`, message, path, line };
  }
  const { settings, ignorePatterns } = result.config;
  const folder = file === undefined ? parentFolder(path) : start;
  return { settings: { ...settings, inlineConfig: true }, ignorePatterns, folder, path };
}

/** What holds in a folder that has no configuration file. */
export function withoutFile(folder: string): LoadedSettings {
  return { settings: DEFAULT_SETTINGS, ignorePatterns: [], folder };
}

/** The nearest configuration file from a folder upwards, not beyond the repository. */
function findConfig(host: SettingsHost, { start, lookup }: SettingsRequest): string | undefined {
  if (lookup === 'off') return undefined;
  for (const folder of pathAndAncestors(start)) {
    const base = folder === '/' ? '' : folder;
    if (host.kind(`${base}/${CONFIG_FILE}`) === 'file') return `${base}/${CONFIG_FILE}`;
    if (host.kind(`${base}/.git`) !== undefined) return undefined;
  }
  return undefined;
}

/** The repository that holds a folder; without one, the folder itself. */
function findTop(host: SettingsHost, folder: string): string {
  const isTop = (path: string): boolean => host.kind(`${path === '/' ? '' : path}/.git`) !== undefined;
  return pathAndAncestors(folder).find(isTop) ?? folder;
}
