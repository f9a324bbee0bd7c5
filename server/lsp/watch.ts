import { FileChangeType, WatchKind, type FileSystemWatcher } from 'vscode-languageserver';
import type { ServerContext } from './context.js';
import { isSourceName, SOURCE_GLOB } from './languages.js';
import { valueAt } from './read-json.js';
import { pathOfUri } from './uris.js';

/** Files that say which sources belong together and what is wanted of them. */
const PROJECT_GLOBS: readonly string[] = [
  '**/looplint.config.json',
  '**/{package,jsconfig,deno}.json',
  '**/deno.jsonc',
  '**/tsconfig*.json',
  '**/pnpm-workspace.yaml',
  '**/{pyproject.toml,setup.py,setup.cfg}',
  '**/{.gitignore,.ignore}',
];

/** A folder that goes is reported as one name, without the files inside of it; such a name often has no extension. */
const DELETED: FileSystemWatcher = { globPattern: '**/*', kind: WatchKind.Delete };

export const WATCHERS: readonly FileSystemWatcher[] = [
  ...[SOURCE_GLOB, ...PROJECT_GLOBS].map((globPattern) => ({ globPattern })),
  DELETED,
];

const FOLDERS = { filters: [{ scheme: 'file', pattern: { glob: '**/*', matches: 'folder' as const } }] };

/** Folders that the user renames or deletes in the editor: their files have no events of their own. */
export const FILE_OPERATIONS = { didRename: FOLDERS, didDelete: FOLDERS };

/** Longest list of paths that is told at once; a branch that is switched changes more, and comes in several. */
const MAX_EVENTS = 10_000;

/** Tells the analysis what happened on the disk. What happens to the file of an open document does not count. */
export function tellDiskChanges({ analysis, documents }: ServerContext, params: unknown): void {
  const changes = valueAt(params, 'changes');
  if (!Array.isArray(changes)) return;
  const paths = new Set<string>();
  for (const change of changes as readonly unknown[]) {
    const path = pathOfUri(valueAt(change, 'uri'));
    if (path === undefined || documents.at(path) !== undefined) continue;
    const isDeleted = valueAt(change, 'type') === FileChangeType.Deleted;
    if (!isDeleted || isWorthTelling(path)) paths.add(path);
  }
  const all = [...paths];
  for (let at = 0; at < all.length; at += MAX_EVENTS)
    analysis.tell({ kind: 'disk', paths: all.slice(at, at + MAX_EVENTS) });
}

/** Deleted names come for every file there is. */
function isWorthTelling(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return isSourceName(name) || !name.slice(1).includes('.') || /\.(?:json|jsonc|toml|yaml|cfg)$/u.test(name);
}

/** `workspace/didRenameFiles` and `workspace/didDeleteFiles`. */
export function tellFileOperations({ analysis }: ServerContext, params: unknown): void {
  const files = valueAt(params, 'files');
  if (!Array.isArray(files)) return;
  const uris = (files as readonly unknown[]).flatMap((file) =>
    ['uri', 'oldUri', 'newUri'].map((name) => valueAt(file, name)),
  );
  const paths = [...new Set(uris.flatMap((uri) => pathOfUri(uri) ?? []))];
  if (paths.length > 0) analysis.tell({ kind: 'disk', paths });
}
