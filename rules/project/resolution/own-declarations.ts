import { isDirectory, isFile, namesIn } from './file-tree.js';
import { childPath, isInstalled, isWithin, nameOf, parentOf } from './paths.js';
import { scopeOf, type World } from './scope.js';

/** Folders that hold nothing but declarations, so that no analysed file leads to them. */
const TYPE_FOLDERS = /^(?:@?types?|typings|type-?defs?|declarations?|globals?|ambient)$/i;
const DECLARATION = /\.d\.(?:[^.]+\.)?[cm]?ts$/;
/** How deep below such a folder is looked. */
const MAX_LEVELS = 4;
/** A net for generated declarations: no project writes so many by hand. */
const MAX_FILES = 1_000;

/**
 * Declaration files of the project itself, sorted: they are not analysed, but they say what is global. Looked for beside
 * the given files' folders and above them, in folders for types, and where configurations name them.
 */
export function findOwnDeclarations(world: World, folders: Iterable<string>): readonly string[] {
  const { tree } = world;
  const search: Search = { world, seen: new Set(), files: new Set() };
  const configured = new Set<string>();
  for (const folder of folders) {
    if (!isWithin(folder, tree.root) || isInstalled(folder, tree.root) || search.seen.has(folder)) continue;
    const { files = [], include = [] } = scopeOf(world, childPath(folder, 'file.ts')).compiler;
    for (const path of [...files, ...include]) configured.add(path);
    for (let at = folder; isWithin(at, tree.root) && !search.seen.has(at); at = parentOf(at)) look(search, at, 0);
  }
  for (const path of configured) takeConfigured(search, path);
  return [...search.files].sort();
}

interface Search {
  readonly world: World;
  readonly seen: Set<string>;
  readonly files: Set<string>;
}

/** `level` is 0 outside of folders for types, which are searched to their ends. */
function look(search: Search, folder: string, level: number): void {
  const { tree } = search.world;
  search.seen.add(folder);
  const names = namesIn(tree, folder);
  for (const name of names) {
    const path = childPath(folder, name);
    if (DECLARATION.test(name)) {
      if (!isOutput(names, name) && isFile(tree, path)) addFile(search, path);
    } else if (isForTypes(name, level) && !search.seen.has(path) && isDirectory(tree, path)) {
      look(search, path, level + 1);
    }
  }
}

function isForTypes(name: string, level: number): boolean {
  if (level === 0) return TYPE_FOLDERS.test(name);
  return level < MAX_LEVELS && !name.includes('.') && name !== 'node_modules';
}

/** A compiler wrote `a.d.ts` beside `a.ts`. */
function isOutput(names: readonly string[], name: string): boolean {
  const stem = name.replace(DECLARATION, '');
  return names.includes(`${stem}.ts`) || names.includes(`${stem}.tsx`);
}

function addFile({ files }: Search, path: string): void {
  if (files.size < MAX_FILES) files.add(path);
}

function takeConfigured(search: Search, path: string): void {
  const { tree } = search.world;
  const wild = path.search(/[*?]/);
  const base = wild < 0 ? path : parentOf(path.slice(0, wild));
  if (!isWithin(base, tree.root) || isInstalled(base, tree.root)) return;
  if (wild < 0 && DECLARATION.test(nameOf(path))) {
    if (isFile(tree, path)) addFile(search, path);
  } else if (!search.seen.has(base) && isDirectory(tree, base)) look(search, base, 1);
}
