import type { FolderSetup } from '../protocol/analysis.js';
import type { EditorSettings } from '../protocol/settings.js';
import type { GatedAnalysis } from './gate.js';
import { valueAt } from './read-json.js';
import type { SettingsStore } from './settings-store.js';
import { pathOfUri, uriOfPath } from './uris.js';

/** The folders of the workspace. Those that are not on this machine's disk are left out. */
export interface Folders {
  paths(): readonly string[];
  /** The innermost folder that holds a path. */
  around(path: string): string | undefined;
  settingsOf(path: string): Promise<EditorSettings>;
  /** Tells the analysis which folders there are and what the editor's settings say for them. */
  tell(): Promise<void>;
  change(event: unknown): Promise<void>;
}

export interface FoldersOptions {
  readonly analysis: GatedAnalysis;
  readonly settings: SettingsStore;
  /** Parameters of `initialize`. */
  readonly params: unknown;
}

interface Folder {
  readonly path: string;
  /** As the client spells it. */
  readonly uri: string;
}

export function createFolders({ analysis, settings, params }: FoldersOptions): Folders {
  let folders = readInitialFolders(params);
  let tellings = 0;
  let isOpen = false;

  const around = (path: string): string | undefined => {
    const holding = folders.filter((folder) => path.startsWith(folder.path === '/' ? '/' : `${folder.path}/`));
    return holding.reduce<string | undefined>(
      (best, folder) => (best === undefined || folder.path.length > best.length ? folder.path : best),
      undefined,
    );
  };
  const settingsOf = (path: string): Promise<EditorSettings> => {
    const folder = folders.find((candidate) => candidate.path === around(path));
    return settings.of(folder?.uri);
  };
  const tell = async (): Promise<void> => {
    const telling = ++tellings;
    const told = folders;
    const setups = await Promise.all(told.map(async ({ path, uri }) => toSetup(path, await settings.of(uri))));
    // Folders or settings changed again in the meantime: only the newest are told.
    if (telling !== tellings) return;
    const tellFolders = (): void => analysis.tell({ kind: 'folders', folders: setups });
    if (isOpen) tellFolders();
    else {
      isOpen = true;
      analysis.open(tellFolders);
    }
  };
  return {
    paths: () => folders.map(({ path }) => path),
    around,
    settingsOf,
    tell,
    async change(event) {
      const removed = new Set(readFolders(valueAt(event, 'removed')).map(({ path }) => path));
      const added = readFolders(valueAt(event, 'added'));
      folders = unique([...folders.filter(({ path }) => !removed.has(path)), ...added]);
      await tell();
    },
  };
}

function toSetup(path: string, { preset, rules, requireConfig }: EditorSettings): FolderSetup {
  return {
    path,
    ...(preset !== null && { preset }),
    ...(Object.keys(rules).length > 0 && { rules }),
    ...(requireConfig && { requireConfig }),
  };
}

/** Clients before LSP 3.6 name one root only. */
function readInitialFolders(params: unknown): readonly Folder[] {
  const folders = readFolders(valueAt(params, 'workspaceFolders'));
  if (folders.length > 0) return unique(folders);
  const uri = valueAt(params, 'rootUri');
  const path = pathOfUri(uri);
  if (path !== undefined) return [{ path, uri: uri as string }];
  const rootPath = valueAt(params, 'rootPath');
  const old = typeof rootPath === 'string' && rootPath !== '' ? pathOfUri(uriOfPath(slashed(rootPath))) : undefined;
  return old === undefined ? [] : [{ path: old, uri: uriOfPath(old) }];
}

function slashed(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}

function readFolders(value: unknown): readonly Folder[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly unknown[]).flatMap((folder): readonly Folder[] => {
    const uri = valueAt(folder, 'uri');
    const path = pathOfUri(uri);
    return path === undefined ? [] : [{ path, uri: uri as string }];
  });
}

function unique(folders: readonly Folder[]): readonly Folder[] {
  return [...new Map(folders.map((folder) => [folder.path, folder])).values()];
}
