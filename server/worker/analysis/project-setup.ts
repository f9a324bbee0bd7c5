import { discoverFiles } from '../../../rules/host/discover-files.js';
import { maxProjectBytes } from '../../../rules/host/limits.js';
import { parentFolder } from '../../../rules/host/paths.js';
import { rules } from '../../../rules/engine.js';
import type { Notice } from '../../../rules/model/notice.js';
import type { Settings } from '../../../rules/model/settings.js';
import type { FolderSetup } from '../../protocol/analysis.js';
import { chooseSettings } from '../../workspace/choose-settings.js';
import {
  loadSettings,
  withoutFile,
  type LoadedSettings,
  type SettingsHost,
  type SettingsProblem,
} from '../../workspace/load-settings.js';
import { findAround, fitIntoMemory } from '../../workspace/project-files.js';

/** What a folder is analysed with: what `looplint` would find when it is started there. */
export interface ProjectSettings {
  /** Globs, chains and the engine are relative to it. */
  readonly root: string;
  readonly settings: Settings;
  readonly ignores: readonly { readonly folder: string; readonly patterns: readonly string[] }[];
  /** The configuration file, when there is one. */
  readonly configuration?: string;
  readonly problem?: SettingsProblem;
  /** Nothing is reported: the editor asks for a configuration file, and there is none. */
  readonly isSilent: boolean;
}

type Setup = Pick<FolderSetup, 'preset' | 'rules' | 'requireConfig'>;

/** Reads the settings that hold at a folder; of a file that cannot be used, those that it gave before stay. */
export function readSettings(
  host: SettingsHost,
  folder: string,
  setup: Setup,
  before: ProjectSettings | undefined,
): ProjectSettings {
  const loaded = loadSettings(host, { start: folder, lookup: 'on', rules });
  if (!('problem' in loaded)) return chooseFor(loaded, setup);
  if (before !== undefined) return { ...before, problem: loaded };
  const defaults = chooseFor(withoutFile(parentFolder(loaded.path)), setup);
  return { ...defaults, configuration: loaded.path, problem: loaded, isSilent: false };
}

function chooseFor(loaded: LoadedSettings, { preset, rules: levels = {}, requireConfig }: Setup): ProjectSettings {
  const known = Object.entries(levels).filter(([id]) => rules.some((rule) => rule.id === id));
  const table = Object.fromEntries(known.map(([id, level]) => [id, { level }]));
  return {
    root: loaded.folder,
    settings: chooseSettings(loaded.settings, { preset, rules: table }),
    ignores: [{ folder: loaded.folder, patterns: loaded.ignorePatterns }],
    ...(loaded.path === undefined ? {} : { configuration: loaded.path }),
    isSilent: requireConfig === true && loaded.path === undefined,
  };
}

/** The files of a project. */
export interface ProjectPaths {
  /** Analysed when the whole folder is; sorted. */
  readonly own: readonly string[];
  /** These and the ones that are only read because they belong to the same program. */
  readonly all: ReadonlySet<string>;
  readonly notices: readonly Notice[];
}

/** Finds the files below a folder as a run of the command line in it does. */
export function findFolderFiles(folder: string, { root, ignores }: ProjectSettings): ProjectPaths {
  const limit = maxProjectBytes();
  const { files, notices } = discoverFiles(root, ['.'], { cwd: folder, ignores });
  const { kept, size, left } = fitIntoMemory(root, files, limit);
  const own = kept.map(({ path }) => path);
  if (folder === root) return { own, all: new Set(own), notices: [...notices, ...left] };
  const around = findAround({ root, paths: own, size, limit, ignores, ignoring: 'on' });
  return { own, all: new Set([...own, ...around.paths]), notices: [...notices, ...left, ...around.notices] };
}

/** Finds the files that belong to a program together with some that are in no folder of the workspace. */
export function findFilesAround(asked: readonly string[], { root, ignores }: ProjectSettings): ProjectPaths {
  const around = findAround({ root, paths: asked, size: 0, limit: maxProjectBytes(), ignores, ignoring: 'on' });
  return { own: [], all: new Set([...around.paths, ...asked]), notices: around.notices };
}
