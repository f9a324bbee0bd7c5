import { createDiskHost, type DiskHost } from '../../rules/host/disk-host.js';
import { discoverFiles, findStartFolder, type Discovery } from '../../rules/host/discover-files.js';
import { normalisePath, pathAndAncestors, relativePath } from '../../rules/host/paths.js';
import type { RuleSetting, Settings } from '../../rules/model/settings.js';
import { chooseSettings } from '../workspace/choose-settings.js';
import { suggestNearest } from '../workspace/did-you-mean.js';
import { loadSettings, type LoadedSettings } from '../workspace/load-settings.js';
import { collectRoots } from '../workspace/project-files.js';
import { LEVELS } from '../workspace/read-config.js';
import type { LintArguments } from './arguments.js';
import { UsageError, type Environment } from './environment.js';

/** What a run works with once its arguments and settings are known. */
export interface Session {
  readonly environment: Environment;
  readonly arguments: LintArguments;
  readonly cwd: string;
  /** The folder that settings, chains and the engine are relative to. */
  readonly root: string;
  /** Outside of these folders nothing but dependencies is read. */
  readonly roots: readonly string[];
  readonly host: DiskHost;
  readonly settings: Settings;
  readonly loaded: LoadedSettings;
  /** A path as the user names it: relative to where the run started. */
  readonly display: (path: string) => string;
}

/** Reads settings and opens the disk. Throws a `UsageError` for what the user has to mend. */
export function openSession(environment: Environment, parsed: LintArguments): Session {
  const reader = createDiskHost({ assetDirectory: environment.assetDirectory });
  const cwd = reader.realpath(normalisePath(environment.cwd));
  const start = findStartFolder(cwd, parsed.paths);
  const loaded = loadSettings(reader, {
    start,
    lookup: parsed.configLookup ? 'on' : 'off',
    rules: environment.rules,
    ...(parsed.config === undefined ? {} : { file: normalisePath(parsed.config, cwd) }),
  });
  if ('problem' in loaded) throw new UsageError(loaded.problem);
  const root = loaded.folder;
  const roots = collectRoots(
    root,
    parsed.paths.map((path) => normalisePath(path, cwd)),
  );
  const host = createDiskHost({
    roots,
    assetDirectory: environment.assetDirectory,
    ...(parsed.cache === 'off' ? {} : { cacheDirectory: findCacheFolder(reader, parsed.cache, { cwd, root }) }),
  });
  return {
    environment,
    arguments: parsed,
    cwd,
    root,
    roots,
    host,
    loaded,
    settings: {
      ...chooseSettings(loaded.settings, { preset: parsed.preset, rules: readRuleArguments(parsed, environment) }),
      inlineConfig: parsed.inlineConfig,
    },
    display: (path) => relativePath(cwd, path),
  };
}

function findCacheFolder(
  host: DiskHost,
  cache: 'default' | { readonly folder: string },
  { cwd, root }: { readonly cwd: string; readonly root: string },
): string {
  if (cache !== 'default') return normalisePath(cache.folder, cwd);
  const holder = pathAndAncestors(root).find((folder) => host.kind(`${folder}/node_modules`) === 'directory') ?? root;
  return `${holder}/node_modules/.cache/looplint`;
}

function readRuleArguments(parsed: LintArguments, { rules }: Environment): Readonly<Record<string, RuleSetting>> {
  const table = Object.create(null) as Record<string, RuleSetting>;
  for (const { id, level } of parsed.rules) {
    const rule = rules.find((candidate) => candidate.id === id);
    if (rule === undefined)
      throw new UsageError(
        `\`${id}\` is not a rule: ${suggestNearest(
          id,
          rules.map((candidate) => candidate.id),
        )}`,
      );
    table[id] = { level: level === undefined ? rule.level : LEVELS[level] };
  }
  return table;
}

/** Finds the files that a run is about; throws a `UsageError` when an argument gives none. */
export function findFiles(session: Session): Discovery {
  const { arguments: parsed, cwd, root, loaded } = session;
  const paths = parsed.paths.length === 0 ? ['.'] : parsed.paths;
  const discovery = discoverFiles(root, paths, {
    cwd,
    ignores: [
      { folder: loaded.folder, patterns: loaded.ignorePatterns },
      { folder: cwd, patterns: parsed.ignorePatterns },
    ],
    ignoring: parsed.ignoring,
  });
  const [first] = discovery.unmatched;
  if (first !== undefined) throw new UsageError(`\`${first.argument}\` gives no file to analyse: ${first.reason}.`);
  // Where something was there but could not be analysed, the report says so.
  const { files, notices, refused, ignoredExplicitly } = discovery;
  if (files.length + notices.length + refused.length + ignoredExplicitly === 0)
    throw new UsageError(
      `There is no file to analyse in \`${paths.join('` or `')}\`: name a folder that holds JavaScript, TypeScript or Python.`,
    );
  return discovery;
}
